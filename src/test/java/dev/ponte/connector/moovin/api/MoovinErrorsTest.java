package dev.ponte.connector.moovin.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ponte.connection.AnswerBody;
import dev.ponte.connection.ApiAnswer;
import dev.ponte.connection.ApiCall;
import dev.ponte.connection.ApiFailure;
import dev.ponte.connection.ApiSystem;
import dev.ponte.connection.Connection;
import dev.ponte.connector.moovin.MoovinStore;
import dev.ponte.delivery.FailureClass;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoovinErrorsTest {

  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  private static final String READ = "{\"codigo\":\"1\"}";
  private static final String STOCK =
      "{\"produto_codigo_tamanho\":\"1\",\"qtd\":1,\"cod_loja\":\"1\",\"acao\":2}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          getPedidos    | {"error":"0","message":"sucesso"}                               |
          getPedidos    | {"pedidos":[]}                                                  |
          getPedidos    | []                                                              |
          getPedidos    | {"error":12,"message":"Filtro inválido"}                        | REJECTED
          getPedidos    | <response><error>12</error><message>x</message></response>      | REJECTED
          getPedidos    | {"error":"1","message":"Token inválido"}                        | FORBIDDEN
          getPedidos    | {"error":"3","message":"Limite de requisições excedido"}        | THROTTLED
          getPedidos    | ''                                                              | TRANSIENT
          getPedidos    | Notice: Undefined index                                         | TRANSIENT
          getPedidos    | {"pedidos":[{"codigo                                            | TRANSIENT
          getPedidos    | <pedidos><pedido>                                               | TRANSIENT
          updatePedido  | {"error":"0","message":"Sucesso"}                               |
          updatePedido  | { error: 0, message: "sucesso" }                                |
          updatePedido  | {"error":" 0 "}                                                 |
          updatePedido  | <response><error>0</error><message>sucesso</message></response> |
          updatePedido  | {"error":"12","message":"Pedido não encontrado"}                | REJECTED
          updatePedido  | {"error":"codigo","message":"x"}                                | REJECTED
          updatePedido  | ''                                                              | TRANSIENT
          updatePedido  | {"pedidos":[]}                                                  | TRANSIENT
          saveEstoqueV2 | {"error":"0"}                                                   |
          saveEstoqueV2 | ''                                                              | IN_DOUBT
          saveEstoqueV2 | {}                                                              | IN_DOUBT
          """)
  void the_body_is_the_verdict(String operation, String body, FailureClass expected) {
    ApiFailure failure = judge(operation, 200, body);

    assertThat(failure == null ? null : failure.failureClass()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "getPedidos,    500, TRANSIENT",
    "updatePedido,  502, TRANSIENT",
    "saveEstoqueV2, 500, IN_DOUBT",
    "getPedidos,    401, UNAUTHORIZED",
    "getPedidos,    429, THROTTLED",
    "getPedidos,    404, REJECTED"
  })
  void the_status_counts_when_it_says_no(String operation, int status, FailureClass expected) {
    assertThat(judge(operation, status, "no").failureClass()).isEqualTo(expected);
  }

  @Test
  void what_passes_by_itself_and_what_only_says_nothing_is_a_matter_of_configuration() {
    String body = "{\"error\":\"8\",\"message\":\"Banco de dados ocupado\"}";
    String none = "{\"error\":\"9\",\"message\":\"Nenhum pedido encontrado\"}";

    assertThat(judge("updatePedido", 200, body).failureClass()).isEqualTo(FailureClass.REJECTED);
    assertThat(judge("updatePedido", 200, body, "errors.retryable", "^8 |ocupado").failureClass())
        .isEqualTo(FailureClass.TRANSIENT);
    assertThat(judge("getPedidos", 200, none).failureClass()).isEqualTo(FailureClass.REJECTED);
    assertThat(judge("getPedidos", 200, none, "errors.nothing-found", "^9 ")).isNull();
    assertThat(judge("updatePedido", 200, none, "errors.nothing-found", "^9 ").failureClass())
        .isEqualTo(FailureClass.REJECTED);
  }

  @Test
  void a_refusal_carries_code_and_words_and_a_throttled_call_waits_a_minute() {
    ApiFailure refused =
        judge("updatePedido", 200, "{\"error\":\"12\",\"message\":\"Pedido não encontrado\"}");
    ApiFailure throttled =
        judge("getPedidos", 200, "{\"error\":\"3\",\"message\":\"limite de 60 registros\"}");

    assertThat(refused.code()).contains("12");
    assertThat(refused)
        .hasMessageContaining("moovin answered updatePedido")
        .hasMessageContaining("Pedido não encontrado");
    assertThat(throttled.retryAt()).contains(NOW.plusSeconds(60));
  }

  private static ApiFailure judge(String operation, int status, String body, String... keys) {
    ApiSystem system = MoovinStore.system();
    Connection connection =
        MoovinStore.connection(URI.create("http://x"), MoovinStore.settings(keys));
    String arguments =
        switch (operation) {
          case "updatePedido" -> "{\"codigo_pedido\":\"1\"}";
          case "saveEstoqueV2" -> STOCK;
          default -> READ;
        };
    ApiCall call = system.operation(connection, operation, MoovinStore.json(arguments));
    ApiAnswer answer =
        new ApiAnswer(
            status,
            "text/plain; charset=utf-8",
            Map.of(),
            AnswerBody.of(body.getBytes(StandardCharsets.UTF_8)),
            NOW);
    return catchThrowableOfType(ApiFailure.class, () -> system.judge(connection, call, answer));
  }
}
