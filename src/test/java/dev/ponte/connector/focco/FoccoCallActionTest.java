package dev.ponte.connector.focco;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponte.connection.Connection;
import dev.ponte.connection.RealApi;
import dev.ponte.connection.TestApi;
import dev.ponte.sandbox.FoccoSimulator;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Focco can be asked for by name, over real HTTP. */
class FoccoCallActionTest {

  private static final String ROUTE =
      """
      - route:
          id: by-name-%1$s
          from:
            uri: direct:%1$s
            steps:
              - to:
                  uri: kamelet:focco-call-action
                  parameters:
                    connection: focco
                    operation: %1$s
      """;

  private final FoccoSimulator focco = new FoccoSimulator(0);
  private final DefaultCamelContext camel = new DefaultCamelContext();

  @BeforeEach
  void start() {
    focco.start();
    focco.putItem("EN7000", "Caneca", Map.of());
    focco.setStock("EN7000", null, 10, 7);
    focco.represent(4, 44);
    FoccoSettings settings =
        new FoccoSettings(
            "u", "p", null, null, null, null, null, null, null, null, null, null, null, null, null,
            null, null);
    Connection connection =
        TestApi.connection(
            "focco", new FoccoSystem(), focco.url(), Duration.ofSeconds(5), settings);
    camel.getRegistry().bind("callAction", new RealApi(camel, connection).callAction());
    camel.start();
  }

  @AfterEach
  void stop() {
    camel.stop();
    focco.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          GetCondicoesPagamento    | {}                                                      | A VISTA
          GetRepresentantes        | {}                                                      | ECOMMERCE
          GetItens                 | {"skip":0,"take":10}                                    | EN7000
          GetItensCliente          | {"codigoCliente":4,"cnpjCpf":"56643018000913","skip":0,"take":10} | EN7000
          GetEstoqueItem           | {"codigoItem":"EN7000","mascaraId":null}                | "Saldo":7
          GetClientes              | {}                                                      | 56643018000913
          GetClientesRepresentante | {"codigoRepresentante":44}                              | "Codigo":4
          GetCliente               | {"codigoCliente":4,"cnpjCpf":"56643018000913"}          | RazaoSocial
          """)
  void every_list_is_read_by_its_name(String operation, String arguments, String answer)
      throws Exception {
    PluginHelper.getRoutesLoader(camel)
        .loadRoutes(
            ResourceHelper.fromString(operation + ".camel.yaml", ROUTE.formatted(operation)));

    assertThat(
            camel
                .createProducerTemplate()
                .requestBody("direct:" + operation, arguments, String.class))
        .contains(answer);
  }
}
