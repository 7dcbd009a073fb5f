package dev.ponte.connection;

import dev.ponte.delivery.FailureClass;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;

/** What an HTTP status means, for all systems whose body does not know better. */
public final class HttpErrors {

  private static final Set<Integer> PASSING = Set.of(408, 425);

  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  private HttpErrors() {}

  /** Returns normally on 2xx. */
  public static void judge(Connection connection, ApiCall call, ApiAnswer answer) {
    judge(connection, call, answer, answer.excerpt(300));
  }

  /**
   * As {@link #judge(Connection, ApiCall, ApiAnswer)}.
   *
   * @param words what the system said, for the operator
   */
  public static void judge(Connection connection, ApiCall call, ApiAnswer answer, String words) {
    int status = answer.status();
    if (status >= 200 && status < 300) {
      return;
    }
    throw failure(connection, call, answer, classOf(call, status), words);
  }

  /** The failure with everything an operator wants to know. */
  public static ApiFailure failure(
      Connection connection,
      ApiCall call,
      ApiAnswer answer,
      FailureClass failureClass,
      String words) {
    return new ApiFailure(
        failureClass,
        "%s answered %s with HTTP %d: %s%s"
            .formatted(
                connection.name(),
                call.operation(),
                answer.status(),
                Redaction.mask(words),
                shortened(answer)),
        String.valueOf(answer.status()),
        retryAfter(answer).orElse(null),
        answer,
        null);
  }

  private static FailureClass classOf(ApiCall call, int status) {
    if (status == 401) {
      return FailureClass.UNAUTHORIZED;
    }
    if (status == 403) {
      return refusal(call);
    }
    if (status == 429) {
      return FailureClass.THROTTLED;
    }
    if (status >= 500) {
      return unclear(call);
    }
    return PASSING.contains(status) ? FailureClass.TRANSIENT : FailureClass.REJECTED;
  }

  /** What it means that we may not do this: one permission is missing, or we may not log in. */
  public static FailureClass refusal(ApiCall call) {
    return call.authenticated() ? FailureClass.FORBIDDEN : FailureClass.UNAUTHORIZED;
  }

  /** What it means that a call was sent and no answer tells what became of it. */
  public static FailureClass unclear(ApiCall call) {
    return call.effect() == ApiCall.Effect.ONCE ? FailureClass.IN_DOUBT : FailureClass.TRANSIENT;
  }

  /**
   * When the system wants to be asked again, within a second and an hour; empty when it is silent.
   */
  static Optional<Instant> retryAfter(ApiAnswer answer) {
    return asked(answer)
        .map(at -> Duration.between(answer.at(), at))
        .map(it -> it.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : it)
        .map(it -> it.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : it)
        .map(answer.at()::plus);
  }

  private static String shortened(ApiAnswer answer) {
    return asked(answer)
        .filter(it -> it.isAfter(answer.at().plus(LONGEST_WAIT)))
        .map(it -> " (it asked to be left alone until %s; Ponte asks after an hour)".formatted(it))
        .orElse("");
  }

  /** Seconds or an HTTP date. */
  private static Optional<Instant> asked(ApiAnswer answer) {
    String value = answer.headers().getOrDefault("retry-after", "").strip();
    try {
      if (value.matches("\\d{1,12}")) {
        return Optional.of(answer.at().plusSeconds(Long.parseLong(value)));
      }
      return value.isEmpty()
          ? Optional.empty()
          : Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value)));
    } catch (DateTimeException unreadable) {
      return Optional.empty();
    }
  }
}
