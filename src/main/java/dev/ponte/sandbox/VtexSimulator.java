package dev.ponte.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** VTEX's order management as its documents describe it, for the calls that an ERP hub makes. */
public final class VtexSimulator extends Simulator {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern ORDER =
      Pattern.compile("/api/oms/pvt/orders/([^/]+)(?:/(start-handling|cancel|invoice))?");
  private static final String LIST = "/api/oms/pvt/orders";
  private static final int MOST_PAGES = 30;
  private static final int MOST_ROWS = 100;
  private static final int DEFAULT_ROWS = 15;
  private static final Pattern RANGE = Pattern.compile("creationDate:\\[(\\S+) TO (\\S+)]");

  private final Map<String, Stored> orders = new ConcurrentHashMap<>();

  /** What a list shows, in its order: by creation date, then id. */
  private final Map<String, Stored> byDate = new ConcurrentSkipListMap<>();

  private final AtomicInteger wrongStatuses = new AtomicInteger();
  private final AtomicInteger placed = new AtomicInteger();

  public VtexSimulator(int port) {
    super(port);
  }

  private static final class Stored {
    final String id;
    final ObjectNode document;
    final AtomicInteger handled = new AtomicInteger();
    volatile String status;

    Stored(ObjectNode document) {
      this.document = document;
      this.id = document.path("orderId").asText();
      this.status = document.path("status").asText();
    }
  }

  /** Adds an order document; its status is where it begins. */
  public void place(String json) {
    try {
      Stored order = new Stored((ObjectNode) JSON.readTree(json));
      orders.put(order.id, order);
      byDate.put(order.document.path("creationDate").asText() + ' ' + order.id, order);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The ids of all orders. */
  public Set<String> orderIds() {
    return Set.copyOf(orders.keySet());
  }

  public String status(String orderId) {
    return orders.get(orderId).status;
  }

  public void setStatus(String orderId, String status) {
    orders.get(orderId).status = status;
  }

  /** How often start-handling of the order was carried out; more than once cannot be. */
  public int handled(String orderId) {
    return orders.get(orderId).handled.get();
  }

  /** How many orders are in a status. */
  public long count(String status) {
    return orders.values().stream().filter(it -> it.status.equals(status)).count();
  }

  @Override
  protected List<String> actions() {
    return List.of("Place an order", "Place ten orders");
  }

  @Override
  protected void act(String action) {
    int number = action.equals("Place ten orders") ? 10 : 1;
    for (int i = 0; i < number; i++) {
      place(VtexOrders.order(1_000_000 + placed.incrementAndGet()));
    }
  }

  @Override
  protected List<List<String>> table() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("Order", "Status", "Value", "Placed"));
    byDate.values().stream()
        .skip(Math.max(0, byDate.size() - 50))
        .forEach(
            it ->
                rows.add(
                    List.of(
                        it.id,
                        it.status,
                        new BigDecimal(it.document.path("value").asText("0"))
                            .movePointLeft(2)
                            .setScale(2, RoundingMode.HALF_UP)
                            .toPlainString(),
                        it.document.path("creationDate").asText())));
    return rows;
  }

  @Override
  protected String operation(Request request) {
    if (request.path().equals(LIST)) {
      return "list-orders";
    }
    Matcher matcher = ORDER.matcher(request.path());
    if (!matcher.matches()) {
      return request.path();
    }
    return matcher.group(2) == null ? "get-order" : matcher.group(2);
  }

  @Override
  protected Answer refusal() {
    return error(400, "OMS001", "The order was refused");
  }

  @Override
  protected Answer handle(Request request) {
    if (isBlank(request.headers().get("X-VTEX-API-AppKey"))
        || isBlank(request.headers().get("X-VTEX-API-AppToken"))) {
      return error(401, "1", "Acesso não autorizado");
    }
    if (request.path().equals(LIST)) {
      return request.method().equals("GET") ? list(request.query()) : Answer.empty(405);
    }
    Matcher matcher = ORDER.matcher(request.path());
    if (!matcher.matches()) {
      return Answer.text(404, "not found");
    }
    Stored order = orders.get(decode(matcher.group(1)));
    if (order == null) {
      return error(404, "OMS007", "Order Not Found");
    }
    String action = matcher.group(2);
    if (action == null) {
      return request.method().equals("GET") ? document(order) : Answer.empty(405);
    }
    if (!request.method().equals("POST")) {
      return Answer.empty(405);
    }
    return action.equals("start-handling") ? startHandling(order) : cancel(order, request);
  }

