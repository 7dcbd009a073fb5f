package dev.ponte.connector.moovin.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponte.connection.ApiCall;
import dev.ponte.connection.ApiCall.Effect;
import dev.ponte.connection.ApiSystem;
import dev.ponte.connector.moovin.MoovinStore;
import dev.ponte.sandbox.MoovinSimulator;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

public class MoovinMethodsTest {

  private final ApiSystem system = MoovinStore.system();

  @Test
  void all_thirty_five_methods_are_there() {
    assertThat(system.operations().names()).hasSize(35).doesNotHaveDuplicates();
    assertThat(system.operations().names()).filteredOn(it -> it.startsWith("get")).hasSize(15);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          updatePedido    | {"importado":1}                                                           | updatePedido needs codigo_pedido
          updatePedido    | {"codigo_pedido":" "}                                                     | updatePedido needs codigo_pedido
          updatePedido    | {"codigo_pedido":"107","importado":"S"}                                   | 0 or 1 as importado
          updatePedido    | {"codigo_pedido":"107","data_entrega":"21/11/2016"}                       | a date such as 2026-02-13 as data_entrega
          updatePedido    | {"codigo_pedido":"107","uf_transporte":"RGS"}                             | at most 2 characters as uf_transporte
          updatePedido    | {"codigo_pedido":"A7"}                                                    | a whole number as codigo_pedido
          updatePedido    | {"codigo_pedido":"107","cor":"azul"}                                      | no argument cor
          saveEstoqueV2   | {"produto_codigo_tamanho":"1","qtd":"2"}                                  | needs cod_loja
          saveEstoqueV2   | {"produto_codigo_tamanho":"1","qtd":"2","cod_loja":"1","acao":"4"}        | one of 1|2|3 as acao
          saveNfe         | {"pedido":1,"data":"2026-02-30x"}                                         | as data
          updatePrecosV2  | {"produto_codigo_cor":"1","preco_de":"10,50"}                             | an amount such as 10.50 as preco_de
          saveClientGroup | {"cpf_cnpj":"abc","nome_grupo":"x"}                                       | cpf_cnpj
          saveProdutosTagsRelationship | {"produto_codigo":"1","tags":{"tag":[]}}                     | needs tags.tag
          saveCategorias  | {"categoria_pai":{"nome":"Automotivo"}}                                   | needs categoria_pai.codigo
          updatePrecosV2  | {"preco_por":"1.00"}                                                      | needs produto_codigo_cor or produto_codigo_tamanho
          updatePrecosV2  | {"produto_codigo_tamanho":"1","preco_atual_tamanho":"2","preco_por":"2"}  | preco_atual_tamanho or preco_por, not both
          updatePrecos    | {"produto_codigo_cor":"1","preco_antigo_tamanho":"2","preco_de":"2"}      | preco_antigo_tamanho or preco_de, not both
          updatePrecosV2  | {"produto_codigo_cor":"1","codigo_etiqueta":"2","desconto_avista":"2"}    | codigo_etiqueta or desconto_avista, not both
          updateUserStatus| {"status_atual":1,"status":0}                                             | allow-dangerous
          updateUserStatus| {"data_de_nascimento":"1990-01-01","status":0}                            | as data_de_nascimento
          getPedidos      | {"limite":"101"}                                                          | a whole number from 1 to 100 as limite
          getPedidos      | {"ordem_data_criacao":"up"}                                               | one of ASC|DESC
          getClientes     | {"data_cadastro":"13/01/2016"}                                            | as data_cadastro
          """)
  void what_breaks_a_rule_is_refused_with_the_fields_name(
      String operation, String arguments, String words) {
    assertThatThrownBy(() -> call(operation, arguments))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(operation)
        .hasMessageContaining(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          saveEstoqueV2   | {"produto_codigo_tamanho":"1","qtd":"2","cod_loja":"1"}            | REPEATABLE | 3
          saveEstoqueV2   | {"produto_codigo_tamanho":"1","qtd":"2","cod_loja":"1","acao":"1"} | REPEATABLE | 3
          saveEstoqueV2   | {"produto_codigo_tamanho":"1","qtd":"2","cod_loja":"1","acao":"2"} | ONCE       | 3
          saveEstoque     | {"produto_codigo_tamanho":"1","qtd":"2","cod_loja":"1","acao":"3"} | ONCE       | 3
          updatePedido    | {"codigo_pedido":"107"}                                            | REPEATABLE | 1
          saveNfe         | {"pedido":"107"}                                                   | REPEATABLE | 2
          getPedidos      | {"codigo":"107"}                                                   | READ       | 1
          saveRedirect    | {"url_antiga":"a","url_nova":"b","status":1}                       | ONCE       | 5
          updatePrecosV2  | {"produto_codigo_cor":"1","preco_por":"1.00"}                      | REPEATABLE | 4
          saveProdutosTag | {"nome":"a"}                                                       | REPEATABLE | 5
          saveClientGroup | {"cpf_cnpj":"56643018000913","nome_grupo":"x"}                     | REPEATABLE | 5
          getQuantidadeEstoque | {}                                                            | READ       | 3
          getPreco        | {}                                                                 | READ       | 4
          getTamanho      | {}                                                                 | READ       | 5
          """)
  void each_method_knows_its_effect_and_priority(
      String operation, String arguments, Effect effect, int priority) {
    ApiCall call = call(operation, arguments);

    assertThat(call.effect()).isEqualTo(effect);
    assertThat(call.priority().level()).isEqualTo(priority);
  }

