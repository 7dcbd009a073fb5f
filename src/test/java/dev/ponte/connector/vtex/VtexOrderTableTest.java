package dev.ponte.connector.vtex;

import static dev.ponte.connector.vtex.Documents.example;
import static dev.ponte.connector.vtex.Documents.firstItem;
import static dev.ponte.connector.vtex.Documents.item;
import static dev.ponte.connector.vtex.Documents.json;
import static dev.ponte.connector.vtex.Documents.logistics;
import static dev.ponte.connector.vtex.Documents.map;
import static dev.ponte.connector.vtex.Documents.payment;
import static dev.ponte.connector.vtex.Documents.plain;
import static dev.ponte.connector.vtex.Documents.profile;
import static dev.ponte.connector.vtex.Documents.total;
import static dev.ponte.connector.vtex.Documents.totals;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.Order;
import dev.ponte.kit.OrderTable;
import dev.ponte.sandbox.VtexOrders;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What becomes of which order, as the documents tell it. */
class VtexOrderTableTest {

  private final Map<String, Supplier<Order>> cases = new LinkedHashMap<>();

  @TestFactory
  Stream<DynamicTest> each_order_of_the_table_ends_as_it_says() {
    money();
    items();
    people();
    changes();
    return OrderTable.walk("VTEX", cases);
  }

  @Test
  void generated_orders_arrive_or_end_in_a_state_of_the_table() {
    int kinds = VtexOrders.Trait.values().length + 1;
    Map<String, Integer> states =
        OrderTable.count("VTEX", kinds * 15, number -> map(json(generated(number, kinds))));

    assertThat(states)
        .containsOnlyKeys("taken", "refused: vtex.other-seller", "refused: order.total-differs");
    assertThat(states.get("taken")).isEqualTo((kinds - 2) * 15);
    assertThat(kinds * 15).isGreaterThanOrEqualTo(300);
  }

  private static String generated(int number, int kinds) {
    int kind = number % kinds;
    return kind == kinds - 1
        ? VtexOrders.wrongSum(number)
        : new VtexOrders(3).with(number, VtexOrders.Trait.values()[kind]);
  }

  private void money() {
    with("whose parts the store has rounded", it -> it.put("value", 28_883));
    with("whose parts do not make its total", it -> it.put("value", 29_983));
    cases.put(
        "that a person takes with its total",
        () -> {
          ObjectNode order = example();
          return Documents.taken(order.put("value", 29_983));
        });
    with(
        "that does not make its total and is cancelled",
        it -> it.put("value", 29_983).put("status", "canceled"));
    with("with surcharges beside the items", it -> total(it, "Tax", 100));
    from(
        "with surcharges in the items' prices",
        plain(item("1", 1, 1000, "\"sellingPrice\":1100")),
        it -> total(it, "DafitiInterest", 100));
    from(
        "with a coupon on the whole order",
        plain(item("1", 2, 1000, "")),
        it -> totals(it, 2000, -300, 0));
    from(
        "with more taken off than the items cost",
        plain(item("1", 1, 1000, "")),
        it -> {
          totals(it, 1000, -1000, 500);
          total(it, "Voucher", -200);
        });
    from("for nothing", plain(item("1", 1, 1000, "")), it -> totals(it, 1000, -1000, 0));
    with(
        "paid by gift card or bonus",
        it -> payment(it).put("group", "giftCard").put("paymentSystemName", "Vale"));
    cases.put(
        "paid by two cards",
        () -> map(json(new VtexOrders(1).with(5, VtexOrders.Trait.TWO_CARDS))));
    with("without a payment", it -> it.putNull("paymentData"));
    with(
        "in other money than BRL",
        it -> it.putObject("storePreferencesData").put("currencyCode", "USD"));
    with("without a total", it -> it.putNull("value"));
    with("with a total below zero", it -> it.put("value", -100));
  }

