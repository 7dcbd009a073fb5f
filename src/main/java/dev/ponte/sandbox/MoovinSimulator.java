package dev.ponte.sandbox;

import static java.util.Map.entry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Moovin store: form POSTs with a token, JSON and XML, 60 records a minute on its clock, one
 * record a call. What the document leaves open it answers in turn one way and the other.
 */
public final class MoovinSimulator extends Simulator {

  public static final String TOKEN = "sandbox-token";

  private static final Pattern PATH = Pattern.compile("/webservice/(\\w+)/(json|xml)");
  private static final JsonMapper JSON = new JsonMapper();
  private static final int ROWS_ON_PAGE = 200;

  private final MoovinShelf shelf;
  private final MoovinMinute minute;
  private final MoovinGoods goods;
  private final MoovinRange range;
  private final MoovinClients clients;
  private final MoovinAnswers answers = new MoovinAnswers();
  private final MoovinDesk desk;
  private final AtomicInteger generated = new AtomicInteger(900_000);
  private final Clock clock;
  private volatile boolean unlimited;

  /**
   * @param port 0 for any free one
   * @param clock of its quota and of the orders' change stamps
   */
  public MoovinSimulator(int port, Clock clock) {
    super(port);
    this.clock = clock;
    shelf = new MoovinShelf(clock);
    minute = new MoovinMinute(clock);
    goods = new MoovinGoods(clock);
    range = new MoovinRange(clock);
    clients = new MoovinClients(clock);
    desk = new MoovinDesk(shelf, goods, range, clients, answers);
  }

  @Override
  public Map<String, String> connection() {
    return Map.ofEntries(
        entry("system", "moovin"),
        entry("base-url", url().toString()),
        entry("token", TOKEN),
        entry("stock.stores[0].location", "10"),
        entry("stock.stores[0].code", "loja-1"),
        entry("codes.colour", "sku"),
        entry("products.variation-pattern", "(?<colour>[^#]+)(#(?<size>.+))?"),
        entry("product-defaults.colour", "Unica"),
        entry("product-defaults.size", "U"),
        entry("product-defaults.gender", "0"),
        entry("product-defaults.weight-grams", "500"),
        entry("product-defaults.measures", "10x10x10"),
        entry("product-defaults.variation", "cortamanho"),
        entry("products.send", "all"),
        entry("prices.send", "true"),
        entry("customers.send", "true"),
        entry("first-pass", "automatic"));
  }

  /** Puts an order, a record of getPedidos, into the store; changed now. */
  public void place(String json) {
    if (!(parse(json) instanceof ObjectNode order) || !order.has("codigo_pedido")) {
      throw new IllegalArgumentException("Not an order record");
    }
    shelf.place(order);
  }

  /** As {@link #place(String)}, whatever date the record has: it is placed now. */
  public void placeNow(String json) {
    place(MoovinOrders.placedAt(json, clock));
  }

  /** The payment of a pending order was approved. */
  public void approve(String orderId) {
    change(orderId, "codigo_status_pedido", MoovinShelf.APPROVED);
  }

  /** The store's staff or its customer cancels the order. */
  public void cancel(String orderId) {
    change(orderId, "codigo_status_pedido", MoovinShelf.CANCELLED);
  }

  /** The store's staff changes a field of an order. */
  public void change(String orderId, String field, String value) {
    shelf.change(orderId, Map.of(field, value));
  }

  /** The order's record as JSON; null when there is none. */
  public String order(String orderId) {
    ObjectNode order = shelf.get(orderId);
    return order == null ? null : order.toString();
  }

  /** The code of the order's status. */
  public String status(String orderId) {
    return shelf.get(orderId).path("codigo_status_pedido").asText();
  }

  /** Whether the order was marked as imported. */
  public boolean imported(String orderId) {
    return shelf.get(orderId).path("importado").asText().equals("1");
  }

  /** The ids of all orders, in the order of their placing. */
  public List<String> orderIds() {
    return shelf.all().stream().map(it -> it.path("codigo_pedido").asText()).toList();
  }

