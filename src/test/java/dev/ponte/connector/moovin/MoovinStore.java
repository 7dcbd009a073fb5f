package dev.ponte.connector.moovin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Message;
import dev.ponte.canonical.Order;
import dev.ponte.connection.ApiSystem;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Limits;
import dev.ponte.connection.RealApi;
import dev.ponte.connection.Sending;
import dev.ponte.connector.moovin.api.MoovinApi;
import dev.ponte.connector.moovin.api.MoovinSettings;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.Difference;
import dev.ponte.delivery.Mark;
import dev.ponte.delivery.TakenTotals;
import dev.ponte.intake.Intake;
import dev.ponte.kit.ConnectorBeans;
import dev.ponte.kit.Fetched;
import dev.ponte.kit.TestChecks;
import dev.ponte.kit.TestClock;
import dev.ponte.kit.TestCursors;
import dev.ponte.kit.TestDelivery;
import dev.ponte.kit.TestNotes;
import dev.ponte.kit.TestPolls;
import dev.ponte.kit.TestReferences;
import dev.ponte.kit.TickComponent;
import dev.ponte.sandbox.MoovinSimulator;
import dev.ponte.sink.Sinks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

/** A simulated store, and the connector's Kamelets in a Camel context of their own. */
public final class MoovinStore implements AutoCloseable {

  public static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");

  private static final JsonMapper JSON = new JsonMapper();
  private static final String ROUTES =
      """
      - route:
          id: letters
          from:
            uri: direct:dead-letter
            steps:
              - bean:
                  ref: ledger
                  method: deadLetter
      - route:
          id: orders-from-moovin
          routeConfigurationId: intake
          from:
            uri: kamelet:moovin-orders-source
            parameters:
              connection: moovin
            steps:
              - bean:
                  ref: ledger
                  method: order
      - route:
          id: status
          from:
            uri: direct:order-status
            steps:
              - to:
                  uri: kamelet:moovin-order-status-sink
                  parameters:
                    connection: moovin
      - route:
          id: invoices
          from:
            uri: direct:invoices
            steps:
              - to:
                  uri: kamelet:moovin-invoices-sink
                  parameters:
                    connection: moovin
      - route:
          id: shipments
          from:
            uri: direct:shipments
            steps:
              - to:
                  uri: kamelet:moovin-shipments-sink
                  parameters:
                    connection: moovin
      - route:
          id: stock
          from:
            uri: direct:stock
            steps:
              - to:
                  uri: kamelet:moovin-stock-sink
                  parameters:
                    connection: moovin
      - route:
          id: prices
          from:
            uri: direct:prices
            steps:
              - to:
                  uri: kamelet:moovin-prices-sink
                  parameters:
                    connection: moovin
      - route:
          id: products
          from:
            uri: direct:products
            steps:
              - to:
                  uri: kamelet:moovin-products-sink
                  parameters:
                    connection: moovin
      - route:
          id: customers
          from:
            uri: direct:customers
            steps:
              - to:
                  uri: kamelet:moovin-customers-sink
                  parameters:
                    connection: moovin
      - route:
          id: stock-from-moovin
          routeConfigurationId: intake
          from:
            uri: kamelet:moovin-stock-source
            parameters:
              connection: moovin
            steps:
              - bean:
                  ref: ledger
                  method: states
      - route:
          id: prices-from-moovin
          routeConfigurationId: intake
          from:
            uri: kamelet:moovin-prices-source
            parameters:
              connection: moovin
            steps:
              - bean:
                  ref: ledger
                  method: states
      - route:
          id: products-from-moovin
          routeConfigurationId: intake
          from:
            uri: kamelet:moovin-products-source
            parameters:
              connection: moovin
            steps:
              - bean:
                  ref: ledger
                  method: states
      - route:
          id: customers-from-moovin
          routeConfigurationId: intake
          from:
            uri: kamelet:moovin-customers-source
            parameters:
              connection: moovin
            steps:
              - bean:
                  ref: ledger
                  method: states
      - route:
          id: stock-check-from-moovin
          routeConfigurationId: intake
          from:
            uri: kamelet:moovin-stock-check-source
            parameters:
              connection: moovin
            steps:
              - bean:
                  ref: ledger
                  method: differences
      - route:
          id: prices-check-from-moovin
          routeConfigurationId: intake
          from:
            uri: kamelet:moovin-prices-check-source
            parameters:
              connection: moovin
            steps:
              - bean:
                  ref: ledger
                  method: differences
      - route:
          id: call
          from:
            uri: direct:call
            steps:
              - to:
                  uri: kamelet:moovin-call-action
                  parameters:
                    connection: moovin
                    operation: getPedidos
      """;

