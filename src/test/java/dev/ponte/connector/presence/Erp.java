package dev.ponte.connector.presence;

import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Message;
import dev.ponte.connection.Api;
import dev.ponte.connection.Connection;
import dev.ponte.connection.TestApi;
import dev.ponte.delivery.Mark;
import dev.ponte.intake.Intake;
import dev.ponte.kit.Fetched;
import dev.ponte.kit.TestChecks;
import dev.ponte.kit.TestClock;
import dev.ponte.kit.TestCursors;
import dev.ponte.kit.TestPolls;
import dev.ponte.kit.TickComponent;
import dev.ponte.sandbox.PresenceSimulator;
import dev.ponte.sink.Sinks;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

/** A simulated Presence, and the connector's source Kamelets in a Camel context of their own. */
final class Erp implements AutoCloseable {

  static final Duration TIME_OUT = Duration.ofMillis(500);

  private static final String LETTERS =
      """
      - route:
          id: letters
          from:
            uri: direct:dead-letter
            steps:
              - bean:
                  ref: ledger
                  method: deadLetter
      """;
  private static final String ROUTE =
      """
      - route:
          id: from-%1$s
          routeConfigurationId: intake
          from:
            uri: kamelet:presence-%1$s-source
            parameters:
              connection: presence
            steps:
              - bean:
                  ref: ledger
                  method: record
      """;

  private static final String REPORTS =
      """
      - route:
          id: reports
          from:
            uri: direct:reports
            steps:
              - to:
                  uri: kamelet:presence-report-sink
                  parameters:
                    connection: presence
      """;

  final TestClock clock = new TestClock();
  final PresenceSimulator presence = new PresenceSimulator(0, clock);
  final TestApi http = new TestApi();
  final TestCursors cursors = new TestCursors();
  final Set<String> marks = ConcurrentHashMap.newKeySet();
  final List<Exchange> deadLetters = new CopyOnWriteArrayList<>();
  final Connection connection;
  final Api api;
  volatile String failsAt;
  private final List<String> recorded = new CopyOnWriteArrayList<>();
  final DefaultCamelContext camel = new DefaultCamelContext();
  private TestPolls polls;

  /**
   * @param more settings over those of the simulator, as alternating keys and values
   */
  Erp(String... more) {
    presence.start();
    presence.allow(1_000);
    Map<String, String> settings = new HashMap<>();
    settings.put("p.auth-url", presence.authorization().toString());
    settings.put("p.user", PresenceSimulator.USER);
    settings.put("p.password", PresenceSimulator.PASSWORD);
    settings.put("p.webservice-id", "" + PresenceSimulator.WEBSERVICE);
    settings.put("p.stores[0].ecm-id", "ID_99");
    settings.put("p.stores[0].connection", "vtex");
    for (int i = 0; i < more.length; i += 2) {
      settings.put("p." + more[i], more[i + 1]);
    }
    connection =
        TestApi.connection(
            "presence", new PresenceSystem(), presence.webApi(), TIME_OUT, settings(settings));
    api = http.api(connection);
    start();
  }

  static PresenceSettings settings(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("p", Bindable.of(PresenceSettings.class));
  }

  /** One tick of a poll; what it failed with, or null. */
  Throwable poll(String name) {
    return polls.tick(name);
  }

  /** Sends a body through the report Kamelet; throws what it fails with. */
  void report(String property, Object value, String body) {
    Exchange sent =
        camel
            .createFluentProducerTemplate()
            .to("direct:reports")
            .withProcessor(
                it -> {
                  it.setProperty(property, value);
                  it.getMessage().setBody(body);
                })
            .send();
    if (sent.getException() instanceof RuntimeException failure) {
      throw failure;
    }
  }

  /** What was recorded of a type, oldest first. */
  <M extends Message> List<M> recorded(Class<M> type) {
    return recorded.stream().map(it -> Canonical.read(type, it)).toList();
  }

  /** What was recorded last, as JSON. */
  String last() {
    return recorded.get(recorded.size() - 1);
  }

  int recorded() {
    return recorded.size();
  }

  @Override
  public void close() {
    camel.stop();
    presence.close();
    try {
      http.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void start() {
    Fetched fetched = new Fetched(marks::contains);
    polls = new TestPolls(connection, fetched, cursors, new TestChecks("presence"));
    camel.addComponent("poll", polls);
    camel.addComponent("ledger", new TickComponent("direct:"::concat));
    var connections = TestApi.connections(connection);
    var registry = camel.getRegistry();
    PresenceFeeds feeds = new PresenceFeeds(api, clock);
    registry.bind("presenceShipments", feeds.presenceShipments());
    registry.bind("presenceInvoices", feeds.presenceInvoices());
    registry.bind("presenceOrderStatus", feeds.presenceOrderStatus());
    registry.bind("presenceStock", feeds.presenceStock());
    registry.bind("presenceProducts", feeds.presenceProducts());
    registry.bind("intake", new Intake());
    registry.bind("presenceReportSink", new PresenceReportSink(api));
    registry.bind("sinks", new Sinks(connections));
    registry.bind("fetched", fetched);
    registry.bind("ledger", new Ledger());
    try {
      PluginHelper.getRoutesLoader(camel)
          .loadRoutes(
              PluginHelper.getResourceLoader(camel)
                  .resolveResource("classpath:routes/intake.camel.yaml"));
      load("letters", LETTERS);
      load("reports", REPORTS);
      for (String name : List.of("shipments", "invoices", "order-status", "stock", "products")) {
        load(name, ROUTE.formatted(name));
      }
      camel.start();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void load(String name, String yaml) throws Exception {
    PluginHelper.getRoutesLoader(camel)
        .loadRoutes(ResourceHelper.fromString(name + ".camel.yaml", yaml));
  }

  /** Takes what routes record, and writes the marks as the ledger does. */
  public final class Ledger {

    public void record(Exchange exchange) {
      String body = exchange.getMessage().getBody(String.class);
      if (failsAt != null && body.contains(failsAt)) {
        throw new CannotGetJdbcConnectionException("The database is away");
      }
      recorded.add(body);
      mark(exchange);
    }

    public void deadLetter(Exchange exchange) {
      deadLetters.add(exchange.copy());
      mark(exchange);
    }

    /** A record has one mark, whose stamp changes. */
    private void mark(Exchange exchange) {
      Mark mark = exchange.getProperty(Mark.PROPERTY, Mark.class);
      marks.removeIf(
          it ->
              Mark.parse(it).key().equals(mark.key()) && Mark.parse(it).type().equals(mark.type()));
      marks.add(mark.toString());
    }
  }
}
