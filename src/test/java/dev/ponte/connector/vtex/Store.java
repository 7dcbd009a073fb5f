package dev.ponte.connector.vtex;

import dev.ponte.canonical.Order;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Limits;
import dev.ponte.connection.PollRun;
import dev.ponte.connection.ReaderThreads;
import dev.ponte.connection.RealApi;
import dev.ponte.connection.Sending;
import dev.ponte.delivery.Mark;
import dev.ponte.delivery.TakenTotals;
import dev.ponte.intake.Intake;
import dev.ponte.kit.Fetched;
import dev.ponte.kit.HeldLease;
import dev.ponte.kit.TestChecks;
import dev.ponte.kit.TestClock;
import dev.ponte.kit.TestCursors;
import dev.ponte.kit.TestNotes;
import dev.ponte.kit.TestPolls;
import dev.ponte.kit.TickComponent;
import dev.ponte.sandbox.VtexSimulator;
import dev.ponte.sink.Sinks;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** A simulated store, and the connector's Kamelets in a Camel context of their own. */
final class Store implements AutoCloseable {

  final VtexSimulator vtex = new VtexSimulator(0);
  final DefaultCamelContext camel = new DefaultCamelContext();
  final List<String> orders = new CopyOnWriteArrayList<>();
  final List<Exchange> deadLetters = new CopyOnWriteArrayList<>();
  final Set<String> marks = ConcurrentHashMap.newKeySet();
  final Connection connection;
  final RealApi api;
  final TestClock clock = new TestClock(Instant.now());
  VtexEvents events;
  final TestNotes notes = new TestNotes();
  volatile PollRun run;
  private TestPolls polls;

  Store(UnaryOperator<VtexSettings> settings, String... routes) {
    vtex.start();
    connection = connection(vtex.url(), settings.apply(settings()));
    api = new RealApi(camel, connection);
    try {
      bind();
      PluginHelper.getRoutesLoader(camel)
          .loadRoutes(
              PluginHelper.getResourceLoader(camel)
                  .resolveResource("classpath:routes/intake.camel.yaml"));
      for (int i = 0; i < routes.length; i++) {
        PluginHelper.getRoutesLoader(camel)
            .loadRoutes(ResourceHelper.fromString("test%d.camel.yaml".formatted(i), routes[i]));
      }
      camel.start();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  static VtexSettings settings() {
    return new VtexSettings(
        VtexSimulator.APP_KEY,
        VtexSimulator.APP_TOKEN,
        "ready-for-handling",
        100,
        List.of("1"),
        "order",
        null,
        null,
        "POST",
        "pvt",
        null,
        null,
        null,
        null);
  }

  static Connection connection(URI url, VtexSettings settings) {
    Limits limits =
        new Limits(
            8, Duration.ofSeconds(5), Duration.ofSeconds(2), 0, Duration.ofMinutes(1), 0, 4 << 20);
    return new Connection(
        "vtex",
        new VtexSystem(),
        url,
        Documents.ZONE,
        limits,
        Duration.ofHours(72),
        false,
        Map.of(),
        Sending.UNSET,
        settings);
  }

  /** One tick of the poll; what it failed with, or null. */
  Throwable poll() {
    run = new PollRun(new HeldLease());
    return polls.tick(run);
  }

  @Override
  public void close() {
    camel.stop();
    vtex.close();
  }

  private void bind() throws Exception {
    Fetched fetched = new Fetched(marks::contains);
    TestCursors cursors = new TestCursors();
    polls = new TestPolls(connection, fetched, cursors, new TestChecks("focco"));
    camel.addComponent("poll", polls);
    camel.addComponent("ledger", new TickComponent(any -> "bean:ledger?method=deadLetter"));
    var registry = camel.getRegistry();
    VtexHistory history = new VtexHistory(new TestNotes());
    TakenTotals none = (store, order) -> false;
    VtexFeeds feeds = new VtexFeeds();
    events = new VtexEvents(api.api(), notes, clock, new SimpleMeterRegistry());
    registry.bind("vtexOrders", feeds.vtexOrders(api.api(), fetched, history, none, events));
    registry.bind(
        "vtexCancellations", feeds.vtexCancellations(api.api(), fetched, history, none, clock));
    registry.bind(
        "vtexOrdersCheck", feeds.vtexOrdersCheck(api.api(), fetched, cursors, none, clock));
    registry.bind("intake", new Intake());
    registry.bind(
        "vtexOrderStatusSink", new VtexOrderStatusSink(api.api(), history, Clock.systemUTC()));
    registry.bind("vtexInvoicesSink", new VtexInvoicesSink(api.api(), clock));
    registry.bind(
        "vtexShipmentsSink", new VtexShipmentsSink(api.api(), clock, RealApi.trackingUrls()));
    registry.bind("sinks", new Sinks(api.connections()));
    registry.bind("callAction", api.callAction());
    registry.bind(ReaderThreads.name("vtex"), ReaderThreads.of("vtex"));
    registry.bind("fetched", fetched);
    registry.bind("ledger", new Ledger());
  }

  /** Takes what routes record, and writes the marks as the ledger does. */
  public final class Ledger {

    public void order(Exchange exchange) {
      if (exchange.getMessage().getBody() instanceof String order) {
        orders.add(order);
      }
      mark(exchange);
    }

    public void deadLetter(Exchange exchange) {
      deadLetters.add(exchange.copy());
      mark(exchange);
    }

    /** A record has one mark, the newest. */
    private void mark(Exchange exchange) {
      Mark mark = exchange.getProperty(Mark.PROPERTY, Mark.class);
      marks.removeIf(
          it ->
              Mark.parse(it).key().equals(mark.key()) && Mark.parse(it).type().equals(mark.type()));
      marks.add(mark.toString());
    }
  }

  Order order(int index) {
    return dev.ponte.canonical.Canonical.read(Order.class, orders.get(index));
  }
}
