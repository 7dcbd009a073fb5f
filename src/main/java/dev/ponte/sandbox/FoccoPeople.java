package dev.ponte.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.sandbox.Simulator.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The customers of the simulated Focco, by document, and who represents them. */
final class FoccoPeople {

  private static final int CNPJ_LENGTH = 14;
  private static final long FIRST_ID = 5_000;

  private final Map<String, Long> codes = new ConcurrentHashMap<>();
  private final Map<String, Map<String, Object>> details = new ConcurrentHashMap<>();
  private final Map<Long, Long> representatives = new ConcurrentHashMap<>();
  private final FoccoAnswers answers;

  FoccoPeople(FoccoAnswers answers) {
    this.answers = answers;
  }

  void add(String document, long code) {
    codes.put(document, code);
  }

  void tell(String document, Map<String, Object> told) {
    details.put(document, Map.copyOf(told));
  }

  void represent(long code, long representative) {
    representatives.put(code, representative);
  }

  /** GetClientes. */
  Answer all() {
    List<ObjectNode> all = new ArrayList<>();
    codes.forEach(
        (document, code) -> {
          ObjectNode customer = row(document, code);
          customer.set("CpfCnpjs", answers.values(documents(answers.node(), document)));
          all.add(customer);
        });
    return answers.bare(all);
  }

  /** GetClientesRepresentante, which tells no documents. */
  Answer of(long representative) {
    List<ObjectNode> all = new ArrayList<>();
    codes.forEach(
        (document, code) -> {
          if (Long.valueOf(representative).equals(representatives.get(code))) {
            all.add(row(document, code));
          }
        });
    return answers.bare(all);
  }

  /** GetCliente. */
  Answer one(JsonNode in) {
    String document = in.path("cnpjCpf").asText();
    Long code = codes.get(document);
    if (code == null || code != in.path("codigoCliente").asLong()) {
      return answers.failed("Cliente não encontrado.");
    }
    ObjectNode customer = answers.node().put("ID", FIRST_ID + code).put("Codigo", code);
    customer.put("RazaoSocial", name(document));
    documents(customer, document);
    customer.set("NumTelefones", answers.values());
    details.getOrDefault(document, Map.of()).forEach(customer::putPOJO);
    return answers.value(customer);
  }

  private ObjectNode row(String document, long code) {
    return answers
        .node()
        .put("ID", FIRST_ID + code)
        .put("Codigo", code)
        .put("Descricao", name(document));
  }

  private String name(String document) {
    Object name = details.getOrDefault(document, Map.of()).get("RazaoSocial");
    return name == null ? "CLIENTE" : name.toString();
  }

  private static ObjectNode documents(ObjectNode node, String document) {
    boolean company = document.length() == CNPJ_LENGTH;
    return node.put("Cpf", company ? 0L : Long.parseLong(document))
        .put("Cnpj", company ? Long.parseLong(document) : 0L);
  }
}
