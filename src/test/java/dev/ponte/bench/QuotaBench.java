package dev.ponte.bench;

import dev.ponte.canonical.Stock;
import dev.ponte.console.QuotaEndpoint;
import dev.ponte.kit.Hub;
import dev.ponte.sandbox.FastClock;
import dev.ponte.sandbox.FastcommerceOrders;
import dev.ponte.sandbox.FastcommerceSimulator;
import dev.ponte.sandbox.FoccoSimulator;
import dev.ponte.sandbox.MoovinOrders;
import dev.ponte.sandbox.MoovinSimulator;
import dev.ponte.sandbox.Simulator;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;

/**
 * How well quotas are used when there is more to send than they allow: 10,000 skus, each changing 5
 * times in an hour, to Fastcommerce and Moovin, on a clock that runs fast; and whether orders that
 * come meanwhile are acknowledged as fast as when there is nothing else to do. Everything is
 * counted in the simulated stores.
 */
public final class QuotaBench {

  private static final int SKUS = 10_000;
  private static final int CHANGES_AN_HOUR = 5;
  private static final int BATCH = 100;
  private static final int FASTCOMMERCE_CALLS = 300;
  private static final int MOOVIN_RECORDS_AN_HOUR = 3_600;
  private static final Duration IDLE = Duration.ofMinutes(25);
  private static final Duration HOUR = Duration.ofHours(1);

  private static final String POLLS = "0/10 * * * * ?";

  /**
   * No multiple of the time between two polls, so that orders come at all distances from the next
   * poll, idle and under load alike: else the one or the other only meets late polls.
   */
  private static final Duration BETWEEN_ORDERS = Duration.ofMillis(43_090);

  private final int speed;
  private final FastClock clock;
  private final MoovinSimulator moovin;
  private final FastcommerceSimulator fastcommerce;
  private final FoccoSimulator focco = new FoccoSimulator(0);
  private final Hub hub = new Hub();
  private final Random random = new Random(5);
  private final AtomicIntegerArray newest = new AtomicIntegerArray(SKUS + 1);
  private final Sent toMoovin = new Sent();
  private final Sent toFastcommerce = new Sent();
  private final List<Placed> orders = new CopyOnWriteArrayList<>();
  private boolean failed;

