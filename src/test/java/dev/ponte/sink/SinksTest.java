package dev.ponte.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Stock;
import dev.ponte.canonical.Stock.Location;
import dev.ponte.connection.AnySystem;
import dev.ponte.connection.Connection;
import dev.ponte.connection.TestApi;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.DeliveryBatch;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.MissingSetting;
import dev.ponte.delivery.Outcome;
import dev.ponte.kit.TestBatch;
import dev.ponte.kit.TestDelivery;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class SinksTest {

  private static final Connection STORE =
      TestApi.connection(
          "store",
          new AnySystem(),
          URI.create("http://127.0.0.1:1"),
          Duration.ofSeconds(1),
          new Object());

  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final Exchange exchange = new DefaultExchange(camel);
  private final TestDelivery delivery = new TestDelivery("sku", "store");

  @Test
  void a_delivery_ends_as_its_sink_says() {
    deliver(stock -> Outcome.delivered(stock.sku()), delivery, Canonical.write(stock("A")));

    assertThat(delivery.settled()).isEqualTo(Outcome.delivered("A"));
  }

  @Test
  void what_a_sink_leaves_is_the_body_for_the_steps_behind_it() {
    deliver(
        stock -> Outcome.delivered("told").followedBy("{}"), delivery, Canonical.write(stock("A")));

    assertThat(exchange.getMessage().getBody()).isEqualTo("{}");
    assertThat(exchange.getProperty(Sinks.OUTCOME, Outcome.class).follows()).isEqualTo("{}");
  }

  @Test
  void a_sentence_of_a_sink_is_a_refusal_of_the_record() {
    assertThatThrownBy(
            () ->
                deliver(
                    stock -> {
                      throw new IllegalArgumentException("it has no colour");
                    },
                    delivery,
                    Canonical.write(stock("A"))))
        .isInstanceOfSatisfying(
            DeliveryFailure.class,
            it -> assertThat(it.failureClass()).isEqualTo(FailureClass.REJECTED))
        .hasMessage("order sku was not sent to store: it has no colour");
    assertThat(delivery.settled()).isNull();
  }

  @Test
  void a_setting_that_is_missing_makes_the_record_wait() {
    assertThatThrownBy(
            () ->
                deliver(
                    stock -> {
                      throw new MissingSetting("a.b", "set a.b");
                    },
                    delivery,
                    Canonical.write(stock("A"))))
        .isInstanceOfSatisfying(
            DeliveryFailure.class,
            it -> assertThat(it.failureClass()).isEqualTo(FailureClass.UNCONFIGURED));
  }

  @Test
  void a_bug_in_one_record_of_a_batch_is_no_others() {
    TestBatch batch = TestBatch.of("A", "B", "C");
    exchange.setProperty(DeliveryBatch.PROPERTY, batch);

    deliver(
        stock -> {
          if (stock.sku().equals("B")) {
            throw new NullPointerException("a bug");
          }
          return Outcome.delivered(stock.sku());
        },
        null,
        batch.body(List.of(stock("A"), stock("B"), stock("C"))));

    assertThat(batch.outcome(0)).isEqualTo(Outcome.delivered("A"));
    assertThat(batch.failure(1)).isInstanceOf(NullPointerException.class);
    assertThat(batch.outcome(2)).isEqualTo(Outcome.delivered("C"));
  }

  @Test
  void a_record_that_cannot_be_read_is_refused_alone() {
    TestBatch batch = TestBatch.of("A", "B");
    exchange.setProperty(DeliveryBatch.PROPERTY, batch);

    deliver(
        stock -> Outcome.delivered(stock.sku()),
        null,
        "[{\"id\":1,\"body\":{\"sku\":7}},{\"id\":2,\"body\":%s}]"
            .formatted(Canonical.write(stock("B"))));

    assertThat(batch.failure(0))
        .isInstanceOfSatisfying(
            DeliveryFailure.class,
            it -> assertThat(it.failureClass()).isEqualTo(FailureClass.REJECTED));
    assertThat(batch.outcome(1)).isEqualTo(Outcome.delivered("B"));
  }

  private void deliver(Function<Stock, Outcome> does, Delivery single, String body) {
    camel.getRegistry().bind("stockSink", new OneSink(does));
    exchange.setProperty(Delivery.PROPERTY, single);
    exchange.getMessage().setBody(body);
    new Sinks(TestApi.connections(STORE)).deliver("store", "stockSink", exchange);
  }

  private static Stock stock(String sku) {
    return new Stock("focco", sku, Location.company("1"), BigDecimal.ONE, null);
  }

  private record OneSink(Function<Stock, Outcome> does) implements Sink<Stock> {

    @Override
    public Class<Stock> takes() {
      return Stock.class;
    }

    @Override
    public Outcome deliver(Connection connection, Stock stock, Delivery delivery) {
      return does.apply(stock);
    }
  }
}
