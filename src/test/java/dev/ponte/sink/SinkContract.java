package dev.ponte.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Message;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.DeliveryBatch;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.kit.TestBatch;
import dev.ponte.kit.TestDelivery;
import dev.ponte.sandbox.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * What every sink keeps, whatever goes wrong: nothing is lost, and nothing is done twice. Each test
 * is about messages of its own, so that all share one target.
 */
@TestInstance(Lifecycle.PER_CLASS)
public abstract class SinkContract {

  /** What ends a delivery until a person acts. */
  private static final Set<FailureClass> FINAL = Set.of(FailureClass.REJECTED, FailureClass.PERSON);

  private static final int MOST_ATTEMPTS = 30;

  private int last;

  /** Where the bean of the sink and {@link Sinks} are. */
  protected abstract CamelContext camel();

  /** Name of the sink's bean. */
  protected abstract String sink();

  protected abstract String connection();

  /** The first version of a key of its own for each number, of which the target may be told. */
  protected abstract Message message(int number);

  /** The next version of the same key; null where the target is told of a key once. */
  protected Message next(int number) {
    return null;
  }

  /**
   * What the target holds by the messages of this number, with how often where that matters, and
   * without the key.
   */
  protected abstract Object held(int number);

  /** The next call that changes something at the target goes wrong. */
  protected abstract void failNext(Fault fault);

  /** What the ledger would keep when an attempt has ended. */
  protected void ended(TestDelivery delivery) {}

  /** Time goes by, so that what was put off is due. */
  protected void pass(Duration time) {}

  @Test
  void a_lost_answer_loses_nothing_and_does_nothing_twice() {
    int control = number();
    untilEnded(message(control), delivery(message(control)));
    int number = number();
    Message message = message(number);
    TestDelivery delivery = delivery(message);
    failNext(Fault.REPLY_LOST);

    attempt(message, delivery);
    untilEnded(message, delivery);

    assertThat(held(number)).isEqualTo(held(control));
  }

  @Test
  void a_refusal_is_told_and_is_no_others() {
    List<Integer> numbers = List.of(number(), number());
    List<Message> messages = numbers.stream().map(this::message).toList();
    List<Object> before = numbers.stream().map(this::held).toList();
    TestBatch batch = batch(messages);
    failNext(Fault.REFUSED);

    deliver(batch, batch.body(messages));

    List<Integer> refused =
        IntStream.range(0, 2).filter(it -> batch.outcome(it) == null).boxed().toList();
    assertThat(refused).as("refused").isNotEmpty();
    for (int one : refused) {
      assertThat(batch.failure(one)).isInstanceOf(DeliveryFailure.class);
      assertThat(held(numbers.get(one))).isEqualTo(before.get(one));
    }
  }

  @Test
  void an_outage_is_waited_out() {
    int number = number();
    Message message = message(number);
    Object before = held(number);
    TestDelivery delivery = delivery(message);
    failNext(Fault.ERROR_500);

    DeliveryFailure failure = attempt(message, delivery);
    assertThat(failure).isNotNull();
    assertThat(failure.failureClass()).isNotIn(FINAL);
    untilEnded(message, delivery);

    assertThat(held(number)).isNotEqualTo(before);
  }

  @Test
  void what_comes_back_after_a_version_whose_answer_was_lost_is_held() {
    int number = number();
    assumeTrue(next(number) != null, "The target is told of a key once");
    TestDelivery delivery = delivery(message(number));
    untilEnded(message(number), delivery);
    Object first = held(number);

    failNext(Fault.REPLY_LOST);
    attempt(next(number), delivery.version(2));
    assertThat(held(number)).isNotEqualTo(first);
    untilEnded(message(number), delivery.version(3));

    assertThat(held(number)).isEqualTo(first);
  }

  @Test
  void a_broken_record_in_a_batch_is_no_others() {
    List<Integer> numbers = List.of(number(), number(), number());
    List<Message> messages = numbers.stream().map(this::message).toList();
    Object before = held(numbers.get(1));
    TestBatch batch = batch(messages);
    String broken = Canonical.write(messages.get(1));

    deliver(batch, batch.body(messages).replace(broken, "{}"));

    assertThat(batch.outcome(0)).isNotNull();
    assertThat(batch.failure(1)).isNotNull();
    assertThat(batch.outcome(2)).isNotNull();
    assertThat(held(numbers.get(1))).isEqualTo(before);
  }

  @Test
  void a_process_that_dies_before_the_end_is_written_does_nothing_twice() {
    int number = number();
    Message message = message(number);
    TestDelivery delivery = delivery(message);
    untilEnded(message, delivery);
    Object held = held(number);

    untilEnded(message, delivery.killed());

    assertThat(held(number)).isEqualTo(held);
  }

  /** A number that no other test uses. */
  private int number() {
    return ++last;
  }

  private TestDelivery delivery(Message message) {
    return TestDelivery.of(message, connection());
  }

  private TestBatch batch(List<Message> messages) {
    return TestBatch.of(
        IntStream.range(0, messages.size())
            .mapToObj(it -> delivery(messages.get(it)).id(it + 1))
            .toList());
  }

  /** What the attempt failed with; null when it went well. */
  private DeliveryFailure attempt(Message message, TestDelivery delivery) {
    DeliveryFailure failure =
        catchThrowableOfType(
            DeliveryFailure.class,
            () -> drive(Delivery.PROPERTY, delivery, Canonical.write(message)));
    ended(delivery);
    return failure;
  }

  private void untilEnded(Message message, TestDelivery delivery) {
    DeliveryFailure failure = attempt(message, delivery);
    for (int i = 1; failure != null && i < MOST_ATTEMPTS; i++) {
      assertThat(failure.failureClass()).as(failure.getMessage()).isNotIn(FINAL);
      pass(Duration.ofMinutes(2));
      failure = attempt(message, delivery);
    }
    assertThat(failure).as("the delivery ends").isNull();
    assertThat(delivery.settled()).isNotNull();
  }

  private void deliver(TestBatch batch, String body) {
    drive(DeliveryBatch.PROPERTY, batch, body);
    batch.deliveries().forEach(it -> ended((TestDelivery) it));
  }

  private void drive(String property, Object value, String body) {
    Exchange exchange = new DefaultExchange(camel());
    exchange.setProperty(property, value);
    exchange.getMessage().setBody(body);
    camel()
        .getRegistry()
        .lookupByNameAndType("sinks", Sinks.class)
        .deliver(connection(), sink(), exchange);
  }
}
