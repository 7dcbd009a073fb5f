package dev.ponte.ledger;

import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.DeliveryBatch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the route of one subscription with claimed deliveries and has their ends written. */
final class Runs {

  private static final Logger LOG = LoggerFactory.getLogger(Runs.class);

  private final LedgerParts parts;
  private final LedgerConsumer consumer;
  private final String subscriber;

  Runs(LedgerParts parts, LedgerConsumer consumer, String subscriber) {
    this.parts = parts;
    this.consumer = consumer;
    this.subscriber = subscriber;
  }

  /** One delivery in an exchange of its own. */
  void single(Claim claim) {
    LeasedDelivery delivery = leased(claim);
    Exchange exchange = consumer.createExchange(false);
    exchange.getMessage().setBody(claim.body());
    exchange.setProperty(Delivery.PROPERTY, delivery);
    run(exchange, List.of(delivery), false);
  }

  /** Many deliveries in one exchange. */
  void batch(List<Claim> claims) {
    List<LeasedDelivery> deliveries = claims.stream().map(this::leased).toList();
    Exchange exchange = consumer.createExchange(false);
    exchange.getMessage().setBody(body(claims));
    exchange.setProperty(DeliveryBatch.PROPERTY, new LeasedBatch(deliveries));
    run(exchange, deliveries, true);
  }

  /** Claims that were not begun are as if they had never been claimed. */
  void giveBack(List<Claim> claims) {
    end(claims, new Verdict(State.PENDING, Duration.ZERO, false, "stopped", null, null));
  }

  /** Invoices of orders that their store has cancelled are for a person. */
  void stop(List<Claim> claims) {
    end(claims, Verdict.ORDER_CANCELLED);
  }

  private void end(List<Claim> claims, Verdict verdict) {
    Instant now = parts.clock().instant();
    claims.forEach(claim -> finish(claim, verdict, List.of(), now, now));
  }

  private LeasedDelivery leased(Claim claim) {
    return new LeasedDelivery(claim, subscriber, parts.claims(), parts.references());
  }

  /** The bodies are JSON already. */
  private static String body(List<Claim> claims) {
    return claims.stream()
        .map(it -> "{\"id\":%d,\"body\":%s}".formatted(it.id(), it.body()))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private void run(Exchange exchange, List<LeasedDelivery> deliveries, boolean batch) {
    Duration giveUpAfter = parts.gate().giveUpAfter(subscriber);
    Instant startedAt = parts.clock().instant();
    try {
      consumer.getProcessor().process(exchange);
    } catch (Exception e) {
      exchange.setException(e);
    }
    Instant endedAt = parts.clock().instant();
    for (LeasedDelivery delivery : deliveries) {
      Claim claim = delivery.claim();
      Optional<Verdict> verdict =
          batch
              ? Verdict.inBatch(exchange, delivery, deliveries.size() == 1, giveUpAfter, endedAt)
              : Verdict.of(exchange, delivery, giveUpAfter, endedAt);
      if (verdict.isPresent()) {
        finish(claim, verdict.get(), delivery.calls(), startedAt, endedAt);
      } else {
        parts.leases().end(claim.id());
        LOG.warn("{} → {}: another process took it over", claim.name(), subscriber);
      }
    }
    consumer.releaseExchange(exchange, false);
  }

  /** The lease is kept until the end is written. */
  private void finish(
      Claim claim, Verdict verdict, List<Delivery.Call> calls, Instant startedAt, Instant endedAt) {
    parts
        .finisher()
        .finish(
            new Ending(
                claim,
                subscriber,
                verdict.state(),
                verdict.delay(),
                verdict.counts(),
                verdict.result(),
                verdict.code(),
                verdict.words(),
                calls,
                startedAt,
                endedAt));
  }
}
