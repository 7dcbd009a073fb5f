package dev.ponte.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {

  private static final Instant NOW = Instant.parse("2026-03-10T15:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          30                            | PT30S
          0                             | PT1S
          3600                          | PT1H
          999999                        | PT1H
          999999999999                  | PT1H
          Tue, 10 Mar 2026 15:02:00 GMT | PT2M
          Tue, 10 Mar 2026 14:59:59 GMT | PT1S
          Thu, 12 Mar 2026 15:00:00 GMT | PT1H
          """)
  void the_system_is_asked_again_within_a_second_and_an_hour(String said, Duration waits) {
    assertThat(HttpErrors.retryAfter(answer(said))).contains(NOW.plus(waits));
  }

  @ParameterizedTest
  @CsvSource({"soon", "-1", "1.5", "''"})
  void what_is_no_time_is_nothing(String said) {
    assertThat(HttpErrors.retryAfter(answer(said))).isEmpty();
  }

  @Test
  void an_absurd_wish_is_told() {
    assertThat(failure("999999"))
        .hasMessageContaining("until 2026-03-22T04:46:39Z")
        .hasMessageContaining("after an hour");
    assertThat(failure("60")).hasMessageNotContaining("asked to be left alone");
  }

  private static ApiFailure failure(String said) {
    Connection connection =
        TestApi.connection(
            "any-1",
            new AnySystem(),
            URI.create("http://x"),
            Duration.ofSeconds(1),
            new AnySystem.Settings("", List.of()));
    return catchThrowableOfType(
        ApiFailure.class,
        () -> HttpErrors.judge(connection, ApiCall.get("get", "/x"), answer(said)));
  }

  private static ApiAnswer answer(String said) {
    return new ApiAnswer(
        503, "text/plain", Map.of("retry-after", said), AnswerBody.of("later".getBytes()), NOW);
  }
}
