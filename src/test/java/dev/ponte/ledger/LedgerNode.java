package dev.ponte.ledger;

import dev.ponte.canonical.StockKeepers;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.Gate;
import dev.ponte.delivery.Mark;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spring.SpringCamelContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** One process with a ledger, as far as the database can tell: several may share one database. */
final class LedgerNode implements AutoCloseable {

  private final AnnotationConfigApplicationContext spring =
      new AnnotationConfigApplicationContext();
  private final SpringCamelContext camel;
  final OpenGate gate = new OpenGate();

  LedgerNode(DataSource database) {
    this(database, Clock.systemUTC());
  }

  LedgerNode(DataSource database, Clock clock) {
    this(database, clock, StockKeepers.NONE);
  }

  LedgerNode(DataSource database, Clock clock, StockKeepers keepers) {
    spring.registerBean(DataSource.class, () -> database);
    spring.registerBean(JdbcTemplate.class, () -> new JdbcTemplate(database));
    spring.registerBean(JdbcClient.class, () -> JdbcClient.create(database));
    spring.registerBean(
        TransactionTemplate.class,
        () -> new TransactionTemplate(new DataSourceTransactionManager(database)));
    spring.registerBean(MeterRegistry.class, () -> new SimpleMeterRegistry());
    spring.registerBean(Clock.class, () -> clock);
    spring.registerBean(Gate.class, () -> gate);
    spring.registerBean(StockKeepers.class, () -> keepers);
    spring.scan("dev.ponte.ledger");
    spring.refresh();
    camel = new SpringCamelContext(spring);
    camel.addComponent("ledger", spring.getBean(LedgerComponent.class));
    camel.getShutdownStrategy().setTimeout(5);
    camel.start();
  }

  /** A gate that tests close. */
  static final class OpenGate implements Gate {
    volatile Instant closedUntil;
    volatile Duration giveUpAfter = Duration.ofHours(72);
    volatile String missing;
    volatile boolean asksFirst;
    volatile boolean comparable = true;
    volatile Instant ordersFrom;
    volatile boolean keepsOneInvoice;

    @Override
    public boolean keepsOneInvoice(String connection) {
      return keepsOneInvoice;
    }

    @Override
    public Optional<Instant> ordersFrom(String connection) {
      return Optional.ofNullable(ordersFrom);
    }

    @Override
    public Optional<Instant> closedUntil(String connection, int priority) {
      return Optional.ofNullable(closedUntil);
    }

    @Override
    public int concurrency(String connection) {
      return 4;
    }

    @Override
    public Duration giveUpAfter(String connection) {
      return giveUpAfter;
    }

    @Override
    public Optional<String> missing(String connection, String type, boolean ranBefore) {
      return Optional.ofNullable(missing).filter(it -> !ranBefore);
    }

    @Override
    public boolean asksFirst(String connection) {
      return asksFirst;
    }

    @Override
    public boolean isComparable(String connection, String type) {
      return comparable;
    }
  }

  <T> T part(Class<T> type) {
    return spring.getBean(type);
  }

  CamelContext camel() {
    return camel;
  }

  /** Starts a route that gives each delivery to the sink. */
  LedgerNode route(String from, Consumer<Delivery> sink) {
    return routeTo(from, exchange -> sink.accept(delivery(exchange)));
  }

  LedgerNode routeTo(String from, Processor sink) {
    return routes(
        new RouteBuilder() {
          @Override
          public void configure() {
            errorHandler(noErrorHandler());
            String name = "direct:" + Integer.toHexString(System.identityHashCode(this));
            from(from).to(name);
            from(name).process(sink);
          }
        });
  }

  LedgerNode routes(RouteBuilder routes) {
    try {
      camel.addRoutes(routes);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return this;
  }

  /** Records as {@code to: ledger:<type>} does. */
  void record(String type, Object body, Mark mark) {
    Exchange exchange =
        camel
            .createProducerTemplate()
            .send(
                "ledger:" + type,
                it -> {
                  it.getMessage().setBody(body);
                  it.setProperty(Mark.PROPERTY, mark);
                });
    if (exchange.getException() instanceof RuntimeException failure) {
      throw failure;
    }
  }

  void stopRoute(String id) {
    try {
      camel.getRouteController().stopRoute(id);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  static Delivery delivery(Exchange exchange) {
    return exchange.getProperty(Delivery.PROPERTY, Delivery.class);
  }

  @Override
  public void close() {
    camel.stop();
    spring.close();
  }
}
