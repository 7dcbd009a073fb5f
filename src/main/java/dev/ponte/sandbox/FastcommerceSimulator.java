package dev.ponte.sandbox;

import static java.util.Map.entry;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.xml.parsers.ParserConfigurationException;
import org.xml.sax.SAXException;

/**
 * A Fastcommerce store, API 2.3: one form POST in ISO-8859-1, 300 calls a clock hour, a user that
 * is suspended after bad logons, records that are carried out until the first bad one.
 */
public final class FastcommerceSimulator extends Simulator {

  public static final String STORE_NAME = FastcommerceLogon.STORE;
  public static final String STORE_ID = FastcommerceLogon.ID;
  public static final String USERNAME = FastcommerceLogon.USER;
  public static final String PASSWORD = FastcommerceLogon.PASSWORD;
  public static final int CALLS_AN_HOUR = 300;

  private static final String PATH = "/sistema/adm/APILogon.asp";
  private static final String AGENT = "FastCommerce API Interface";
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final int MOST_XML = 1 << 20;
  private static final int ROWS_ON_PAGE = 200;
  private static final int FIRST_GENERATED = 500_000;

  private final Clock clock;
  private final FastcommerceShelf shelf;
  private final FastcommerceProducts products;
  private final FastcommerceLogon logon;
  private final FastcommerceAnswers answers = new FastcommerceAnswers();
  private final FastcommerceReports reports;
  private final FastcommerceUpdates updates;
  private final AtomicInteger overLimit = new AtomicInteger();
  private final AtomicInteger generated = new AtomicInteger(FIRST_GENERATED);
  private final List<Map<String, String>> forms = new ArrayList<>();
  private volatile int callsAnHour = CALLS_AN_HOUR;
  private long hour;
  private int callsInHour;

  /**
   * @param port 0 for any free one
   * @param clock of the store, shared with the hub
   */
  public FastcommerceSimulator(int port, Clock clock) {
    super(port);
    this.clock = clock;
    this.shelf = new FastcommerceShelf(clock);
    this.products = new FastcommerceProducts(shelf);
    this.logon = new FastcommerceLogon(clock);
    this.reports = new FastcommerceReports(shelf, products, answers);
    this.updates = new FastcommerceUpdates(shelf, products, answers);
  }

  @Override
  public Map<String, String> connection() {
    return Map.ofEntries(
        entry("system", "fastcommerce"),
        entry("base-url", url().toString()),
        entry("store-name", STORE_NAME),
        entry("store-id", STORE_ID),
        entry("username", USERNAME),
        entry("password", PASSWORD),
        entry("stock.location", "10"),
        entry("product-defaults.NomeCat", "Camisetas"),
        entry("products.send", "all"),
        entry("prices.send", "true"),
        entry("first-pass", "automatic"));
  }

  /** Puts an order into the store, placed now unless it says when. */
  public void place(FastcommerceOrder order) {
    shelf.add(order);
  }

  /** The order; null when there is none. */
  public FastcommerceOrder order(int number) {
    return shelf.order(number);
  }

  public List<FastcommerceOrder> orders() {
    return shelf.orders();
  }

  /** As a person in the store, or a bank, moves it: its flag is 0 again. */
  public void move(int number, int status) {
    shelf.with(
        number,
        it -> {
          it.move(status);
          it.changed();
        });
  }

  public void approve(int number) {
    move(number, 5);
  }

  public void cancel(int number) {
    move(number, 2);
  }

  /** As a person in the store changes it: its flag is 0 again. */
  public void change(int number, String field, String value) {
    shelf.with(
        number,
        it -> {
          it.header().put(field, value);
          it.changed();
        });
  }

  /** A product by its id; null when there is none. */
  public Map<String, String> product(String id) {
    return products.product(id);
  }

  /** The store's catalogue, as a person works on it. */
  public FastcommerceProducts catalogue() {
    return products;
  }

  public List<Map<String, String>> products() {
    return products.all();
  }

  /** Another quota than 300 calls an hour. */
  public void allow(int callsPerHour) {
    callsAnHour = callsPerHour;
  }

  /** How many calls came beyond the quota. */
  public int overLimit() {
    return overLimit.get();
  }

  public boolean isSuspended() {
    return logon.isSuspended();
  }

  /** Another limit than 4 MB for a page of a report. */
  public void mostReportBytes(long bytes) {
    reports.mostBytes(bytes);
  }

  /** Another limit than 1,000 records a call; the document does not name it. */
  public void mostRecords(int records) {
    updates.mostRecords(records);
  }

