package dev.ponte.connector.focco;

import dev.ponte.canonical.Sale;
import dev.ponte.canonical.Stock;
import dev.ponte.canonical.Stock.Location;
import dev.ponte.canonical.StockRule;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;

/**
 * What three stores sell beyond what there is in the worst hour of the year, told by the rule and
 * by plain copying of the ERP's figure. Time is simulated; rule, stock and plan of readings are
 * those that ship, what stores and networks take is the time of their quotas, polls and batches.
 * The same seed gives the same figures. Ends with 1 when the rule oversells by more than what was
 * sold within the time that a number takes to a store.
 */
public final class OversellBench {

  private static final int SKUS = 500;
  private static final int MOST_PIECES = 20;
  private static final double ORDERS_A_MINUTE = 30;
  private static final double END = 3_600;
  private static final double TAIL = 900;
  private static final double DOWN_FROM = 1_500;
  private static final double DOWN_TO = 2_100;
  private static final double POLL = 30;
  private static final int READINGS_A_MINUTE = 60;
  private static final long SEED = 20_261_127;
  private static final int HOURS = 10;
  private static final Instant START = Instant.parse("2026-11-27T12:00:00Z");
  private static final String[] STORES = {"vtex", "moovin", "fastcommerce"};
  private static final int VTEX = 0;

