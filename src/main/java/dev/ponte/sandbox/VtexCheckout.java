package dev.ponte.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.sandbox.VtexOrders.Trait;

/** Payments and shipping of generated orders. */
final class VtexCheckout {

  private static final int SHIPPING_OF_ITEM = 757;

  private VtexCheckout() {}

  static void payments(ObjectNode order, int number, Trait trait) {
    ObjectNode data = order.putObject("paymentData");
    data.putArray("giftCards");
    ArrayNode transactions = data.putArray("transactions");
    if (trait == Trait.SOLD_ON_MARKETPLACE) {
      order.put("origin", "Fulfillment");
      order.put("affiliateId", "MLB");
      order.put("marketplaceOrderId", "MLB-" + (2_000_000 + number));
      return;
    }
    ObjectNode transaction = transactions.addObject();
    transaction.put("isActive", true).put("transactionId", "TX%08d".formatted(number));
    ArrayNode payments = transaction.putArray("payments");
    payment(payments.addObject(), number, number % 3 == 0 ? "Boleto Bancário" : "Visa");
    if (trait == Trait.TWO_CARDS) {
      payment(payments.addObject(), number, "Mastercard");
    }
    if (trait == Trait.GIFT_CARD) {
      payment(payments.addObject(), number, "Vale");
      ((ObjectNode) payments.get(1)).put("group", "giftCard").put("redemptionCode", "XXXX-SECRET");
    }
  }

  /** Shares the value among the payments; interest comes on top of the reference value. */
  static void settle(ObjectNode order, long value, Trait trait) {
    JsonNode payments = order.path("paymentData").path("transactions").path(0).path("payments");
    long left = trait == Trait.SPLIT ? value * 3 + 1 : value;
    for (int i = 0; i < payments.size(); i++) {
      long part = i == payments.size() - 1 ? left : value / 3;
      left -= part;
      ObjectNode payment = (ObjectNode) payments.get(i);
      payment.put("referenceValue", part);
      payment.put("value", trait == Trait.INTEREST ? part + part / 20 : part);
    }
  }

  static long shipping(ObjectNode order, Trait trait) {
    ObjectNode data = (ObjectNode) order.path("shippingData");
    ArrayNode logistics = data.putArray("logisticsInfo");
    long price = trait == Trait.PICKUP ? 0 : SHIPPING_OF_ITEM;
    long discount = trait == Trait.SHIPPING_DISCOUNT ? 252 : 0;
    long sum = 0;
    for (int i = 0; i < order.path("items").size(); i++) {
      long sold = price - (i == 0 ? discount : 0);
      info(logistics.addObject(), i, price, sold, trait, data.path("address"));
      sum += sold;
    }
    return sum;
  }

  private static void payment(ObjectNode payment, int number, String method) {
    boolean card = !method.startsWith("Boleto");
    payment.put("id", "P%s%d".formatted(method.substring(0, 1), number));
    payment.put("paymentSystem", card ? "2" : "6").put("paymentSystemName", method);
    payment.put("installments", card ? 1 + number % 6 : 1);
    payment.put("group", card ? "creditCard" : "bankInvoice");
    payment.put("tid", card ? "T" + number : null);
    payment.putNull("cardNumber").putNull("cvv2");
    ObjectNode answers = payment.putObject("connectorResponses");
    if (card) {
      answers.put("Tid", "T" + number).put("authId", "A" + number).put("nsu", "N" + number);
      answers.put("acquirer", "Simulator");
    }
  }

  private static void info(
      ObjectNode info, int index, long price, long sold, Trait trait, JsonNode address) {
    boolean pickup = trait == Trait.PICKUP;
    info.put("itemIndex", index);
    info.put("selectedSla", pickup ? "Retira" : "Sedex");
    info.put("price", price).put("listPrice", price).put("sellingPrice", sold);
    info.put("deliveryCompany", pickup ? "Loja Centro" : "Sedex");
    info.put("shippingEstimate", "12bd");
    info.put("shippingEstimateDate", "2026-02-20T19:46:23.6866880+00:00");
    info.put("deliveryChannel", pickup ? "pickup-in-point" : "delivery");
    info.set("addressId", address.path("addressId"));
    info.putArray("deliveryIds")
        .addObject()
        .put("courierId", "197a56f")
        .put("courierName", pickup ? "Loja Centro" : "Sedex")
        .put("dockId", "1")
        .put("quantity", 1)
        .put("warehouseId", "1_1");
    if (trait == Trait.SCHEDULED) {
      info.putObject("deliveryWindow")
          .put("startDateUtc", "2026-02-21T11:00:00+00:00")
          .put("endDateUtc", "2026-02-21T15:00:00+00:00")
          .put("price", 0);
    } else {
      info.putNull("deliveryWindow");
    }
    if (pickup) {
      info.put("pickupPointId", "1_centro");
      ObjectNode store = info.putObject("pickupStoreInfo");
      store.put("friendlyName", "Loja Centro").put("isPickupStore", true);
      ObjectNode place = store.putObject("address");
      place.put("addressType", "pickup").putNull("receiverName").put("addressId", "centro");
      place.put("street", "Rua da Quitanda").put("number", "86").put("neighborhood", "Centro");
      place.put("postalCode", "20011030").put("city", "Rio de Janeiro");
      place.put("state", "RJ").put("country", "BRA").putNull("complement");
    } else {
      info.set("pickupStoreInfo", JsonNodeFactory.instance.nullNode());
    }
  }
}