  /** All records that updatePedido carried out, as JSON, oldest first. */
  public List<String> updates() {
    return desk.updates.stream().map(ObjectNode::toString).toList();
  }

  /** How often updatePedido marked the order as imported. */
  public long imports(String orderId) {
    return desk.updates.stream()
        .filter(it -> it.path("codigo_pedido").asText().equals(orderId))
        .filter(it -> it.path("importado").asText().equals("1"))
        .count();
  }

  /** The invoice of the order as saveNfe brought it, as JSON; null when there is none. */
  public String invoice(String orderId) {
    ObjectNode invoice = goods.invoices.get(orderId);
    return invoice == null ? null : invoice.toString();
  }

  /** Who is told of each stock that a call brings. */
  public interface StockWatcher {
    void told(String sku, String store, int quantity);
  }

  /** Has somebody told of each stock that a call brings. */
  public void onStock(StockWatcher watcher) {
    goods.onStock(watcher);
  }

  /** How many the store has; null when nobody told it. */
  public Integer stock(String sku, String store) {
    return goods.stock(sku, store);
  }

  /** The prices that were sent for a colour's or a size's code, as JSON; null when none were. */
  public String price(String code) {
    return text(goods.price(code));
  }

  /** The product that was saved under a size's code, as JSON; null when there is none. */
  public String product(String code) {
    return text(range.size(code));
  }

  /** The category that was saved under its first level's code, as JSON; null when there is none. */
  public String category(String code) {
    return text(range.categories.get(code));
  }

  /** The characteristic that was saved under the code, as JSON; null when there is none. */
  public String characteristic(String code) {
    return text(range.characteristics.get(code));
  }

  /** The group of the customer with this CPF or CNPJ; null when there is no such customer. */
  public String group(String document) {
    return clients.group(document);
  }

  /** A customer registers: a record of getClientes. */
  public void register(String json) {
    clients.add((ObjectNode) parse(json));
  }

  /** The store's staff, or another system, sets a stock. */
  public void putStock(String sku, String store, int quantity) {
    goods.stock(
        object()
            .put("produto_codigo_tamanho", sku)
            .put("cod_loja", store)
            .put("qtd", String.valueOf(quantity)));
  }

  /** The store's staff, or another system, sets the price of a colour. */
  public void putPrice(String colour, String old, String now) {
    goods.price(
        object().put("produto_codigo_cor", colour).put("preco_de", old).put("preco_por", now));
  }

  /** The store's staff, or another system, saves a product: a record of saveProdutos. */
  public void putProduct(String json) {
    range.save(((ObjectNode) parse(json)).put("atualiza", "1"));
  }

  /** An order reserves stock: a record of getReservasEstoque. */
  public void reserve(String id, String json) {
    goods.reserve(id, ((ObjectNode) parse(json)).put("id", id));
  }

  /** Changes a stock without a trace, as a restored backup does. */
  public void corruptStock(String sku, String store, int quantity) {
    goods.corruptStock(sku, store, quantity);
  }

  /** Changes the price of a colour without a trace. */
  public void corruptPrice(String colour, String now) {
    goods.corruptPrice(colour, now);
  }

  /** How many records of the method were carried out. */
  public long writes(String method) {
    return desk.writes(method);
  }

  /** Calls that came although the minute's 60 records were used. */
  public int overLimit() {
    return minute.overLimit();
  }

  /** The most records that any minute held. */
  public int busiestMinute() {
    return minute.most();
  }

  /** Answers any number of records, for tests that have no quota. */
  public void unlimited() {
    unlimited = true;
  }

  /** Answers page 1 to whatever page is asked for. */
  public void ignorePages() {
    shelf.ignorePages();
    goods.ignorePages();
  }

  /** Does not heed the filter of imported orders, as when it is spelled differently. */
  public void ignoreImportedFilter() {
    shelf.ignoreImported();
  }

  @Override
  protected String operation(Request request) {
    Matcher path = PATH.matcher(request.path());
    return path.matches() ? path.group(1) : "unknown";
  }

