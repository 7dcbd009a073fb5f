package dev.ponte.connector.focco;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponte.canonical.Address;
import dev.ponte.canonical.Charge;
import dev.ponte.canonical.Customer;
import dev.ponte.canonical.Freight;
import dev.ponte.canonical.Line;
import dev.ponte.canonical.Marketplace;
import dev.ponte.canonical.Order;
import dev.ponte.canonical.Payment;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the people at Focco read of an order. */
class FoccoNotesTest {

  private static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");

  @Test
  void a_part_of_a_purchase_says_of_how_many_it_is_one() {
    assertThat(FoccoNotes.forOrder(whole(null, Map.of("orderGroupSize", "2")), ZONE, 3_600))
        .contains("\nCompra v7, parte 1 de 2, dividida em vários pedidos\n")
        .doesNotContain("orderGroupSize");
  }

  @Test
  void every_fact_has_its_place() {
    assertThat(FoccoNotes.forOrder(whole("Sem pressa", Map.of()), ZONE, 3_600))
        .isEqualTo(
            """
            Pedido v7-01 (vtex), número 4711
            Compra v7, parte 1, dividida em vários pedidos
            Colocado em: 02/01/2026 00:04
            Prometido para: 09/01/2026
            Canal: Fulfillment
            Marketplace: WLM, pedido 998877
            Cliente: Casa Ltda, Fantasia Casa, CNPJ 11222333000181, IE 123, Contato Ana Souza
            Telefones: +5511987654321 / +551133334444
            E-mail: ana@casa.example
            Faturamento: Casa Ltda, Rua da Nota, 1, Centro, São Paulo, SP, CEP 01002000
            Retira em: Loja Centro, Rua Direita, 7, São Paulo, SP, CEP 01002000, URY, ref. ao lado, quem retira: Ana Souza
            Frete: Retirada, Loja, 1bd, janela 08/01/2026 09:00 a 08/01/2026 12:00, depósito 1_1
            Observações do cliente: Sem pressa
            Mensagem do presente: Parabéns
            Cupom: NATAL
            Promoções: 10% no Pix
            Item sku-1: brinde, gravação: ANA, kit: 2x REF-9 Copo; PIRES Pires
            Valor adicional: Embalagem R$ 4.58
            Pagamento: Visa (creditCard), 3x, R$ 227.45 (valor de toda a compra, deste pedido R$ 54.58), autorização A9, NSU 185140, TID 777, transação T1, adquirente Cielo
            salesChannel: 2""");
  }

  @Test
  void the_order_of_the_facts_does_not_depend_on_how_the_store_tells_them() {
    Map<String, String> some = new TreeMap<>(Map.of("b", "2", "a", "1", "c", "3"));

    assertThat(FoccoNotes.forOrder(whole(null, some), ZONE, 3_600)).endsWith("a: 1\nb: 2\nc: 3");
  }

  @Test
  void what_is_too_long_is_cut_with_a_mark_and_all_short_facts_stay() {
    String words = "Entregar no portão azul. ".repeat(180);
    Map<String, String> payload = Map.of("customData.payload", "x".repeat(4_000));

    String notes = FoccoNotes.forOrder(whole(words, payload), ZONE, 3_600);

    assertThat(notes.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(3_500, 3_600);
    assertThat(notes)
        .contains("portão azul")
        .contains("autorização A9, NSU 185140")
        .contains("Rua da Nota")
        .containsSubsequence("… (cortado)", "… (cortado)");
  }

  @Test
  void more_lines_than_there_is_room_for_end_with_how_many_are_left_out() {
    Map<String, String> many = new TreeMap<>();
    for (int i = 0; i < 200; i++) {
      many.put("campo %03d".formatted(i), "valor ".repeat(12));
    }

    String notes = FoccoNotes.forOrder(whole(null, many), ZONE, 3_600);

    assertThat(notes.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(3_600);
    assertThat(notes)
        .contains("campo 000")
        .matches("(?s).*… \\(cortado: mais \\d+ linhas na loja\\)");
  }

  @Test
  void a_card_that_a_customer_wrote_down_goes_no_further_but_numbers_of_orders_do() {
    String notes =
        FoccoNotes.forOrder(
            whole(
                "Meu cartão é 4111 1111 1111 1111, pedido 2000003508419013",
                Map.of("customData.x", "378282246310005")),
            ZONE,
            3_600);

    assertThat(notes)
        .contains("cartão é ****, pedido 2000003508419013")
        .contains("customData.x: ****");
  }

  private static Order whole(String words, Map<String, String> more) {
    Map<String, String> extras = new TreeMap<>(more);
    if (more.isEmpty()) {
      extras.put("salesChannel", "2");
      extras.put("promotions", "10% no Pix");
      extras.put("coupon", "NATAL");
      extras.put("giftMessage", "Parabéns");
      extras.put("pickupPoint", "Loja Centro");
    }
    Line line = Orders.line("1", "1", "50.00", "50.00");
    Line gift =
        new Line(
            line.sku(),
            line.ref(),
            null,
            line.name(),
            line.quantity(),
            "un",
            null,
            null,
            line.unitPrice(),
            null,
            null,
            line.net(),
            true,
            "1",
            Map.of("gravação", "ANA"),
            List.of(
                new Line.Component("9", "REF-9", null, "Copo", new BigDecimal("2"), null),
                new Line.Component("PIRES", null, null, "Pires", null, null)));
    return new Order(
        "vtex",
        "v7-01",
        "4711",
        "v7",
        "Fulfillment",
        new Marketplace("WLM", "998877"),
        "ready-for-handling",
        false,
        false,
        OffsetDateTime.parse("2026-01-02T03:04:05Z"),
        null,
        "BRL",
        new Customer(
            Customer.Kind.COMPANY,
            "11222333000181",
            Customer.CNPJ,
            "Casa Ltda",
            "Casa",
            "123",
            "ana@casa.example",
            List.of("+5511987654321", "+551133334444"),
            "Ana Souza"),
        address("Casa Ltda", "Rua da Nota", "1", "Centro", null, "BRA", false),
        address("Ana Souza", "Rua Direita", "7", null, "ao lado", "URY", true),
        List.of(gift),
        List.of(
            new Payment(
                "Visa",
                "creditCard",
                3,
                new BigDecimal("227.45"),
                "T1",
                "777",
                "185140",
                "A9",
                "Cielo")),
        new Freight(
            "Retirada",
            "Loja",
            new BigDecimal("0.00"),
            "1bd",
            OffsetDateTime.parse("2026-01-10T02:00:00Z"),
            OffsetDateTime.parse("2026-01-08T12:00:00Z"),
            OffsetDateTime.parse("2026-01-08T15:00:00Z"),
            "1_1"),
        List.of(new Charge("giftWrap", "Embalagem", new BigDecimal("4.58"))),
        new BigDecimal("54.58"),
        words,
        extras,
        null);
  }

  private static Address address(
      String receiver,
      String street,
      String number,
      String district,
      String reference,
      String country,
      boolean pickup) {
    return new Address(
        receiver,
        street,
        number,
        null,
        district,
        reference,
        "São Paulo",
        "SP",
        "01002000",
        country,
        pickup);
  }
}