  private void items() {
    with("without items", it -> it.putArray("items"));
    from(
        "with an item of no pieces beside others",
        plain(item("1", 1, 1000, ""), item("2", 0, 500, "")),
        it -> {});
    with("with nothing but items of no pieces", it -> firstItem(it).put("quantity", 0));
    with("with pieces below zero", it -> firstItem(it).put("quantity", -1));
    from(
        "with an item of a price below zero",
        plain(item("1", 1, 1000, ""), item("2", 1, -300, "")),
        it -> {});
    from(
        "with an item for free",
        plain(item("1", 1, 1000, ""), item("2", 1, 0, "\"isGift\":true")),
        it -> {});
    with(
        "with an item without a price",
        it -> firstItem(it).putNull("price").putNull("sellingPrice"));
    with("with an item without a code", it -> firstItem(it).putNull("id"));
    from(
        "with one product on two lines",
        plain(item("1", 1, 1000, ""), item("1", 2, 900, "")),
        it -> {});
    from(
        "priced by a part of the sale unit (unitMultiplier)",
        plain(item("1", 3, 4999, "\"sellingPrice\":950,\"unitMultiplier\":0.19")),
        it -> totals(it, 2850, 0, 0));
    with("of another seller", it -> firstItem(it).put("seller", "parceiro"));
    with(
        "sold on a marketplace",
        it -> it.put("origin", "Fulfillment").put("affiliateId", "MLB").putNull("paymentData"));
    with(
        "that goes to several places",
        it -> {
          logistics(it).put("addressId", "casa");
          ObjectNode second = logistics(it).deepCopy();
          second.put("itemIndex", 1).put("addressId", "trabalho");
          ((ObjectNode) it.path("shippingData")).withArray("logisticsInfo").add(second);
        });
  }

  private void people() {
    with(
        "with blank and null fields",
        it -> {
          firstItem(it).put("refId", " ").putNull("ean").putNull("unitMultiplier");
          profile(it).put("phone", "").putNull("email");
          it.putNull("marketingData").putNull("openTextField").putNull("sellers");
          ((ObjectNode) it.path("shippingData").path("address")).putNull("number").put("city", " ");
        });
    with("without a date", it -> it.putNull("creationDate"));
    with(
        "without the buyer's name, but with a receiver's",
        it -> profile(it).putNull("firstName").putNull("lastName"));
    with(
        "without anybody's name",
        it -> {
          profile(it).putNull("firstName").putNull("lastName");
          ((ObjectNode) it.path("shippingData").path("address")).putNull("receiverName");
        });
    with("without a document", it -> profile(it).putNull("document"));
    document("with a label against the document's digits", "11222333000181", "11222333000181");
    document("with a document that lost its zeros", "2030405035", "02030405035");
    document("with a CNPJ without its check digits", "112223330001", "11222333000181");
    document("with a document that can be neither CPF nor CNPJ", "1234567", null);
  }

  private void changes() {
    from(
        "changed in the store as the document explains",
        plain(item("1", 3, 1000, "")),
        it -> {
          total(it, "Change", -1000);
          it.set(
              "changesAttachment",
              json(
                  "{\"changesData\":[{\"itemsRemoved\":[{\"id\":\"1\",\"quantity\":1,\"price\":1000}]}]}"));
        });
    from(
        "changed in the store without a word of what",
        plain(item("1", 1, 1000, "")),
        it -> total(it, "Change", -150));
    from(
        "with nothing left after a change",
        plain(item("1", 1, 1000, "")),
        it -> {
          totals(it, 1000, 0, 500);
          total(it, "Change", -1000);
          it.set(
              "changesAttachment",
              json(
                  "{\"changesData\":[{\"itemsRemoved\":[{\"id\":\"1\",\"quantity\":1,\"price\":1000}]}]}"));
        });
  }

  private void document(String row, String given, String number) {
    cases.put(
        row,
        () -> {
          ObjectNode order = example();
          profile(order).put("document", given);
          Order mapped = map(order);
          assertThat(mapped.customer().document()).isEqualTo(number);
          return mapped;
        });
  }

  private void with(String row, Consumer<ObjectNode> change) {
    from(row, example(), change);
  }

  private void from(String row, ObjectNode order, Consumer<ObjectNode> change) {
    cases.put(
        row,
        () -> {
          change.accept(order);
          return map(order);
        });
  }
}
