package dev.ponte.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The customers of a Moovin store and the groups that it has. */
final class MoovinClients {

  private final MoovinRows clients;
  private final Set<String> groups = ConcurrentHashMap.newKeySet();

  MoovinClients(Clock clock) {
    clients = new MoovinRows(clock);
    groups.addAll(Set.of("Varejo", "Atacado"));
  }

  void add(ObjectNode client) {
    clients.change(client.path("cpf_cnpj").asText(), before -> client);
  }

  /** The customer's group; null when there is no such customer. */
  String group(String document) {
    ObjectNode client = clients.get(document);
    return client == null ? null : client.path("grupo").asText("");
  }

  /** What is wrong with the record; null when it is carried out. */
  String group(ObjectNode record) {
    String document = record.path("cpf_cnpj").asText();
    String group = record.path("nome_grupo").asText();
    if (!document.matches("\\d{11}|\\d{14}")) {
      return "CPF/CNPJ inválido";
    }
    if (clients.get(document) == null) {
      return "Cliente não cadastrado";
    }
    if (!groups.contains(group)) {
      return "Grupo não cadastrado: " + group;
    }
    clients.change(document, before -> before.deepCopy().put("grupo", group));
    return null;
  }

  /** Rows of getClientes; the date is that of the registration, or the beginning of it. */
  List<ObjectNode> list(JsonNode filters) {
    return MoovinGoods.isPlain(filters)
        ? clients.page(filters)
        : clients.page(
            filters,
            it ->
                it.has(filters, "cpf_cnpj", "cpf_cnpj")
                    && it.has(filters, "tipo_pessoa", "tipo_pessoa")
                    && it.has(filters, "codigo", "codigo_cliente")
                    && it.has(filters, "email", "email")
                    && it.content()
                        .path("data_cadastro")
                        .asText()
                        .startsWith(filters.path("data_cadastro").asText("")));
  }
}
