package dev.ponte.bench;

import dev.ponte.kit.Hub;
import dev.ponte.kit.HubProcess;
import dev.ponte.kit.PostgresServer;
import dev.ponte.sandbox.Fault;
import dev.ponte.sandbox.FoccoSimulator;
import dev.ponte.sandbox.VtexOrders;
import dev.ponte.sandbox.VtexSimulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What an order from VTEX to Focco and back costs, beside what the same calls cost in a bare loop;
 * and what the hub costs at rest. Run it with {@code bench/speed}, with the parts as arguments:
 * {@code start}, {@code calls}, {@code rows}, {@code cost}, {@code poll}, {@code feed}; all without
 * one. The system property {@code ponte.bench.orders} makes it shorter.
 */
public final class SpeedBench {

  private static final int ORDERS = Integer.getInteger("ponte.bench.orders", 5_000);
  private static final int WARM_UP = ORDERS * 3 / 5;
  private static final int STEP = Math.max(ORDERS / 5, 1);
  private static final Duration PATIENCE = Duration.ofMinutes(15);
  private static final String NEVER = "0 0 0 1 1 ? 2099";

  private final VtexSimulator vtex = new VtexSimulator(0);
  private final FoccoSimulator focco = new FoccoSimulator(0);
  private final Path folder;
  private int placed = 1;

  private SpeedBench(Duration latency) throws Exception {
    folder = Files.createTempDirectory("ponte-speed");
    vtex.start();
    focco.start();
    vtex.latency(latency);
    focco.latency(latency);
  }

  public static void main(String[] arguments) throws Exception {
    List<String> all = List.of("start", "calls", "rows", "cost", "poll", "feed");
    List<String> parts = arguments.length == 0 ? all : List.of(arguments);
    if (!all.containsAll(parts)) {
      System.err.println("The parts are " + all);
      System.exit(2);
    }
    for (String part : parts) {
      switch (part) {
        case "start" -> StartBench.run();
        case "calls" -> calls();
        case "rows" -> rows();
        case "cost" -> cost();
        case "feed" -> FeedBench.run();
        default -> poll();
      }
    }
    System.exit(0);
  }

  /** With the latency of a network, beside a loop that keeps nothing. */
  private static void calls() throws Exception {
    for (int concurrency : new int[] {8, 32}) {
      SpeedBench bench = new SpeedBench(Duration.ofMillis(20));
      Pace bare = bench.bare(concurrency, null);
      Pace hub = bench.hub(concurrency, null);
      bench.close();
      System.out.printf(
          "20 ms a call, %d at once: Ponte %s; bare loop %s; ratio %.2f (aim %s)%n",
          concurrency, hub, bare, hub.mean() / bare.mean(), concurrency == 8 ? "0.97" : "0.90");
    }
  }

  /** Without latency, beside a loop with one committed row a call in the same kind of database. */
  private static void rows() throws Exception {
    int concurrency = 8;
    for (boolean postgres : new boolean[] {false, true}) {
      SpeedBench bench = new SpeedBench(Duration.ZERO);
      Pace rows;
      Pace hub;
      if (postgres) {
        try (PostgresServer one = new PostgresServer(bench.folder.resolve("rows"));
            PostgresServer other = new PostgresServer(bench.folder.resolve("hub"))) {
          rows = bench.bare(concurrency, one.url());
          hub = bench.hub(concurrency, other);
        }
      } else {
        rows =
            bench.bare(
                concurrency, "jdbc:h2:file:" + bench.folder.resolve("rows") + ";WRITE_DELAY=0");
        hub = bench.hub(concurrency, null);
      }
      bench.close();
      System.out.printf(
          "0 ms a call, 8 at once, %s: Ponte %s; loop with a row a call %s; ratio %.2f (aim 0.5);"
              + " processor of the hub %.1f ms an order without the compiler (aim 6), %.1f with it%n",
          postgres ? "PostgreSQL" : "H2",
          hub,
          rows,
          hub.mean() / rows.mean(),
          hub.work(),
          hub.all());
    }
  }

