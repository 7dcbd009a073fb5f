package dev.ponte.connector.fastcommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ponte.connection.ApiFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.sandbox.FastcommerceOrders;
import org.apache.camel.CamelExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every method of the document by name, over real HTTP. */
class FastcommerceCallActionTest {

  private static final String ROUTES =
      """
      - route:
          id: by-name
          from:
            uri: direct:report
            steps:
              - to:
                  uri: kamelet:fastcommerce-call-action
                  parameters:
                    connection: loja
                    operation: ReportView
      """;

  private Shop shop;

  @AfterEach
  void close() {
    shop.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"424", "425", "426", "427", "429", "248", "393", "394", "530", "510"})
  void every_report_is_viewed_through_the_kamelet(String report) {
    open();

    String answer =
        shop.camel
            .createProducerTemplate()
            .requestBody("direct:report", "{\"ObjectID\":" + report + "}", String.class);

    assertThat(answer).contains("<Report ObjectName=").contains("Loja São João");
  }

  @Test
  void accents_arrive_in_all_three_ways_of_telling_the_charset() {
    open();

    for (int i = 0; i < 3; i++) {
      assertThat(call("ReportView", "{\"ObjectID\":425,\"Fields\":\"NomeProd\"}"))
          .contains("Polo Seleção 1");
    }
  }

  @Test
  void a_report_is_viewed_by_its_name_with_accents() {
    open();

    assertThat(call("ReportView", "{\"ObjectName\":\"Lista de produtos para alterações via API\"}"))
        .contains("ParName3=\"Disponível\"");
  }

  @Test
  void products_are_inserted_changed_and_deleted() {
    open();

    String inserted =
        call(
            "ProductManagement",
            "{\"Comando\":\"I\",\"NomeCat\":\"Camisetas\",\"NomeProd\":\"Polo “São João” \ud83d\ude00\"}");
    String id = inserted.replaceAll("(?s).*IDPRODUTO\" Value=\"(\\d+)\".*", "$1");
    call(
        "ProductManagement",
        "{\"Comando\":\"A\",\"IDProduto\":%s,\"Preco\":\"13.5\"}".formatted(id));

    assertThat(shop.store.product(id))
        .containsEntry("NomeProd", "Polo “São João” \ud83d\ude00")
        .containsEntry("Preco", "13,50");
    call("ProductManagement", "{\"Comando\":\"D\",\"IDProduto\":%s}".formatted(id));
    assertThat(shop.store.product(id)).isNull();
    assertThat(call("ProductManagement", "{\"Comando\":\"D\",\"IDProduto\":%s}".formatted(id)))
        .contains("123");
  }

  @Test
  void an_order_is_queued_again_by_an_explicit_flag_of_0() {
    open();
    shop.store.place(FastcommerceOrders.order(1));

    call("OrderUpdate", "{\"NumPedido\":1,\"ChangeFlagAPI\":7,\"Status\":\"Liberado\"}");
    assertThat(shop.store.order(1).flag()).isEqualTo(7);
    assertThat(shop.store.order(1).status()).isEqualTo(6);
    call("OrderUpdate", "{\"NumPedido\":1,\"ChangeFlagAPI\":0}");

    assertThat(shop.store.order(1).flag()).isZero();
  }

  @Test
  void the_dangerous_utility_needs_the_word_of_the_configuration() {
    open();
    assertThatThrownBy(() -> call("UtilityExecute", "{\"ObjectID\":248,\"Par4\":15}"))
        .hasMessageContaining("allow-dangerous");
    shop.close();

    open("allow-dangerous", "true");

    assertThat(call("UtilityExecute", "{\"ObjectID\":248,\"Par4\":15}")).contains("<Regs>20<Regs>");
    assertThat(shop.store.products())
        .allSatisfy(it -> assertThat(it).containsEntry("Estoque", "15"));
  }

  @Test
  void a_bad_logon_closes_the_connection_at_once_and_suspends_nobody() {
    open("password", "errada");

    ApiFailure bad =
        catchThrowableOfType(ApiFailure.class, () -> call("ReportView", "{\"ObjectID\":510}"));
    assertThat(bad.failureClass()).isEqualTo(FailureClass.UNAUTHORIZED);
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> call("ReportView", "{\"ObjectID\":510}"))
          .hasMessageContaining("is not asked before");
    }

    assertThat(shop.store.calls()).isEqualTo(1);
    assertThat(shop.store.isSuspended()).isFalse();
    assertThat(bad).hasMessageNotContaining("errada");
  }

  @Test
  void a_refused_record_is_told_to_the_caller() {
    open();

    assertThatThrownBy(
            () ->
                shop.camel
                    .createProducerTemplate()
                    .requestBody("direct:report", "{\"ObjectID\":999}"))
        .isInstanceOf(CamelExecutionException.class)
        .rootCause()
        .hasMessageContaining("code 9 (Report/Utility not found or access denied)");
  }

  private String call(String operation, String json) {
    return shop.api.callAction().call(Shop.NAME, operation, json);
  }

  private void open(String... keys) {
    shop = new Shop(ROUTES, keys);
  }
}
