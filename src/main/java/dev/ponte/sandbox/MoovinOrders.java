package dev.ponte.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Makes order records of the shape that getPedidos prints, each with a trait that real orders have.
 * The same number gives the same record.
 */
public final class MoovinOrders {

  private static final LocalDateTime FIRST = LocalDateTime.of(2026, 1, 5, 9, 0);
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
  private static final int NUMBERS_FROM = 100_000;
  private static final List<String> NAMES =
      List.of(
          "Tênis Infantil", "Sandália de Verão", "Bolsa Média", "Cinto de Couro", "Meia Algodão");
  private static final List<String> PRICES = List.of("99.89", "59.90", "189.00", "45.55", "12.30");

  private MoovinOrders() {}

  /** What is special about an order. */
  public enum Trait {
    PLAIN,
    COMPANY,
    ITEM_DISCOUNT,
    COUPON,
    SURCHARGE_WITHIN,
    GIFT_WRAP,
    GATEWAY_FEE,
    SOLD_ON_MARKETPLACE,
    PICKUP,
    NO_TRANSACTION,
    ACCENTS,
    /** What was paid for one is rounded, the total is not. */
    CENTS,
    /** {@code valor_pago} is for all pieces of an item. */
    PAID_FOR_ALL,
    SURCHARGE_BESIDE,
    SURCHARGE_AND_COUPON,
    POINTS_FOR_ALL,
    SAME_ITEM_TWICE,
    ITEM_OF_NONE,
    TWO_CARDS,
    RECEIVER_WITH_PHONES,
    MISSING_FIELDS,
    /** Its amounts do not make its total: no ERP can take it. */
    WRONG_SUM;

    /** Whether an ERP that knows the items can take such an order. */
    public boolean acceptable() {
      return this != WRONG_SUM;
    }
  }

  /** The id of the order of this number. */
  public static String id(int number) {
    return String.valueOf(NUMBERS_FROM + number);
  }

  /** An approved order that an ERP can take. */
  public static String order(int number) {
    Trait[] all = Arrays.stream(Trait.values()).filter(Trait::acceptable).toArray(Trait[]::new);
    return with(number, all[Math.floorMod(number, all.length)]);
  }

  /** An approved order with the trait. */
  public static String with(int number, Trait trait) {
    return record(number, trait, MoovinShelf.APPROVED).toString();
  }

  /** An order whose payment is not approved yet. */
  public static String pending(int number) {
    return record(number, Trait.PLAIN, MoovinShelf.PENDING).toString();
  }

  /** An approved order whose amounts do not make its total. */
  public static String wrongSum(int number) {
    return with(number, Trait.WRONG_SUM);
  }

  /** The codes of all items that orders hold, for an ERP to know them. */
  public static List<String> references() {
    return IntStream.range(0, NAMES.size()).mapToObj(MoovinOrders::code).toList();
  }

  /** The same order, placed now, in the store's zone. */
  static String placedAt(String record, Clock clock) {
    if (!(MoovinSimulator.parse(record) instanceof ObjectNode order)) {
      throw new IllegalArgumentException("Not an order record");
    }
    order.put("data", STAMP.format(LocalDateTime.now(clock.withZone(MoovinShelf.ZONE))));
    return order.toString();
  }

  private static ObjectNode record(int number, Trait trait, String status) {
    ObjectNode order = JsonNodeFactory.instance.objectNode();
    order.put("codigo_pedido", id(number));
    order.put("data", STAMP.format(FIRST.plusSeconds(number * 11L)));
    order.put("codigo_status_pedido", status);
    order.put("importado", "0").put("pagamento_efetuado", "S").put("pedido_troca", "N");
    order.put("loja_venda", "").put("nome_loja_pagamento", "E-commerce");
    BigDecimal items = items(order, number, trait);
    BigDecimal total = amounts(order, items, trait);
    MoovinBuyers.put(order, number, trait, total);
    return order;
  }

  private static BigDecimal items(ObjectNode order, int number, Trait trait) {
    ArrayNode items = JsonNodeFactory.instance.arrayNode();
    BigDecimal sum = BigDecimal.ZERO;
    int count = 1 + Math.floorMod(number, 3);
    for (int i = 0; i < count; i++) {
      int kind = Math.floorMod(number + i, NAMES.size());
      int quantity = 1 + Math.floorMod(number + i, trait == Trait.CENTS ? 7 : 2);
      BigDecimal pieces = BigDecimal.valueOf(quantity);
      BigDecimal price = new BigDecimal(PRICES.get(kind));
      BigDecimal paid = paid(price, trait);
      BigDecimal shown = trait == Trait.PAID_FOR_ALL ? paid.multiply(pieces) : paid;
      items.add(item(kind, quantity, price, cents(shown), trait));
      sum = sum.add(paid.multiply(pieces));
    }
    more(items, trait);
    if (trait == Trait.SAME_ITEM_TWICE) {
      sum = sum.add(new BigDecimal(items.get(0).path("valor").asText()));
    }
    order.putObject("itens").set("item", items);
    order.put("qtd_itens", String.valueOf(count));
    return cents(sum);
  }