  /** What one order asks of the database. */
  private static void cost() throws Exception {
    int orders = Math.min(ORDERS, 1_000);
    for (boolean postgres : new boolean[] {false, true}) {
      SpeedBench bench = new SpeedBench(Duration.ZERO);
      if (postgres) {
        try (PostgresServer server = new PostgresServer(bench.folder.resolve("hub"))) {
          bench.count("PostgreSQL", server.url(), orders, server::commits);
        }
      } else {
        String url =
            "jdbc:h2:file:%s;WRITE_DELAY=0;LOCK_TIMEOUT=10000"
                .formatted(bench.folder.resolve("hub"));
        bench.count("H2", url, orders, null);
      }
      bench.close();
    }
  }

  private interface Commits {
    long count();
  }

  private void count(String database, String url, int orders, Commits server) throws Exception {
    List<CountingDatabase> counting = new ArrayList<>();
    try (Hub hub =
        new Hub()
            .connect("vtex", vtex)
            .connect("focco", focco)
            .set("spring.datasource.url", url)
            .set("logging.level.dev.ponte", "WARN")
            .set("ponte.schedule.orders", "0/1 * * * * ?")
            .set("ponte.schedule.order-status", NEVER)
            .set("ponte.schedule.cancellations", NEVER)
            .database(
                it -> {
                  counting.add(new CountingDatabase(it));
                  return counting.get(0);
                })
            .start()) {
      awaitHandled(place(orders / 5));
      CountingDatabase counted = counting.get(0);
      long statements = counted.statements();
      long commits = counted.commits();
      long told = server == null ? 0 : server.count();
      awaitHandled(place(orders));
      System.out.printf(
          "%s: %.1f statements an order (aim 26), %.1f commits an order (aim 8)%s%n",
          database,
          (counted.statements() - statements) / (double) orders,
          (counted.commits() - commits) / (double) orders,
          server == null
              ? ""
              : ", %.1f transactions an order by the server's own count"
                  .formatted((server.count() - told) / (double) orders));
    }
  }

  /** A poll that finds many orders and knows them all. */
  private static void poll() throws Exception {
    SpeedBench bench = new SpeedBench(Duration.ZERO);
    // Focco is closed, so the orders stay in VTEX's list.
    bench.focco.inject(any -> true, Fault.FORBIDDEN, Integer.MAX_VALUE);
    try (HubProcess hub =
        bench.process(null, 8).set("ponte.schedule.orders", "0/20 * * * * ?").start()) {
      bench.place(ORDERS);
      bench.await(() -> bench.vtex.calls("get-order") >= ORDERS);
      Processes.pause(Duration.ofSeconds(20));
      int polls = 6;
      long pages = (ORDERS + 99) / 100;
      long lists = bench.vtex.calls("list-orders");
      double before = Processes.processorSeconds(hub.pid());
      double compiled = Processes.compilerSeconds(hub.pid());
      bench.await(() -> bench.vtex.calls("list-orders") >= lists + polls * pages);
      System.out.printf(
          "a poll that knows all of %,d orders: %.0f ms of processor with what else the hub does in"
              + " 20 s, %.0f ms of it the compiler's; %d detail calls%n",
          ORDERS,
          (Processes.processorSeconds(hub.pid()) - before) * 1000 / polls,
          (Processes.compilerSeconds(hub.pid()) - compiled) * 1000 / polls,
          bench.vtex.calls("get-order") - ORDERS);
    }
    bench.close();
  }

  /**
   * How fast orders were done, by the order of a thousand, and what one cost.
   *
   * @param rates orders a second
   * @param work ms of processor an order without the compiler's threads
   * @param all ms of processor an order
   */
  private record Pace(double mean, List<Double> rates, double work, double all) {
    @Override
    public String toString() {
      return rates.stream()
          .map("%.0f"::formatted)
          .collect(Collectors.joining(" ", "%.0f orders/s (".formatted(mean), ")"));
    }
  }

