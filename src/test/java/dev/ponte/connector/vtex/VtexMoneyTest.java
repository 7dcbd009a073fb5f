package dev.ponte.connector.vtex;

import static dev.ponte.connector.vtex.Documents.example;
import static dev.ponte.connector.vtex.Documents.firstItem;
import static dev.ponte.connector.vtex.Documents.item;
import static dev.ponte.connector.vtex.Documents.json;
import static dev.ponte.connector.vtex.Documents.map;
import static dev.ponte.connector.vtex.Documents.plain;
import static dev.ponte.connector.vtex.Documents.total;
import static dev.ponte.connector.vtex.Documents.totals;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.Charge;
import dev.ponte.canonical.Line;
import dev.ponte.canonical.Order;
import dev.ponte.canonical.StoreTerms;
import dev.ponte.delivery.UnmappableRecord;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class VtexMoneyTest {

  @Test
  void a_discount_on_the_shipping_is_not_taken_off_the_goods() {
    Line line = map(example()).lines().get(0);

    assertThat(line.discount()).isEqualByComparingTo("11.20");
  }

  @Test
  void the_price_definition_is_right_where_the_unit_price_is_rounded() {
    ObjectNode order =
        plain(
            item("1", 3, 1000, "\"sellingPrice\":667,\"priceDefinition\":{\"total\":2000}"),
            item("2", 1, 500, ""));
    totals(order, 3500, -1000, 0);

    Line line = map(order).lines().get(0);

    assertThat(line.net()).isEqualByComparingTo("20.00");
    assertThat(line.discount()).isEqualByComparingTo("10.00");
  }

  @Test
  void a_lost_cent_is_a_charge_of_its_name() {
    ObjectNode order = plain(item("1", 1, 500, ""), item("2", 3, 1000, "\"sellingPrice\":667"));
    totals(order, 3500, -1000, 0);

    Order mapped = map(order);

    assertThat(mapped.lines().get(1).net()).isEqualByComparingTo("20.01");
    assertThat(mapped.charges())
        .containsExactly(
            new Charge(StoreTerms.ROUNDING, "Arredondamento", new BigDecimal("-0.01")));
    assertThat(mapped.total()).isEqualByComparingTo("25.00");
  }

  @Test
  void items_that_do_not_make_the_totals_are_refused_with_both_figures() {
    ObjectNode order = plain(item("1", 1, 500, ""));
    totals(order, 900, 0, 0);

    assertThatThrownBy(() -> map(order))
        .isInstanceOf(UnmappableRecord.class)
        .hasMessageContaining("make 5.00, but its total in the store is 9.00");
  }

  @Test
  void totals_that_do_not_make_the_value_are_refused_with_both_figures() {
    ObjectNode order = example();
    order.put("value", 29_881);

    assertThatThrownBy(() -> map(order))
        .isInstanceOf(UnmappableRecord.class)
        .hasMessageContaining("make 288.80, but its total in the store is 298.81");
  }

  @Test
  void an_order_that_a_person_takes_comes_to_the_stores_value() {
    ObjectNode order = example();
    order.put("value", 29_881);

    Order taken = Documents.taken(order);

    assertThat(taken.total()).isEqualByComparingTo("298.81");
    assertThat(taken.charges()).singleElement().extracting(Charge::id).isEqualTo("difference");
    assertThat(taken.notes()).contains("10.01 vai como acréscimo");
  }

  @Test
  void an_order_without_totals_is_told_by_its_items_and_logistics() {
    ObjectNode order = plain(item("1", 2, 1000, ""));
    Documents.logistics(order).put("price", 209).put("sellingPrice", 209);
    order.remove("totals");
    order.put("value", 2209);

    Order mapped = map(order);

    assertThat(mapped.freightPrice()).isEqualByComparingTo("2.09");
    assertThat(mapped.charges()).isEmpty();
  }

  @Test
  void the_stores_own_rounding_error_is_a_charge() {
    ObjectNode order = example();
    order.put("value", 28_881).put("roundingError", 1);

    assertThat(map(order).charges())
        .singleElement()
        .extracting(Charge::id)
        .isEqualTo("roundingError");
  }

  @Test
  void a_coupon_on_the_whole_order_is_a_charge() {
    ObjectNode order = plain(item("1", 2, 1000, ""));
    totals(order, 2000, -300, 0);

    Order mapped = map(order);

    assertThat(mapped.lines().get(0).net()).isEqualByComparingTo("20.00");
    assertThat(mapped.charges())
        .singleElement()
        .extracting(Charge::value)
        .asString()
        .isEqualTo("-3.00");
    assertThat(mapped.total()).isEqualByComparingTo("17.00");
  }

  @Test
  void a_coupon_beside_discounts_of_the_lines_is_the_rest_of_the_discounts() {
    ObjectNode order = plain(item("1", 1, 1000, "\"sellingPrice\":900"));
    totals(order, 1000, -400, 0);

    Order mapped = map(order);

    assertThat(mapped.lines().get(0).discount()).isEqualByComparingTo("1.00");
    assertThat(mapped.charges().get(0).value()).isEqualByComparingTo("-3.00");
  }

  @Test
  void taxes_and_unknown_totals_are_charges_even_when_their_id_repeats() {
    ObjectNode order = plain(item("1", 1, 1000, ""));
    total(order, "Tax", 100);
    total(order, "CustomTax", 7);
    total(order, "CustomTax", 3);

    Order mapped = map(order);

    assertThat(mapped.charges())
        .extracting(Charge::id)
        .containsExactly("Tax", "CustomTax", "CustomTax");
    assertThat(mapped.total()).isEqualByComparingTo("11.10");
  }

  @Test
  void interest_that_a_marketplace_puts_into_the_selling_price_is_not_counted_twice() {
    ObjectNode order = plain(item("1", 1, 1000, "\"sellingPrice\":1100"));
    total(order, "DafitiInterest", 100);

    Order mapped = map(order);

    assertThat(mapped.lines().get(0).net()).isEqualByComparingTo("10.00");
    assertThat(mapped.total()).isEqualByComparingTo("11.00");
  }

  @Test
  void the_freight_is_what_the_totals_say() {
    ObjectNode order = plain(item("1", 1, 1000, ""));
    totals(order, 1000, 0, 209);

    assertThat(map(order).freightPrice()).isEqualByComparingTo("2.09");
  }

  @Test
  void a_unit_multiplier_scales_the_price_to_the_sale_unit() {
    ObjectNode order =
        plain(item("1", 2, 9999, "\"sellingPrice\":2999700,\"unitMultiplier\":300.0"));
    totals(order, 5_999_400, 0, 0);

    Line line = map(order).lines().get(0);

    assertThat(line.unitPrice()).isEqualByComparingTo("29997.00");
    assertThat(line.unitMultiplier()).isEqualByComparingTo("300");
    assertThat(line.net()).isEqualByComparingTo("59994.00");
    assertThat(line.discount()).isEqualByComparingTo("0");
  }

  @Test
  void a_fraction_of_a_unit_is_rounded_to_the_cent_as_the_store_does() {
    ObjectNode order = plain(item("1", 3, 4999, "\"sellingPrice\":950,\"unitMultiplier\":0.1900"));
    totals(order, 2850, 0, 0);

    Line line = map(order).lines().get(0);

    assertThat(line.unitPrice()).isEqualByComparingTo("9.50");
    assertThat(line.net()).isEqualByComparingTo("28.50");
    assertThat(line.discount()).isEqualByComparingTo("0");
  }

  @Test
  void a_price_that_the_total_tells_is_for_a_sale_unit_is_not_multiplied() {
    ObjectNode order = plain(item("1", 2, 9999, "\"unitMultiplier\":300"));

    Line line = map(order).lines().get(0);

    assertThat(line.unitPrice()).isEqualByComparingTo("99.99");
    assertThat(line.unitMultiplier()).isEqualByComparingTo("300");
    assertThat(line.net()).isEqualByComparingTo("199.98");
  }

  @Test
  void a_gift_costs_nothing_and_keeps_its_price() {
    ObjectNode order =
        plain(item("1", 1, 1000, ""), item("2", 1, 300, "\"sellingPrice\":0,\"isGift\":true"));
    totals(order, 1300, -300, 0);

    Line gift = map(order).lines().get(1);

    assertThat(gift.gift()).isTrue();
    assertThat(gift.unitPrice()).isEqualByComparingTo("3.00");
    assertThat(gift.net()).isEqualByComparingTo("0");
  }

  @Test
  void gift_wrap_within_the_items_total_is_a_charge() {
    ObjectNode order =
        plain(
            item(
                "1",
                2,
                1000,
                "\"bundleItems\":[{\"id\":\"7\",\"name\":\"Embalagem\",\"price\":500}]"));
    totals(order, 3000, 0, 0);

    Order mapped = map(order);

    assertThat(mapped.charges()).singleElement().extracting(Charge::name).isEqualTo("Embalagem");
    assertThat(mapped.charges().get(0).value()).isEqualByComparingTo("10.00");
  }

  @Test
  void gift_wrap_that_is_in_no_total_was_not_paid() {
    ObjectNode order =
        plain(
            item(
                "1",
                1,
                1000,
                "\"bundleItems\":[{\"id\":\"7\",\"name\":\"Embalagem\",\"price\":500}]"));

    Order mapped = map(order);

    assertThat(mapped.charges()).isEmpty();
    assertThat(mapped.total()).isEqualByComparingTo("10.00");
    assertThat(mapped.lines().get(0).attachments()).containsEntry("bundleItem", "Embalagem");
  }

  @Test
  void what_the_store_took_out_is_not_delivered() {
    ObjectNode order = plain(item("1", 3, 1000, ""), item("2", 1, 500, ""));
    total(order, "Change", -1500);
    order.set(
        "changesAttachment",
        json(
            "{\"changesData\":[{\"reason\":\"falta\",\"itemsAdded\":[],\"itemsRemoved\":[{\"id\":\"1\",\"quantity\":1,\"price\":1000},{\"id\":\"2\",\"quantity\":1,\"price\":500}]}]}"));

    Order mapped = map(order);

    assertThat(mapped.lines()).singleElement().extracting(Line::sku).isEqualTo("1");
    assertThat(mapped.lines().get(0).quantity()).isEqualByComparingTo("2");
    assertThat(mapped.total()).isEqualByComparingTo("20.00");
  }

  @Test
  void what_the_store_put_in_is_delivered() {
    ObjectNode order = plain(item("1", 1, 1000, ""));
    total(order, "Change", 700);
    order.set(
        "changesAttachment",
        json(
            "{\"changesData\":[{\"itemsAdded\":[{\"id\":\"5\",\"name\":\"Novo\",\"quantity\":1,\"price\":700}],\"itemsRemoved\":[]}]}"));
    order.set("itemMetadata", json("{\"Items\":[{\"Id\":\"5\",\"RefId\":\"R5\",\"Ean\":null}]}"));

    Line added = map(order).lines().get(1);

    assertThat(added.ref()).isEqualTo("R5");
    assertThat(added.net()).isEqualByComparingTo("7.00");
  }

  @Test
  void items_that_already_show_the_change_are_taken_as_they_are() {
    ObjectNode order = plain(item("1", 2, 1000, ""));
    totals(order, 3000, 0, 0);
    total(order, "Change", -1000);

    assertThat(map(order).lines().get(0).net()).isEqualByComparingTo("20.00");
  }

  @Test
  void a_change_of_the_price_alone_is_a_charge() {
    ObjectNode order = plain(item("1", 1, 1000, ""));
    total(order, "Change", -150);
    order.set(
        "changesAttachment",
        json(
            "{\"changesData\":[{\"discountValue\":150,\"incrementValue\":0,\"itemsAdded\":[],\"itemsRemoved\":[]}]}"));

    assertThat(map(order).charges()).singleElement().extracting(Charge::id).isEqualTo("Change");
  }

  @Test
  void a_change_that_nothing_explains_is_refused() {
    ObjectNode order = plain(item("1", 1, 1000, ""));
    total(order, "Change", -150);

    assertThatThrownBy(() -> map(order))
        .isInstanceOf(UnmappableRecord.class)
        .hasMessageContaining("changed in the store by -1.50");
    assertThat(Documents.taken(order).total()).isEqualByComparingTo("8.50");
  }

  @Test
  void a_removal_that_is_a_cent_off_is_applied() {
    ObjectNode order = plain(item("1", 3, 1000, ""));
    total(order, "Change", -999);
    order.set(
        "changesAttachment",
        json(
            "{\"changesData\":[{\"itemsAdded\":[],\"itemsRemoved\":[{\"id\":\"1\",\"quantity\":1,\"price\":1000}]}]}"));

    Order mapped = map(order);

    assertThat(mapped.lines().get(0).quantity()).isEqualByComparingTo("2");
    assertThat(mapped.total()).isEqualByComparingTo("20.01");
  }

  @Test
  void an_order_with_nothing_left_is_refused() {
    ObjectNode order = plain(item("1", 1, 1000, ""));
    totals(order, 1000, 0, 500);
    total(order, "Change", -1000);
    order.set(
        "changesAttachment",
        json(
            "{\"changesData\":[{\"itemsAdded\":[],\"itemsRemoved\":[{\"id\":\"1\",\"quantity\":1,\"price\":1000}]}]}"));

    assertThatThrownBy(() -> map(order))
        .isInstanceOf(UnmappableRecord.class)
        .hasMessageContaining("nothing is left");
  }

  @Test
  void an_item_of_zero_pieces_is_left_out_and_named() {
    ObjectNode order = plain(item("1", 1, 1000, ""), item("2", 0, 500, ""));

    Order mapped = map(order);

    assertThat(mapped.lines()).singleElement().extracting(Line::sku).isEqualTo("1");
    assertThat(mapped.extras()).containsEntry("quantity 0", "2");
    firstItem(order).put("quantity", 0);
    assertThatThrownBy(() -> map(order)).hasMessageContaining("no items to deliver");
  }
}
