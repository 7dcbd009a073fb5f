package dev.ponte.soak;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * What is done to a plain order of a store to make it one of a row of the table in the documents. A
 * row is missing where a store's list would not show such an order.
 */
final class OrderRows {

  static final Map<String, Consumer<ObjectNode>> VTEX = new LinkedHashMap<>();
  static final Map<String, Consumer<ObjectNode>> MOOVIN = new LinkedHashMap<>();
  static final Map<String, BiConsumer<Map<String, String>, List<Map<String, String>>>>
      FASTCOMMERCE = new LinkedHashMap<>();

  private static final int MUCH = 700;

  static {
    vtexMoney();
    vtexItems();
    vtexPeople();
    moovinMoney();
    moovinItems();
    moovinPeople();
    fastcommerceMoney();
    fastcommerceItems();
    fastcommercePeople();
  }

  private OrderRows() {}

  private static void vtexMoney() {
    VTEX.put("whose parts the store has rounded", it -> value(it, 1));
    VTEX.put("whose parts do not make its total", it -> value(it, MUCH));
    VTEX.put("with surcharges beside the items", it -> total(it, "Interest", 100));
    VTEX.put("with a coupon on the whole order", it -> total(it, "Discounts", -50));
    VTEX.put(
        "for nothing",
        it -> {
          total(it, "Discounts", -it.path("value").asLong());
        });
    VTEX.put("without a payment", it -> it.putNull("paymentData"));
    VTEX.put(
        "in other money than BRL",
        it -> ((ObjectNode) it.path("storePreferencesData")).put("currencyCode", "USD"));
    VTEX.put("without a total", it -> it.putNull("value"));
    VTEX.put("with a total below zero", it -> it.put("value", -100));
    VTEX.put("changed in the store without a word of what", it -> total(it, "Change", -150));
    VTEX.put(
        "changed in the store as the document explains",
        it -> {
          ObjectNode first = first(it);
          long price = first.path("price").asLong();
          first.put("quantity", first.path("quantity").asInt() + 1);
          ((ObjectNode) it.path("totals").path(0))
              .put("value", it.path("totals").path(0).path("value").asLong() + price);
          it.put("value", it.path("value").asLong() + price);
          total(it, "Change", -price);
          it.putObject("changesAttachment")
              .putArray("changesData")
              .addObject()
              .putArray("itemsRemoved")
              .addObject()
              .put("id", first.path("id").asText())
              .put("quantity", 1)
              .put("price", price);
        });
  }

  private static void vtexItems() {
    VTEX.put("without items", it -> it.putArray("items"));
    VTEX.put(
        "with an item of no pieces beside others",
        it -> ((ArrayNode) it.path("items")).add(first(it).deepCopy().put("quantity", 0)));
    VTEX.put(
        "with nothing but items of no pieces",
        it -> it.path("items").forEach(item -> ((ObjectNode) item).put("quantity", 0)));
    VTEX.put("with pieces below zero", it -> first(it).put("quantity", -1));
    VTEX.put(
        "with an item of a price below zero",
        it -> {
          ObjectNode less = first(it).deepCopy();
          less.put("quantity", 1).put("price", -300).put("sellingPrice", -300);
          ((ArrayNode) it.path("items")).add(less);
          total(it, "Items", -300);
        });
    VTEX.put(
        "with an item for free",
        it -> {
          ObjectNode free = first(it).deepCopy();
          free.put("price", 0).put("sellingPrice", 0).put("isGift", true);
          ((ArrayNode) it.path("items")).add(free);
        });
    VTEX.put(
        "with an item without a price",
        it -> {
          first(it).putNull("price").putNull("sellingPrice");
        });
    VTEX.put("with an item without a code", it -> first(it).putNull("id"));
    VTEX.put("of another seller", it -> first(it).put("seller", "parceiro"));
    VTEX.put(
        "that goes to several places",
        it -> {
          ArrayNode logistics = (ArrayNode) it.path("shippingData").path("logisticsInfo");
          ((ObjectNode) logistics.get(0)).put("addressId", "casa");
          ObjectNode second = logistics.get(0).deepCopy();
          logistics.add(second.put("itemIndex", 1).put("addressId", "trabalho"));
        });
  }

  private static void vtexPeople() {
    VTEX.put(
        "with blank and null fields",
        it -> {
          first(it).putNull("ean").putNull("unitMultiplier");
          profile(it).put("phone", "").putNull("email");
          it.putNull("marketingData").putNull("openTextField").putNull("sellers");
          ((ObjectNode) it.path("shippingData").path("address")).putNull("number").put("city", " ");
        });
    VTEX.put(
        "without the buyer's name, but with a receiver's",
        it -> profile(it).putNull("firstName").putNull("lastName"));
    VTEX.put(
        "without anybody's name",
        it -> {
          profile(it).putNull("firstName").putNull("lastName");
          ((ObjectNode) it.path("shippingData").path("address")).putNull("receiverName");
        });
    documents().forEach((row, number) -> VTEX.put(row, it -> profile(it).put("document", number)));
  }

