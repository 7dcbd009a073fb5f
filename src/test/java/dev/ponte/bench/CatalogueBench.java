package dev.ponte.bench;

import dev.ponte.kit.HubProcess;
import dev.ponte.sandbox.FoccoSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What it costs to read a catalogue of 100,000 products that has not changed: the packaged hub with
 * a heap of 256 MB, its ledger in a file, and Focco's whole list cycle after cycle.
 */
public final class CatalogueBench {

  private static final int PRODUCTS = Integer.getInteger("products", 100_000);
  private static final int PAGE = 250;
  private static final int PAGES = PRODUCTS / PAGE;
  private static final int CYCLES = 3;
  private static final Duration LONGEST = Duration.ofMinutes(20);
  private static final String FLOW =
      """
      - route:
          id: products-from-focco
          description: All items of Focco are read, and what has changed enters the ledger.
          routeConfigurationId: intake
          from:
            uri: kamelet:focco-products-source
            parameters:
              connection: focco
            steps:
              - to:
                  uri: ledger:product
      - route:
          id: products-to-shop
          description: A target that takes everything at once.
          from:
            uri: ledger:product
            parameters:
              subscriber: shop
            steps:
              - to:
                  uri: log:shop
                  parameters:
                    level: TRACE
      """;

  private final FoccoSimulator focco = new FoccoSimulator(0);
  private final Path folder = Files.createTempDirectory("ponte-catalogue");
  private final HubProcess hub = new HubProcess(folder);
  private double mostHeap;

  private CatalogueBench() throws IOException {
    // The folder is made by the fields above.
  }

  public static void main(String[] arguments) throws IOException {
    CatalogueBench bench = new CatalogueBench();
    System.exit(bench.run() ? 0 : 1);
  }

  private boolean run() throws IOException {
    for (int i = 1; i <= PRODUCTS; i++) {
      focco.putItem("SKU%06d".formatted(i), "Produto " + i, Map.of());
    }
    focco.start();
    onlyThisFlow();
    hub.connect("focco", focco)
        .set("ponte.schedule.products", "0/1 * * * * ?")
        .set("logging.level.dev.ponte", "WARN")
        .jvm("-Xmx256m")
        .start();
    try {
      long begun = System.nanoTime();
      until(() -> sent() >= PRODUCTS);
      System.out.printf(
          Locale.ROOT,
          "%,d products: read, recorded and delivered for the first time in %.0f s%n",
          PRODUCTS,
          seconds(begun));
      return unchanged();
    } finally {
      hub.close();
      focco.close();
    }
  }

  private boolean unchanged() {
    mostHeap = 0;
    double before = sent();
    // Cycles follow each other, so that any so many pages are so many cycles.
    long pages = focco.calls("GetItens");
    long begun = System.nanoTime();
    until(() -> focco.calls("GetItens") >= pages + (long) CYCLES * PAGES);
    double each = seconds(begun) / CYCLES;
    double writes = sent() - before;
    System.out.printf(
        Locale.ROOT,
        "%,d products unchanged: %.1f s a cycle, %.2f s per 10,000, with the pauses between cycles%n",
        PRODUCTS,
        each,
        each / (PRODUCTS / 10_000.0));
    System.out.printf(Locale.ROOT, "  deliveries in %d cycles: %.0f (must be 0)%n", CYCLES, writes);
    System.out.printf(
        Locale.ROOT, "  most heap seen: %.0f MB (heap of 256 MB)%n", mostHeap / (1 << 20));
    return writes == 0 && hub.isAlive() && !hub.log().contains("OutOfMemory");
  }

  private void onlyThisFlow() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("routes"))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.writeString(folder.resolve("routes/products.camel.yaml"), FLOW);
  }

  private interface Condition {
    boolean holds();
  }

  private void until(Condition condition) {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (!holds(condition)) {
      if (System.nanoTime() > end || !hub.isAlive()) {
        throw new IllegalStateException("It did not come so far; see " + folder);
      }
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
  }

  private boolean holds(Condition condition) {
    try {
      mostHeap = Math.max(mostHeap, sum("jvm_memory_used_bytes\\{area=\"heap\"[^}]*}"));
      return condition.holds();
    } catch (java.io.UncheckedIOException notYet) {
      return false;
    }
  }

  /** Deliveries that ended well. */
  private double sent() {
    return sum("ponte_deliveries_seconds_count\\{[^}]*type=\"product\"[^}]*}");
  }

  private double sum(String metric) {
    Matcher matcher =
        Pattern.compile("(?m)^" + metric + " ([0-9.E+-]+)$")
            .matcher(hub.get("/actuator/prometheus", true).body());
    double sum = 0;
    for (String value : matcher.results().map(it -> it.group(1)).toList()) {
      sum += Double.parseDouble(value);
    }
    return sum;
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
