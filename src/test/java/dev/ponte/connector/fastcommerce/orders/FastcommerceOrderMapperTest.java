package dev.ponte.connector.fastcommerce.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponte.canonical.Charge;
import dev.ponte.canonical.Customer;
import dev.ponte.canonical.Order;
import dev.ponte.canonical.StoreTerms;
import dev.ponte.connector.fastcommerce.api.Names;
import dev.ponte.connector.fastcommerce.api.OrderFields;
import dev.ponte.connector.fastcommerce.api.ReportRow;
import dev.ponte.delivery.UnmappableRecord;
import dev.ponte.sandbox.FastcommerceOrder;
import dev.ponte.sandbox.FastcommerceOrders;
import dev.ponte.sandbox.FastcommerceOrders.Trait;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FastcommerceOrderMapperTest {

  private static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");

  @Test
  void a_plain_order_is_told_with_all_its_parts() {
    Order order = map(FastcommerceOrders.with(7, Trait.PLAIN));

    assertThat(order.id()).isEqualTo("7");
    assertThat(order.source()).isEqualTo("loja");
    assertThat(order.createdAt()).isEqualTo(OffsetDateTime.parse("2026-03-10T10:20:00-03:00"));
    assertThat(order.currency()).isEqualTo("BRL");
    assertThat(order.customer().kind()).isEqualTo(Customer.Kind.PERSON);
    assertThat(order.customer().document()).isEqualTo("10000000007");
    assertThat(order.customer().phones()).containsExactly("(11) 3333-4444", "(11) 99999-0000");
    assertThat(order.billing().street()).isEqualTo("Rua Direita");
    assertThat(order.delivery().receiver()).isEqualTo("João Conceição");
    assertThat(order.delivery().street()).isEqualTo("Avenida São João");
    assertThat(order.delivery().postalCode()).isEqualTo("01001000");
    assertThat(order.delivery().country()).isEqualTo("BRA");
    assertThat(order.freight().service()).isEqualTo("Sedex");
    assertThat(order.payments().get(0).method()).isEqualTo("VISA");
    assertThat(order.payments().get(0).installments()).isEqualTo(3);
    assertThat(order.payments().get(0).tid()).isEqualTo("10069930690001234567");
    assertThat(order.lines().get(0).ref()).startsWith("REF");
    assertThat(order.lines().get(0).attachments()).containsEntry("Cor", "Azul");
  }

  @Test
  void a_company_is_named_by_its_corporate_name_and_the_buyer_is_its_contact() {
    Customer customer = map(FastcommerceOrders.with(7, Trait.COMPANY)).customer();

    assertThat(customer.kind()).isEqualTo(Customer.Kind.COMPANY);
    assertThat(customer.documentType()).isEqualTo(Customer.CNPJ);
    assertThat(customer.document()).isEqualTo("12345678000195");
    assertThat(customer.name()).isEqualTo("Padaria Coração Ltda");
    assertThat(customer.contact()).isEqualTo("Maria da Silva");
    assertThat(customer.stateRegistration()).isEqualTo("ISENTO");
  }

  @ParameterizedTest
  @EnumSource(value = Trait.class, names = "WRONG_SUM", mode = EnumSource.Mode.EXCLUDE)
  void every_kind_of_order_adds_up_to_the_cent(Trait trait) {
    for (int number = 1; number <= 50; number++) {
      Order order = map(FastcommerceOrders.with(number, trait));

      assertThat(order.total()).isPositive();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          200,00 | -    | -    | -    | plain
          195,00 | 5    | -    | -    | a coupon is taken off
          180,00 | -    | 10   | -    | a percentage of the items
          175,50 | 5    | 10   | -    | a percentage after the coupon
          175,00 | 5    | 10   | -    | a percentage before the coupon
          209,90 | -    | -    | 9,90 | a packaging is added
          188,91 | -    | 10   | 9,90 | a percentage after the packaging
          189,90 | -    | 10   | 9,90 | a percentage before the packaging
          200,00 | 5    | -    | -    | a coupon that is in the prices already
          199,98 | -    | -    | -    | cents that rounding lost
          200,00 | -    | 10   | 9,90 | all of it is in the prices already
          194,90 | 15   | -    | 9,90 | a coupon and a packaging
          209,90 | 15   | 10   | 9,90 | only the packaging is beside the prices
          """)
  void the_reading_that_makes_the_total_is_the_right_one(
      String total, String coupon, String percent, String packaging, String words) {
    Order order = map(rows(total, coupon, percent, packaging));

    assertThat(order.total()).as(words).isEqualByComparingTo(total.replace(',', '.'));
    assertThat(order.charges().stream().map(Charge::value).reduce(BigDecimal.ZERO, BigDecimal::add))
        .isEqualByComparingTo(order.total().subtract(new BigDecimal("200")));
  }

  @Test
  void a_total_that_nothing_explains_is_refused_with_both_figures() {
    assertThatThrownBy(() -> map(rows("190,00", null, null, null)))
        .isInstanceOf(UnmappableRecord.class)
        .hasMessageContaining("make 200.00, but its total in the store is 190.00");
  }

  @Test
  void a_packaging_may_be_paid_by_piece() {
    OrderRows rows = rows("209,00", null, null, null);
    rows.rows().get(0).put("Embalar produto", "S");
    rows.rows().get(0).put("Valor embalagem produto", "4,50");

    assertThat(map(rows).charges())
        .singleElement()
        .extracting(Charge::value)
        .isEqualTo(new BigDecimal("9.00"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          214,40 | both are paid
          209,90 | the one of the order holds those of the items
          204,50 | only the items' one is paid, by item
          209,00 | only the items' one is paid, by piece
          218,90 | both are paid, by piece
          200,00 | both are in the prices
          """)
  void a_packaging_is_read_in_each_way_that_the_document_allows(String total, String words) {
    OrderRows rows = rows(total, null, null, "9,90");
    rows.rows().get(0).put("Embalar produto", "S");
    rows.rows().get(0).put("Valor embalagem produto", "4,50");

    assertThat(map(rows).charges().stream().map(Charge::id))
        .as(words)
        .doesNotContain(StoreTerms.ROUNDING);
    assertThat(map(rows).total()).isEqualByComparingTo(total.replace(',', '.'));
  }

  @Test
  void the_interest_of_instalments_may_be_in_the_total() {
    OrderRows rows = rows("212,10", null, null, null);
    rows.rows().get(0).put("Juros a.m.", "1,99");
    rows.rows().get(0).put("Parcelas", "5");

    Order order = map(rows);

    assertThat(order.charges()).extracting(Charge::id).containsExactly("Juros a.m.");
    assertThat(order.total()).isEqualByComparingTo("212.10");
  }

  @Test
  void digits_decide_who_is_a_company() {
    FastcommerceOrder order = FastcommerceOrders.with(7, Trait.COMPANY);
    order.header().put("Tipo", "PF");

    assertThat(map(order).customer().kind()).isEqualTo(Customer.Kind.COMPANY);
    assertThat(map(order).extras()).containsEntry("Tipo", "PF na loja, CNPJ pelos dígitos");
  }

  @Test
  void the_numbers_of_the_sale_and_the_stores_notes_are_kept_but_nothing_of_the_card() {
    FastcommerceOrder order = FastcommerceOrders.with(7, Trait.PLAIN);
    order.header().remove("VisaARP");
    order.header().putAll(Map.of("ccNumCV", "123456789", "ccAuthCod", "A1B2C3", "RG/IE", "MG-1"));
    order.header().putAll(Map.of("Obs Pedido", "FRÁGIL", "Obs cliente", "VIP"));

    Order mapped = map(order);

    assertThat(mapped.payments().get(0).nsu()).isEqualTo("123456789");
    assertThat(mapped.payments().get(0).authorization()).isEqualTo("A1B2C3");
    assertThat(mapped.extras())
        .containsEntry("Obs Pedido", "FRÁGIL")
        .containsEntry("Obs cliente", "VIP")
        .containsEntry("RG/IE", "MG-1");
    assertThat(mapped.toString()).doesNotContain("4111").doesNotContain("05/2030");
    assertThat(OrderFields.FIELDS)
        .contains("ccNumCV,ccAuthCod", "E-mail Pedido", "Obs cliente", "Obs Pedido")
        .doesNotContain("ccNum,", "ccSeg", "ccNome");
  }

  @ParameterizedTest
  @CsvSource({
    "Feito em, createdAt",
    "Total sem frete, Total sem frete",
    "Nome, customer.name",
    "Qtd, no Qtd",
    "Preço unit, no Preço unit"
  })
  void what_an_order_cannot_be_without_is_named(String field, String words) {
    ReportRow row = new ReportRow();
    rows("200,00", null, null, null)
        .header()
        .values()
        .forEach(
            (name, value) -> {
              if (!name.equals(Names.plain(field))) {
                row.put(name, value);
              }
            });

    assertThatThrownBy(() -> map(new OrderRows("1", List.of(row), false)))
        .isInstanceOf(UnmappableRecord.class)
        .hasMessageStartingWith("Order 1 of loja cannot be taken")
        .hasMessageContaining(words);
  }

  @Test
  void without_an_address_of_its_own_it_goes_to_the_customer() {
    FastcommerceOrder order = FastcommerceOrders.with(7, Trait.PLAIN);
    order.header().keySet().removeIf(it -> it.endsWith(" Pedido") && !it.startsWith("Nome"));

    assertThat(map(order).delivery().street()).isEqualTo("Rua Direita");
    assertThat(map(order).delivery().receiver()).isEqualTo("João Conceição");
  }

  @Test
  void an_order_of_a_marketplace_names_it() {
    assertThat(map(FastcommerceOrders.with(7, Trait.MARKETPLACE)).marketplace().orderId())
        .isEqualTo("200007");
  }

  @Test
  void accents_curly_quotes_and_emoji_arrive_as_they_are() {
    Order order = map(FastcommerceOrders.with(7, Trait.ACCENTS));

    assertThat(order.customer().name()).isEqualTo("ÁÉÍÓÚ ç ã õ “São João” \ud83d\ude00");
    assertThat(order.notes()).isEqualTo("Coração – entregar à tarde \ud83d\ude00");
  }

  private static OrderRows rows(String total, String coupon, String percent, String packaging) {
    ReportRow row = new ReportRow();
    Map.of(
            "Núm", "1",
            "Feito em", "10/3/2026 10:20",
            "Nome", "Maria",
            "Status", "Aprovado",
            "IDProduto", "5",
            "Qtd", "2",
            "Preço unit", "100,00",
            "Total sem frete", total)
        .forEach(row::put);
    row.put("Desconto cupom", coupon);
    row.put("DescontoTotalSF", percent);
    row.put("Valor embalagem", packaging);
    return new OrderRows("1", List.of(row), false);
  }

  private static Order map(FastcommerceOrder order) {
    order.header().putIfAbsent("Feito em", "10/3/2026 10:20");
    List<ReportRow> rows =
        order.items().stream()
            .map(
                item -> {
                  ReportRow row = new ReportRow();
                  order.header().forEach(row::put);
                  item.forEach(row::put);
                  return row;
                })
            .toList();
    return map(new OrderRows(String.valueOf(order.number()), rows, false));
  }

  private static Order map(OrderRows rows) {
    return new OrderMapper("loja", ZONE, "BRL", StoreTerms.STRICT).toOrder(rows);
  }
}
