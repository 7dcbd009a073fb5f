package dev.ponte.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stock, prices and invoices of a Moovin store. */
final class MoovinGoods {

  private static final Set<String> ONLY_FILTERS_OF_PAGES = Set.of("limite", "pagina");

  final Map<String, ObjectNode> invoices = new ConcurrentHashMap<>();
  private final MoovinRows stock;
  private final MoovinRows prices;
  private final MoovinRows reservations;
  private final Map<String, ObjectNode> sent = new ConcurrentHashMap<>();

  private volatile MoovinSimulator.StockWatcher watcher = (sku, store, quantity) -> {};

  MoovinGoods(Clock clock) {
    stock = new MoovinRows(clock);
    prices = new MoovinRows(clock);
    reservations = new MoovinRows(clock);
  }

  /** What is wrong with the record; null when it is carried out. */
  String stock(ObjectNode record) {
    String action = record.path("acao").asText("1");
    String quantity = record.path("qtd").asText();
    if (!Set.of("1", "2", "3").contains(action) || !quantity.matches("-?\\d+")) {
      return "Ação ou quantidade inválida";
    }
    int amount = Integer.parseInt(quantity);
    String sku = record.path("produto_codigo_tamanho").asText();
    String store = record.path("cod_loja").asText();
    stock.change(
        place(sku, store),
        before -> {
          int had = before == null ? 0 : before.path("qtd").asInt();
          int now =
              switch (action) {
                case "1" -> amount;
                case "2" -> had + amount;
                default -> had - amount;
              };
          watcher.told(sku, store, now);
          return quantity(sku, store, now);
        });
    return null;
  }

  /** As {@link #stock}. */
  String price(ObjectNode record) {
    String colour = record.path("produto_codigo_cor").asText("");
    String size = record.path("produto_codigo_tamanho").asText("");
    if (colour.isEmpty() && size.isEmpty()) {
      return "Informe produto_codigo_cor ou produto_codigo_tamanho";
    }
    boolean bySize = record.has("preco_atual_tamanho") || record.has("preco_antigo_tamanho");
    if (bySize && (record.has("preco_de") || record.has("preco_por"))) {
      return "Não envie preco_de e preco_por com preços por tamanho";
    }
    if (record.has("codigo_etiqueta") && record.has("desconto_avista")) {
      return "Não envie codigo_etiqueta com desconto_avista";
    }
    sent.merge(size.isEmpty() ? colour : size, record.deepCopy(), MoovinGoods::merged);
    if (size.isEmpty()) {
      prices.change(colour, before -> row(before, record));
    }
    return null;
  }

  void onStock(MoovinSimulator.StockWatcher told) {
    watcher = told;
  }

  void ignorePages() {
    stock.ignorePages();
    prices.ignorePages();
  }

  Integer stock(String sku, String store) {
    ObjectNode row = stock.get(place(sku, store));
    return row == null ? null : row.path("qtd").asInt();
  }

  ObjectNode price(String code) {
    return sent.get(code);
  }

  void corruptStock(String sku, String store, int quantity) {
    stock.corrupt(place(sku, store), before -> quantity(sku, store, quantity));
  }

  void corruptPrice(String colour, String now) {
    prices.corrupt(colour, before -> before.deepCopy().put("preco_por", now));
    sent.computeIfPresent(colour, (code, it) -> it.deepCopy().put("preco_por", now));
  }

  void reserve(String id, ObjectNode reservation) {
    reservations.change(id, before -> reservation);
  }

  List<ObjectNode> quantities(JsonNode filters) {
    return isPlain(filters)
        ? stock.page(filters)
        : stock.page(
            filters,
            it ->
                it.has(filters, "produto_codigo_tamanho", "produto_codigo_tamanho")
                    && it.changedWithin(filters, "data_modificacao_de", "data_modificacao_ate"));
  }

  List<ObjectNode> prices(JsonNode filters) {
    return isPlain(filters)
        ? prices.page(filters)
        : prices.page(
            filters,
            it ->
                it.has(filters, "produto_codigo_cor", "produto_codigo_cor")
                    && it.changedWithin(filters, "data_modificacao_de", "data_modificacao_ate"));
  }

  List<ObjectNode> reservations(JsonNode filters) {
    String skus = "," + filters.path("sku").asText("") + ",";
    return reservations.page(
        filters,
        it ->
            it.has(filters, "id_reserva", "id")
                && it.createdWithin(filters, "data_reserva_de", "data_reserva_ate")
                && (skus.equals(",,")
                    || skus.contains("," + it.content().path("codigo_produto").asText() + ",")));
  }

  /** Whether nothing but a page is asked for. */
  static boolean isPlain(JsonNode filters) {
    for (var names = filters.fieldNames(); names.hasNext(); ) {
      if (!ONLY_FILTERS_OF_PAGES.contains(names.next())) {
        return false;
      }
    }
    return true;
  }

  private static String place(String sku, String store) {
    return sku + '@' + store;
  }

  private static ObjectNode merged(ObjectNode before, ObjectNode record) {
    ObjectNode merged = before.deepCopy();
    merged.setAll(record);
    return merged;
  }

  /** A row of getPreco; what is not sent stays. */
  private static ObjectNode row(ObjectNode before, ObjectNode record) {
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    row.put("produto_codigo_cor", record.path("produto_codigo_cor").asText());
    for (String name : List.of("preco_de", "preco_por")) {
      String kept = before == null ? "0.00" : before.path(name).asText();
      row.put(name, record.path(name).asText(kept));
    }
    row.putArray("desconto_por_qtd");
    return row;
  }

  private static ObjectNode quantity(String sku, String store, int quantity) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("produto_codigo_tamanho", sku)
        .put("qtd", String.valueOf(quantity))
        .put("cod_loja", store);
  }
}
