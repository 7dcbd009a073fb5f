package dev.ponte.connector.moovin.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.Charge;
import dev.ponte.canonical.Customer;
import dev.ponte.canonical.Line;
import dev.ponte.canonical.Order;
import dev.ponte.canonical.StoreTerms;
import dev.ponte.connector.moovin.Examples;
import dev.ponte.connector.moovin.MoovinStore;
import dev.ponte.connector.moovin.api.RecordReader;
import dev.ponte.delivery.UnmappableRecord;
import dev.ponte.sandbox.MoovinOrders;
import dev.ponte.sandbox.MoovinOrders.Trait;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MoovinOrderMapperTest {

  private final OrderMapper mapper = new OrderMapper("moovin", MoovinStore.ZONE, StoreTerms.STRICT);

  @Test
  void the_documents_example_becomes_an_order() {
    Order order = mapper.toOrder(Examples.order(), false);

    assertThat(order.id()).isEqualTo("39077");
    assertThat(order.total()).isEqualByComparingTo("113.89");
    assertThat(order.freight().price()).isEqualByComparingTo("14.00");
    assertThat(order.freight().service()).isEqualTo("Sedex");
    assertThat(order.charges()).isEmpty();
    assertThat(order.createdAt()).isEqualTo(OffsetDateTime.parse("2019-12-23T13:53:30-03:00"));
    assertThat(order.changedAt()).isEqualTo(OffsetDateTime.parse("2019-12-23T13:53:31-03:00"));
    assertThat(order.status()).isEqualTo("Pendente");
    assertThat(order.marketplace().name()).isEqualTo("netshoes");
    assertThat(order.marketplace().orderId()).isEqualTo("36488046");
    assertThat(order.delivery().city()).isEqualTo("TUPANDI");
    assertThat(order.delivery().postalCode()).isEqualTo("95775000");
    assertThat(order.delivery().reference()).isEqualTo("Morada do Sol");
    assertThat(order.payments()).hasSize(1);
    assertThat(order.payments().get(0).method()).isEqualTo("Pagamento Netshoes - Netshoes");
  }

  @Test
  void the_documents_item_becomes_a_line_under_its_size_code() {
    Line line = mapper.toOrder(Examples.order(), false).lines().get(0);

    assertThat(line.sku()).isEqualTo("10.3318.37").isEqualTo(line.ref());
    assertThat(line.quantity()).isEqualByComparingTo("1");
    assertThat(line.unitPrice()).isEqualByComparingTo("99.89");
    assertThat(line.net()).isEqualByComparingTo("99.89");
    assertThat(line.name()).contains("TÊNIS MOLECA");
    assertThat(line.attachments()).containsEntry("tamanho", "37").doesNotContainKey("presente");
  }

  @Test
  void what_is_special_about_items_receiver_and_account_is_told_by_the_stores_names() {
    ObjectNode record = Examples.order();
    ((ObjectNode) record.at("/itens/item/0"))
        .put("data_envio_pre_venda", "2026-12-24")
        .put("prazo_entrega_extra", "3")
        .put("id_marketplace_item", "MLB77");
    ((ObjectNode) record.path("dados_entrega")).put("rg", "12.345.678-9");
    ((ObjectNode) record.at("/dados_transacao/transacao/0")).put("nome_conta", "LOJA ML");

    Map<String, String> extras = mapper.toOrder(record, false).extras();

    assertThat(extras)
        .containsEntry("data_envio_pre_venda", "10.3318.37: 2026-12-24")
        .containsEntry("prazo_entrega_extra", "10.3318.37: 3")
        .containsEntry("id_marketplace_item", "10.3318.37: MLB77")
        .containsEntry("rg_entrega", "12.345.678-9")
        .containsEntry("nome_conta", "LOJA ML");
    assertThat(mapper.toOrder(Examples.order(), false).extras())
        .doesNotContainKeys("data_envio_pre_venda", "prazo_entrega_extra", "rg_entrega");
  }

  @Test
  void a_cnpj_that_lost_its_zeros_gets_them_back() {
    Customer customer = mapper.toOrder(Examples.order(), false).customer();

    assertThat(customer.document()).isEqualTo("00012345678910");
    assertThat(customer.kind()).isEqualTo(Customer.Kind.COMPANY);
    assertThat(customer.phones()).startsWith("(77)777777777");
  }

  @ParameterizedTest
  @EnumSource(Trait.class)
  void every_kind_of_order_adds_up_or_is_refused(Trait trait) {
    for (int number = 0; number < 12; number++) {
      JsonNode record = RecordReader.read(MoovinOrders.with(number, trait));
      if (trait.acceptable()) {
        assertThat(mapper.toOrder(record, false).id()).isEqualTo(MoovinOrders.id(number));
      } else {
        assertThatThrownBy(() -> mapper.toOrder(record, false))
            .isInstanceOf(UnmappableRecord.class);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          total  | surcharge | wrap | fee  | coupon | sum   | charges
          113.89 | 10.00     | 0    |      | 0      | 0     | ''
          108.89 | 0         | 0    |      | 5.00   | 5.00  | desconto_cupom=-5.00
          113.89 | 0         | 0    |      | 5.00   | 5.00  | ''
          121.39 | 0         | 7.50 |      | 0      | 0     | valor_presente=7.50
          117.10 | 0         | 0    | 3.21 | 0      | 0     | valor_taxa_gateway=3.21
          123.89 | 10.00     | 0    |      | 0      | 0     | valor_acrescimo=10.00
          118.89 | 10.00     | 0    |      | 5.00   | 5.00  | valor_acrescimo=10.00,desconto_cupom=-5.00
          121.39 | 10.00     | 7.50 |      | 5.00   | 5.00  | valor_presente=7.50
          106.89 | 0         | 0    |      | 5.00   | 7.00  | desconto_total=-7.00
          113.93 | 0         | 0    |      | 0      | 0     | rounding=0.04
          108.86 | 0         | 0    |      | 5.00   | 5.00  | desconto_cupom=-5.00,rounding=-0.03
          126.39 | 10.00     | 7.50 |      | 5.00   | 5.00  | valor_acrescimo=10.00,valor_presente=7.50,desconto_cupom=-5.00
          131.39 | 10.00     | 7.50 |      | 5.00   | 5.00  | valor_acrescimo=10.00,valor_presente=7.50
          116.39 | 10.00     | 7.50 |      | 5.00   | 5.00  | valor_presente=7.50,desconto_cupom=-5.00
          """,
      useHeadersInDisplayName = true)
  void the_total_decides_what_is_within_the_prices(
      String total,
      String surcharge,
      String wrap,
      String fee,
      String coupon,
      String sum,
      String charges) {
    ObjectNode record =
        Examples.order()
            .put("valor_total", total)
            .put("valor_acrescimo", surcharge)
            .put("valor_presente", wrap)
            .put("valor_taxa_gateway", fee)
            .put("desconto_cupom", coupon)
            .put("desconto_total", sum);

    Order order = mapper.toOrder(record, false);

    assertThat(order.charges().stream().map(MoovinOrderMapperTest::words).toList())
        .isEqualTo(charges.isEmpty() ? java.util.List.of() : java.util.List.of(charges.split(",")));
  }

  @Test
  void what_was_paid_for_an_item_may_be_told_for_one_or_for_all() {
    ObjectNode one = Examples.order().put("valor_total", "203.78");
    item(one).put("qtd", "2").put("valor_pago", "94.89");
    ObjectNode all = one.deepCopy();
    item(all).put("valor_pago", "189.78");

    for (ObjectNode record : new ObjectNode[] {one, all}) {
      Line line = mapper.toOrder(record, false).lines().get(0);
      assertThat(line.net()).isEqualByComparingTo("189.78");
      assertThat(line.unitPrice()).isEqualByComparingTo("99.89");
      assertThat(line.discount()).isEqualByComparingTo("10.00");
    }
  }

  @Test
  void what_nothing_explains_is_refused_with_both_figures_until_a_person_takes_it() {
    ObjectNode record = Examples.order().put("valor_total", "120.89");

    assertThatThrownBy(() -> mapper.toOrder(record, false))
        .isInstanceOfSatisfying(
            UnmappableRecord.class, it -> assertThat(it.cause()).hasValue("order.total-differs"))
        .hasMessageContaining("Order 39077 of moovin")
        .hasMessageContaining("make 113.89, but its total in the store is 120.89");

    Order taken =
        new OrderMapper(
                "moovin",
                MoovinStore.ZONE,
                new StoreTerms(null, Set.of("BRL"), id -> id.equals("39077")))
            .toOrder(record, false);
    assertThat(taken.total()).isEqualByComparingTo("120.89");
    assertThat(words(taken.charges().get(0))).isEqualTo("difference=7.00");
    assertThat(taken.notes()).contains("120.89").contains("7.00 vai como acréscimo");
  }

  @Test
  void a_tolerance_widens_what_is_taken_for_rounding() {
    StoreTerms wide = new StoreTerms(new BigDecimal("1.00"), Set.of("BRL"), id -> false);
    ObjectNode record = Examples.order().put("valor_total", "114.80");

    Order order = new OrderMapper("moovin", MoovinStore.ZONE, wide).toOrder(record, false);

    assertThat(words(order.charges().get(0))).isEqualTo("rounding=0.91");
    assertThat(order.notes()).isNull();
  }

  @Test
  void nobody_wants_the_money_of_a_cancelled_order() {
    ObjectNode record = Examples.order().put("valor_total", "20.00");

    assertThat(mapper.toOrder(record, true).total()).isEqualByComparingTo("20.00");
  }

  @Test
  void what_getClientes_tells_of_a_company_and_of_whom_it_goes_to_is_kept() {
    ObjectNode client =
        JsonNodeFactory.instance
            .objectNode()
            .put("inscricao_estadual", "110.042.490.114")
            .put("inscricao_estadual_isento", "0")
            .put("nome_fantasia", "Padaria da Esquina")
            .put("contato", "Ana");

    Customer customer =
        mapper.toOrder(Customers.joined(Examples.order(), client), false).customer();

    assertThat(customer.stateRegistration()).isEqualTo("110.042.490.114");
    assertThat(customer.tradeName()).isEqualTo("Padaria da Esquina");
    assertThat(customer.contact()).isEqualTo("Ana");
    assertThat(customer.phones()).containsExactly("(77)777777777", "(88)888888888");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          codigo_pedido | '' | no codigo_pedido
          data          | 0000-00-00 00:00:00 | createdAt
          data          | ontem | data is ontem, which is no date
          valor_total   | '' | no valor_total
          valor_frete   | muito | valor_frete is muito, which is no number
          """)
  void what_is_missing_or_malformed_is_named(String field, String value, String words) {
    ObjectNode record = Examples.order().put(field, value);

    assertThatThrownBy(() -> mapper.toOrder(record, false))
        .isInstanceOf(UnmappableRecord.class)
        .hasMessageContaining(words);
  }

  @Test
  void an_order_without_items_or_address_or_transaction_is_read_as_far_as_it_goes() {
    ObjectNode record = Examples.order();
    record.putArray("dados_transacao");
    record.put("dados_entrega", "");
    record.putArray("dados_transporte");
    record.put("valor_frete", "0.00").put("valor_total", "99.89");

    Order order = mapper.toOrder(record, false);

    assertThat(order.delivery()).isNull();
    assertThat(order.freight()).isNull();
    assertThat(order.payments().get(0).value()).isEqualByComparingTo("99.89");
    record.put("itens", "").put("valor_total", "0.00");
    assertThatThrownBy(() -> mapper.toOrder(record, false))
        .isInstanceOfSatisfying(
            UnmappableRecord.class,
            it -> assertThat(it.cause()).hasValue("order.nothing-to-deliver"))
        .hasMessageContaining("no items to deliver");
  }

  private static ObjectNode item(ObjectNode record) {
    return (ObjectNode) record.at("/itens/item/0");
  }

  private static String words(Charge charge) {
    return charge.id() + "=" + charge.value().toPlainString();
  }
}
