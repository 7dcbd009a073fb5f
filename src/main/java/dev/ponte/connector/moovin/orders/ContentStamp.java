package dev.ponte.connector.moovin.orders;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The content of an order's record as a stamp. What Ponte itself writes to the store, and what only
 * says how far the order is, does not count: an acknowledged order is not a changed one.
 */
final class ContentStamp {

  private static final Set<String> OURS =
      Set.of(
          "importado",
          "codigo_integracao",
          "codigo_status_pedido",
          "descricao_loja_status_pedido",
          "descricao_cliente_status_pedido",
          "status_transacao",
          "data_ultima_atualizacao",
          "separado_por_usuario",
          "data_separado");
  private static final Set<String> OURS_OF_TRANSPORT =
      Set.of("codigo_rastreio", "data_postagem", "data_entrega");
  private static final String INVOICES = "nfe?s?(_.*)?|notas?_.*|notas?";

  private ContentStamp() {}

  /**
   * @param cancelled whether the store has cancelled the order, the only status that counts
   */
  static String of(JsonNode record, boolean cancelled) {
    StringBuilder content = new StringBuilder();
    fields(record)
        .forEach(
            (name, value) -> {
              if (!OURS.contains(name) && !name.matches(INVOICES)) {
                content.append(name).append('=');
                append(content, value, name.equals("dados_transporte"));
              }
            });
    return hash(content.toString()) + (cancelled ? "/cancelled" : "");
  }

  private static void append(StringBuilder content, JsonNode node, boolean transport) {
    if (node.isArray()) {
      node.forEach(one -> append(content, one, transport));
    } else if (node.isObject()) {
      content.append('{');
      fields(node)
          .forEach(
              (name, value) -> {
                if (!transport || !OURS_OF_TRANSPORT.contains(name)) {
                  content.append(name).append('=');
                  append(content, value, false);
                }
              });
      content.append('}');
    } else {
      content.append(node.asText().strip()).append('\n');
    }
  }

  private static Map<String, JsonNode> fields(JsonNode object) {
    Map<String, JsonNode> sorted = new TreeMap<>();
    object.fields().forEachRemaining(it -> sorted.put(it.getKey(), it.getValue()));
    return sorted;
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