  private static void moovinMoney() {
    MOOVIN.put("whose parts the store has rounded", it -> paid(it, "0.03"));
    MOOVIN.put("whose parts do not make its total", it -> paid(it, "7.00"));
    MOOVIN.put(
        "with surcharges beside the items",
        it -> {
          it.put("valor_presente", "7.50");
          paid(it, "7.50");
        });
    MOOVIN.put("with surcharges in the items' prices", it -> it.put("valor_acrescimo", "10.00"));
    MOOVIN.put(
        "with a coupon on the whole order",
        it -> {
          it.put("desconto_cupom", "5.00").put("desconto_total", "5.00");
          paid(it, "-5.00");
        });
    MOOVIN.put(
        "for nothing",
        it -> {
          String total = it.path("valor_total").asText();
          it.put("desconto_cupom", total).put("desconto_total", total).put("valor_total", "0.00");
        });
    MOOVIN.put(
        "paid by gift card or bonus",
        it -> {
          it.put("desconto_bonus", "5.00").put("desconto_total", "5.00");
          paid(it, "-5.00");
        });
    MOOVIN.put(
        "without a payment",
        it -> {
          it.putArray("dados_transacao");
          it.putNull("nome_forma_pagamento");
        });
    MOOVIN.put("without a total", it -> it.put("valor_total", ""));
    MOOVIN.put("with a total below zero", it -> it.put("valor_total", "-3.00"));
  }

  private static void moovinItems() {
    MOOVIN.put("without items", it -> it.put("itens", ""));
    MOOVIN.put("with an item of no pieces beside others", it -> again(it).put("qtd", "0"));
    MOOVIN.put(
        "with nothing but items of no pieces",
        it -> it.at("/itens/item").forEach(item -> ((ObjectNode) item).put("qtd", "0")));
    MOOVIN.put("with pieces below zero", it -> item(it).put("qtd", "-1"));
    MOOVIN.put(
        "with an item of a price below zero",
        it -> {
          again(it).put("qtd", "1").put("valor", "-9.89").put("valor_pago", "-9.89");
          paid(it, "-9.89");
        });
    MOOVIN.put(
        "with an item for free", it -> again(it).put("valor", "0.00").put("valor_pago", "0.00"));
    MOOVIN.put(
        "with an item without a price", it -> item(it).put("valor", "").put("valor_pago", ""));
    MOOVIN.put(
        "with an item without a code",
        it -> item(it).put("codigo", "").put("produto_codigo_tamanho", ""));
  }

  private static void moovinPeople() {
    MOOVIN.put(
        "with blank and null fields",
        it -> {
          item(it).put("cor", " ").putNull("tamanho").putNull("descricao").putNull("valor_pago");
          buyer(it).put("email", "").putNull("telefone_celular");
          it.putNull("loja_venda").putNull("valor_presente");
        });
    MOOVIN.put("without the buyer's name, but with a receiver's", it -> buyer(it).put("nome", ""));
    MOOVIN.put(
        "without anybody's name",
        it -> {
          buyer(it).put("nome", "");
          ((ObjectNode) it.path("dados_entrega")).put("nome", "");
        });
    documents().forEach((row, number) -> MOOVIN.put(row, it -> buyer(it).put("cpf_cnpj", number)));
  }

  private static void fastcommerceMoney() {
    FASTCOMMERCE.put("whose parts the store has rounded", (head, items) -> goods(head, "0.03"));
    FASTCOMMERCE.put("whose parts do not make its total", (head, items) -> goods(head, "7.00"));
    FASTCOMMERCE.put(
        "with surcharges beside the items",
        (head, items) -> {
          head.put("Valor embalagem", "9,90");
          goods(head, "9.90");
        });
    FASTCOMMERCE.put(
        "with surcharges in the items' prices",
        (head, items) -> head.put("Valor embalagem", "9,90"));
    FASTCOMMERCE.put(
        "with a coupon on the whole order",
        (head, items) -> {
          head.put("Desconto cupom", "5");
          goods(head, "-5.00");
        });
    FASTCOMMERCE.put(
        "with more taken off than the items cost",
        (head, items) -> {
          head.put("Frete", "50,00");
          head.put("Desconto cupom", told(amount(head.get("Total sem frete")).add(amount("5,00"))));
          head.put("Total sem frete", "-5,00");
        });
    FASTCOMMERCE.put(
        "for nothing",
        (head, items) -> {
          head.put("Frete", "0,00");
          head.put("Desconto cupom", head.get("Total sem frete"));
          head.put("Total sem frete", "0,00");
        });
    FASTCOMMERCE.put(
        "without a payment",
        (head, items) -> head.keySet().removeAll(List.of("Pagamento", "Cartão", "Parcelas")));
    FASTCOMMERCE.put("without a total", (head, items) -> head.put("Total sem frete", ""));
    FASTCOMMERCE.put(
        "with a total below zero", (head, items) -> head.put("Total sem frete", "-90,00"));
  }

