package dev.ponte.connector.moovin.orders;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.Order;
import dev.ponte.canonical.StoreTerms;
import dev.ponte.connector.moovin.Examples;
import dev.ponte.connector.moovin.MoovinStore;
import dev.ponte.connector.moovin.api.RecordReader;
import dev.ponte.kit.OrderTable;
import dev.ponte.sandbox.MoovinOrders;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What becomes of which order, as the documents tell it. */
class MoovinOrderTableTest {

  private final Map<String, Supplier<Order>> cases = new LinkedHashMap<>();

  @TestFactory
  Stream<DynamicTest> each_order_of_the_table_ends_as_it_says() {
    money();
    items();
    people();
    return OrderTable.walk("Moovin", cases);
  }

  @Test
  void generated_orders_arrive_or_end_in_a_state_of_the_table() {
    MoovinOrders.Trait[] kinds = MoovinOrders.Trait.values();
    Map<String, Integer> states =
        OrderTable.count(
            "Moovin",
            kinds.length * 20,
            number -> {
              MoovinOrders.Trait trait = kinds[number % kinds.length];
              return map(RecordReader.read(MoovinOrders.with(number, trait)), StoreTerms.STRICT);
            });

    assertThat(states).containsOnlyKeys("taken", "refused: order.total-differs");
    assertThat(states.get("taken")).isEqualTo((kinds.length - 1) * 20);
    assertThat(kinds.length * 20).isGreaterThanOrEqualTo(300);
  }

  private void money() {
    with("whose parts the store has rounded", it -> it.put("valor_total", "113.86"));
    with("whose parts do not make its total", it -> it.put("valor_total", "120.89"));
    cases.put(
        "that a person takes with its total",
        () ->
            map(
                Examples.order().put("valor_total", "120.89"),
                new StoreTerms(null, Set.of("BRL"), id -> true)));
    cases.put(
        "that does not make its total and is cancelled",
        () ->
            new OrderMapper("moovin", MoovinStore.ZONE, StoreTerms.STRICT)
                .toOrder(Examples.order().put("valor_total", "20.00"), true));
    with(
        "with surcharges beside the items",
        it -> it.put("valor_presente", "7.50").put("valor_total", "121.39"));
    with("with surcharges in the items' prices", it -> it.put("valor_acrescimo", "10.00"));
    with(
        "with a coupon on the whole order",
        it ->
            it.put("desconto_cupom", "5.00")
                .put("desconto_total", "5.00")
                .put("valor_total", "108.89"));
    with(
        "with more taken off than the items cost",
        it ->
            it.put("desconto_bonus", "105.00")
                .put("desconto_total", "105.00")
                .put("valor_total", "8.89"));
    with(
        "for nothing",
        it ->
            it.put("desconto_pontos", "113.89")
                .put("desconto_total", "113.89")
                .put("valor_total", "0.00"));
    with(
        "paid by gift card or bonus",
        it ->
            it.put("desconto_bonus", "50.00")
                .put("desconto_total", "50.00")
                .put("valor_total", "63.89"));
    with(
        "paid by two cards",
        it -> {
          ArrayNode cards = (ArrayNode) it.at("/dados_transacao/transacao");
          cards.add(((ObjectNode) cards.get(0)).deepCopy().put("valor_total", "13.89"));
        });
    with(
        "without a payment",
        it -> {
          it.putArray("dados_transacao");
          it.putNull("nome_forma_pagamento");
        });
    with("without a total", it -> it.put("valor_total", ""));
    with("with a total below zero", it -> it.put("valor_total", "-3.00"));
  }

  private void items() {
    with("without items", it -> it.put("itens", "").put("valor_total", "14.00"));
    with("with an item of no pieces beside others", it -> second(it).put("qtd", "0"));
    with("with nothing but items of no pieces", it -> item(it).put("qtd", "0"));
    with("with pieces below zero", it -> item(it).put("qtd", "-1"));
    with(
        "with an item of a price below zero",
        it -> {
          second(it).put("valor", "-9.89").put("valor_pago", "-9.89");
          it.put("valor_total", "104.00");
        });
    with("with an item for free", it -> second(it).put("valor", "0.00").put("valor_pago", "0.00"));
    with("with an item without a price", it -> item(it).put("valor", "").put("valor_pago", ""));
    with(
        "with an item without a code",
        it -> item(it).put("codigo", "").put("produto_codigo_tamanho", ""));
    with(
        "with one product on two lines",
        it -> {
          second(it);
          it.put("valor_total", "213.78");
        });
    with("sold on a marketplace", it -> it.put("campanha_ident", "marketplace.netshoes"));
  }

  private void people() {
    with(
        "with blank and null fields",
        it -> {
          item(it).put("cor", " ").putNull("tamanho").putNull("descricao").putNull("valor_pago");
          customer(it).put("email", "").putNull("telefone_celular");
          it.putNull("loja_venda").putNull("data_ultima_atualizacao").putNull("valor_presente");
        });
    with("without a date", it -> it.put("data", "0000-00-00 00:00:00"));
    with("without the buyer's name, but with a receiver's", it -> customer(it).put("nome", ""));
    with(
        "without anybody's name",
        it -> {
          customer(it).put("nome", "");
          ((ObjectNode) it.path("dados_entrega")).put("nome", "");
        });
    with("without a document", it -> customer(it).put("cpf_cnpj", ""));
    document("with a label against the document's digits", "11222333000181", "11222333000181");
    document("with a document that lost its zeros", "2030405035", "02030405035");
    document("with a CNPJ without its check digits", "112223330001", "11222333000181");
    document("with a document that can be neither CPF nor CNPJ", "1234567", null);
  }

  private void document(String row, String given, String number) {
    cases.put(
        row,
        () -> {
          ObjectNode record = Examples.order();
          customer(record).put("cpf_cnpj", given);
          Order order = map(record, StoreTerms.STRICT);
          assertThat(order.customer().document()).isEqualTo(number);
          return order;
        });
  }

  private void with(String row, Consumer<ObjectNode> change) {
    cases.put(
        row,
        () -> {
          ObjectNode record = Examples.order();
          change.accept(record);
          return map(record, StoreTerms.STRICT);
        });
  }

  private static Order map(JsonNode record, StoreTerms terms) {
    return new OrderMapper("moovin", MoovinStore.ZONE, terms).toOrder(record, false);
  }

  private static ObjectNode item(ObjectNode record) {
    return (ObjectNode) record.at("/itens/item/0");
  }

  private static ObjectNode second(ObjectNode record) {
    ObjectNode copy = item(record).deepCopy();
    ((ArrayNode) record.at("/itens/item")).add(copy);
    return copy;
  }

  private static ObjectNode customer(ObjectNode record) {
    return (ObjectNode) record.path("cliente");
  }
}
