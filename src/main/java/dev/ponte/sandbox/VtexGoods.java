package dev.ponte.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.sandbox.VtexOrders.Trait;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Items, totals and freight of generated orders; all amounts are cents. */
final class VtexGoods {

  private static final List<String> NAMES =
      List.of(
          "Caneca Esmaltada 400ml",
          "Notebook 14,1\" Windows® Home",
          "Camiseta Algodão Branca M",
          "Furadeira de Impacto 650W 127V",
          "Tênis de Corrida nº 42",
          "Cafeteira Elétrica Inox",
          "Jogo de Panelas 5 Peças ",
          "Luminária de Mesa LED");
  private static final int FIRST_SKU = 270_851;
  private static final List<Integer> PRICES =
      List.of(2990, 129_800, 4999, 28_990, 34_777, 19_933, 45_901, 8_990);

  private VtexGoods() {}

  static List<String> references() {
    return IntStream.range(0, NAMES.size()).mapToObj(VtexGoods::reference).toList();
  }

  static ObjectNode order(Random random, Trait trait) {
    ObjectNode order = JsonNodeFactory.instance.objectNode();
    ArrayNode items = order.putArray("items");
    int count = 1 + random.nextInt(3);
    int first = random.nextInt(NAMES.size());
    for (int i = 0; i < count; i++) {
      item(items.addObject(), (first + i) % NAMES.size(), 1 + random.nextInt(3), trait, i == 0);
    }
    if (trait == Trait.SAME_ITEM_TWICE) {
      items.add(items.get(0).deepCopy());
    }
    return order;
  }

  /** Adds what follows from the items: totals, value and the freight by item. */
  static void finish(ObjectNode order, Trait trait) {
    long gross = 0;
    long net = 0;
    long services = 0;
    for (JsonNode item : order.path("items")) {
      gross += grossOf(item);
      net += item.path("priceDefinition").path("total").asLong(netOf(item));
      for (JsonNode service : item.path("bundleItems")) {
        services += service.path("price").asLong() * item.path("quantity").asLong();
      }
    }
    long shipping = VtexCheckout.shipping(order, trait);
    long tax = trait == Trait.TAX ? 517 : 0;
    net -=
        switch (trait) {
          case LOST_CENT -> 1;
          case COUPON_ON_ALL -> 1500;
          case CENTS -> order.path("items").size();
          case FOR_NOTHING -> net;
          default -> 0;
        };
    ArrayNode totals = order.putArray("totals");
    total(totals, "Items", "Total dos Itens", gross + services);
    total(totals, "Discounts", "Total dos Descontos", net - gross);
    total(totals, "Shipping", "Total do Frete", shipping);
    total(totals, "Tax", "Total da Taxa", tax);
    if (trait == Trait.TAX) {
      total(totals, "MarketplaceSurcharge", "Acréscimo", 333);
    }
    if (trait == Trait.FOR_NOTHING) {
      shipping = 0;
      ((ObjectNode) totals.get(2)).put("value", 0);
    }
    long value = net + services + shipping + tax + (trait == Trait.TAX ? 333 : 0);
    order.put("value", value);
    VtexCheckout.settle(order, value, trait);
  }

  private static void item(ObjectNode item, int kind, int quantity, Trait trait, boolean first) {
    int price = PRICES.get(kind);
    item.put("uniqueId", "U%d%d".formatted(kind, quantity));
    item.put("id", String.valueOf(FIRST_SKU + kind));
    item.put("productId", String.valueOf(100_000 + kind));
    item.put("ean", "78900000000" + (10 + kind));
    item.put("refId", first && trait == Trait.NO_REFERENCE ? null : reference(kind));
    item.put("quantity", quantity);
    item.put("seller", trait == Trait.FOREIGN_SELLER ? "parceiro" : "1");
    item.put("name", NAMES.get(kind));
    item.put("price", price);
    item.put("listPrice", price + 1000);
    item.put("sellingPrice", price);
    item.put("measurementUnit", "un");
    item.put("unitMultiplier", 1.0);
    item.put("isGift", false);
    item.putArray("priceTags");
    item.putArray("attachments");
    item.putArray("components");
    item.putArray("bundleItems");
    item.putArray("assemblies");
    item.put("tax", 0);
    item.putNull("parentItemIndex");
    if (first) {
      special(item, price, quantity, trait);
    }
  }

  private static void special(ObjectNode item, int price, int quantity, Trait trait) {
    switch (trait) {
      case DISCOUNT, COMPANY -> {
        // One cent is lost when the discount is split over the pieces; the definition keeps it.
        int reduced = price * quantity - (price * quantity) / 10 - 1;
        tag(item, "discount@price-203#%d".formatted(price), reduced - price * quantity);
        item.put("sellingPrice", Math.round((double) reduced / quantity));
        define(item, reduced);
      }
      case CENTS -> item.put("sellingPrice", Math.round(price * 0.9275));
      case SHIPPING_DISCOUNT -> tag(item, "discount@shipping-138#fixed", -252);
      case UNIT_MULTIPLIER -> {
        item.put("measurementUnit", "kg");
        item.put("unitMultiplier", 0.19);
        item.put("sellingPrice", Math.round(price * 0.19));
      }
      case GIFT -> {
        item.put("isGift", true);
        item.put("sellingPrice", 0);
        tag(item, "discount@price-gift#1", -price * quantity);
        define(item, 0);
      }
      case KIT -> {
        ArrayNode parts = (ArrayNode) item.get("components");
        parts.addObject().put("id", "900001").put("name", "Peça A").put("quantity", 1);
        parts.addObject().put("id", "900002").put("name", "Peça B").put("quantity", 2);
      }
      case GIFT_WRAP ->
          ((ArrayNode) item.get("bundleItems"))
              .addObject()
              .put("id", "7")
              .put("name", "Embalagem de presente")
              .put("price", 500);
      case NOTES -> {
        ObjectNode text = ((ArrayNode) item.get("attachments")).addObject();
        text.put("name", "gravacao").putObject("content").put("texto", "Para a Júlia");
      }
      default -> {}
    }
  }

  private static long grossOf(JsonNode item) {
    double multiplier = item.path("unitMultiplier").asDouble();
    return Math.round(item.path("price").asLong() * multiplier) * item.path("quantity").asLong();
  }

  private static long netOf(JsonNode item) {
    return item.path("sellingPrice").asLong() * item.path("quantity").asLong();
  }

  private static void define(ObjectNode item, long total) {
    ObjectNode definition = item.putObject("priceDefinition");
    definition.put("calculatedSellingPrice", item.path("sellingPrice").asLong());
    definition.put("total", total);
  }

  private static void tag(ObjectNode item, String name, long value) {
    ((ArrayNode) item.get("priceTags"))
        .addObject()
        .put("name", name)
        .put("value", value)
        .put("isPercentual", false);
  }

  private static void total(ArrayNode totals, String id, String name, long value) {
    totals.addObject().put("id", id).put("name", name).put("value", value);
  }

  private static String reference(int kind) {
    return "10.33%02d.%02d".formatted(kind + 10, kind + 30);
  }
}
