package dev.ponte.connector.fastcommerce;

import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Order;
import dev.ponte.connection.ApiSystem;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Limits;
import dev.ponte.connection.RealApi;
import dev.ponte.connection.Sending;
import dev.ponte.connector.fastcommerce.api.FastcommerceSettings;
import dev.ponte.connector.fastcommerce.api.ReportParameters;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.Mark;
import dev.ponte.delivery.TakenTotals;
import dev.ponte.intake.Intake;
import dev.ponte.kit.ConnectorBeans;
import dev.ponte.kit.Fetched;
import dev.ponte.kit.TestChecks;
import dev.ponte.kit.TestClock;
import dev.ponte.kit.TestCursors;
import dev.ponte.kit.TestPolls;
import dev.ponte.kit.TestReferences;
import dev.ponte.kit.TickComponent;
import dev.ponte.sandbox.FastcommerceSimulator;
import dev.ponte.sink.Sinks;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** A simulated store, and the connector's Kamelets in a Camel context of their own. */
public final class Shop implements AutoCloseable {

  public static final String NAME = "loja";

  public final TestClock clock = new TestClock(Instant.parse("2026-03-10T13:20:00Z"));
  public final FastcommerceSimulator store = new FastcommerceSimulator(0, clock);
  public final DefaultCamelContext camel = new DefaultCamelContext();
  public final List<String> orders = new CopyOnWriteArrayList<>();
  public final List<Exchange> deadLetters = new CopyOnWriteArrayList<>();
  final Map<String, String> marks = new ConcurrentHashMap<>();
  public final TestCursors cursors = new TestCursors();
  public final TestReferences references = new TestReferences();
  public final TestChecks checks = new TestChecks("focco");
  public final List<Object> states = new CopyOnWriteArrayList<>();
  public final Connection connection;
  public final RealApi api;
  private TestPolls polls;

  /** What recording fails with; null when it goes well. */
  public volatile RuntimeException refusing;

  /**
   * @param keys further keys of the connection and their values, in turn
   */
  public Shop(String route, String... keys) {
    store.start();
    connection = connection(store.url(), settings(keys), sending(keys));
    api = new RealApi(camel, connection);
    try {
      bind();
      var loader = PluginHelper.getRoutesLoader(camel);
      loader.loadRoutes(
          PluginHelper.getResourceLoader(camel)
              .resolveResource("classpath:routes/intake.camel.yaml"));
      loader.loadRoutes(ResourceHelper.fromString("test.camel.yaml", route));
      camel.start();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  public static ApiSystem system() {
    return new FastcommerceSystem();
  }

  public static FastcommerceSettings settings(String... keys) {
    Map<String, String> all = new HashMap<>();
    all.put("x.store-name", FastcommerceSimulator.STORE_NAME);
    all.put("x.store-id", FastcommerceSimulator.STORE_ID);
    all.put("x.username", FastcommerceSimulator.USERNAME);
    all.put("x.password", FastcommerceSimulator.PASSWORD);
    for (int i = 0; i < keys.length; i += 2) {
      all.put("x." + keys[i], keys[i + 1]);
    }
    return new Binder(new MapConfigurationPropertySource(all))
        .bindOrCreate("x", Bindable.of(FastcommerceSettings.class));
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

  public static Connection connection(URI url, FastcommerceSettings settings) {
    return connection(url, settings, Sending.UNSET);
  }

  private static Connection connection(URI url, FastcommerceSettings settings, Sending sending) {
    Limits limits =
        new Limits(
            2, Duration.ofSeconds(5), Duration.ofSeconds(20), 0, Duration.ofHours(1), 0, 64 << 20);
    return new Connection(
        NAME,
        system(),
        url,
        ZoneId.of("America/Sao_Paulo"),
        limits,
        Duration.ofHours(72),
        false,
        Map.of(),
        sending,
        settings);
  }

  /** A batch through the sink at {@code direct:in}; gives its parcels. */
  public List<Parcel> tell(List<Parcel> parcels) {
    Parcel.Batch batch = Parcel.of(parcels);
    Exchange sent =
        camel.createFluentProducerTemplate().to("direct:in").withProcessor(batch::fill).send();
    if (sent.getException() instanceof DeliveryFailure failure) {
      parcels.stream().filter(Parcel::untried).forEach(it -> it.failure = failure);
    } else if (sent.getException() != null) {
      throw new IllegalStateException(sent.getException());
    }
    return batch.parcels();
  }

  /** A route from {@code direct:in} to a sink of this name. */
  public static String sink(String name) {
    return """
        - route:
            id: to-store
            from:
              uri: direct:in
              steps:
                - to:
                    uri: kamelet:fastcommerce-%s-sink
                    parameters:
                      connection: loja
        """
        .formatted(name);
  }

  /** A route from a source of this name to {@link #states}. */
  public static String source(String name) {
    return """
        - route:
            id: from-store
            routeConfigurationId: intake
            from:
              uri: kamelet:fastcommerce-%s-source
              parameters:
                connection: loja
              steps:
                - to:
                    uri: bean:ledger?method=states
        """
        .formatted(name);
  }

  public ReportParameters parameters() {
    return camel
        .getRegistry()
        .lookupByNameAndType("fastcommerceParameters", ReportParameters.class);
  }

  /** One tick of the poll; what it failed with, or null. */
  public Throwable poll() {
    return polls.tick();
  }

  public List<Order> taken() {
    return orders.stream().map(it -> Canonical.read(Order.class, it)).toList();
  }

  @Override
  public void close() {
    camel.stop();
    store.close();
  }

  private void bind() {
    Fetched fetched = new Fetched(marks::containsValue);
    polls = new TestPolls(connection, fetched, cursors, checks);
    camel.addComponent("poll", polls);
    camel.addComponent("ledger", new TickComponent(any -> "bean:ledger?method=deadLetter"));
    camel.getRegistry().bind("intake", new Intake());
    var registry = camel.getRegistry();
    TakenTotals none = (store, order) -> false;
    ConnectorBeans.bind(
        registry,
        "fastcommerce",
        api.api(),
        RealApi.trackingUrls(),
        references,
        cursors,
        none,
        clock);
    registry.bind("sinks", new Sinks(api.connections()));
    registry.bind("callAction", api.callAction());
    registry.bind("fetched", fetched);
    registry.bind("ledger", new Ledger());
  }

  /** Takes what routes record, and writes the marks as the ledger does. */
  public final class Ledger {

    public void order(Exchange exchange) {
      if (refusing != null) {
        throw refusing;
      }
      orders.add(exchange.getMessage().getBody(String.class));
      mark(exchange);
    }

    public void states(Exchange exchange) {
      if (refusing != null) {
        throw refusing;
      }
      states.addAll(exchange.getMessage().getBody(List.class));
    }

    public void deadLetter(Exchange exchange) {
      deadLetters.add(exchange.copy());
      mark(exchange);
    }

    private void mark(Exchange exchange) {
      Mark mark = exchange.getProperty(Mark.PROPERTY, Mark.class);
      marks.put(mark.key(), mark.toString());
    }
  }
}
