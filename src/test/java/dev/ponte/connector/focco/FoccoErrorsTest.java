package dev.ponte.connector.focco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.ponte.connection.Api;
import dev.ponte.connection.ApiCall;
import dev.ponte.connection.ApiFailure;
import dev.ponte.connection.Connection;
import dev.ponte.connection.TestApi;
import dev.ponte.delivery.FailureClass;
import dev.ponte.sandbox.FoccoSimulator;
import dev.ponte.sandbox.Simulator.Answer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What the errors inside of Focco's envelopes mean. */
class FoccoErrorsTest {

  private final FoccoSimulator focco = new FoccoSimulator(0);
  private final TestApi http = new TestApi();

  @BeforeEach
  void start() {
    focco.start();
  }

  @AfterEach
  void stop() throws Exception {
    http.close();
    focco.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CriaItemOrcamento | 200 | ORA-12541: TNS: nenhum listener                                  | TRANSIENT
          CriaItemOrcamento | 200 | ORA-01034: ORACLE não disponível                                 | TRANSIENT
          CriaItemOrcamento | 200 | ORA-03113: fim de arquivo no canal de comunicação                | IN_DOUBT
          GetEstoqueItem    | 200 | ORA-03113: fim de arquivo no canal de comunicação                | TRANSIENT
          CriaPedido        | 500 | ORA-04068: o estado existente dos pacotes foi descartado         | IN_DOUBT
          CriaPedido        | 200 | ORA-00060: conflito (deadlock) detectado ao aguardar recurso     | TRANSIENT
          GetStatusPedido   | 500 | ORA-04068: o estado existente dos pacotes foi descartado         | TRANSIENT
          requestaccess     | 200 | ORA-12514: TNS: o listener não conhece o serviço                 | TRANSIENT
          requestaccess     | 200 | Usuário ou senha inválidos                                       | UNAUTHORIZED
          CriaItemOrcamento | 200 | ORA-01403: dados não encontrados ORA-06512: em "FOCCO3I"         | REJECTED
          CriaItemOrcamento | 200 | ORA-12899: valor muito grande para a coluna                      | REJECTED
          CriaItemOrcamento | 200 | ORA-20001: item inativo ORA-06512: em "FOCCO3I.PCK"              | REJECTED
          CriaPedido        | 500 | Cliente bloqueado                                                | REJECTED
          """)
  void errors_of_the_database_pass_and_refusals_stay(
      String command, int status, String words, FailureClass expected) {
    assertThat(failure(command, status, words, Map.of()).failureClass()).isEqualTo(expected);
  }

  @Test
  void what_passes_is_a_matter_of_configuration() {
    String words = "Sistema em manutenção";

    assertThat(failure("CriaItemOrcamento", 200, words, Map.of()).failureClass())
        .isEqualTo(FailureClass.REJECTED);
    assertThat(
            failure("CriaItemOrcamento", 200, words, Map.of("f.errors.retryable", "(?i)manutenção"))
                .failureClass())
        .isEqualTo(FailureClass.TRANSIENT);
    assertThat(
            failure("GetItens", 200, "ORA-12541: TNS", Map.of("f.errors.retryable", ""))
                .failureClass())
        .isEqualTo(FailureClass.REJECTED);
  }

  private ApiFailure failure(
      String command, int status, String words, Map<String, String> settings) {
    focco.inject(command, Answer.json(status, envelope(words)), 1);
    Connection connection = connection(settings);
    Api api = http.api(connection);
    ApiCall call =
        FoccoSystem.command(connection, command.equals(FoccoSystem.LOGIN) ? "GetItens" : command)
            .json(JsonNodeFactory.instance.objectNode().toString());
    return catchThrowableOfType(ApiFailure.class, () -> api.send(connection, call));
  }

  private Connection connection(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("f.user", "u");
    all.put("f.password", "p");
    FoccoSettings bound =
        new Binder(new MapConfigurationPropertySource(all))
            .bindOrCreate("f", Bindable.of(FoccoSettings.class));
    return TestApi.connection(
        "focco", new FoccoSystem(), focco.url(), Duration.ofSeconds(5), bound);
  }

  private static String envelope(String words) {
    String said = words.replace("\"", "\\\"");
    return "{\"Succeeded\":false,\"Failed\":true,\"Value\":null,\"InnerSingleStatuses\":"
        + "[{\"ErrorMessage\":\"%s\",\"Succeeded\":false}],\"ErrorMessage\":\"%s\"}"
            .formatted(said, said);
  }
}
