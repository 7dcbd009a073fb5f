package dev.ponte.connector.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.connection.ApiCall;
import dev.ponte.connection.ApiFailure;
import dev.ponte.connection.Limits;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.Priority;
import dev.ponte.sandbox.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PresenceSystemTest {

  private static final String TRACKING = "ECM-CODIGO-RASTREIO";
  private static final String STATUS = "ECM-STATUS-PEDIDO";

  private Erp erp = new Erp();

  @AfterEach
  void close() {
    erp.close();
  }

  @Test
  void each_method_has_a_token_of_its_own_asked_for_once() {
    for (int i = 0; i < 3; i++) {
      send(TRACKING);
      send(STATUS);
    }

    assertThat(erp.presence.tokens(TRACKING)).isEqualTo(1);
    assertThat(erp.presence.tokens(STATUS)).isEqualTo(1);
  }

  @Test
  void callers_who_come_together_share_one_request_for_the_token() {
    erp.presence.latency(Duration.ofMillis(50));

    CompletableFuture.allOf(
            Stream.generate(() -> CompletableFuture.runAsync(() -> send(TRACKING)))
                .limit(4)
                .toArray(CompletableFuture[]::new))
        .join();

    assertThat(erp.presence.tokens(TRACKING)).isEqualTo(1);
  }

  @Test
  void a_token_that_presence_no_longer_takes_is_renewed_and_the_call_goes_on() {
    send(TRACKING);
    erp.presence.expireTokens();

    send(TRACKING);

    assertThat(erp.presence.tokens(TRACKING)).isEqualTo(2);
    assertThat(erp.presence.calls(TRACKING)).isEqualTo(3);
  }

  /** Whoever asks for the new token waits for his turn, and the others must let him. */
  @Test
  void a_token_that_ends_while_many_wait_for_their_turn_is_renewed_for_all() {
    send(TRACKING);
    send(STATUS);
    erp.presence.latency(Duration.ofMillis(20));
    erp.presence.expireTokens();

    CompletableFuture.allOf(
            Stream.iterate(0, it -> it + 1)
                .limit(20)
                .map(it -> later(() -> send(it % 2 == 0 ? TRACKING : STATUS)))
                .toArray(CompletableFuture[]::new))
        .orTimeout(30, TimeUnit.SECONDS)
        .join();
  }

  private static CompletableFuture<Void> later(Runnable call) {
    return CompletableFuture.runAsync(call, task -> new Thread(task).start());
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"UNAUTHORIZED", "FORBIDDEN"})
  void a_refusal_by_status_renews_the_token(Fault fault) {
    erp.presence.inject(TRACKING, fault, 1);

    send(TRACKING);

    assertThat(erp.presence.tokens(TRACKING)).isEqualTo(2);
  }

  @Test
  void a_wrong_password_closes_the_connection_instead_of_being_tried_again() {
    erp.close();
    erp = new Erp("password", "wrong");

    ApiFailure first = failure(TRACKING);
    ApiFailure second = failure(TRACKING);

    assertThat(first.failureClass()).isEqualTo(FailureClass.UNAUTHORIZED);
    assertThat(first).hasMessageContaining("denied").hasMessageNotContaining("wrong");
    assertThat(second.failureClass()).isEqualTo(FailureClass.UNAUTHORIZED);
    assertThat(erp.presence.calls()).isEqualTo(1);
  }

  @Test
  void without_an_authorization_service_calls_carry_no_token() {
    erp.close();
    erp = new Erp("auth-url", "");

    assertThat(failure(TRACKING).failureClass()).isEqualTo(FailureClass.UNAUTHORIZED);
    assertThat(erp.presence.calls("token")).isZero();
    assertThatThrownBy(() -> call("ping-authorization", "{}")).hasMessageContaining("auth-url");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ping-authorization", "ping-webapi"})
  void both_services_answer_a_ping(String operation) {
    String text = erp.api.send(erp.connection, call(operation, "{}")).text();

    assertThat(text).contains("\"state\":\"Running\"");
    assertThat(erp.presence.calls("token")).isZero();
  }

  @Test
  void every_documented_method_is_an_operation_and_answers() {
    Map<String, String> arguments = Map.of("ECM-WAREHOUSES-OMNI", "{\"dataAt\":\"2021-12-01\"}");
    List<String> reads =
        erp.connection.system().operations().names().stream()
            .filter(it -> it.startsWith("ECM-") && !it.equals("ECM-RESULTADO-PROCESSAMENTO"))
            .toList();

    for (String method : reads) {
      String given = arguments.getOrDefault(method, "{\"data_at\":\"2021-12-01\"}");
      assertThat(erp.api.json(erp.connection, call(method, given)).path("method").asText())
          .isEqualTo(method);
    }

    assertThat(reads).hasSize(8);
  }

  @Test
  void p11_an_answer_without_an_ok_and_a_list_is_a_failure_with_its_text() {
    erp.presence.inject(TRACKING, Fault.REFUSED, 1);

    ApiFailure failure = failure(TRACKING);

    assertThat(failure.failureClass()).isEqualTo(FailureClass.TRANSIENT);
    assertThat(failure).hasMessageContaining("Registro recusado pelo Presence");
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"status\":\"OK\",\"data\":[]}', true",
    "'{\"Status\":\"ok\",\"Data\":[{}]}', true",
    "'{\"status\":\"ok\",\"data\":{}}', false",
    "'{\"status\":\"ok\"}', false",
    "'{\"data\":[]}', false",
  })
  void p11_ok_in_any_case_and_an_array_are_success(String body, boolean succeeded)
      throws Exception {
    assertThat(
            PresenceAnswer.of(
                    new dev.ponte.connection.ApiAnswer(
                        200,
                        "application/json",
                        Map.of(),
                        dev.ponte.connection.AnswerBody.of(body.getBytes()),
                        erp.clock.instant()))
                .orElseThrow()
                .succeeded())
        .isEqualTo(succeeded);
  }

  @Test
  void beyond_the_quota_the_connection_waits() {
    erp.presence.allow(0);

    assertThat(failure(TRACKING).failureClass()).isEqualTo(FailureClass.THROTTLED);
  }

  @Test
  void the_limits_are_those_of_the_document() {
    Limits limits = new PresenceSystem().limits();

    assertThat(limits.quotaCalls()).isEqualTo(15);
    assertThat(limits.quotaWindow()).isEqualTo(Duration.ofMinutes(1));
    assertThat(limits.monthlyCalls()).isEqualTo(600_000);
    assertThat(limits.concurrency()).isEqualTo(1);
  }

  @Test
  void token_calls_are_of_the_calls_priority_and_so_count_in_its_quota() {
    ApiCall status = call(STATUS, "{\"data_at\":\"2021-12-01\"}");
    ApiCall tracking = call(TRACKING, "{\"data_at\":\"2021-12-01\"}");

    assertThat(status.priority()).isEqualTo(Priority.ORDERS);
    assertThat(tracking.priority()).isEqualTo(Priority.INVOICES);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          query.limit              | 2000    | query.limit is 2000
          query.path               | /x      | must contain {method}
          query.verb               | GET     | must be POST or PUT
          token.path               | Token   | token.path is Token
          situations.4             | sent    | situations.4 is sent
          user                     | ''      | needs a user and a password
          auth-url                 | ftp://x | must begin with https://
          stores[0].connection     | ''      | needs an ecm-id and a connection
          """)
  void a_wrong_setting_stops_the_start_naming_the_key(String key, String value, String words) {
    assertThatThrownBy(() -> new Erp(key, value)).rootCause().hasMessageContaining(words);
  }

  private void send(String method) {
    erp.api.send(erp.connection, call(method, "{\"data_at\":\"2021-12-01\"}"));
  }

  private ApiFailure failure(String method) {
    return catchThrowableOfType(ApiFailure.class, () -> send(method));
  }

  private ApiCall call(String operation, String arguments) {
    try {
      ObjectNode json = (ObjectNode) PresenceAnswer.JSON.readTree(arguments);
      return erp.connection.system().operation(erp.connection, operation, json);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
