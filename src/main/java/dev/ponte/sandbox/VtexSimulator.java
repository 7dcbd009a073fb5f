package dev.ponte.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.sandbox.VtexShelf.Stored;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.stream.Stream;

/**
 * A VTEX account: its OMS and, on the same host, its payments gateway. Statuses move as in VTEX;
 * what VTEX forbids is refused in its own words.
 */
public final class VtexSimulator extends Simulator {

  public static final String APP_KEY = "vtexappkey-sandbox";
  public static final String APP_TOKEN = "sandbox-token";

  private final VtexLogistics logistics;
  private final VtexCatalogue catalogue = new VtexCatalogue();
  private final VtexPriceBook prices = new VtexPriceBook(catalogue::has);
  private final VtexStockroom stockroom;
  private final VtexNotifier hook = new VtexNotifier();
  private final VtexEventQueue events;
  private final VtexShelf shelf;
  private final VtexOrders generator = new VtexOrders(2);
  private final AtomicInteger generated = new AtomicInteger(1_000_000);
  private final VtexDesk desk;
  private final Clock clock;
  private volatile boolean strict;

  /**
   * @param port 0 for any free one
   */
  public VtexSimulator(int port) {
    this(port, Clock.systemUTC());
  }

  /**
   * @param port 0 for any free one
   * @param clock of the orders that are placed now
   */
  public VtexSimulator(int port, Clock clock) {
    super(port);
    this.clock = clock;
    logistics = new VtexLogistics(clock);
    stockroom = new VtexStockroom(logistics, catalogue);
    events = new VtexEventQueue(clock, hook);
    shelf = new VtexShelf(logistics, events);
    desk = new VtexDesk(shelf);
  }

  @Override
  public Map<String, String> connection() {
    return Map.of(
        "system",
        "vtex",
        "base-url",
        url().toString(),
        "app-key",
        APP_KEY,
        "app-token",
        APP_TOKEN,
        "first-pass",
        "automatic",
        "stock.warehouses[0].location",
        "10",
        "stock.warehouses[0].code",
        "1_1");
  }

  /** Puts an order into the store as the document has it; an empty status becomes ready. */
  public void place(String json) {
    place(json, null);
  }

  /**
   * Puts an order into the store.
   *
   * @param as the status it shall have; null for the document's
   */
  public void place(String json, String as) {
    JsonNode read = VtexScreen.document(json);
    if (!(read instanceof ObjectNode order) || order.path("orderId").asText().isEmpty()) {
      throw new IllegalArgumentException("Not an order document");
    }
    String id = order.path("orderId").asText();
    String status = as == null ? order.path("status").asText("") : as;
    Instant created = VtexRow.instant(order.path("creationDate").asText());
    String row = VtexRow.of(order);
    logistics.placed(id, order);
    order.remove(List.of("status", "statusDescription", "allowCancellation", "packageAttachment"));
    shelf.add(
        new Stored(
            id,
            created,
            order.path("value").asLong(),
            status.isEmpty() ? VtexDesk.READY : status,
            row,
            order.toString()));
  }

  /** As {@link #place(String)}, whatever date the document has: it is placed now. */
  public void placeNow(String json) {
    place(VtexOrders.placedAt(json, clock.instant()));
  }

  /** The order's status; null when there is no such order. */
  public String status(String orderId) {
    Stored order = shelf.get(orderId);
    return order == null ? null : order.status;
  }

  /** All statuses the order had, oldest first. */
  public List<String> history(String orderId) {
    return List.copyOf(known(orderId).history);
  }

  /** How often start-handling was carried out for the order. */
  public int handled(String orderId) {
    return known(orderId).handled;
  }

  /** How often start-handling arrived for the order, refusals included. */
  public int handlingCalls(String orderId) {
    return known(orderId).handlingCalls;
  }