  /** For one, before it is rounded. */
  private static BigDecimal paid(BigDecimal price, Trait trait) {
    return switch (trait) {
      case ITEM_DISCOUNT, PAID_FOR_ALL -> price.subtract(new BigDecimal("2.35"));
      case CENTS -> price.multiply(new BigDecimal("0.9275"));
      default -> price;
    };
  }

  private static void more(ArrayNode items, Trait trait) {
    ObjectNode again = items.get(0).deepCopy();
    if (trait == Trait.SAME_ITEM_TWICE) {
      items.add(again.put("qtd", "1"));
    } else if (trait == Trait.ITEM_OF_NONE) {
      items.add(again.put("qtd", "0"));
    }
  }

  private static BigDecimal cents(BigDecimal amount) {
    return amount.setScale(2, RoundingMode.HALF_UP);
  }

  private static ObjectNode item(
      int kind, int quantity, BigDecimal price, BigDecimal paid, Trait trait) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("codigo", code(kind))
        .put("produto_codigo", "63656673" + kind)
        .put("produto_codigo_cor", "63656673" + kind + "42")
        .put("produto_codigo_tamanho", code(kind))
        .put("qtd", String.valueOf(quantity))
        .put("cor", "Napa Rosa")
        .put("tamanho", String.valueOf(35 + kind))
        .put("nome_loja", "E-commerce")
        .put("cod_loja", "1")
        .put("valor", price.toPlainString())
        .put("valor_pago", paid.toPlainString())
        .put("prazo_entrega_extra", "0")
        .put("nfe_ncm", "")
        .put("nfe_origem", "0")
        .put("peso", "1000")
        .put("presente", trait == Trait.GIFT_WRAP ? "S" : "N")
        .put("pre_venda", "N")
        .put("personalizacao", "")
        .put("data_envio_pre_venda", "0000-00-00")
        .put("descricao", NAMES.get(kind) + " | Cor: NAPA ROSA");
  }

  private static BigDecimal amounts(ObjectNode order, BigDecimal items, Trait trait) {
    BigDecimal freight = trait == Trait.PICKUP ? BigDecimal.ZERO : new BigDecimal("14.00");
    boolean both = trait == Trait.SURCHARGE_AND_COUPON;
    BigDecimal coupon = amount(trait == Trait.COUPON || both, "5.00");
    BigDecimal wrap = amount(trait == Trait.GIFT_WRAP, "7.50");
    BigDecimal fee = amount(trait == Trait.GATEWAY_FEE, "3.21");
    BigDecimal beside = amount(trait == Trait.SURCHARGE_BESIDE || both, "10.00");
    BigDecimal points = trait == Trait.POINTS_FOR_ALL ? items.add(freight) : new BigDecimal("0.00");
    BigDecimal off = coupon.add(points);
    BigDecimal total = items.add(freight).subtract(off).add(wrap).add(fee).add(beside);
    BigDecimal shown = trait == Trait.WRONG_SUM ? total.add(new BigDecimal("7.00")) : total;
    order
        .put("valor_acrescimo", trait == Trait.SURCHARGE_WITHIN ? "10.00" : beside.toPlainString())
        .put("valor_parcial", items.toPlainString())
        .put("valor_total", shown.toPlainString())
        .put("valor_frete", freight.toPlainString())
        .put("valor_presente", wrap.toPlainString())
        .put("valor_taxa_gateway", fee.signum() == 0 ? "" : fee.toPlainString())
        .put("desconto_bonus", "0.00")
        .put("desconto_pontos", points.toPlainString())
        .put("desconto_vlr_compra", "0.00")
        .put("desconto_num_pedidos", "0.00")
        .put("desconto_cupom", coupon.toPlainString())
        .put("codigo_cupom_desconto", coupon.signum() == 0 ? "" : "BEMVINDO")
        .put("desconto_total", off.toPlainString());
    return shown;
  }

  private static BigDecimal amount(boolean present, String value) {
    return present ? new BigDecimal(value) : new BigDecimal("0.00");
  }

  private static String code(int kind) {
    return "10.3318.%d".formatted(35 + kind);
  }
}
