package dev.ponte.ledger;

import dev.ponte.metrics.Metric;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Tells the story: one line and one measurement for each attempt that ended. */
@Component
class DeliveryLog {

  private static final Logger LOG = LoggerFactory.getLogger("dev.ponte.Deliveries");

  private final MeterRegistry meters;

  DeliveryLog(MeterRegistry meters) {
    this.meters = meters;
  }

  /** A delivery was parked without an attempt. */
  void parked(String name, String subscriber, String words) {
    LOG.warn("{} → {}: parked, {}; it waits for a person", name, subscriber, words);
  }

  void ended(AttemptResult ending) {
    try (LogFields fields = LogFields.of(List.of(ending.claim()), ending.subscriber())) {
      told(ending);
    }
  }

  private void told(AttemptResult ending) {
    Claim claim = ending.claim();
    Disposition verdict = ending.verdict();
    Duration took = Duration.between(ending.startedAt(), ending.endedAt());
    Metric.DELIVERIES
        .timer(meters, claim.type(), ending.subscriber(), verdict.result())
        .record(took);
    String said = verdict.words() == null ? "" : ", " + verdict.words();
    switch (verdict.state()) {
      case DELIVERED ->
          LOG.info(
              "{} → {}: delivered{}, attempt {}, {} ms",
              claim.name(),
              ending.subscriber(),
              said,
              claim.attempts(),
              took.toMillis());
      case SKIPPED -> LOG.debug("{} → {}: skipped{}", claim.name(), ending.subscriber(), said);
      case SUPERSEDED ->
          LOG.debug(
              "{} → {}: {}{}; a newer version is sent",
              claim.name(),
              ending.subscriber(),
              verdict.result(),
              said);
      case RETRYING ->
          LOG.warn(
              "{} → {}: {}{}; again in {} s, attempt {}",
              claim.name(),
              ending.subscriber(),
              verdict.result(),
              said,
              verdict.delay().toSeconds(),
              claim.attempts());
      case PENDING ->
          LOG.debug(
              "{} → {}: {}{}; again in {} s, no attempt",
              claim.name(),
              ending.subscriber(),
              verdict.result(),
              said,
              verdict.delay().toSeconds());
      default ->
          LOG.warn(
              "{} → {}: {}{}; it waits for a person",
              claim.name(),
              ending.subscriber(),
              verdict.state().word(),
              said);
    }
  }
}