  /** How often a cancellation arrived for the order and was accepted. */
  public int cancels(String orderId) {
    return known(orderId).cancels;
  }

  /** The invoices that the order has, those that do not show yet included, oldest first. */
  public List<VtexInvoice> invoices(String orderId) {
    Stored order = known(orderId);
    synchronized (order) {
      return order.packages.stream().map(VtexPackage::told).toList();
    }
  }

  /** The ids of all orders, in the order of their placing. */
  public Set<String> orderIds() {
    return new LinkedHashSet<>(shelf.ids());
  }

  /** How many orders are in a status. */
  public long count(String status) {
    return shelf.all().stream().filter(it -> it.status.equals(status)).count();
  }

  /** Moves the order as VTEX itself or a person in the store would. */
  public void setStatus(String orderId, String status) {
    shelf.move(known(orderId), status);
  }

  /** Whether the list stays as it is now while the orders go on, as a lagging index does. */
  public void freezeList(boolean frozen) {
    shelf.freeze(frozen);
  }

  /** Takes no keys but {@link #APP_KEY} and {@link #APP_TOKEN}; before, any will do. */
  public void requireKeys() {
    strict = true;
  }

  /** Allows cancel by GET, as in the document of 2014. */
  public void allowOldVerbs() {
    desk.allowOldVerbs();
  }

  /** How many reads after a cancellation still show it under way. */
  public void readsUntilCanceled(int reads) {
    desk.readsUntilCanceled(reads);
  }

  /** The next calls about tracking do not find their invoice, although the order shows it. */
  public void loseInvoices(int calls) {
    desk.loseInvoices(calls);
  }

  /** How many reads of an order after an invoice do not show it yet. */
  public void readsUntilInvoiceShows(int reads) {
    desk.readsUntilInvoiceShows(reads == 0 ? 0 : reads + 1);
  }

  /** Puts a SKU into the catalogue, and what there is of it into a warehouse. */
  public void putSku(long id, String ref, String ean, String warehouse, long total) {
    catalogue.put(id, ref, ean == null ? List.of() : List.of(ean.split(",")), false);
    logistics.put(String.valueOf(id), warehouse, total);
  }

  /** Puts a kit with components into the catalogue. */
  public void putKit(long id, String ref) {
    catalogue.put(id, ref, List.of(), true);
  }

  /** Takes a SKU out of the catalogue. */
  public void removeSku(long id) {
    catalogue.remove(id);
  }

  /** The list of refs does not find the ref from now on, although it is there. */
  public void hideRef(String ref) {
    catalogue.hide(ref);
  }

  /** The list of refs gives another SKU for the ref from now on. */
  public void misleadRef(String ref, long id) {
    catalogue.mislead(ref, id);
  }

  /** A person enters a price, as GET shows it. */
  public void enterPrice(long sku, String json) {
    prices.enter(String.valueOf(sku), json);
  }

  /** The price as GET shows it; null when there is none. */
  public String price(long sku) {
    return prices.shown(String.valueOf(sku));
  }

  /** What a warehouse holds of a SKU. */
  public long total(long sku, String warehouse) {
    return logistics.total(String.valueOf(sku), warehouse);
  }

  /** What a warehouse keeps back of a SKU for orders. */
  public long reserved(long sku, String warehouse) {
    return logistics.reserved(String.valueOf(sku), warehouse);
  }

  /** The key may use the feed from now on. */
  public void allowFeed() {
    events.allow();
  }

  /** The feed's configuration becomes this one; null for none. */
  public void configureFeed(String json) {
    events.configure(json);
  }

  /** The feed's configuration; null when there is none. */
  public String feedConfiguration() {
    return events.configuration();
  }

  /** All events that were read and not committed can be read again. */
  public void redeliverEvents() {
    events.reappear();
  }

  /** How many events are not committed. */
  public int events() {
    return events.waiting();
  }

  /** The handles of events that were committed, in their order. */
  public List<String> commits() {
    return events.commits();
  }

