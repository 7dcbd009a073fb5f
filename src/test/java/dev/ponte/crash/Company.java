package dev.ponte.crash;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ponte.sandbox.FastcommerceOrder;
import dev.ponte.sandbox.FastcommerceOrders;
import dev.ponte.sandbox.FastcommerceSimulator;
import dev.ponte.sandbox.FoccoSimulator;
import dev.ponte.sandbox.MoovinOrders;
import dev.ponte.sandbox.MoovinSimulator;
import dev.ponte.sandbox.PresenceInvoice;
import dev.ponte.sandbox.PresenceSimulator;
import dev.ponte.sandbox.Simulator;
import dev.ponte.sandbox.VtexInvoice;
import dev.ponte.sandbox.VtexOrders;
import dev.ponte.sandbox.VtexSimulator;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.springframework.dao.DataAccessException;

/**
 * The five systems of a retailer with work for every flow, in the test's process, and the count of
 * what became of it there: whatever the hub says, this is what its owner sees.
 */
final class Company implements AutoCloseable {

  private static final List<String> STORES = List.of("vtex", "moovin", "fastcommerce");
  private static final JsonMapper JSON = new JsonMapper();
  private static final int COMPANY = 10;
  private static final long MASK = 101;
  private static final int ITEMS = 6;
  private static final String NEVER = "0 0 0 1 1 ? 2099";
  private static final int UNLIMITED = 1_000_000;
  private static final String REPORTS = "presence";
  private static final Duration PATIENCE = Duration.ofMinutes(6);

  final VtexSimulator vtex = new VtexSimulator(0);
  final MoovinSimulator moovin = new MoovinSimulator(0, Clock.systemUTC());
  final FastcommerceSimulator fastcommerce = new FastcommerceSimulator(0, Clock.systemUTC());
  final FoccoSimulator focco = new FoccoSimulator(0);
  final PresenceSimulator presence = new PresenceSimulator(0);

  private final List<String> pks = new ArrayList<>();
  private final Map<String, String> names = new LinkedHashMap<>();
  private final Map<String, Integer> told = new ConcurrentHashMap<>();
  private final Queue<String> backwards = new ConcurrentLinkedQueue<>();
  private int orders;
  private int rounds;

  Company() {
    Stream.of(vtex, moovin, fastcommerce, focco, presence).forEach(Simulator::start);
    moovin.unlimited();
    fastcommerce.allow(UNLIMITED);
    presence.allow(UNLIMITED);
    moovin.onStock((sku, store, quantity) -> toldStock("moovin " + sku, quantity));
    fastcommerce.catalogue().onStock((sku, quantity) -> toldStock("fastcommerce " + sku, quantity));
    // Slow enough that trouble meets orders at every step.
    focco.latency(Duration.ofMillis(15));
  }

  /** The settings of a hub that serves this company, quickly and without quotas. */
  void settings(BiConsumer<String, Object> hub) {
    Map<String, Simulator> systems = new LinkedHashMap<>();
    systems.put("vtex", vtex);
    systems.put("moovin", moovin);
    systems.put("fastcommerce", fastcommerce);
    systems.put("focco", focco);
    systems.put("presence", presence);
    systems.forEach(
        (name, system) -> {
          String prefix = "ponte.connections." + name + ".";
          system.connection().forEach((key, value) -> hub.accept(prefix + key, value));
          hub.accept(prefix + "read-timeout", "5s");
          hub.accept(prefix + "quota.calls", 0);
        });
    for (int i = 0; i < STORES.size(); i++) {
      String prefix = "ponte.connections.presence.stores[" + i + "].";
      hub.accept(prefix + "ecm-id", STORES.get(i));
      hub.accept(prefix + "connection", STORES.get(i));
    }
    hub.accept("ponte.connections.focco.stock.calls-a-minute", 6000);
    hub.accept("ponte.schedule.orders", "0/1 * * * * ?");
    for (String poll : List.of("invoices", "shipments", "stock", "order-status")) {
      hub.accept("ponte.schedule." + poll, "0/2 * * * * ?");
    }
    hub.accept("ponte.schedule.products", "0/4 * * * * ?");
    // These would put right, or only delay, what is counted here.
    for (String poll : List.of("reconciliation", "cancellations", "customers", "prices")) {
      hub.accept("ponte.schedule." + poll, NEVER);
    }
  }

  /** So many more orders in each store, with an invoice and a parcel of each, and newer goods. */
  void work(int more) {
    for (int number = orders + 1; number <= orders + more; number++) {
      String document = VtexOrders.order(number);
      vtex.place(document);
      moovin.place(MoovinOrders.order(number));
      FastcommerceOrder order = FastcommerceOrders.order(number);
      fastcommerce.place(order);
      back("vtex", VtexOrders.id(number), value(document));
      back("moovin", MoovinOrders.id(number), "100.00");
      back("fastcommerce", String.valueOf(order.number()), "100.00");
    }
    orders += more;
    rounds++;
    for (int item = 1; item <= ITEMS; item++) {
      String code = "FG" + item;
      String name = "Fogão %s versão %d".formatted(code, rounds);
      names.put(code, name);
      focco.putItem(code, name, Map.of(MASK, "VINHO#P"));
      // Only ever more, so that a smaller number in a store is an older one.
      focco.setStock(code, MASK, COMPANY, rounds * 10L);
    }
  }

  private void back(String store, String id, String value) {
    PresenceInvoice invoice = presence.invoice(store, id, value);
    pks.add(invoice.pk());
    pks.add(presence.ship(store, id, "BR" + store.charAt(0) + id.hashCode()));
  }