  private final boolean byRule;
  private final Random random;
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingDouble(Event::at).thenComparingLong(Event::number));
  private final FoccoStockPlan plan = new FoccoStockPlan();
  private final Product[] products = new Product[SKUS];
  private final double[] upTo = new double[SKUS];
  private final Line[] lines = {
    new Line(8, 0.2, 1, 0), new Line(1, 1.017, 1, 0), new Line(1, 12, 100, 60)
  };
  private final List<List<Double>> delays =
      List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
  private final int[] elsewhere = new int[STORES.length];
  private long number;
  private double now;
  private int orders;
  private int cancelled;
  private int erpFreeSlots = 8;
  private final List<Sold> erpQueue = new ArrayList<>();

  private OversellBench(boolean byRule, long seed) {
    this.byRule = byRule;
    random = new Random(seed);
  }

  public static void main(String[] arguments) {
    print(
        "%d SKUs with 0 to %d pieces, %.0f orders a minute by Zipf's law, 5 %% cancelled, answers lost; the ERP slow, and down for 10 minutes; %d such hours",
        SKUS, MOST_PIECES, ORDERS_A_MINUTE, HOURS);
    int beyond = run("available to sell", true);
    run("plain absolute copying", false);
    System.exit(beyond > 0 ? 1 : 0);
  }

  private static int run(String name, boolean byRule) {
    List<OversellBench> hours = new ArrayList<>();
    for (int hour = 0; hour < HOURS; hour++) {
      OversellBench bench = new OversellBench(byRule, SEED + hour);
      bench.run();
      hours.add(bench);
    }
    return report(name, hours);
  }

  private record Event(double at, long number, Runnable what) {}

  /** How numbers reach a store: so many calls at once, each so long, so many numbers in one. */
  private static final class Line {
    final int atOnce;
    final double seconds;
    final int batch;
    final double wait;
    final Map<Integer, Double> due = new HashMap<>();

    /** As in the ledger a key is sent one number at a time. */
    final Set<Integer> underWay = new HashSet<>();

    int busy;
    int calls;

    Line(int atOnce, double seconds, int batch, double wait) {
      this.atOnce = atOnce;
      this.seconds = seconds;
      this.batch = batch;
      this.wait = wait;
    }
  }

  private static final class Sold {
    final int sku;
    final int store;
    final int pieces;
    final double at;
    final double[] shownAt = new double[STORES.length];
    Instant acceptedAt;
    Instant toldAt;
    boolean recorded;
    boolean inErp;
    boolean cancelled;
    boolean beyond;

    Sold(int sku, int store, int pieces, double at) {
      this.sku = sku;
      this.store = store;
      this.pieces = pieces;
      this.at = at;
      Arrays.fill(shownAt, Double.NaN);
      shownAt[store] = at;
    }
  }

  private static final class Product {
    final FoccoCodes.Item item;
    final int pieces;
    final List<Sold> sold = new ArrayList<>();
    final long[] shown = new long[STORES.length];
    final long[] told = new long[STORES.length];
    final Instant[] handledTold = new Instant[STORES.length];
    int balance;
    Stock reading;

    Product(int number, int pieces) {
      item = new FoccoCodes.Item("FG%04d".formatted(number), null);
      this.pieces = pieces;
      balance = pieces;
      Arrays.fill(shown, pieces);
      Arrays.fill(told, pieces);
    }

    int left() {
      return pieces - sold.stream().filter(it -> !it.cancelled).mapToInt(it -> it.pieces).sum();
    }
  }

  private void run() {
    double sum = 0;
    for (int i = 0; i < SKUS; i++) {
      products[i] = new Product(i, random.nextInt(MOST_PIECES + 1));
      products[i].reading = reading(products[i], START);
      plan.read(products[i].item, BigDecimal.valueOf(products[i].pieces), START);
      sum += 1.0 / (i + 1);
      upTo[i] = sum;
    }
    plan.list(Arrays.stream(products).map(it -> it.item).toList(), START);
    at(0, this::customer);
    at(10, this::read);
    for (int store = 0; store < STORES.length; store++) {
      int it = store;
      at(POLL * (store + 1) / STORES.length, () -> poll(it));
    }
    while (!events.isEmpty() && events.peek().at() < END + TAIL) {
      Event next = events.remove();
      now = next.at();
      next.what().run();
    }
  }

  private void at(double when, Runnable what) {
    events.add(new Event(when, number++, what));
  }

  private Instant instant() {
    return START.plusMillis(Math.round(now * 1_000));
  }

  private boolean isErpDown() {
    return now >= DOWN_FROM && now < DOWN_TO;
  }

  private void customer() {
    if (now >= END) {
      return;
    }
    at(now - Math.log(1 - random.nextDouble()) * 60 / ORDERS_A_MINUTE, this::customer);
    double choice = random.nextDouble() * upTo[SKUS - 1];
    int found = Arrays.binarySearch(upTo, choice);
    int sku = found < 0 ? -found - 1 : found;
    int store = random.nextInt(STORES.length);
    int pieces = random.nextInt(5) == 0 ? 2 : 1;
    boolean cancels = random.nextInt(20) == 0;
    double cancelsAfter = 120 + random.nextDouble() * 1_080;
    Product product = products[sku];
    if (product.shown[store] < pieces) {
      return;
    }
    Sold sold = new Sold(sku, store, pieces, now);
    sold.beyond = product.left() < pieces;
    product.sold.add(sold);
    product.shown[store] -= pieces;
    orders++;
    if (cancels) {
      at(now + cancelsAfter, () -> cancel(sold));
    }
  }

  /** The store gives the pieces back; an ERP that has the order, when somebody cancels it there. */
  private void cancel(Sold sold) {
    cancelled++;
    sold.cancelled = true;
    Product product = products[sold.sku];
    if (!byRule || sold.toldAt == null) {
      product.shown[sold.store] += sold.pieces;
    }
    if (sold.inErp) {
      at(
          now + 300,
          () -> {
            product.balance += sold.pieces;
            plan.sold(product.item, instant());
          });
    }
    due(sold.sku);
  }

  private void poll(int store) {
    at(now + POLL, () -> poll(store));
    for (Product product : products) {
      for (Sold it : product.sold) {
        if (it.store == store && !it.recorded && !it.cancelled) {
          it.recorded = true;
          double seen = now + 1 + random.nextDouble();
          at(
              seen,
              () -> {
                due(it.sku);
                erpQueue.add(it);
                erp();
              });
        }
      }
    }
  }

  private void erp() {
    if (isErpDown()) {
      at(DOWN_TO, this::erp);
      return;
    }
    while (erpFreeSlots > 0 && !erpQueue.isEmpty()) {
      erpFreeSlots--;
      Sold sold = erpQueue.remove(0);
      boolean lost = random.nextInt(33) == 0;
      double takes = 2 + random.nextDouble() * 6;
      at(
          now + takes,
          () -> {
            erpFreeSlots++;
            if (!sold.cancelled) {
              sold.inErp = true;
              products[sold.sku].balance -= sold.pieces;
              at(now + (lost ? 60 : 0), () -> accepted(sold));
            }
            erp();
          });
    }
  }

  private void accepted(Sold sold) {
    sold.acceptedAt = instant();
    plan.sold(products[sold.sku].item, instant());
    due(sold.sku);
    at(
        now + 1,
        () -> {
          sold.toldAt = instant();
          due(sold.sku);
        });
  }

  /** The poll of stock, each ten seconds. */
  private void read() {
    at(now + 10, this::read);
    if (isErpDown()) {
      return;
    }
    Instant asked = instant();
    for (FoccoCodes.Item item : plan.next(READINGS_A_MINUTE / 6, asked, asked)) {
      int sku = Integer.parseInt(item.code().substring(2));
      Product product = products[sku];
      Stock read = reading(product, asked);
      at(
          now + 0.5 + random.nextDouble() * 2,
          () -> {
            product.reading = read;
            plan.read(item, read.available(), instant());
            due(sku);
          });
    }
  }

  private static Stock reading(Product product, Instant at) {
    return new Stock(
        "focco",
        product.item.code(),
        Location.company("1"),
        BigDecimal.valueOf(Math.max(0, product.balance)),
        OffsetDateTime.ofInstant(at, ZoneOffset.UTC));
  }

  private Stock stock(Product product) {
    List<Sale> sales =
        product.sold.stream()
            .filter(it -> it.recorded && !it.cancelled)
            .map(
                it ->
                    new Sale(
                        STORES[it.store],
                        null,
                        BigDecimal.valueOf(it.pieces),
                        it.acceptedAt,
                        null,
                        it.toldAt))
            .toList();
    return product.reading.with(sales, Stock.Falls.ORDER, instant());
  }

  private long number(Product product, int store) {
    if (!byRule) {
      return product.reading.available().longValue();
    }
    Stock stock = stock(product);
    BigDecimal available =
        store == VTEX
            ? StockRule.ALL.availableWithKept(stock, STORES[store], List.of())
            : StockRule.ALL.available(stock);
    return available.setScale(0, RoundingMode.DOWN).longValue();
  }

  private void due(int sku) {
    for (int store = 0; store < STORES.length; store++) {
      lines[store].due.putIfAbsent(sku, now);
      send(store);
    }
  }

  private boolean isNews(Product product, int store) {
    Instant handled = store == VTEX && byRule ? newestHandled(product) : product.handledTold[store];
    return number(product, store) != product.told[store]
        || handled != null
            && (product.handledTold[store] == null || handled.isAfter(product.handledTold[store]));
  }

  private Instant newestHandled(Product product) {
    return stock(product).sold().stream()
        .filter(it -> it.store().equals(STORES[VTEX]) && it.toldAt() != null)
        .map(it -> it.toldAt().toInstant())
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  private void send(int store) {
    Line line = lines[store];
    line.due
        .keySet()
        .removeIf(
            sku ->
                !line.underWay.contains(sku) && !isNews(products[sku], store) && heard(sku, store));
    while (line.busy < line.atOnce && !line.underWay.containsAll(line.due.keySet())) {
      double oldest = Collections.min(line.due.values());
      if (line.due.size() < line.batch && oldest + line.wait > now + 1e-6) {
        at(oldest + line.wait, () -> send(store));
        return;
      }
      List<Integer> batch =
          line.due.keySet().stream()
              .filter(sku -> !line.underWay.contains(sku))
              .sorted(
                  Comparator.comparingLong(
                          (Integer sku) -> Math.min(4, number(products[sku], store)))
                      .thenComparingDouble(line.due::get))
              .limit(line.batch)
              .toList();
      batch.forEach(line.due::remove);
      line.underWay.addAll(batch);
      line.busy++;
      line.calls++;
      boolean lost = random.nextInt(50) == 0;
      Map<Integer, Long> numbers = new HashMap<>();
      Map<Integer, List<Sold>> known = new HashMap<>();
      Map<Integer, Instant> read = new HashMap<>();
      for (int sku : batch) {
        numbers.put(sku, number(products[sku], store));
        read.put(sku, products[sku].reading.readAt().toInstant());
        known.put(sku, products[sku].sold.stream().filter(it -> knows(it)).toList());
      }
      double arrives = now + line.seconds * 0.7;
      at(
          arrives,
          () -> numbers.forEach((sku, it) -> shown(sku, store, it, known.get(sku), read.get(sku))));
      at(
          now + line.seconds,
          () -> {
            line.busy--;
            line.underWay.removeAll(batch);
            numbers.forEach(
                (sku, it) -> {
                  products[sku].told[store] = lost ? -1 : it;
                  if (store == VTEX && byRule) {
                    products[sku].handledTold[store] = newestHandled(products[sku]);
                  }
                  if (lost) {
                    line.due.putIfAbsent(sku, now);
                  }
                });
            send(store);
          });
    }
  }

  /** A number that is right already needs no call. */
  private boolean heard(int sku, int store) {
    for (Sold it : products[sku].sold) {
      if (knows(it) && Double.isNaN(it.shownAt[store])) {
        it.shownAt[store] = now;
      }
    }
    return true;
  }

  private boolean knows(Sold it) {
    return byRule ? it.recorded : it.inErp && !isAfterReading(it);
  }

  private boolean isAfterReading(Sold it) {
    return it.acceptedAt == null
        || it.acceptedAt.isAfter(products[it.sku].reading.readAt().toInstant());
  }

  /** VTEX lets go with a number what was handled before the figure that comes with it was read. */
  private void shown(int sku, int store, long number, List<Sold> known, Instant read) {
    Product product = products[sku];
    long kept =
        store == VTEX
            ? product.sold.stream()
                .filter(it -> it.store == VTEX && !it.cancelled)
                .filter(it -> it.toldAt == null || byRule && it.toldAt.isAfter(read))
                .mapToInt(it -> it.pieces)
                .sum()
            : 0;
    product.shown[store] = number - kept;
    // The store's own sales that the hub had not heard of are for sale again.
    product.sold.stream()
        .filter(it -> it.store == store && !known.contains(it))
        .forEach(it -> it.shownAt[store] = Double.NaN);
    for (Sold it : known) {
      if (Double.isNaN(it.shownAt[store]) && it.store == store) {
        it.shownAt[store] = now;
      } else if (Double.isNaN(it.shownAt[store])) {
        it.shownAt[store] = now;
        delays.get(store).add(now - it.at);
        elsewhere[store]++;
      }
    }
  }

  private static int report(String name, List<OversellBench> hours) {
    int over = 0;
    int beyond = 0;
    for (OversellBench hour : hours) {
      for (Product product : hour.products) {
        over += Math.max(0, -product.left());
        beyond += beyondDelay(product);
      }
    }
    print("");
    print(
        "%s: %,d orders, %,d cancelled",
        name,
        hours.stream().mapToInt(it -> it.orders).sum(),
        hours.stream().mapToInt(it -> it.cancelled).sum());
    print(
        "  pieces sold beyond stock: %d; of these beyond what was sold within one delay: %d",
        over, beyond);
    for (int store = 0; store < STORES.length; store++) {
      List<Double> all = new ArrayList<>();
      int calls = 0;
      int least = 0;
      for (OversellBench hour : hours) {
        Line line = hour.lines[store];
        all.addAll(hour.delays.get(store));
        calls += line.calls;
        least += (hour.elsewhere[store] + hour.handled(store) + line.batch - 1) / line.batch;
      }
      Collections.sort(all);
      print(
          "  %-12s a sale elsewhere shows after %5.1f s (median), %5.1f s (95 %%); %,d calls, one for each number and start-handling would be %,d",
          STORES[store], all.get(all.size() / 2), all.get(all.size() * 95 / 100), calls, least);
    }
    return beyond;
  }

  /** How many start-handlings the store has to be told a number after. */
  private int handled(int store) {
    return store == VTEX && byRule
        ? (int)
            Arrays.stream(products)
                .flatMap(it -> it.sold.stream())
                .filter(it -> it.store == VTEX && it.toldAt != null)
                .count()
        : 0;
  }

  /** Orders for what was gone, where the store had been told of all that was sold before. */
  private static int beyondDelay(Product product) {
    if (product.left() >= 0) {
      return 0;
    }
    int pieces = 0;
    for (Sold it : product.sold) {
      boolean unheard =
          product.sold.stream()
              .filter(other -> other.at < it.at)
              .anyMatch(
                  other ->
                      Double.isNaN(other.shownAt[it.store]) || other.shownAt[it.store] > it.at);
      if (it.beyond && !it.cancelled && !unheard && Boolean.getBoolean("story")) {
        product.sold.forEach(
            one ->
                print(
                    "    %s of %d: %s %d at %.1f, accepted %s, told %s, cancelled %b, shown %s",
                    product.item.code(),
                    product.pieces,
                    STORES[one.store],
                    one.pieces,
                    one.at,
                    one.acceptedAt,
                    one.toldAt,
                    one.cancelled,
                    Arrays.toString(one.shownAt)));
      }
      pieces += it.beyond && !it.cancelled && !unheard ? it.pieces : 0;
    }
    return Math.min(pieces, -product.left());
  }

  private static void print(String line, Object... arguments) {
    System.out.println(line.formatted(arguments));
  }

  static {
    Locale.setDefault(Locale.ROOT);
  }
}