  private Pace bare(int concurrency, String database) throws Exception {
    try (BareLoop loop = new BareLoop(vtex, focco, concurrency, database)) {
      loop.carry(place(WARM_UP));
      List<String> ids = place(ORDERS);
      List<Double> rates = new ArrayList<>();
      long begin = System.nanoTime();
      for (int from = 0; from < ids.size(); from += STEP) {
        List<String> some = ids.subList(from, Math.min(from + STEP, ids.size()));
        long start = System.nanoTime();
        loop.carry(some);
        rates.add(some.size() / seconds(start));
      }
      return new Pace(ids.size() / seconds(begin), rates, 0, 0);
    }
  }

  /** From the first detail call to the last start-handling. */
  private Pace hub(int concurrency, PostgresServer server) throws Exception {
    try (HubProcess hub = process(server, concurrency)) {
      List<String> before = place(WARM_UP);
      hub.start();
      awaitHandled(before);
      double processor = Processes.processorSeconds(hub.pid());
      double compiler = Processes.compilerSeconds(hub.pid());
      long read = vtex.calls("get-order");
      long told = vtex.calls("start-handling");
      List<String> ids = place(ORDERS);
      await(() -> vtex.calls("get-order") > read);
      List<Double> rates = new ArrayList<>();
      long begin = System.nanoTime();
      for (int done = STEP; done <= ORDERS; done += STEP) {
        long start = System.nanoTime();
        long mark = told + done;
        await(() -> vtex.calls("start-handling") >= mark);
        rates.add(STEP / seconds(start));
      }
      awaitHandled(ids);
      double mean = ORDERS / seconds(begin);
      double all = Processes.processorSeconds(hub.pid()) - processor;
      double compiled = Processes.compilerSeconds(hub.pid()) - compiler;
      return new Pace(mean, rates, (all - compiled) * 1000 / ORDERS, all * 1000 / ORDERS);
    }
  }

  private HubProcess process(PostgresServer server, int concurrency) throws Exception {
    HubProcess hub =
        new HubProcess(Files.createTempDirectory(folder, "hub"))
            .connect("vtex", vtex)
            .connect("focco", focco)
            .jvm("-XX:-UseDynamicNumberOfCompilerThreads")
            .set("ponte.schedule.orders", "0/5 * * * * ?")
            .set("ponte.schedule.order-status", NEVER)
            .set("ponte.schedule.cancellations", NEVER)
            .set("logging.level.dev.ponte", "WARN")
            .set("ponte.connections.vtex.concurrency", concurrency)
            .set("ponte.connections.focco.concurrency", concurrency);
    return server == null ? hub : hub.set("spring.datasource.url", server.url());
  }

  private List<String> place(int number) {
    List<String> ids = IntStream.range(placed, placed + number).mapToObj(VtexOrders::id).toList();
    IntStream.range(placed, placed + number).forEach(it -> vtex.place(VtexOrders.order(it)));
    placed += number;
    return ids;
  }

  private void awaitHandled(List<String> ids) throws InterruptedException {
    List<String> open = new ArrayList<>(ids);
    await(
        () -> {
          while (!open.isEmpty() && vtex.handled(open.get(open.size() - 1)) == 1) {
            open.remove(open.size() - 1);
          }
          return open.isEmpty();
        });
  }

  private interface Done {
    boolean is();
  }

  private void await(Done done) throws InterruptedException {
    long begin = System.nanoTime();
    while (!done.is()) {
      if (System.nanoTime() - begin > PATIENCE.toNanos()) {
        throw new IllegalStateException("The hub does not get on, see " + folder);
      }
      Processes.pause(Duration.ofMillis(5));
    }
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private void close() {
    vtex.close();
    focco.close();
  }
}