  @Test
  void a_read_always_names_a_limit_and_stock_always_an_action() {
    assertThat(data(call("getPreco", "{}"))).isEqualTo("{\"limite\":\"100\"}");
    assertThat(
            data(
                call(
                    "saveEstoqueV2",
                    "{\"produto_codigo_tamanho\":\"1\",\"qtd\":2,\"cod_loja\":\"02\"}")))
        .contains("\"acao\":\"1\"")
        .contains("\"cod_loja\":\"02\"");
  }

  @Test
  void the_coupons_second_heading_calls_the_same_method() {
    ApiCall call =
        call(
            "updateCupom",
            "{\"codigo\":\"T\",\"valor_desconto\":10,\"tipo_desconto\":\"percentual\",\"tipo_utilizacao\":\"livre\",\"status\":1,\"limpar_marcas\":1}");

    assertThat(call.path()).isEqualTo("/webservice/saveCupom/json");
  }

  @Test
  void the_form_has_the_token_and_utf_8() {
    ApiCall call = call("getClientes", "{\"nome\":\"São\"}");
    String body = new String(call.body(), StandardCharsets.US_ASCII);

    assertThat(call.contentType()).isEqualTo("application/x-www-form-urlencoded");
    assertThat(body).startsWith("token=sandbox-token&data=").contains("S%C3%A3o");
  }

  @Test
  void the_token_shows_in_no_text() {
    assertThat(MoovinStore.settings().toString()).isEqualTo("MoovinSettings");
  }

  @Test
  void a_method_beyond_the_document_is_a_matter_of_configuration() {
    assertThatThrownBy(() -> call("removeEan", "{\"ean13\":\"1\"}"))
        .hasMessageContaining("no operation removeEan")
        .hasMessageContaining("further-methods");
    var settings =
        MoovinStore.settings(
            "further-methods[0].name", "removeEan",
            "further-methods[0].root", "produtos",
            "further-methods[0].child", "produto");

    ApiCall call =
        system.operation(
            MoovinStore.connection(URI.create("http://x"), settings),
            "removeEan",
            MoovinStore.json("{\"ean13\":\"1\"}"));

    assertThat(data(call)).isEqualTo("{\"produto\":[{\"ean13\":\"1\"}]}");
    assertThat(call.effect()).isEqualTo(Effect.ONCE);
  }

