package dev.ponte.connection;

import dev.ponte.delivery.FailureClass;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;

/** What an HTTP status means, for all systems whose body does not know better. */
public final class HttpVerdict {

  private static final Set<Integer> PASSING = Set.of(408, 425);

  private HttpVerdict() {}

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
        "%s answered %s with HTTP %d: %s"
            .formatted(connection.name(), call.operation(), answer.status(), Redaction.mask(words)),
        String.valueOf(answer.status()),
        retryAfter(answer).orElse(null),
        answer,
        null);
  }

  private static FailureClass classOf(ApiCall call, int status) {
    if (status == 401 || status == 403) {
      return FailureClass.UNAUTHORIZED;
    }
    if (status == 429) {
      return FailureClass.THROTTLED;
    }
    if (status >= 500) {
      return call.effect() == ApiCall.Effect.ONCE ? FailureClass.IN_DOUBT : FailureClass.TRANSIENT;
    }
    return PASSING.contains(status) ? FailureClass.TRANSIENT : FailureClass.REJECTED;
  }

  /** When the system wants to be asked again: seconds or an HTTP date; empty when it is silent. */
  static Optional<Instant> retryAfter(ApiAnswer answer) {
    String value = answer.headers().get("retry-after");
    if (value == null) {
      return Optional.empty();
    }
    try {
      if (value.strip().matches("\\d{1,6}")) {
        return Optional.of(answer.at().plusSeconds(Long.parseLong(value.strip())));
      }
      return Optional.of(
          ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeParseException unreadable) {
      return Optional.empty();
    }
  }
}
