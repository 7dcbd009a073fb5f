package dev.ponte.bench;

import dev.ponte.kit.Hub;
import dev.ponte.sandbox.FoccoSimulator;
import dev.ponte.sandbox.VtexOrders;
import dev.ponte.sandbox.VtexSimulator;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * From a paid order in VTEX to Focco: how long it takes and what it costs to look, by list, by feed
 * and by feed that a hook wakes.
 */
final class FeedBench {

  private static final int ORDERS = Integer.getInteger("ponte.bench.feed-orders", 60);
  private static final Duration CALL = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String SECRET = "bench";
  private static final String NEVER = "0 0 0 1 1 ? 2099";
  private static final String SECOND = "* * * * * ?";
  private static final String HALF_MINUTE = "0/30 * * * * ?";
  private static final int SECONDS_A_DAY = 86_400;

  private int placed;

  private record Way(String name, String mode, String schedule, boolean hook) {}

  static void run() throws Exception {
    List<Way> ways =
        List.of(
            new Way("list each second", "list", SECOND, false),
            new Way("feed each second", "feed", SECOND, false),
            new Way("feed each 30 s, woken by the hook", "feed", HALF_MINUTE, true));
    for (Way way : ways) {
      new FeedBench().measure(way);
    }
  }

  private void measure(Way way) throws Exception {
    try (VtexSimulator vtex = new VtexSimulator(0);
        FoccoSimulator focco = new FoccoSimulator(0)) {
      vtex.start();
      focco.start();
      vtex.allowFeed();
      vtex.latency(CALL);
      focco.latency(CALL);
      try (Hub hub = hub(way, vtex, focco)) {
        if (way.hook()) {
          listen(vtex, hub.port());
        }
        arrival(vtex, focco, VtexOrders.order(++placed), placed);
        Processes.pause(Duration.ofSeconds(3));
        long looks = looks(vtex);
        long began = System.nanoTime();
        List<Duration> idle = new ArrayList<>();
        for (int i = 0; i < ORDERS; i++) {
          idle.add(arrival(vtex, focco, VtexOrders.order(++placed), placed));
          Processes.pause(Duration.ofMillis(200 + i * 37 % 1_000));
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        long spent = looks(vtex) - looks;
        List<Duration> busy = busy(vtex, focco);
        long quiet = looks(vtex);
        Processes.pause(Duration.ofSeconds(60));
        double rest = looks(vtex) - quiet;
        double anOrder = Math.max(0, spent - rest * seconds / 60) / ORDERS;
        System.out.printf(
            "%s: idle %s, busy %s; looking costs %.0f calls a day at rest and %.1f an order, so %.0f with 200 orders%n",
            way.name(),
            spread(idle),
            spread(busy),
            rest / 60 * SECONDS_A_DAY,
            anOrder,
            rest / 60 * SECONDS_A_DAY + 200 * anOrder);
      }
    }
  }

  private static Hub hub(Way way, VtexSimulator vtex, FoccoSimulator focco) {
    return new Hub()
        .connect("vtex", vtex)
        .connect("focco", focco)
        .asScheduled()
        .set("ponte.schedule.orders", way.schedule())
        // By list a cancellation is seen as late as its poll comes; the feed has both.
        .set("ponte.schedule.cancellations", way.mode().equals("list") ? SECOND : NEVER)
        .set("ponte.schedule.order-status", NEVER)
        .set("ponte.connections.vtex.events.mode", way.mode())
        .set("ponte.connections.vtex.events.hook-secret", way.hook() ? SECRET : "")
        .set("logging.level.dev.ponte", "WARN")
        .start();
  }

  /** Calls that only find out whether there is news. */
  private static long looks(VtexSimulator vtex) {
    return vtex.calls("list-orders")
        + vtex.calls("get-feed")
        + vtex.calls("commit-feed")
        + vtex.calls("get-feed-config");
  }

  private static void listen(VtexSimulator vtex, int port) throws Exception {
    String body =
        """
        {"filter":{"type":"FromWorkflow","status":["ready-for-handling"]},
         "hook":{"url":"http://127.0.0.1:%d/hooks/vtex/vtex","headers":{"X-Ponte-Secret":"%s"}}}"""
            .formatted(port, SECRET);
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(vtex.url().resolve("/api/orders/hook/config"))
                    .header("X-VTEX-API-AppKey", VtexSimulator.APP_KEY)
                    .header("X-VTEX-API-AppToken", VtexSimulator.APP_TOKEN)
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(answer.body());
    }
  }

  /** While ten other orders come a second. */
  private List<Duration> busy(VtexSimulator vtex, FoccoSimulator focco) throws Exception {
    ScheduledExecutorService others = Executors.newSingleThreadScheduledExecutor();
    Map<Integer, Long> at = new ConcurrentHashMap<>();
    int first = placed + 1;
    int count = ORDERS * 10;
    others.scheduleAtFixedRate(
        () -> {
          if (at.size() < count) {
            int number = first + at.size();
            at.put(number, System.nanoTime());
            vtex.place(VtexOrders.order(number));
          }
        },
        0,
        100,
        TimeUnit.MILLISECONDS);
    placed += count;
    Map<Integer, Duration> took = new ConcurrentHashMap<>();
    long end = System.nanoTime() + PATIENCE.plusSeconds(count / 10).toNanos();
    int seen = focco.orders().size();
    while (took.size() < count && System.nanoTime() < end) {
      List<FoccoSimulator.SalesOrder> orders = focco.orders();
      long now = System.nanoTime();
      orders.subList(seen, orders.size()).forEach(it -> note(it, first, at, took, now));
      seen = orders.size();
      Processes.pause(Duration.ofMillis(10));
    }
    others.shutdownNow();
    if (took.size() < count) {
      throw new IllegalStateException("%d of %d orders came".formatted(took.size(), count));
    }
    return new ArrayList<>(took.values());
  }

  private static void note(
      FoccoSimulator.SalesOrder order,
      int first,
      Map<Integer, Long> at,
      Map<Integer, Duration> took,
      long now) {
    at.keySet().stream()
        .filter(it -> it >= first && VtexOrders.id(it).equals(order.purchaseOrder()))
        .findFirst()
        .ifPresent(it -> took.put(it, Duration.ofNanos(now - at.get(it))));
  }

  private static Duration arrival(
      VtexSimulator vtex, FoccoSimulator focco, String order, int number) throws Exception {
    String id = VtexOrders.id(number);
    long begin = System.nanoTime();
    vtex.place(order);
    while (focco.orders().stream().noneMatch(it -> id.equals(it.purchaseOrder()))) {
      if (System.nanoTime() - begin > PATIENCE.toNanos()) {
        throw new IllegalStateException("Order " + id + " does not come");
      }
      Processes.pause(Duration.ofMillis(5));
    }
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private static String spread(List<Duration> all) {
    List<Long> sorted = all.stream().map(Duration::toMillis).sorted().collect(Collectors.toList());
    return "p50 %d ms, p95 %d ms"
        .formatted(sorted.get(sorted.size() / 2), sorted.get((int) (sorted.size() * 0.95)));
  }
}
