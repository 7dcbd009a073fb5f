package dev.ponte.connector.vtex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Charge;
import dev.ponte.canonical.Customer;
import dev.ponte.canonical.Line;
import dev.ponte.canonical.Order;
import dev.ponte.kit.Shared;
import dev.ponte.sandbox.VtexOrders;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class VtexOrderMapperTest {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final VtexOrderMapper mapper =
      new VtexOrderMapper("vtex", ZoneId.of("America/Sao_Paulo"), List.of("1"));

  @Test
  void the_example_of_the_document_is_mapped_whole() {
    Order order = map(Shared.resource("vtex/doc_2014_ready_for_handling.json"));

    assertThat(order.id()).isEqualTo("v1233363wlmr-02");
    assertThat(order.number()).isEqualTo("1233365");
    assertThat(order.group()).isEqualTo("v1233363wlmr");
    assertThat(order.total()).isEqualByComparingTo("288.80");
    assertThat(order.createdAt()).isEqualTo(OffsetDateTime.parse("2014-09-16T19:40:46.492703Z"));
    assertThat(order.customer().document()).isEqualTo("77564538910");
    assertThat(order.customer().documentType()).isEqualTo(Customer.CPF);
    assertThat(order.customer().name()).isEqualTo("Saul Goodman");
    assertThat(order.delivery().receiver()).isEqualTo("Gustavo Almeida");
    assertThat(order.delivery().postalCode()).isEqualTo("20010060");
    assertThat(order.freight().service()).isEqualTo("performance");
    assertThat(order.freight().carrier()).isEqualTo("Teste de Performance");
    assertThat(order.freight().price()).isEqualByComparingTo("0");
    Line line = order.lines().get(0);
    assertThat(line.sku()).isEqualTo("270851");
    assertThat(line.ref()).isEqualTo("14568");
    assertThat(line.ean()).isNull();
    assertThat(line.unitPrice()).isEqualByComparingTo("300");
    assertThat(line.listPrice()).isEqualByComparingTo("1298");
    // The discounts on freight stand at the line, but are none of its.
    assertThat(line.discount()).isEqualByComparingTo("11.20");
    assertThat(line.net()).isEqualByComparingTo("288.80");
    assertThat(order.payments())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.method()).isEqualTo("American Express");
              assertThat(it.nsu()).isEqualTo("185140");
              assertThat(it.authorization()).isEqualTo("783994");
            });
  }

  @Test
  void card_data_is_left_behind() {
    String json = Canonical.write(map(Shared.resource("vtex/doc_2014_ready_for_handling.json")));

    assertThat(json).doesNotContain("376441").doesNotContain("2018\"");
  }

  static Stream<Integer> numbers() {
    return IntStream.rangeClosed(1, 300).boxed();
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void every_varied_order_adds_up_to_the_cent(int number) {
    ObjectNode document = document(number);

    Order order = mapper.toOrder(document);

    assertThat(order.total().movePointRight(2))
        .isEqualByComparingTo(document.path("value").decimalValue());
    assertThat(Canonical.read(Order.class, Canonical.write(order))).isEqualTo(order);
  }

  @Test
  void a_fraction_of_a_unit_costs_its_fraction() {
    Order order = mapper.toOrder(document(11));

    Line byWeight = order.lines().get(0);
    assertThat(byWeight.unitMultiplier()).isEqualByComparingTo("0.19");
    assertThat(byWeight.unitPrice()).isEqualByComparingTo("19.00");
    assertThat(byWeight.unit()).isEqualTo("kg");
  }

  @Test
  void a_unit_price_that_does_not_make_the_total_of_the_items_is_refused() {
    ObjectNode document = document(11);
    item(document, 0).put("unitMultiplier", new BigDecimal("2.5"));

    assertThatThrownBy(() -> mapper.toOrder(document)).hasMessageContaining("by its totals");
  }

  @Test
  void cents_lost_in_the_split_of_a_discount_go_on_the_largest_line() {
    ObjectNode document = document(3);
    ((ObjectNode) item(document, 0).path("priceDefinition"))
        .put("total", item(document, 0).path("priceDefinition").path("total").asLong() - 1);

    Order order = mapper.toOrder(document);

    assertThat(order.extras()).containsEntry("Arredondamento", "0.01");
  }

  @Test
  void a_coupon_of_the_whole_order_is_a_charge() {
    Order order = mapper.toOrder(document(7));

    assertThat(order.charges()).extracting(Charge::id).containsExactly("Discounts");
    assertThat(order.charges().get(0).value()).isNegative();
  }

  @Test
  void an_unknown_total_is_a_surcharge_and_not_dropped() {
    Order order = mapper.toOrder(document(10));

    assertThat(order.charges())
        .filteredOn(it -> it.id().equals("Interest"))
        .singleElement()
        .satisfies(it -> assertThat(it.value()).isEqualByComparingTo("3.17"));
  }

  @Test
  void totals_that_do_not_make_the_value_are_refused_with_both_figures() {
    assertThatThrownBy(() -> map(VtexOrders.wrongSum(26)))
        .hasMessageContaining("699.12")
        .hasMessageContaining("699.13");
  }

  @Test
  void goods_of_another_seller_are_refused_and_the_key_is_named() {
    assertThatThrownBy(() -> map(VtexOrders.othersGoods(1)))
        .hasMessageContaining("lojaparceira")
        .hasMessageContaining("ponte.connections.vtex.sellers");
  }

  @Test
  void an_order_that_was_changed_in_the_store_is_refused() {
    ObjectNode document = document(1);
    ((ArrayNode) document.path("totals")).addObject().put("id", "Change").put("value", -100);
    document.put("value", document.path("value").asLong() - 100);

    assertThatThrownBy(() -> mapper.toOrder(document)).hasMessageContaining("changed in the store");
  }

  @Test
  void gift_wrap_that_costs_is_a_charge_and_its_name_is_told() {
    ObjectNode document = document(1);
    ((ArrayNode) item(document, 0).path("bundleItems"))
        .addObject()
        .put("id", "5")
        .put("name", "Embrulho")
        .put("price", 250)
        .put("quantity", 1);
    ObjectNode items = (ObjectNode) document.path("totals").path(0);
    items.put("value", items.path("value").asLong() + 250);
    document.put("value", document.path("value").asLong() + 250);

    Order order = mapper.toOrder(document);

    assertThat(order.charges()).extracting(Charge::name).contains("Embrulho");
    assertThat(order.extras()).containsValue("Embrulho");
  }

  @Test
  void a_company_brings_its_cnpj_with_letters_its_registration_and_its_buyer() {
    Order order = mapper.toOrder(document(12));

    assertThat(order.customer().kind()).isEqualTo(Customer.Kind.COMPANY);
    assertThat(order.customer().document()).isEqualTo("12ABC34501DE35");
    assertThat(order.customer().documentType()).isEqualTo(Customer.CNPJ);
    assertThat(order.customer().name()).isEqualTo("Comércio de Açaí Ltda");
    assertThat(order.customer().contact()).isNotBlank();
    assertThat(mapper.toOrder(document(18)).customer().stateRegistration()).isEqualTo("ISENTO");
  }

  @Test
  void a_foreign_document_keeps_its_type() {
    ObjectNode document = document(1);
    ((ObjectNode) document.path("clientProfileData"))
        .put("documentType", "cedulaCOL")
        .put("document", "1020304050");

    Order order = mapper.toOrder(document);

    assertThat(order.customer().documentType()).isEqualTo("cedulaCOL");
    assertThat(order.customer().document()).isEqualTo("1020304050");
  }

  @Test
  void pick_up_shows_the_shops_address() {
    Order order = mapper.toOrder(document(14));

    assertThat(order.delivery().pickup()).isTrue();
    assertThat(order.delivery().street()).isEqualTo("Loja do Shopping");
  }

  @Test
  void kits_attachments_gifts_and_notes_survive() {
    assertThat(mapper.toOrder(document(17)).lines().get(0).components()).hasSize(2);
    assertThat(mapper.toOrder(document(19)).lines().get(0).attachments())
        .containsEntry("Camisa.Número", "10");
    assertThat(mapper.toOrder(document(9)).notes()).contains("porteiro");
  }

  @Test
  void an_order_without_payments_is_taken() {
    assertThat(mapper.toOrder(document(15)).payments()).isEmpty();
  }

  @Test
  void two_payments_are_both_kept() {
    assertThat(mapper.toOrder(document(8)).payments()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "2024-10-09T19:25:26.5838646+00:00, 2024-10-09T19:25:26.5838646Z",
    "2019-02-04T10:29:11+00:00,         2019-02-04T10:29:11Z",
    "2014-09-16T19:40:46,               2014-09-16T22:40:46Z",
    "2020-01-01T00:00:00.1-05:00,       2020-01-01T05:00:00.1Z",
  })
  void times_are_read_with_any_fraction_and_without_an_offset(String written, String instant) {
    ObjectNode document = document(1).put("creationDate", written);

    assertThat(mapper.toOrder(document).createdAt().toInstant()).hasToString(instant);
  }

  @Test
  void what_vtex_changes_by_our_acknowledgement_is_no_new_version() {
    ObjectNode handled =
        document(1).put("status", "handling").put("lastChange", "2026-12-01T00:00:00Z");

    assertThat(Canonical.contentHash(mapper.toOrder(handled)))
        .isEqualTo(Canonical.contentHash(mapper.toOrder(document(1))));
  }

  @ParameterizedTest
  @CsvSource({
    "public_02_split_group_seller1_-01.json, 54.58, 1",
    "public_03_split_group_whitelabel_seller_-02.json, 62.08, strbar",
    "public_09_2020_invoiced_boleto_callcenter.json, 102.21, 1",
  })
  void real_orders_are_mapped_to_the_cent(String file, BigDecimal total, String seller)
      throws Exception {
    JsonNode document = JSON.readTree(Shared.text("examples/vtex/" + file));

    Order order =
        new VtexOrderMapper("vtex", ZoneId.of("America/Sao_Paulo"), List.of(seller))
            .toOrder(document);

    assertThat(order.total()).isEqualByComparingTo(total);
  }

  @Test
  void the_real_order_whose_only_item_was_removed_is_refused() throws Exception {
    JsonNode document =
        JSON.readTree(Shared.text("examples/vtex/public_05_user_order_details_2019_changes.json"));

    assertThatThrownBy(() -> mapper.toOrder(document)).hasMessageContaining("changed in the store");
  }

  private Order map(String json) {
    try {
      return mapper.toOrder(JSON.readTree(json));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static ObjectNode document(int number) {
    try {
      return (ObjectNode) JSON.readTree(VtexOrders.order(number));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static ObjectNode item(JsonNode document, int index) {
    return (ObjectNode) document.path("items").path(index);
  }
}