  private QuotaBench(int speed) {
    this.speed = speed;
    Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS);
    clock = new FastClock(speed, hour.minus(IDLE).minus(Duration.ofMinutes(5)));
    moovin = new MoovinSimulator(0, clock);
    fastcommerce = new FastcommerceSimulator(0, clock);
  }

  public static void main(String[] arguments) throws Exception {
    QuotaBench bench = new QuotaBench(arguments.length == 0 ? 10 : Integer.parseInt(arguments[0]));
    bench.run();
    System.exit(bench.failed ? 1 : 0);
  }

  /** What one store was sent. */
  private final class Sent {
    private final Map<String, Integer> held = new ConcurrentHashMap<>();
    private final LongAdder records = new LongAdder();
    private final LongAdder useful = new LongAdder();
    private volatile boolean counting;

    void came(String sku, int quantity) {
      Integer before = held.put(sku, quantity);
      if (!counting) {
        return;
      }
      records.increment();
      boolean isNewest = newest.get(Integer.parseInt(sku.substring(3))) == quantity;
      if (isNewest && (before == null || before != quantity)) {
        useful.increment();
      }
    }

    double share() {
      return records.sum() == 0 ? 0 : useful.sum() / records.doubleValue();
    }
  }

  /** An order and when its store learned that the ERP has it. */
  private static final class Placed {
    private final String store;
    private final boolean underLoad;
    private final Instant at;
    private final BooleanSupplier acknowledged;
    private volatile Duration took;

    Placed(String store, boolean underLoad, Instant at, BooleanSupplier acknowledged) {
      this.store = store;
      this.underLoad = underLoad;
      this.at = at;
      this.acknowledged = acknowledged;
    }
  }

  private void run() throws IOException {
    start();
    // In a thread of its own, so that what records the changes is not measured with the orders.
    ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
    watch.scheduleWithFixedDelay(this::look, 10, 10, TimeUnit.MILLISECONDS);
    Instant load = clock.instant().truncatedTo(ChronoUnit.HOURS).plus(HOUR);
    idle(load);
    long moovinBefore = moovin.calls();
    long stockBefore = moovin.calls("saveEstoqueV2");
    long fastcommerceBefore = fastcommerce.calls();
    long productsBefore = fastcommerce.calls("ProductManagement");
    toMoovin.counting = true;
    toFastcommerce.counting = true;
    load(load.plus(HOUR));
    watch.shutdownNow();
    toMoovin.counting = false;
    toFastcommerce.counting = false;
    print(
        moovin.calls() - moovinBefore,
        moovin.calls("saveEstoqueV2") - stockBefore,
        fastcommerce.calls() - fastcommerceBefore,
        fastcommerce.calls("ProductManagement") - productsBefore);
    hub.close();
    Stream.of(moovin, fastcommerce, focco).forEach(Simulator::close);
  }

  private void start() throws IOException {
    Stream.of(moovin, fastcommerce, focco).forEach(Simulator::start);
    fastcommerce.catalogue().fill(SKUS);
    moovin.onStock((sku, store, quantity) -> toMoovin.came(sku, quantity));
    fastcommerce.catalogue().onStock(toFastcommerce::came);
    hub.connect("moovin", moovin)
        .connect("fastcommerce", fastcommerce)
        .connect("focco", focco)
        .clock(clock, speed)
        .routes(routes())
        .set("ponte.connections.moovin.stock.stores[0].location", "1")
        .set("ponte.connections.moovin.stock.stores[0].code", "loja-1")
        .set("ponte.connections.fastcommerce.stock.location", "1")
        .set("logging.level.dev.ponte", "WARN");
    for (String poll : List.of("orders", "order-status")) {
      hub.set("ponte.schedule." + poll, POLLS);
    }
    for (String off : List.of("stock", "products", "prices", "customers", "reconciliation")) {
      hub.set("ponte.schedule." + off, "0 0 0 1 1 ?");
    }
    hub.start();
  }

  /** The shipped flows of orders and stock, whose batches fill as fast as the clock runs. */
  private Path routes() throws IOException {
    Path folder = Files.createTempDirectory("ponte-quota");
    for (String flow : List.of("orders", "order-updates", "stock")) {
      String file = flow + ".camel.yaml";
      String text = Files.readString(Path.of("routes", file));
      for (int seconds : new int[] {30, 60}) {
        text =
            text.replace(
                "batchWait: %ds".formatted(seconds),
                "batchWait: %dms".formatted(seconds * 1000 / speed));
      }
      Files.writeString(folder.resolve(file), text);
    }
    return folder;
  }

  private void idle(Instant until) {
    Changes changes = new Changes();
    changes.send(1);
    Instant next = clock.instant().plus(Duration.ofMinutes(5));
    int number = 1;
    while (clock.instant().isBefore(until)) {
      if (clock.instant().isAfter(next) && next.isBefore(until.minus(Duration.ofMinutes(5)))) {
        place(number++, false);
        next = next.plus(BETWEEN_ORDERS);
      }
      pause();
    }
  }

  private void load(Instant until) {
    Changes changes = new Changes();
    Instant begun = clock.instant();
    Instant next = begun.plus(Duration.ofMinutes(3));
    int number = 10_000;
    while (clock.instant().isBefore(until)) {
      double hours = Duration.between(begun, clock.instant()).toMillis() / 3_600_000.0;
      changes.sendTo((long) (hours * SKUS * CHANGES_AN_HOUR));
      if (clock.instant().isAfter(next) && next.isBefore(until.minus(Duration.ofMinutes(5)))) {
        place(number++, true);
        next = next.plus(BETWEEN_ORDERS);
      }
      pause();
    }
  }

  private static void pause() {
    LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
  }

  /** The ERP's stocks change, as a source records them. */
  private final class Changes {
    private static final int MOST_AT_ONCE = 500;
    private final ProducerTemplate camel = hub.part(CamelContext.class).createProducerTemplate();
    private long sent;

    void sendTo(long total) {
      send((int) Math.min(MOST_AT_ONCE, total - sent));
    }

    void send(int count) {
      if (count <= 0) {
        return;
      }
      List<Stock> stocks = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        stocks.add(changed(1 + (int) (sent++ % SKUS)));
      }
      camel.sendBody("ledger:stock", stocks);
    }

    private Stock changed(int sku) {
      int value = newest.updateAndGet(sku, old -> (old + 1 + random.nextInt(60)) % 100);
      return new Stock(
          "focco",
          "SKU" + sku,
          Stock.Location.company("1"),
          BigDecimal.valueOf(value),
          clock.instant().atOffset(java.time.ZoneOffset.UTC));
    }
  }

  private void place(int number, boolean underLoad) {
    if (number % 2 == 0) {
      moovin.place(MoovinOrders.order(number));
      String id = MoovinOrders.id(number);
      orders.add(new Placed("moovin", underLoad, clock.instant(), () -> moovin.imported(id)));
    } else {
      fastcommerce.place(FastcommerceOrders.order(number));
      orders.add(
          new Placed(
              "fastcommerce",
              underLoad,
              clock.instant(),
              () -> fastcommerce.order(number).flag() > 0));
    }
  }

  private void look() {
    for (Placed order : orders) {
      if (order.took == null && order.acknowledged.getAsBoolean()) {
        order.took = Duration.between(order.at, clock.instant());
      }
    }
  }

  private void print(long moovinCalls, long stockCalls, long fastcommerceCalls, long batches) {
    System.out.printf(
        "An hour of %,d skus, %d changes each, on a clock at %d times its speed%n",
        SKUS, CHANGES_AN_HOUR, speed);
    hub.part(QuotaEndpoint.class).report().queues().stream()
        .filter(it -> it.type().equals("stock"))
        .forEach(
            it ->
                System.out.printf(
                    "  %s: %,d stocks wait, the last will be sent in %,d min%n",
                    it.subscriber(), it.waiting(), it.drainSeconds() / 60));
    store("moovin", toMoovin, stockCalls, 1);
    unused("moovin", moovinCalls, MOOVIN_RECORDS_AN_HOUR);
    store("fastcommerce", toFastcommerce, batches, BATCH);
    unused("fastcommerce", fastcommerceCalls, FASTCOMMERCE_CALLS);
    check("calls over a limit", moovin.overLimit() + fastcommerce.overLimit(), 0, it -> it <= 0);
    orders("moovin", 3_600.0 / MOOVIN_RECORDS_AN_HOUR);
    orders("fastcommerce", 3_600.0 / FASTCOMMERCE_CALLS);
  }

  private void store(String name, Sent sent, long calls, int batch) {
    long needed = (sent.records.sum() + batch - 1) / batch;
    System.out.printf("  %s: %,d records in %,d calls%n", name, sent.records.sum(), calls);
    check(
        name + ", newest and differing, of the records sent", sent.share(), 0.95, it -> it >= 0.95);
    check(
        name + ", calls for those that the records need",
        calls / (double) Math.max(1, needed),
        1.05,
        it -> it <= 1.05);
  }

  private void unused(String name, long calls, int quota) {
    double unused = 1 - calls / (double) quota;
    check(name + ", quota left unused while work waits", unused, 0.02, it -> it <= 0.02);
  }

  private void orders(String store, double slot) {
    double idle = p95(store, false);
    double loaded = p95(store, true);
    System.out.printf(
        Locale.ROOT,
        "  %s: orders acknowledged within p95 %.1f s when idle, %.1f s under load; a call slot is"
            + " %.1f s%n",
        store,
        idle,
        loaded,
        slot);
    check(
        store + ", p95 under load less idle, in call slots",
        (loaded - idle) / slot,
        1,
        it -> it <= 1);
    long lost = orders.stream().filter(it -> it.store.equals(store) && it.took == null).count();
    check(store + ", orders not acknowledged", lost, 0, it -> it <= 0);
  }

  private double p95(String store, boolean underLoad) {
    List<Duration> took =
        orders.stream()
            .filter(it -> it.store.equals(store) && it.underLoad == underLoad && it.took != null)
            .map(it -> it.took)
            .sorted()
            .toList();
    int index = Math.max(0, (int) Math.ceil(took.size() * 0.95) - 1);
    return took.isEmpty() ? Double.NaN : took.get(index).toMillis() / 1000.0;
  }

  private void check(String what, double figure, double bound, Predicate<Double> holds) {
    boolean good = holds.test(figure);
    failed |= !good;
    System.out.printf(
        Locale.ROOT, "%-4s %-55s %8.3f (bound %.2f)%n", good ? "ok" : "MISS", what, figure, bound);
  }
}
