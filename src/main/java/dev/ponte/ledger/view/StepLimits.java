package dev.ponte.ledger.view;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** How long each step of an order may take, after the one before: {@code ponte.console.limits}. */
@Component
public class StepLimits {

  private static final Map<Step, String> USUAL =
      Map.of(Step.ACCEPTED, "30m", Step.INVOICED, "24h", Step.SHIPPED, "48h", Step.ARRIVED, "10d");

  private final Map<Step, Duration> limits = new EnumMap<>(Step.class);

  StepLimits(Environment environment) {
    USUAL.forEach(
        (step, usual) -> {
          String key = "ponte.console.limits." + step.word();
          limits.put(step, span(key, environment.getProperty(key, usual)));
        });
  }

  private static Duration span(String key, String text) {
    try {
      Duration span = DurationStyle.detectAndParse(text);
      if (span.isNegative() || span.isZero()) {
        throw new IllegalArgumentException("not above zero");
      }
      return span;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s is %s; write a span above zero such as 30m, 24h or 10d".formatted(key, text), e);
    }
  }

  public Duration of(Step step) {
    return limits.get(step);
  }

  /**
   * Which step comes next, and since when it is waited for.
   *
   * @param recordedAt the first step counts from here: a store shows an order when it is paid
   */
  record Next(Step step, OffsetDateTime since) {

    static Optional<Next> of(
        OffsetDateTime recordedAt,
        OffsetDateTime accepted,
        OffsetDateTime invoiced,
        OffsetDateTime shipped,
        OffsetDateTime arrived) {
      if (arrived != null) {
        return Optional.empty();
      }
      if (shipped != null) {
        return Optional.of(new Next(Step.ARRIVED, shipped));
      }
      if (invoiced != null) {
        return Optional.of(new Next(Step.SHIPPED, invoiced));
      }
      return Optional.of(
          accepted != null
              ? new Next(Step.INVOICED, accepted)
              : new Next(Step.ACCEPTED, recordedAt));
    }
  }

  boolean isOver(Next next, Instant now) {
    return next.since().toInstant().plus(of(next.step())).isBefore(now);
  }
}