  /** What was done that a hub must not do, of each kind in the order of doing. */
  public List<String> violations() {
    return Stream.of(
            logistics.violations(),
            catalogue.violations(),
            prices.violations(),
            events.violations())
        .flatMap(List::stream)
        .toList();
  }

  @Override
  protected String operation(Request request) {
    String stocked = VtexStockroom.operation(request);
    String goods = stocked == null ? VtexPriceBook.operation(request) : stocked;
    String feed = VtexEventQueue.operation(request);
    String told = feed == null ? VtexNotifier.operation(request) : feed;
    return goods != null ? goods : told != null ? told : VtexPaths.operation(request.path());
  }

  @Override
  protected Answer handle(Request request) {
    if (isWrong(APP_KEY, request.headers().get("X-VTEX-API-AppKey"))
        || isWrong(APP_TOKEN, request.headers().get("X-VTEX-API-AppToken"))) {
      return error(401, "1", "Unauthorized access");
    }
    String operation = operation(request);
    Answer goods = stockroom.answer(operation, request);
    goods = goods == null ? prices.answer(operation, request) : goods;
    if (goods != null) {
      return goods;
    }
    Answer told = events.answer(operation, request);
    told = told == null ? hook.answer(operation, request) : told;
    if (told != null) {
      return told;
    }
    if (operation.equals("list-orders")) {
      return VtexRow.list(shelf, request.query());
    }
    Matcher transaction = VtexPaths.TRANSACTION.matcher(request.path());
    if (transaction.matches()) {
      return VtexTransactions.answer(transaction.group(1), transaction.group(2));
    }
    Matcher path = VtexPaths.ORDER.matcher(request.path());
    if (operation.equals("get-order-group")) {
      return Answer.json(200, VtexRow.group(shelf, path.matches() ? decode(path.group(3)) : ""));
    }
    Stored order = path.matches() ? shelf.get(decode(path.group(2))) : null;
    if (order == null) {
      return error(404, "OMS007", "Order Not Found");
    }
    synchronized (order) {
      return desk.answer(operation, request, order);
    }
  }

  @Override
  protected Answer refusal() {
    return error(400, "OMS999", "The order was refused");
  }

  @Override
  protected List<String> actions() {
    return List.of(
        "Place 1 order",
        "Place 10 orders",
        "Place an order that no ERP can take",
        "Ask to cancel the newest order",
        "Cancel the newest order");
  }

  @Override
  protected void act(String action) {
    switch (action) {
      case "Place 1 order" -> placeNext(1);
      case "Place 10 orders" -> placeNext(10);
      case "Place an order that no ERP can take" ->
          placeNow(VtexOrders.othersGoods(generated.incrementAndGet()));
      case "Ask to cancel the newest order" -> setStatus(newest(), "cancellation-requested");
      case "Cancel the newest order" -> setStatus(newest(), "canceled");
      default -> super.act(action);
    }
  }

  @Override
  protected List<List<String>> table() {
    return VtexScreen.table(shelf);
  }

  private boolean isWrong(String expected, String given) {
    return given == null || given.isBlank() || strict && !given.equals(expected);
  }

  private void placeNext(int count) {
    for (int i = 0; i < count; i++) {
      placeNow(generator.acceptable(generated.incrementAndGet()));
    }
  }

  private String newest() {
    List<String> ids = shelf.ids();
    if (ids.isEmpty()) {
      throw new IllegalArgumentException("There is no order");
    }
    return ids.get(ids.size() - 1);
  }

  private Stored known(String orderId) {
    Stored order = shelf.get(orderId);
    if (order == null) {
      throw new IllegalArgumentException("There is no order " + orderId);
    }
    return order;
  }

  static Answer error(int status, String code, String message) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putObject("error").put("code", code).put("message", message).putNull("exception");
    return Answer.json(status, body.toString());
  }
}