  @Override
  protected Answer handle(Request request) {
    Matcher path = PATH.matcher(request.path());
    if (!path.matches()) {
      return Answer.html(404, "<html><body>404 Not Found</body></html>");
    }
    String method = path.group(1);
    boolean xml = path.group(2).equals("xml");
    String type = String.valueOf(request.headers().get("Content-Type"));
    if (!request.method().equals("POST") || !type.startsWith("application/x-www-form-urlencoded")) {
      return answers.verdict("3", "Envie um formulário via POST", xml);
    }
    Map<String, String> form = query(request.text());
    if (!TOKEN.equals(form.get("token"))) {
      return answers.verdict("1", "Token inválido", xml);
    }
    if (!unlimited && !minute.take()) {
      return answers.verdict("10", "Limite de 60 registros por minuto excedido", xml);
    }
    return carryOut(method, form.getOrDefault("data", ""), xml);
  }

  private Answer carryOut(String method, String data, boolean xml) {
    MoovinRules rules = MoovinRules.of(method);
    if (rules == null) {
      return answers.verdict("2", "Método inexistente: " + method, xml);
    }
    try {
      List<ObjectNode> records = MoovinRequest.records(rules, data, xml);
      if (records.size() != 1) {
        return answers.verdict("11", "Envie um registro por requisição", xml);
      }
      ObjectNode record = records.get(0);
      if (method.startsWith("get")) {
        return record.isEmpty()
            ? answers.verdict("4", "Informe ao menos um filtro", xml)
            : desk.read(method, record, xml);
      }
      String fault = rules.fault(record);
      return fault == null ? desk.write(method, record, xml) : answers.verdict("5", fault, xml);
    } catch (IllegalArgumentException malformed) {
      return answers.verdict("6", malformed.getMessage(), xml);
    }
  }

  @Override
  protected Answer refusal() {
    return answers.verdict("99", "Registro recusado", false);
  }

  @Override
  protected List<String> actions() {
    return List.of(
        "Place 1 order",
        "Place 10 orders",
        "Place a pending order",
        "Place an order that no ERP can take",
        "Approve the pending orders",
        "Cancel the newest order");
  }

  @Override
  protected void act(String action) {
    switch (action) {
      case "Place 1 order" -> placeNext(1);
      case "Place 10 orders" -> placeNext(10);
      case "Place a pending order" -> placeNow(MoovinOrders.pending(generated.incrementAndGet()));
      case "Place an order that no ERP can take" ->
          placeNow(MoovinOrders.wrongSum(generated.incrementAndGet()));
      case "Approve the pending orders" -> approvePending();
      case "Cancel the newest order" ->
          orderIds().stream().reduce((first, second) -> second).ifPresent(this::cancel);
      default -> super.act(action);
    }
  }

  @Override
  protected List<List<String>> table() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("order", "value", "status", "imported", "ERP's number", "tracking"));
    List<ObjectNode> all = shelf.all();
    for (ObjectNode it : all.subList(Math.max(0, all.size() - ROWS_ON_PAGE), all.size())) {
      rows.add(
          List.of(
              it.path("codigo_pedido").asText(),
              it.path("valor_total").asText(),
              it.path("descricao_loja_status_pedido").asText(),
              it.path("importado").asText(),
              it.path("codigo_integracao").asText(),
              it.path("dados_transporte").path("codigo_rastreio").asText()));
    }
    return rows;
  }

  private void placeNext(int count) {
    for (int i = 0; i < count; i++) {
      placeNow(MoovinOrders.order(generated.incrementAndGet()));
    }
  }

  private void approvePending() {
    shelf.all().stream()
        .filter(it -> it.path("codigo_status_pedido").asText().equals(MoovinShelf.PENDING))
        .forEach(it -> approve(it.path("codigo_pedido").asText()));
  }

  private static ObjectNode object() {
    return JSON.createObjectNode();
  }

  private static String text(ObjectNode record) {
    return record == null ? null : record.toString();
  }

  static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not JSON", e);
    }
  }
}
