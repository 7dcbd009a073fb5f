package dev.ponte.sandbox;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Makes orders of a Fastcommerce store, each with a trait that real orders have. The same number
 * gives the same order.
 */
public final class FastcommerceOrders {

  private static final Set<Trait> PACKED =
      EnumSet.of(Trait.PACKAGING, Trait.PACKAGING_WITHIN, Trait.PACKAGING_OF_ITEMS_ALONE);

  private FastcommerceOrders() {}

  /** What is special about an order. */
  public enum Trait {
    PLAIN,
    COMPANY,
    COUPON,
    PERCENT,
    PACKAGING,
    /** Texts with all that ISO-8859-1 has and has not. */
    ACCENTS,
    MARKETPLACE,
    BOLETO,
    MANY_ITEMS,
    /** A percentage is taken off each piece, rounded; of the total it is not. */
    CENTS,
    /** The packaging of the order holds that of the items. */
    PACKAGING_WITHIN,
    PACKAGING_OF_ITEMS_ALONE,
    COUPON_AND_PERCENT,
    FOR_NOTHING,
    SAME_ITEM_TWICE,
    MISSING_FIELDS,
    /** Its total is 7.00 off: a person must take it. */
    WRONG_SUM
  }

  /** An order that an ERP can take, approved. */
  public static FastcommerceOrder order(int number) {
    return with(number, Trait.values()[Math.floorMod(number, Trait.WRONG_SUM.ordinal())]);
  }

  public static FastcommerceOrder with(int number, Trait trait) {
    Random random = new Random(number);
    List<Map<String, String>> items = new ArrayList<>();
    int count = trait == Trait.MANY_ITEMS ? 12 : 1 + random.nextInt(3);
    BigDecimal goods = BigDecimal.ZERO;
    for (int i = 0; i < count; i++) {
      Map<String, String> item = item(random, trait, i);
      items.add(item);
      goods = goods.add(decimal(item.get("Preço unit")).multiply(decimal(item.get("Qtd"))));
    }
    if (trait == Trait.SAME_ITEM_TWICE) {
      items.add(items.get(0));
      goods =
          goods.add(
              decimal(items.get(0).get("Preço unit")).multiply(decimal(items.get(0).get("Qtd"))));
    }
    Map<String, String> header = header(number, trait);
    header.putAll(totals(trait, goods));
    if (trait == Trait.MISSING_FIELDS) {
      List.of("E-mail", "Celular", "Bairro Pedido", "Desconto cupom", "Parcelas", "Tipo")
          .forEach(header::remove);
    }
    header.put("Frete", money(new BigDecimal(random.nextInt(5_000)).movePointLeft(2)));
    return new FastcommerceOrder(number, header, items);
  }

  private static Map<String, String> header(int number, Trait trait) {
    Map<String, String> header = new LinkedHashMap<>();
    boolean company = trait == Trait.COMPANY;
    header.put(
        "Nome", trait == Trait.ACCENTS ? "ÁÉÍÓÚ ç ã õ “São João” \ud83d\ude00" : "Maria da Silva");
    header.put("E-mail", "cliente%d@exemplo.com.br".formatted(number));
    header.put("Tipo", company ? "PJ" : "PF");
    header.put("Empresa", company ? "Padaria Coração Ltda" : "");
    header.put("CPF/CNPJ", company ? "12.345.678/0001-95" : cpf(number));
    header.put("RG/IE", company ? "ISENTO" : "");
    address(header, "", "Rua Direita", "100");
    header.put("Telefone", "(11) 3333-4444");
    header.put("Celular", "(11) 99999-0000");
    header.put("Nome Pedido", "João Conceição");
    address(header, " Pedido", "Avenida São João", "2000");
    header.put("Nascido em", "30/12/1899");
    payment(header, trait);
    header.put("Local de entrega", "Sedex");
    header.put("Obs Frete", "prazo normal de entrega na faixa de CEP");
    header.put("Presente", "N");
    header.put(
        "Msg cliente", trait == Trait.ACCENTS ? "Coração – entregar à tarde \ud83d\ude00" : "");
    if (trait == Trait.MARKETPLACE) {
      header.put("Meli_order_id", "20000%d".formatted(number));
    }
    return header;
  }

