package dev.ponte.connector.vtex;

import dev.ponte.canonical.Order;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Limits;
import dev.ponte.connection.PollRun;
import dev.ponte.connection.RealApi;
import dev.ponte.delivery.Cursors;
import dev.ponte.delivery.Mark;
import dev.ponte.delivery.Polls;
import dev.ponte.sandbox.VtexSimulator;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.service.ServiceSupport;

/** A simulated store, and the connector's Kamelets in a Camel context of their own. */
final class Store implements AutoCloseable {

  final VtexSimulator vtex = new VtexSimulator(0);
  final DefaultCamelContext camel = new DefaultCamelContext();
  final List<String> orders = new CopyOnWriteArrayList<>();
  final List<Exchange> deadLetters = new CopyOnWriteArrayList<>();
  final Set<String> marks = ConcurrentHashMap.newKeySet();
  final Connection connection;
  final RealApi api;
  final SettableClock clock = new SettableClock();
  volatile PollRun run;

  Store(UnaryOperator<VtexSettings> settings, String... routes) {
    vtex.start();
    connection = connection(vtex.url(), settings.apply(settings()));
    api = new RealApi(camel, connection);
    try {
      bind();
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
        settings);
  }

  /** One tick of the poll; what it failed with, or null. */
  Throwable poll() {
    run = new PollRun(new Held());
    Exchange tick =
        camel
            .createFluentProducerTemplate()
            .to("direct:tick")
            .withProcessor(it -> it.setProperty(PollRun.PROPERTY, run))
            .send();
    return tick.getException() == null ? run.firstFailure() : tick.getException();
  }

  @Override
  public void close() {
    camel.stop();
    vtex.close();
  }

  private void bind() throws Exception {
    camel.addComponent("poll", new TickComponent());
    var registry = camel.getRegistry();
    VtexHistory history = new VtexHistory(new Memory());
    registry.bind("vtexOrdersSource", new VtexOrdersSource(api.connections(), api.api()));
    registry.bind(
        "vtexOrderStatusSink",
        new VtexOrderStatusSink(api.connections(), api.api(), history, Clock.systemUTC()));
    registry.bind("vtexInvoicesSink", new VtexInvoicesSink(api.connections(), api.api(), clock));
    registry.bind("vtexShipmentsSink", new VtexShipmentsSink(api.connections(), api.api(), clock));
    registry.bind(
        "vtexCancellationsSource",
        new VtexCancellationsSource(api.connections(), api.api(), new Fetched(), history, clock));
    registry.bind(
        "vtexOrdersCheckSource",
        new VtexOrdersCheckSource(
            api.connections(), api.api(), new Fetched(), new Memory(), clock));
    registry.bind("callAction", api.callAction());
    registry.bind("vtexReaders", new VtexThreads().vtexReaders());
    registry.bind("fetched", new Fetched());
    registry.bind("ledger", new Ledger());
  }

  /** Takes what routes record, and writes the marks as the ledger does. */
  public final class Ledger {

    public void order(Exchange exchange) {
      orders.add(exchange.getMessage().getBody(String.class));
      mark(exchange);
    }

    public void deadLetter(Exchange exchange) {
      deadLetters.add(exchange.copy());
      mark(exchange);
    }

    /** A record has one mark, the newest. */
    private void mark(Exchange exchange) {
      Mark mark = exchange.getProperty(Mark.PROPERTY, Mark.class);
      marks.removeIf(it -> Mark.parse(it).key().equals(mark.key()));
      marks.add(mark.toString());
    }
  }

  Order order(int index) {
    return dev.ponte.canonical.Canonical.read(Order.class, orders.get(index));
  }

  /** Only answers; the ledger writes. */
  private final class Fetched extends ServiceSupport implements IdempotentRepository {
    @Override
    public boolean add(String key) {
      return !marks.contains(key);
    }

    @Override
    public boolean contains(String key) {
      return marks.contains(key);
    }

    @Override
    public boolean remove(String key) {
      return true;
    }

    @Override
    public boolean confirm(String key) {
      return true;
    }

    @Override
    public void clear() {
      marks.clear();
    }
  }

  /** Stands for the poll component; a test ticks by itself. */
  private static final class TickComponent extends org.apache.camel.support.DefaultComponent {
    @Override
    protected org.apache.camel.Endpoint createEndpoint(
        String uri, String poll, Map<String, Object> parameters) {
      parameters.clear();
      return getCamelContext().getEndpoint("direct:tick");
    }
  }

  /** A clock that a test moves on. */
  static final class SettableClock extends Clock {
    private volatile Duration ahead = Duration.ZERO;

    void forward(Duration by) {
      ahead = ahead.plus(by);
    }

    @Override
    public Instant instant() {
      return Instant.now().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }

  private static final class Held implements Polls.Lease {
    @Override
    public boolean held() {
      return true;
    }

    @Override
    public void close() {
      // Nobody else wants it.
    }
  }

  private static final class Memory implements Cursors {

    private final Map<String, String> all = new ConcurrentHashMap<>();

    @Override
    public Optional<String> get(String connection, String name) {
      return Optional.ofNullable(all.get(connection + "/" + name));
    }

    @Override
    public void put(String connection, String name, String value) {
      all.put(connection + "/" + name, value);
    }
  }
}
