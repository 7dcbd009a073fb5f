package dev.ponte.connector.moovin.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.connection.ApiAnswer;
import dev.ponte.connection.ApiCall;
import dev.ponte.connection.ApiCall.Effect;
import dev.ponte.connection.ApiFailure;
import dev.ponte.connection.Connection;
import dev.ponte.connection.HttpErrors;
import dev.ponte.delivery.FailureClass;
import java.time.Duration;
import java.time.Instant;

/**
 * Decides on one answer. The HTTP status is a hint only: {@code error} in the body is the verdict,
 * for reads too; a save without it has not said that it succeeded.
 */
public final class MoovinErrors {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final String SUCCESS = "0+";

  private final Connection connection;
  private final ApiCall call;
  private final ApiAnswer answer;
  private final MoovinSettings.Errors errors;

  public MoovinErrors(Connection connection, ApiCall call, ApiAnswer answer) {
    this.connection = connection;
    this.call = call;
    this.answer = answer;
    this.errors = connection.settings(MoovinSettings.class).errors();
  }

  /**
   * @throws ApiFailure when the call did not succeed
   */
  public void judge() {
    HttpErrors.judge(connection, call, answer);
    JsonNode tree = tree();
    String code = RecordReader.error(tree);
    if (code == null && call.effect() != Effect.READ) {
      throw unreadable("no verdict: " + answer.excerpt(200), null);
    }
    if (code != null && !code.matches(SUCCESS)) {
      refuse(code, RecordReader.message(tree));
    }
  }

  private JsonNode tree() {
    try {
      return answer.as(JsonNode.class, RecordReader::read);
    } catch (IllegalArgumentException broken) {
      throw unreadable(
          "an answer that cannot be read, %s: %s"
              .formatted(broken.getMessage(), answer.excerpt(100)),
          broken);
    }
  }

  private void refuse(String code, String message) {
    String words = "%s %s".formatted(code, message).strip();
    if (call.effect() == Effect.READ && errors.nothingFound().matcher(words).find()) {
      return;
    }
    if (errors.throttled().matcher(words).find()) {
      throw failure(FailureClass.THROTTLED, words, code, answer.at().plus(MINUTE), null);
    }
    if (errors.unauthorized().matcher(words).find()) {
      // Words alone: they may be of one method, or of a product with such a name.
      throw failure(
          FailureClass.FORBIDDEN,
          "%s; check ponte.connections.%s.token".formatted(words, connection.name()),
          code,
          null,
          null);
    }
    boolean passing = errors.retryable().matcher(words).find();
    throw failure(
        passing ? FailureClass.TRANSIENT : FailureClass.REJECTED, words, code, null, null);
  }

  private ApiFailure unreadable(String words, Exception cause) {
    return failure(HttpErrors.unclear(call), words, null, null, cause);
  }

  private ApiFailure failure(
      FailureClass failureClass, String words, String code, Instant retryAt, Exception cause) {
    ApiFailure plain = HttpErrors.failure(connection, call, answer, failureClass, words);
    return new ApiFailure(failureClass, plain.getMessage(), code, retryAt, answer, cause);
  }
}