  /** Gives card data even when it was not asked for. */
  public void leakCards(boolean leak) {
    reports.leakCards(leak);
  }

  /** The fields of all calls so far but the password, names in lower case, oldest first. */
  public List<Map<String, String>> forms() {
    synchronized (forms) {
      return List.copyOf(forms);
    }
  }

  @Override
  protected String operation(Request request) {
    return FastcommerceForms.form(request).getOrDefault("method", "");
  }

  @Override
  protected Answer handle(Request request) {
    if (!request.method().equals("POST") || !request.path().equals(PATH)) {
      return Answer.html(404, "<html><body>Not Found</body></html>");
    }
    if (!AGENT.equals(request.headers().get("User-Agent"))
        || !String.valueOf(request.headers().get("Content-Type")).startsWith(FORM)) {
      return Answer.html(403, "<html><body>Forbidden</body></html>");
    }
    Map<String, String> form = FastcommerceForms.form(request);
    int bad = logon.check(form);
    if (bad != 0) {
      return answers.code(bad);
    }
    if (!withinQuota()) {
      return answers.code(20);
    }
    remember(form);
    return carryOut(form);
  }

  @Override
  protected Answer refusal() {
    return answers.result(
        List.of(), 19, "54", "Invalid status", "Sent=\"1\" Valid=\"0\" Changed=\"0\"");
  }

  @Override
  protected List<String> actions() {
    return List.of("Place 1 order", "Place 10 orders", "Cancel the newest order");
  }

  @Override
  protected void act(String action) {
    switch (action) {
      case "Place 1 order" -> placeNext(1);
      case "Place 10 orders" -> placeNext(10);
      case "Cancel the newest order" -> cancel(newest());
      default -> super.act(action);
    }
  }

  @Override
  protected List<List<String>> table() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("order", "total", "status", "flag", "NF-e", "tracking", "log"));
    List<FastcommerceOrder> all = shelf.orders();
    for (FastcommerceOrder it : all.subList(Math.max(0, all.size() - ROWS_ON_PAGE), all.size())) {
      rows.add(
          List.of(
              String.valueOf(it.number()),
              it.header().getOrDefault("Total sem frete", ""),
              it.header().get("Status"),
              String.valueOf(it.flag()),
              it.header().getOrDefault("NumNFe", ""),
              it.header().getOrDefault("Obj SEDEX", ""),
              it.logs().isEmpty() ? "" : it.logs().get(it.logs().size() - 1)));
    }
    return rows;
  }

  private Answer carryOut(Map<String, String> form) {
    return switch (form.getOrDefault("method", "")) {
      case "ReportView" -> reports.view(form);
      case "OrderUpdate", "ProductManagement" -> update(form);
      case "UtilityExecute" -> utility(form);
      default -> answers.code(8);
    };
  }

  private Answer update(Map<String, String> form) {
    String xml = form.getOrDefault("xmlrecords", "");
    if (xml.isBlank()) {
      return answers.code(16);
    }
    if (xml.length() > MOST_XML) {
      return Answer.text(
          200, "The page cannot be displayed because an internal server error has occurred.");
    }
    try {
      List<List<String[]>> records = FastcommerceForms.records(xml);
      return form.get("method").equals("OrderUpdate")
          ? updates.orders(records)
          : updates.products(records);
    } catch (SAXException | IOException | ParserConfigurationException notXml) {
      return answers.code(16);
    }
  }

  private Answer utility(Map<String, String> form) {
    if (!"248".equals(form.get("objectid"))) {
      return answers.code(9);
    }
    List<Map<String, String>> all = products.all();
    synchronized (products) {
      all.forEach(it -> it.put("Estoque", form.getOrDefault("par4", "0")));
    }
    return answers.utility(all.size());
  }

  private synchronized boolean withinQuota() {
    long now = clock.millis() / Duration.ofHours(1).toMillis();
    if (now != hour) {
      hour = now;
      callsInHour = 0;
    }
    callsInHour++;
    if (callsInHour > callsAnHour) {
      overLimit.incrementAndGet();
      return false;
    }
    return true;
  }

  private void remember(Map<String, String> form) {
    Map<String, String> kept = new LinkedHashMap<>(form);
    kept.remove("password");
    synchronized (forms) {
      forms.add(kept);
    }
  }

  private int newest() {
    List<FastcommerceOrder> all = shelf.orders();
    return all.isEmpty() ? 0 : all.get(all.size() - 1).number();
  }

  private void placeNext(int count) {
    for (int i = 0; i < count; i++) {
      place(FastcommerceOrders.order(generated.incrementAndGet()));
    }
  }
}
