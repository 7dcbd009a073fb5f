package dev.ponte.connector.fastcommerce.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponte.canonical.Order;
import dev.ponte.canonical.StoreTerms;
import dev.ponte.connector.fastcommerce.api.ReportRow;
import dev.ponte.kit.OrderTable;
import dev.ponte.sandbox.FastcommerceOrder;
import dev.ponte.sandbox.FastcommerceOrders;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What becomes of which order, as the documents tell it. */
class FastcommerceOrderTableTest {

  private static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");
  private static final Map<String, String> PLAIN =
      Map.ofEntries(
          Map.entry("Feito em", "10/3/2026 10:20"),
          Map.entry("Nome", "Maria"),
          Map.entry("Nome Pedido", "João"),
          Map.entry("Tipo", "PF"),
          Map.entry("CPF/CNPJ", "11144477735"),
          Map.entry("Status", "Aprovado"),
          Map.entry("Pagamento", "Pix"),
          Map.entry("IDProduto", "5"),
          Map.entry("Qtd", "2"),
          Map.entry("Preço unit", "100,00"),
          Map.entry("Frete", "10,00"),
          Map.entry("Total sem frete", "200,00"));

  private final Map<String, Supplier<Order>> cases = new LinkedHashMap<>();

  @TestFactory
  Stream<DynamicTest> each_order_of_the_table_ends_as_it_says() {
    money();
    items();
    people();
    return OrderTable.walk("Fastcommerce", cases);
  }

  @Test
  void generated_orders_arrive_or_end_in_a_state_of_the_table() {
    FastcommerceOrders.Trait[] kinds = FastcommerceOrders.Trait.values();
    Map<String, Integer> states =
        OrderTable.count(
            "Fastcommerce",
            kinds.length * 25,
            number -> generated(FastcommerceOrders.with(number, kinds[number % kinds.length])));

    assertThat(states).containsOnlyKeys("taken", "refused: order.total-differs");
    assertThat(states.get("taken")).isEqualTo((kinds.length - 1) * 25);
    assertThat(kinds.length * 25).isGreaterThanOrEqualTo(300);
  }

  private void money() {
    with("whose parts the store has rounded", Map.of("Total sem frete", "200,03"));
    with("whose parts do not make its total", Map.of("Total sem frete", "190,00"));
    cases.put(
        "that a person takes with its total",
        () ->
            map(
                new StoreTerms(null, Set.of("BRL"), id -> true),
                Map.of("Total sem frete", "190,00")));
    with(
        "that does not make its total and is cancelled",
        Map.of("Total sem frete", "190,00", "Status", "Cancelado"));
    with(
        "with surcharges beside the items",
        Map.of("Valor embalagem", "9,90", "Total sem frete", "209,90"));
    with("with surcharges in the items' prices", Map.of("Valor embalagem", "9,90"));
    with(
        "with a coupon on the whole order",
        Map.of("Desconto cupom", "5", "Total sem frete", "195,00"));
    with(
        "with more taken off than the items cost",
        Map.of("Desconto cupom", "205", "Total sem frete", "-5,00"));
    with("for nothing", Map.of("Desconto cupom", "200", "Total sem frete", "0,00", "Frete", "0"));
    with("without a payment", Map.of("Pagamento", ""));
    with("without a total", Map.of("Total sem frete", ""));
    with("with a total below zero", Map.of("Total sem frete", "-50,00"));
  }

  private void items() {
    with("with an item of no pieces beside others", Map.of(), Map.of("Qtd", "0"));
    with("with nothing but items of no pieces", Map.of("Qtd", "0"));
    with("with pieces below zero", Map.of("Qtd", "-2"));
    with(
        "with an item of a price below zero",
        Map.of("Total sem frete", "190,00"),
        Map.of("Qtd", "1", "Preço unit", "-10,00"));
    with("with an item for free", Map.of(), Map.of("IDProduto", "6", "Preço unit", "0,00"));
    with("with an item without a price", Map.of("Preço unit", ""));
    with("with an item without a code", Map.of("IDProduto", ""));
    with(
        "with one product on two lines",
        Map.of("Total sem frete", "300,00"),
        Map.of("Qtd", "1", "Total sem frete", "300,00"));
    with("sold on a marketplace", Map.of("Meli_order_id", "2000071"));
  }

  private void people() {
    with(
        "with blank and null fields",
        Map.of("Frete", "", "Desconto cupom", " ", "Tipo", "", "E-mail", "", "Parcelas", ""));
    with("without a date", Map.of("Feito em", "30/12/1899"));
    with("without the buyer's name, but with a receiver's", Map.of("Nome", ""));
    with("without anybody's name", Map.of("Nome", "", "Nome Pedido", ""));
    with("without a document", Map.of("CPF/CNPJ", ""));
    document("with a label against the document's digits", "11222333000181", "11222333000181");
    document("with a document that lost its zeros", "2030405035", "02030405035");
    document("with a CNPJ without its check digits", "112223330001", "11222333000181");
    document("with a document that can be neither CPF nor CNPJ", "1234567", null);
  }

  @Test
  void a_buyer_abroad_may_have_any_document() {
    Order order = map(StoreTerms.STRICT, Map.of("CPF/CNPJ", "AR-123.456/7", "País", "Argentina"));

    assertThat(order.customer().document()).isEqualTo("AR-123.456/7");
    assertThat(order.customer().documentType()).isEqualTo("documento");
  }

  private void document(String row, String given, String number) {
    cases.put(
        row,
        () -> {
          Order order = map(StoreTerms.STRICT, Map.of("CPF/CNPJ", given));
          assertThat(order.customer().document()).isEqualTo(number);
          return order;
        });
  }

  @SafeVarargs
  private void with(String row, Map<String, String>... changes) {
    cases.put(row, () -> map(StoreTerms.STRICT, changes));
  }

  /** An item for each of the changes; its header is that of the first. */
  @SafeVarargs
  private static Order map(StoreTerms terms, Map<String, String>... changes) {
    List<ReportRow> rows = new ArrayList<>();
    for (Map<String, String> change : changes) {
      Map<String, String> values = new LinkedHashMap<>(PLAIN);
      values.putAll(change);
      ReportRow row = new ReportRow();
      values.forEach(row::put);
      rows.add(row);
    }
    return new OrderMapper("loja", ZONE, "BRL", terms).toOrder(new OrderRows("1", rows, false));
  }

  private static Order generated(FastcommerceOrder order) {
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
    return new OrderMapper("loja", ZONE, "BRL", StoreTerms.STRICT)
        .toOrder(new OrderRows(String.valueOf(order.number()), rows, false));
  }
}