  private Answer document(Stored order) {
    ObjectNode document = order.document.deepCopy();
    if (order.status.equals("cancel")) {
      // Cancelling takes its time; the first look still sees it under way.
      order.status = "canceled";
      document.put("status", "cancel");
    } else {
      document.put("status", order.status);
    }
    return Answer.json(200, document.toString());
  }

  private Answer startHandling(Stored order) {
    synchronized (order) {
      if (!order.status.equals("ready-for-handling")) {
        // The specification says 409, integrators have measured 400.
        return error(
            wrongStatuses.getAndIncrement() % 2 == 0 ? 409 : 400,
            "OMS003",
            "Order status should be ready-for-handling to perform this action");
      }
      order.status = "handling";
      order.handled.incrementAndGet();
    }
    return Answer.empty(204);
  }

  private Answer cancel(Stored order, Request request) {
    try {
      if (request.body().length == 0 || !JSON.readTree(request.body()).hasNonNull("reason")) {
        return Answer.json(
            415,
            "{\"type\":\"https://tools.ietf.org/html/rfc7231#section-6.5.13\",\"title\":\"Unsupported Media Type\",\"status\":415,\"traceId\":\"00-1\"}");
      }
    } catch (IOException e) {
      return error(400, "1", "No JSON");
    }
    synchronized (order) {
      if (order.status.equals("invoiced")) {
        return error(400, "OMS004", "Order cannot be cancelled");
      }
      order.status = "cancel";
    }
    ObjectNode receipt =
        JSON.createObjectNode()
            .put("date", OffsetDateTime.now(ZoneOffset.UTC).toString())
            .put("orderId", order.id)
            .put("receipt", "38e0e47da2934847b489216d208cfd91");
    return Answer.json(200, receipt.toString());
  }

  private Answer list(Map<String, String> query) {
    int page = Integer.parseInt(query.getOrDefault("page", "1"));
    int rows =
        Math.min(
            MOST_ROWS,
            Integer.parseInt(query.getOrDefault("per_page", String.valueOf(DEFAULT_ROWS))));
    if (page > MOST_PAGES) {
      return error(400, "OMS010", "Max page exceed (30)");
    }
    String status = query.get("f_status");
    Matcher range = RANGE.matcher(query.getOrDefault("f_creationDate", ""));
    String from = range.matches() ? range.group(1) : "";
    List<Stored> found =
        byDate.values().stream()
            .filter(it -> status == null || status.equals(it.status))
            .filter(it -> it.document.path("creationDate").asText().compareTo(from) >= 0)
            .toList();
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode list = answer.putArray("list");
    found.stream().skip((long) (page - 1) * rows).limit(rows).forEach(it -> list.add(row(it)));
    answer.putArray("facets");
    answer
        .putObject("paging")
        .put("total", found.size())
        .put("pages", (found.size() + rows - 1) / rows)
        .put("currentPage", page)
        .put("perPage", rows);
    return Answer.json(200, answer.toString());
  }

  private static ObjectNode row(Stored order) {
    JsonNode document = order.document;
    ObjectNode row = JSON.createObjectNode();
    row.put("orderId", order.id);
    row.put("creationDate", document.path("creationDate").asText());
    row.putNull("items");
    // The list rounds above the precision of a float.
    row.put("totalValue", document.path("value").floatValue());
    row.put("status", order.status);
    row.put("sequence", document.path("sequence").asText());
    row.put("origin", document.path("origin").asText());
    row.put("workflowInErrorState", false);
    return row.putNull("ShippingEstimatedDate");
  }

  private static Answer error(int status, String code, String message) {
    ObjectNode body = JSON.createObjectNode();
    body.putObject("error").put("code", code).put("message", message).putNull("exception");
    return Answer.json(status, body.toString());
  }

  private static boolean isBlank(String text) {
    return text == null || text.isBlank();
  }
}