  @Test
  void settings_have_defaults_and_refuse_nonsense() {
    MoovinSettings settings = MoovinStore.settings();

    assertThat(settings.format()).isEqualTo("json");
    assertThat(settings.nfeLink()).isEqualTo("[DEFAULT]");
    assertThat(settings.orders().importedFilter()).isEqualTo("importado");
    assertThat(settings.statuses().approved()).isEqualTo("aprovado");
    assertThat(settings.statuses().cancelled()).isEqualTo("cancelado");
    assertThat(settings.statuses().processing()).isNull();
    assertThat(settings.furtherMethods()).isEqualTo(List.of());
    assertThatThrownBy(() -> MoovinStore.settings("format", "csv"))
        .rootCause()
        .hasMessage("format is csv, but must be json or xml");
    assertThatThrownBy(() -> MoovinStore.settings("orders.page-size", "101"))
        .rootCause()
        .hasMessageContaining("orders.page-size");
  }

  @Test
  void the_settings_of_states_have_safe_defaults() {
    MoovinSettings settings = MoovinStore.settings();

    assertThat(settings.codes().colour()).isEqualTo(MoovinSettings.Codes.Colour.PARENT_AND_COLOUR);
    assertThat(settings.stock().stores()).isEmpty();
    assertThat(settings.prices().level()).isEqualTo(PriceSettings.Level.COLOUR);
    assertThat(settings.prices().promotions()).isEqualTo(PriceSettings.Promotions.IGNORE);
    assertThat(settings.productDefaults().gender()).isNull();
    assertThat(settings.reconcileEvery()).hasHours(24);
  }

  @Test
  void the_simulators_connection_takes_all_states() {
    try (MoovinSimulator moovin = new MoovinSimulator(0, java.time.Clock.systemUTC())) {
      String[] keys =
          moovin.connection().entrySet().stream()
              .flatMap(it -> Stream.of(it.getKey(), it.getValue()))
              .toArray(String[]::new);

      MoovinSettings settings = MoovinStore.settings(keys);

      assertThat(settings.stock().code("10")).contains("loja-1");
      assertThat(settings.products().inVariation("size", "STAR#VINHO")).contains("VINHO");
      assertThat(settings.products().inVariation("colour", "LILAS")).contains("LILAS");
      assertThat(settings.codes().colour()).isEqualTo(MoovinSettings.Codes.Colour.SKU);
      assertThat(settings.productDefaults().weightGrams()).isEqualByComparingTo("500");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          products.variation-pattern           | .+#.+ | products.variation-pattern needs a group
          product-defaults.gender              | M     | product-defaults.gender is M
          product-defaults.measures            | 10x20 | product-defaults.measures is 10x20
          product-defaults.variation           | nada  | product-defaults.variation is nada
          product-defaults.weight-grams        | 0     | product-defaults.weight-grams is 0
          products.categories[0].path[0]       | Casa  | products.categories needs a path
          products.characteristics[0].name     | X     | products.characteristics needs
          stock.stores[0].location             | 1     | stock.stores needs a location and a code
          reconcile-every                      | 0s    | reconcile-every
          stock.overlap                        | -1m   | stock.overlap
          """)
  void nonsense_in_them_is_refused_with_the_key(String key, String value, String words) {
    assertThatThrownBy(() -> MoovinStore.settings(key, value))
        .rootCause()
        .hasMessageContaining(words);
  }

  private ApiCall call(String operation, String arguments) {
    return system.operation(
        MoovinStore.connection(URI.create("http://x"), MoovinStore.settings()),
        operation,
        MoovinStore.json(arguments));
  }

  public static String data(ApiCall call) {
    String form = new String(call.body(), StandardCharsets.US_ASCII);
    return URLDecoder.decode(form.substring(form.indexOf("data=") + 5), StandardCharsets.UTF_8);
  }
}