  private void toldStock(String what, int quantity) {
    told.merge(
        what,
        quantity,
        (before, now) -> {
          if (now < before) {
            backwards.add("%s: %d after %d".formatted(what, now, before));
          }
          return Math.max(before, now);
        });
  }

  int orders() {
    return 3 * orders;
  }

  /** What each store's order lacks, by the order's id; those that have all are not in it. */
  Map<String, String> missing() {
    Map<String, String> missing = new TreeMap<>();
    for (int number = 1; number <= orders; number++) {
      String id = VtexOrders.id(number);
      note(missing, id, focco.ordersOf(id).isEmpty(), "order");
      note(missing, id, vtex.handled(id) == 0, "status");
      List<VtexInvoice> invoices = vtex.invoices(id);
      note(missing, id, invoices.isEmpty(), "invoice");
      note(missing, id, invoices.stream().noneMatch(Company::hasTracking), "tracking");
      String other = MoovinOrders.id(number);
      note(missing, other, focco.ordersOf(other).isEmpty(), "order");
      note(missing, other, !moovin.imported(other), "status");
      note(missing, other, moovin.invoice(other) == null, "invoice");
      boolean parcel = moovin.order(other).contains("\"codigo_rastreio\":\"BR");
      note(missing, other, !parcel, "tracking");
    }
    for (FastcommerceOrder order : fastcommerce.orders()) {
      String id = String.valueOf(order.number());
      note(missing, id, focco.ordersOf(id).isEmpty(), "order");
      note(missing, id, order.flag() == 0, "status");
      note(missing, id, order.header().getOrDefault("NumNFe", "").isBlank(), "invoice");
      note(missing, id, order.status() != 7, "tracking");
    }
    goods(missing);
    long reported = presence.panel().stream().filter(PresenceSimulator.Result::success).count();
    note(missing, REPORTS, reported < pks.size(), (pks.size() - reported) + " reports");
    return missing;
  }

  /** What lacks something and waits for no person. */
  Map<String, String> lost(Set<String> waiting) {
    Map<String, String> lost = missing();
    lost.keySet().removeAll(waiting);
    // What waits for a person has no end yet that could be reported.
    boolean reportsWait = !waiting.isEmpty() && lost.keySet().equals(Set.of(REPORTS));
    return reportsWait ? Map.of() : lost;
  }

  /**
   * Returns when all is done or waits for a person, or when nobody would wait any longer.
   *
   * @param waiting the keys of what waits for a person
   * @param supervisor starts what ended
   * @return how long it took
   */
  Duration settle(Supplier<Set<String>> waiting, Runnable supervisor) {
    long begin = System.nanoTime();
    try {
      Awaitility.await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofSeconds(1))
          .ignoreExceptionsInstanceOf(DataAccessException.class)
          .until(
              () -> {
                supervisor.run();
                return lost(waiting.get()).isEmpty();
              });
    } catch (ConditionTimeoutException red) {
      // What is not done by now is counted as lost.
    }
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private void goods(Map<String, String> missing) {
    names.forEach(
        (code, name) -> {
          String sku = code + "#" + MASK;
          int stock = rounds * 10;
          Integer inMoovin = moovin.stock(sku, "loja-1");
          note(missing, "moovin " + sku, inMoovin == null || inMoovin != stock, "stock");
          String product = moovin.product(sku);
          note(
              missing,
              "moovin " + sku,
              product == null || !title(product).contains(name),
              "product");
          Map<String, String> row = fastcommerce.catalogue().byCode(sku);
          boolean named = row != null && row.getOrDefault("NomeProd", "").contains(name);
          note(missing, "fastcommerce " + sku, !named, "product");
          boolean filled = row != null && fastcommerce.catalogue().stock(sku) == stock;
          note(missing, "fastcommerce " + sku, !filled, "stock");
        });
  }

  /** What was done more than once. */
  List<String> twice() {
    List<String> twice = new ArrayList<>();
    for (int number = 1; number <= orders; number++) {
      String id = VtexOrders.id(number);
      more(twice, id, focco.ordersOf(id).size(), "orders in Focco");
      more(twice, id, vtex.handled(id), "start-handlings");
      more(twice, id, vtex.invoices(id).size(), "invoices");
      vtex.invoices(id).forEach(it -> more(twice, id, it.posts(), "posts of its invoice"));
      String other = MoovinOrders.id(number);
      more(twice, other, focco.ordersOf(other).size(), "orders in Focco");
    }
    for (FastcommerceOrder order : fastcommerce.orders()) {
      String id = String.valueOf(order.number());
      more(twice, id, focco.ordersOf(id).size(), "orders in Focco");
    }
    for (String code : names.keySet()) {
      String sku = code + "#" + MASK;
      more(twice, sku, fastcommerce.catalogue().productCount(sku), "products in Fastcommerce");
    }
    return twice;
  }

  /** Older values that were told after newer ones. */
  List<String> backwards() {
    return List.copyOf(backwards);
  }

  @Override
  public void close() {
    Stream.of(vtex, moovin, fastcommerce, focco, presence).forEach(Simulator::close);
  }

  private static void note(Map<String, String> missing, String id, boolean lacks, String what) {
    if (lacks) {
      missing.merge(id, what, (before, now) -> before + ", " + now);
    }
  }

  private static void more(List<String> twice, String id, int times, String what) {
    if (times > 1) {
      twice.add("%s: %d %s".formatted(id, times, what));
    }
  }

  private static boolean hasTracking(VtexInvoice invoice) {
    return invoice.trackingNumber() != null && !invoice.trackingNumber().isBlank();
  }

  private static String title(String product) {
    return read(product).path("titulo").asText();
  }

  private static String value(String document) {
    return new BigDecimal(read(document).path("value").asText()).movePointLeft(2).toPlainString();
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