  private static void fastcommerceItems() {
    FASTCOMMERCE.put(
        "with an item of no pieces beside others", (head, items) -> more(items).put("Qtd", "0"));
    FASTCOMMERCE.put(
        "with nothing but items of no pieces",
        (head, items) -> items.forEach(it -> it.put("Qtd", "0")));
    FASTCOMMERCE.put("with pieces below zero", (head, items) -> items.get(0).put("Qtd", "-2"));
    FASTCOMMERCE.put(
        "with an item of a price below zero",
        (head, items) -> {
          Map<String, String> less = more(items);
          less.put("Qtd", "1");
          less.put("Preço unit", "-10,00");
          goods(head, "-10.00");
        });
    FASTCOMMERCE.put(
        "with an item for free", (head, items) -> more(items).put("Preço unit", "0,00"));
    FASTCOMMERCE.put(
        "with an item without a price", (head, items) -> items.get(0).put("Preço unit", ""));
    FASTCOMMERCE.put(
        "with an item without a code",
        (head, items) -> {
          items.get(0).put("IDProduto", "");
          items.get(0).put("Ref. Produto", "");
        });
  }

  private static void fastcommercePeople() {
    FASTCOMMERCE.put(
        "with blank and null fields",
        (head, items) -> {
          List.of("Tipo", "E-mail", "Parcelas", "Obs Frete").forEach(it -> head.put(it, ""));
          head.put("Desconto cupom", " ");
        });
    FASTCOMMERCE.put(
        "without the buyer's name, but with a receiver's", (head, items) -> head.put("Nome", ""));
    FASTCOMMERCE.put(
        "without anybody's name",
        (head, items) -> {
          head.put("Nome", "");
          head.put("Nome Pedido", "");
          head.put("Empresa", "");
        });
    documents()
        .forEach(
            (row, number) -> FASTCOMMERCE.put(row, (head, items) -> head.put("CPF/CNPJ", number)));
  }

  /** Documents as they come, by the rows of the table. */
  private static Map<String, String> documents() {
    Map<String, String> documents = new LinkedHashMap<>();
    documents.put("without a document", "");
    documents.put("with a label against the document's digits", "11222333000181");
    documents.put("with a document that lost its zeros", "2030405035");
    documents.put("with a CNPJ without its check digits", "112223330001");
    documents.put("with a document that can be neither CPF nor CNPJ", "1234567");
    return documents;
  }

  private static ObjectNode first(ObjectNode order) {
    return (ObjectNode) order.path("items").path(0);
  }

  private static ObjectNode profile(ObjectNode order) {
    return (ObjectNode) order.path("clientProfileData");
  }

  private static void value(ObjectNode order, long more) {
    order.put("value", order.path("value").asLong() + more);
  }

  private static void total(ObjectNode order, String id, long value) {
    order.withArray("totals").addObject().put("id", id).put("name", "Total").put("value", value);
    value(order, value);
  }

  private static ObjectNode item(ObjectNode order) {
    return (ObjectNode) order.at("/itens/item/0");
  }

  /** The first item once more. */
  private static ObjectNode again(ObjectNode order) {
    ObjectNode copy = item(order).deepCopy();
    ((ArrayNode) order.at("/itens/item")).add(copy);
    return copy;
  }

  private static ObjectNode buyer(ObjectNode order) {
    return (ObjectNode) order.path("cliente");
  }

  private static void paid(ObjectNode order, String more) {
    BigDecimal total = new BigDecimal(order.path("valor_total").asText());
    order.put("valor_total", total.add(new BigDecimal(more)).toPlainString());
  }

  /** The first item once more. */
  private static Map<String, String> more(List<Map<String, String>> items) {
    Map<String, String> copy = new LinkedHashMap<>(items.get(0));
    items.add(copy);
    return copy;
  }

  private static void goods(Map<String, String> header, String more) {
    BigDecimal total = amount(header.get("Total sem frete")).add(new BigDecimal(more));
    header.put("Total sem frete", told(total));
  }

  static BigDecimal amount(String told) {
    return new BigDecimal(told.replace(".", "").replace(',', '.'));
  }

  private static String told(BigDecimal amount) {
    return amount.toPlainString().replace('.', ',');
  }
}
