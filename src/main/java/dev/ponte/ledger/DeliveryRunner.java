package dev.ponte.ledger;

import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.DeliveryBatch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the route of one subscription with claimed deliveries and has their ends written. */
final class DeliveryRunner {

  private static final Logger LOG = LoggerFactory.getLogger(DeliveryRunner.class);

  private final LedgerParts parts;
  private final LedgerConsumer consumer;
  private final String subscriber;

  DeliveryRunner(LedgerParts parts, LedgerConsumer consumer, String subscriber) {
    this.parts = parts;
    this.consumer = consumer;
    this.subscriber = subscriber;
  }

  /** What is made of an exchange that ended. */
  private interface Judge {
    Disposition of(Exchange exchange, LeasedDelivery delivery, Duration giveUpAfter, Instant now);
  }

  /** One delivery in an exchange of its own. */
  void single(Claim claim) {
    LeasedDelivery delivery = leased(claim);
    run(
        List.of(delivery),
        exchange -> {
          exchange.getMessage().setBody(claim.body());
          exchange.setProperty(Delivery.PROPERTY, delivery);
        },
        Disposition::of);
  }

  /** Many deliveries in one exchange. */
  void batch(List<Claim> claims) {
    List<LeasedDelivery> deliveries = claims.stream().map(this::leased).toList();
    run(
        deliveries,
        exchange -> {
          exchange.getMessage().setBody(body(claims));
          exchange.setProperty(DeliveryBatch.PROPERTY, new LeasedBatch(deliveries));
        },
        (exchange, delivery, giveUpAfter, now) ->
            Disposition.inBatch(exchange, delivery, claims.size() == 1, giveUpAfter, now));
  }

  /** Claims that were not begun are as if they had never been claimed. */
  void giveBack(List<Claim> claims) {
    claims.forEach(
        it -> end(it, new Disposition(State.PENDING, Duration.ZERO, false, "stopped", null, null)));
  }

  /**
   * Ends a claim that must not be begun. Invoices of orders that their store has cancelled are for
   * a person; what cannot even be read is dead, since it would be claimed for ever.
   */
  boolean refused(Claim claim) {
    Optional<Disposition> refusal;
    try {
      refusal = claim.refusal();
    } catch (RuntimeException e) {
      LOG.error("{} → {} cannot be read", claim.name(), subscriber, e);
      refusal = Optional.of(Disposition.bug(e));
    }
    refusal.ifPresent(it -> end(claim, it));
    return refusal.isPresent();
  }

  private void end(Claim claim, Disposition verdict) {
    Instant now = parts.clock().instant();
    finish(claim, verdict, LeasedDelivery.Work.NONE, now, now);
  }

  private LeasedDelivery leased(Claim claim) {
    return new LeasedDelivery(
        claim, subscriber, parts.claims(), parts.references(), consumer::isEnding);
  }

  /** The bodies are JSON already. */
  private static String body(List<Claim> claims) {
    return claims.stream()
        .map(it -> "{\"id\":%d,\"body\":%s}".formatted(it.id(), it.body()))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private void run(List<LeasedDelivery> deliveries, Consumer<Exchange> fill, Judge judge) {
    Instant startedAt = parts.clock().instant();
    Exchange exchange = consumer.createExchange(false);
    List<Claim> claims = deliveries.stream().map(LeasedDelivery::claim).toList();
    try (LogFields fields = LogFields.of(claims, subscriber)) {
      fill.accept(exchange);
      consumer.getProcessor().process(exchange);
    } catch (Exception | Error e) {
      exchange.setException(e);
    }
    Instant endedAt = parts.clock().instant();
    for (LeasedDelivery it : deliveries) {
      finish(it.claim(), judged(exchange, it, judge, endedAt), it.work(), startedAt, endedAt);
    }
    consumer.releaseExchange(exchange, false);
  }

  /** What was executed is ended in any case: claimed again it would be executed again. */
  private Disposition judged(Exchange exchange, LeasedDelivery delivery, Judge judge, Instant now) {
    try {
      return judge.of(exchange, delivery, parts.gate().giveUpAfter(subscriber), now);
    } catch (RuntimeException e) {
      LOG.error("{} → {} cannot be judged", delivery.claim().name(), subscriber, e);
      return Disposition.bug(e);
    }
  }

  private void finish(
      Claim claim,
      Disposition verdict,
      LeasedDelivery.Work work,
      Instant startedAt,
      Instant endedAt) {
    parts
        .finisher()
        .finish(
            new AttemptResult(
                claim, subscriber, verdict, work, startedAt, endedAt, consumer::ended));
  }
}
