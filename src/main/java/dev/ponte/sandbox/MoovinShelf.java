package dev.ponte.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The orders of a Moovin store and its statuses. Guarded by itself. */
final class MoovinShelf {

  static final String PENDING = "2";
  static final String APPROVED = "4";
  static final String CANCELLED = "5";

  private static final String IN_CART = "1";
  static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
  private static final int TRUNCATED = 30;
  private static final int MOST = 100;

  private static final String[][] STATUSES = {
    {IN_CART, "Em compra", "pendente"},
    {PENDING, "Pendente", "pendente"},
    {"3", "Em Análise", "pendente"},
    {APPROVED, "Aprovado", "aprovado"},
    {CANCELLED, "Cancelado", "cancelado"},
    {"6", "Entregue", "completo"},
    {"8", "Em separação", "n/a"},
    {"9", "Faturado", "n/a"},
    {"16", "Entregue indenizado", "completo"},
    {"17", "Transporte", "transporte"}
  };

  private final Clock clock;
  private final Map<String, ObjectNode> orders = new LinkedHashMap<>();
  private boolean ignoresPages;
  private boolean ignoresImported;

  MoovinShelf(Clock clock) {
    this.clock = clock;
  }

  synchronized void ignorePages() {
    ignoresPages = true;
  }

  synchronized void ignoreImported() {
    ignoresImported = true;
  }

  synchronized void place(ObjectNode order) {
    orders.put(order.path("codigo_pedido").asText(), order);
    touch(order);
  }

  /** A copy; null when there is no such order. */
  synchronized ObjectNode get(String id) {
    ObjectNode order = orders.get(id);
    return order == null ? null : order.deepCopy();
  }

  synchronized List<ObjectNode> all() {
    return orders.values().stream().map(ObjectNode::deepCopy).toList();
  }

  /** Changes fields of an order, as the store's own staff or a call does. */
  synchronized void change(String id, Map<String, String> fields) {
    ObjectNode order = orders.get(id);
    if (order == null) {
      throw new IllegalArgumentException("Pedido não encontrado: " + id);
    }
    fields.forEach(
        (name, value) -> {
          if (List.of("codigo_rastreio", "data_postagem", "data_entrega").contains(name)) {
            order.withObject("/dados_transporte").put(name, value);
          } else {
            order.put(name, value);
          }
        });
    touch(order);
  }

  synchronized List<ObjectNode> list(JsonNode filters) {
    Stream<ObjectNode> found =
        orders.values().stream()
            .filter(it -> !it.path("codigo_status_pedido").asText().equals(IN_CART))
            .filter(it -> matches(it, filters, "codigo", "codigo_pedido"))
            .filter(it -> matches(it, filters, "codigo_status_pedido", "codigo_status_pedido"))
            .filter(it -> ignoresImported || matches(it, filters, "importado", "importado"))
            .filter(it -> since(it, filters));
    String order = filters.path("ordem_data_atualizacao").asText("");
    Comparator<ObjectNode> byChange =
        Comparator.comparing(it -> it.path("data_ultima_atualizacao").asText());
    if (!order.isEmpty()) {
      found = found.sorted(order.equals("DESC") ? byChange.reversed() : byChange);
    }
    int limit = filters.path("limite").asInt(TRUNCATED);
    int rows = limit < 1 || limit > MOST ? TRUNCATED : limit;
    int page = ignoresPages ? 1 : Math.max(1, filters.path("pagina").asInt(1));
    return found.skip((long) (page - 1) * rows).limit(rows).map(ObjectNode::deepCopy).toList();
  }

  static List<ObjectNode> statuses(JsonNode filters) {
    List<ObjectNode> rows = new ArrayList<>();
    for (String[] one : STATUSES) {
      boolean asked =
          filters.path("tipo").asText(one[2]).equals(one[2])
              && filters.path("codigo").asText(one[0]).equals(one[0]);
      if (asked) {
        rows.add(
            JsonNodeFactory.instance
                .objectNode()
                .put("codigo_status", one[0])
                .put("descricao_loja", one[1])
                .put("descricao_cliente", one[1])
                .put("tipo", one[2]));
      }
    }
    return rows;
  }

  static boolean isStatus(String code) {
    return Stream.of(STATUSES).anyMatch(it -> it[0].equals(code));
  }

  private void touch(ObjectNode order) {
    order.put("data_ultima_atualizacao", STAMP.format(LocalDateTime.now(clock.withZone(ZONE))));
    String code = order.path("codigo_status_pedido").asText();
    for (String[] one : STATUSES) {
      if (one[0].equals(code)) {
        order.put("descricao_loja_status_pedido", one[1]);
        order.put("descricao_cliente_status_pedido", one[1]);
      }
    }
  }

  private static boolean matches(ObjectNode order, JsonNode filters, String filter, String field) {
    String wanted = filters.path(filter).asText("").strip();
    return wanted.isEmpty() || wanted.equals(order.path(field).asText());
  }

  private static boolean since(ObjectNode order, JsonNode filters) {
    String from = filters.path("data_ultima_atualizacao_de").asText("");
    String to = filters.path("data_ultima_atualizacao_ate").asText("");
    String changed = order.path("data_ultima_atualizacao").asText();
    return changed.compareTo(from) >= 0 && (to.isEmpty() || changed.compareTo(to) <= 0);
  }
}