  public final TestClock clock = new TestClock(Instant.parse("2026-11-26T12:00:00Z"));
  public final MoovinSimulator moovin = new MoovinSimulator(0, clock);
  public final DefaultCamelContext camel = new DefaultCamelContext();
  public final TestCursors cursors = new TestCursors();
  public final TestNotes notes = new TestNotes();
  public final Map<String, TestDelivery> deliveries = new ConcurrentHashMap<>();
  public final TestReferences references = new TestReferences();
  public final List<String> orders = new CopyOnWriteArrayList<>();
  public final List<Message> states = new CopyOnWriteArrayList<>();
  public final List<Difference> differences = new CopyOnWriteArrayList<>();
  public final TestChecks checks = new TestChecks("focco");
  public final List<Exchange> deadLetters = new CopyOnWriteArrayList<>();
  final Set<String> marks = ConcurrentHashMap.newKeySet();
  public final Connection connection;
  private TestPolls polls;
  public final RealApi api;
  public final MoovinApi calls;
  public volatile boolean ledgerFails;
  public volatile Runnable onOrder = () -> {};

  /**
   * @param keys of the connection beside the token, each followed by its value
   */
  public MoovinStore(String... keys) {
    moovin.unlimited();
    moovin.start();
    connection = connection("moovin", moovin.url(), settings(keys), sending(keys));
    api = new RealApi(camel, connection, connection("focco", moovin.url(), settings(keys)));
    try {
      bind();
      calls = camel.getRegistry().lookupByNameAndType("moovinApi", MoovinApi.class);
      PluginHelper.getRoutesLoader(camel)
          .loadRoutes(
              PluginHelper.getResourceLoader(camel)
                  .resolveResource("classpath:routes/intake.camel.yaml"));
      PluginHelper.getRoutesLoader(camel)
          .loadRoutes(ResourceHelper.fromString("test.camel.yaml", ROUTES));
      camel.start();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  public static ApiSystem system() {
    return new MoovinSystem();
  }

  public static MoovinSettings settings(String... keys) {
    MapConfigurationPropertySource source = new MapConfigurationPropertySource();
    source.put("m.token", MoovinSimulator.TOKEN);
    for (int i = 0; i < keys.length; i += 2) {
      source.put("m." + keys[i], keys[i + 1]);
    }
    return new Binder(source).bindOrCreate("m", MoovinSettings.class);
  }

  public static Connection connection(URI url, MoovinSettings settings) {
    return connection("moovin", url, settings);
  }

  private static Sending sending(String... keys) {
    int key = List.of(keys).indexOf("products.send");
    return key < 0
        ? Sending.UNSET
        : new Sending(
            Sending.Products.valueOf(keys[key + 1].toUpperCase(Locale.ROOT)),
            null,
            null,
            Sending.FirstPass.ASK);
  }

  private static Connection connection(String name, URI url, MoovinSettings settings) {
    return connection(name, url, settings, Sending.UNSET);
  }

  private static Connection connection(
      String name, URI url, MoovinSettings settings, Sending sending) {
    Limits limits =
        new Limits(
            2, Duration.ofSeconds(5), Duration.ofSeconds(2), 0, Duration.ofMinutes(1), 0, 4 << 20);
    return new Connection(
        name,
        system(),
        url,
        ZONE,
        limits,
        Duration.ofHours(72),
        false,
        Map.of(),
        sending,
        settings);
  }

  public static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static ObjectNode object(String text) {
    return (ObjectNode) json(text);
  }

  /** One tick of the poll; what it failed with, or null. */
  public Throwable poll() {
    return poll("orders");
  }

  /** As {@link #poll()}, of the poll of this name. */
  public Throwable poll(String name) {
    return polls.tick(name);
  }

  /** Sends the message to the sink of this name; throws what the sink threw. */
  public TestDelivery deliver(String sink, Message message) {
    return deliver(sink, message, TestDelivery.of(message, "moovin"));
  }

  private TestDelivery deliver(String sink, Message message, TestDelivery delivery) {
    Exchange exchange =
        camel
            .createFluentProducerTemplate()
            .to("direct:" + sink)
            .withProcessor(
                it -> {
                  it.setProperty(Delivery.PROPERTY, delivery);
                  it.getMessage().setBody(Canonical.write(message));
                })
            .send();
    if (exchange.getException() instanceof RuntimeException failure) {
      throw failure;
    }
    return delivery;
  }

  /** As {@link #deliver}, with the progress and the references that earlier deliveries left. */
  public TestDelivery tell(String sink, Message message) {
    TestDelivery delivery =
        deliveries.computeIfAbsent(
            sink + "/" + message.key(), any -> TestDelivery.of(message, "moovin"));
    try {
      return deliver(sink, message, delivery);
    } finally {
      references.save(delivery.references());
    }
  }

  /** What the sink threw when the message was told to it; null when nothing. */
  public DeliveryFailure refusal(String sink, Message message) {
    try {
      tell(sink, message);
      return null;
    } catch (DeliveryFailure failure) {
      return failure;
    }
  }

  public Order order(int index) {
    return Canonical.read(Order.class, orders.get(index));
  }

  public List<String> ids() {
    return orders.stream().map(it -> json(it).path("id").asText()).toList();
  }

  @Override
  public void close() {
    camel.stop();
    moovin.close();
  }

  private void bind() throws Exception {
    Fetched fetched = new Fetched(marks::contains);
    polls = new TestPolls(connection, fetched, cursors, checks);
    camel.addComponent("poll", polls);
    camel.addComponent("ledger", new TickComponent("direct:"::concat));
    var registry = camel.getRegistry();
    TakenTotals none = (store, order) -> false;
    ConnectorBeans.bind(
        registry, "moovin", api.api(), api.connections(), references, cursors, notes, none, clock);
    registry.bind("intake", new Intake());
    registry.bind("sinks", new Sinks(api.connections()));
    registry.bind("callAction", api.callAction());
    registry.bind("fetched", fetched);
    registry.bind("ledger", new Ledger());
  }

  /** Takes what routes record, and writes the marks as the ledger does. */
  public final class Ledger {

    public void order(Exchange exchange) {
      if (ledgerFails) {
        throw new CannotGetJdbcConnectionException("The ledger is down");
      }
      orders.add(exchange.getMessage().getBody(String.class));
      mark(exchange);
      onOrder.run();
    }

    public void states(Exchange exchange) {
      if (ledgerFails) {
        throw new CannotGetJdbcConnectionException("The ledger is down");
      }
      for (Object message : exchange.getMessage().getBody(List.class)) {
        states.add((Message) message);
      }
      onOrder.run();
    }

    public void differences(Exchange exchange) {
      for (Object difference : exchange.getMessage().getBody(List.class)) {
        differences.add((Difference) difference);
      }
    }

    public void deadLetter(Exchange exchange) {
      deadLetters.add(exchange.copy());
      mark(exchange);
    }

    private void mark(Exchange exchange) {
      marks.add(exchange.getProperty(Mark.PROPERTY, Mark.class).toString());
    }
  }
}