  private static void address(
      Map<String, String> header, String suffix, String street, String number) {
    header.put("Endereço" + suffix, street + ", " + number);
    header.put("Logradouro" + suffix, street);
    header.put("Endereço número" + suffix, number);
    header.put("Endereço complemento" + suffix, "apto 12");
    header.put("Bairro" + suffix, "Centro");
    header.put("Cidade" + suffix, "São Paulo");
    header.put("Estado" + suffix, "SP");
    header.put("País" + suffix, "Brasil");
    header.put("CEP" + suffix, "01001-000");
  }

  private static void payment(Map<String, String> header, Trait trait) {
    boolean card = trait != Trait.BOLETO;
    header.put("Pagamento", card ? "Cartão de crédito" : "Boleto bancário");
    header.put("Parcelas", card ? "3" : "1");
    if (card) {
      header.put("Cartão", "VISA");
      header.put("Tecnologia Cartão", "Cielo");
      header.put("VisaTID", "10069930690001234567");
      header.put("VisaARP", "123456");
      header.put("ccNum", "4111111111111111");
      header.put("ccNome", "MARIA SILVA");
      header.put("ccSeg", "123");
      header.put("ccDataExp", "05/2030");
    }
  }

  private static Map<String, String> item(Random random, Trait trait, int index) {
    Map<String, String> item = new LinkedHashMap<>();
    int product = 1 + random.nextInt(20);
    item.put("Ref. Produto", "REF%d".formatted(product));
    item.put("Cód. Barras", "78912345000%02d".formatted(product));
    item.put("Nome Produto", "Polo Seleção %d".formatted(product));
    item.put("Categoria", "Camisetas");
    item.put("Qtd", String.valueOf(1 + random.nextInt(3)));
    item.put("Preço unit", money(new BigDecimal(1_000 + random.nextInt(90_000)).movePointLeft(2)));
    item.put("IDProduto", String.valueOf(5_206_700 + product));
    item.put("Cor", index % 2 == 0 ? "Azul" : "");
    boolean wrapped = PACKED.contains(trait) && index == 0;
    item.put("Embalar produto", wrapped ? "S" : "N");
    item.put("Valor embalagem produto", wrapped ? "4,50" : "0,00");
    return item;
  }

  private static Map<String, String> totals(Trait trait, BigDecimal goods) {
    BigDecimal total =
        switch (trait) {
          case COUPON -> goods.subtract(new BigDecimal("5.00"));
          case PERCENT -> part(goods, "0.90");
          case CENTS -> part(goods, "0.9275").subtract(new BigDecimal("0.02"));
          case COUPON_AND_PERCENT -> part(goods.subtract(new BigDecimal("5.00")), "0.90");
          case PACKAGING -> goods.add(new BigDecimal("14.40"));
          case PACKAGING_WITHIN -> goods.add(new BigDecimal("9.90"));
          case PACKAGING_OF_ITEMS_ALONE -> goods.add(new BigDecimal("4.50"));
          case FOR_NOTHING -> new BigDecimal("0.00");
          case WRONG_SUM -> goods.add(new BigDecimal("7.00"));
          default -> goods;
        };
    boolean wrapped = trait == Trait.PACKAGING || trait == Trait.PACKAGING_WITHIN;
    return Map.of(
        "Total sem frete", money(total),
        "Desconto cupom", coupon(trait, goods),
        "DescontoTotalSF", percent(trait),
        "Valor embalagem", wrapped ? "9,90" : "0,00");
  }

  private static String coupon(Trait trait, BigDecimal goods) {
    return switch (trait) {
      case COUPON, COUPON_AND_PERCENT -> "5";
      case FOR_NOTHING -> money(goods);
      default -> "0";
    };
  }

  private static String percent(Trait trait) {
    return switch (trait) {
      case PERCENT, COUPON_AND_PERCENT -> "10";
      case CENTS -> "7,25";
      default -> "0";
    };
  }

  private static BigDecimal part(BigDecimal amount, String factor) {
    return amount.multiply(new BigDecimal(factor)).setScale(2, RoundingMode.HALF_UP);
  }

  private static String cpf(int number) {
    return String.valueOf(10_000_000_000L + number);
  }

  private static BigDecimal decimal(String text) {
    return new BigDecimal(text.replace(".", "").replace(',', '.'));
  }

  private static String money(BigDecimal value) {
    return value.setScale(2, RoundingMode.UNNECESSARY).toPlainString().replace('.', ',');
  }
}
