package dev.ponte.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.sandbox.Simulator.Answer;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The methods of the Presence simulator's WebApi, for whoever has a token. */
final class PresenceDesk {

  private static final String REPORT = "ECM-RESULTADO-PROCESSAMENTO";
  private static final int MOST_ON_PAGE = 1_000;
  private static final Set<String> METHODS =
      Set.of(
          PresenceShelf.TRACKING,
          PresenceShelf.STATUS,
          PresenceShelf.INVOICES,
          PresenceShelf.STOCK,
          PresenceShelf.PRODUCTS,
          "ECM-MARCAS",
          "ECM-IMAGENS",
          "ECM-WAREHOUSES-OMNI");
  private static final Set<String> SELECTORS =
      Set.of(
          "data_at",
          "dataAt",
          "codigo_externo",
          "numero",
          "numero_nf",
          "sku_site",
          "codigo",
          "referencia_site");

  private final Clock clock;
  private final PresenceShelf shelf;
  private final PresencePanel panel;

  PresenceDesk(Clock clock, PresenceShelf shelf, PresencePanel panel) {
    this.clock = clock;
    this.shelf = shelf;
    this.panel = panel;
  }

  static boolean knows(String method) {
    return METHODS.contains(method) || method.equals(REPORT);
  }

  Answer answer(String operation, Map<String, String> query, JsonNode in) {
    if (in.path("id_webservice").asInt() != PresenceSimulator.WEBSERVICE) {
      return failed("id_webservice inválido");
    }
    try {
      if (operation.equals(REPORT)) {
        panel.take(in);
        return good(REPORT, List.of(), PresenceShelf.JSON.createObjectNode());
      }
      return METHODS.contains(operation)
          ? list(operation, query, in)
          : failed("Método não encontrado");
    } catch (IllegalArgumentException | DateTimeParseException e) {
      return failed(e.getMessage());
    }
  }

  private Answer list(String method, Map<String, String> query, JsonNode in) {
    long selectors = SELECTORS.stream().filter(in::hasNonNull).count();
    if (selectors != 1) {
      throw new IllegalArgumentException("Informe exatamente um critério de busca");
    }
    int offset = Integer.parseInt(query.getOrDefault("offset", "1"));
    int limit =
        Math.min(MOST_ON_PAGE, Integer.parseInt(query.getOrDefault("limit", "" + MOST_ON_PAGE)));
    if (offset > 1 && !query.containsKey("startedAt")) {
      throw new IllegalArgumentException("startedAt é obrigatório a partir da segunda página");
    }
    Instant until =
        query.containsKey("startedAt") ? Instant.parse(query.get("startedAt")) : clock.instant();
    List<PresenceShelf.Row> all = shelf.list(method, since(in), until);
    int from = Math.min(all.size(), offset - 1);
    int to = Math.min(all.size(), from + limit);
    ObjectNode head = PresenceShelf.JSON.createObjectNode();
    if (to < all.size()) {
      head.put("nextOffset", to + 1).put("nextStartedAt", until.toString());
    }
    boolean items = in.path("exibirItens").asBoolean();
    return good(method, all.subList(from, to).stream().map(it -> shown(it, items)).toList(), head);
  }

  /** The header of an invoice has neither total nor items; the complete form has. */
  private static ObjectNode shown(PresenceShelf.Row row, boolean items) {
    ObjectNode json = row.json().deepCopy();
    if (row.method().equals(PresenceShelf.INVOICES) && !items) {
      json.remove(List.of("valorTotalNF", "itens"));
    }
    return json;
  }

  private static LocalDateTime since(JsonNode in) {
    String date = in.path("data_at").asText("1900-01-01");
    return date.contains("T") ? LocalDateTime.parse(date) : LocalDate.parse(date).atStartOfDay();
  }

  private Answer good(String method, List<ObjectNode> rows, ObjectNode head) {
    head.put("status", "ok").put("serverTime", clock.instant().toString());
    head.put("versionCode", 4).put("method", method);
    ArrayNode data = head.putArray("data");
    rows.forEach(data::add);
    return Answer.json(200, head.toString());
  }

  static Answer failed(String words) {
    ObjectNode json = PresenceShelf.JSON.createObjectNode().put("status", "error");
    return Answer.json(200, json.put("message", words).toString());
  }
}
