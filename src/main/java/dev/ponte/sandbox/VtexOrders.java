package dev.ponte.sandbox;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;

/**
 * Varied VTEX order documents, the same for the same number: people and companies, discounts on
 * lines and on freight, fractions of units, gifts, kits, several payments, pick-up, interest. The
 * traits go by the number, so that a test can choose one.
 */
public final class VtexOrders {

  private static final JsonMapper JSON = new JsonMapper();
  private static final OffsetDateTime BEGIN =
      OffsetDateTime.of(2026, 3, 2, 12, 0, 0, 0, ZoneOffset.UTC);

  private static final String[] PRODUCTS = {
    "Caneca esmaltada 300 ml", "Chaleira de inox 1,8 L", "Camiseta São João M", "Pão de queijo kg",
    "Luminária de mesa", "Mochila 14,1\"", "Fogão 4 bocas Açaí", "Coador Nº 103"
  };
  private static final String[] NAMES = {
    "João da Conceição", "Maria Antônia Gonçalves", "José Araújo", "Ana D'Ávila", "Luís Magalhães"
  };

  private VtexOrders() {}

  /** An order that an ERP can take, ready for handling. */
  public static String order(int number) {
    return document(number).toString();
  }

  /** An order whose totals do not make its value. */
  public static String wrongSum(int number) {
    ObjectNode order = document(number);
    order.put("value", order.path("value").asLong() + 1);
    return order.toString();
  }

  /** An order that another seller ships. */
  public static String othersGoods(int number) {
    ObjectNode order = document(number);
    order.path("items").forEach(it -> ((ObjectNode) it).put("seller", "lojaparceira"));
    return order.toString();
  }

  private static ObjectNode document(int number) {
    Random random = new Random(number);
    ObjectNode order = JSON.createObjectNode();
    String id = "%d-01".formatted(1_300_000_000_000L + number);
    order.put("orderId", id);
    order.put("sequence", String.valueOf(500_000 + number));
    order.put("marketplaceOrderId", "");
    order.put("origin", "Marketplace");
    order.put("affiliateId", "");
    order.put("salesChannel", "1");
    order.put("status", "ready-for-handling");
    OffsetDateTime created = BEGIN.plusSeconds(number);
    order.put(
        "creationDate",
        created.format(DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss")) + ".1234567+00:00");
    order.put("lastChange", order.path("creationDate").asText());
    order.put("orderGroup", String.valueOf(1_300_000_000_000L + number));
    Sums sums = new Sums();
    ArrayNode items = order.putArray("items");
    int lines = 1 + random.nextInt(4);
    for (int i = 0; i < lines; i++) {
      items.add(item(number, i, random, sums));
    }
    shipping(order, number, lines, random, sums);
    totals(order, number, sums);
    people(order, number);
    payments(order, number, order.path("value").asLong());
    order.putArray("sellers").addObject().put("id", "1").put("name", "Loja");
    order.put("isCompleted", true);
    order.put("allowCancellation", true);
    if (number % 9 == 0) {
      order.putObject("openTextField").put("value", "Deixar com o porteiro, após às 18h");
    } else {
      order.putNull("openTextField");
    }
    order.putObject("storePreferencesData").put("countryCode", "BRA").put("currencyCode", "BRL");
    return order;
  }

  private static final class Sums {
    long items;
    long discounts;
    long shipping;
  }

  private static ObjectNode item(int number, int index, Random random, Sums sums) {
    int product = random.nextInt(PRODUCTS.length);
    boolean byWeight = number % 11 == 0 && index == 0;
    BigDecimal multiplier = byWeight ? new BigDecimal("0.1900") : BigDecimal.ONE;
    boolean gift = number % 13 == 0 && index == 1;
    long price = gift ? 0 : byWeight ? 10_000 : 990 + random.nextInt(20_000);
    int quantity = 1 + random.nextInt(3);
    long gross =
        multiplier
            .multiply(BigDecimal.valueOf(price))
            .multiply(BigDecimal.valueOf(quantity))
            .setScale(0, RoundingMode.HALF_UP)
            .longValueExact();
    long discount = number % 3 == 0 ? gross * (1 + random.nextInt(30)) / 100 : 0;
    long net = gross - discount;
    sums.items += gross;
    sums.discounts -= discount;
    ObjectNode item = JSON.createObjectNode();
    item.put("uniqueId", "%08X%02d".formatted(number, index));
    item.put("id", String.valueOf(5_000 + product * 10 + index));
    item.put("productId", String.valueOf(400 + product));
    item.put("refId", "%04d.%d".formatted(product * 7 + index, product));
    item.put("ean", number % 4 == 0 ? null : "789" + (1_000_000_000L + product * 10L + index));
    item.put("name", PRODUCTS[product]);
    item.put("quantity", quantity);
    item.put("seller", "1");
    item.put("price", price);
    item.put("listPrice", price + price / 5);
    item.put("measurementUnit", byWeight ? "kg" : "un");
    item.put("unitMultiplier", multiplier);
    item.put("sellingPrice", Math.round((double) net / quantity));
    item.put("isGift", gift);
    item.put("tax", 0);
    item.putObject("priceDefinition")
        .put("calculatedSellingPrice", Math.round((double) net / quantity))
        .put("total", net);
    ArrayNode tags = item.putArray("priceTags");
    if (discount > 0) {
      tags.addObject()
          .put("name", "discount@price-203#DiscountResource")
          .put("value", -discount)
          .put("isPercentual", false);
    }
    if (number % 5 == 0) {
      // A discount on the freight stands at the lines, too, but is none of theirs.
      tags.addObject()
          .put("name", "discount@shipping-138#DiscountResource")
          .put("value", -49)
          .put("isPercentual", false);
    }
    ArrayNode components = item.putArray("components");
    if (number % 17 == 0 && index == 0) {
      components.addObject().put("id", "9001").put("name", "Peça A").put("quantity", 2);
      components.addObject().put("id", "9002").put("name", "Peça B").put("quantity", 1);
    }
    ArrayNode attachments = item.putArray("attachments");
    if (number % 19 == 0 && index == 0) {
      attachments.addObject().put("name", "Camisa").putObject("content").put("Número", "10");
    }
    item.putArray("bundleItems");
    return item;
  }

  private static void shipping(ObjectNode order, int number, int lines, Random random, Sums sums) {
    boolean pickup = number % 14 == 0;
    ObjectNode data = order.putObject("shippingData");
    ObjectNode address = data.putObject("address");
    address.put("addressType", pickup ? "pickup" : "residential");
    address.put("receiverName", NAMES[number % NAMES.length]);
    address.put("addressId", "casa-" + number);
    address.put("postalCode", "%05d-%03d".formatted(20_000 + number % 70_000, number % 1_000));
    address.put("city", "São Paulo").put("state", "SP").put("country", "BRA");
    address.put("street", "Rua Visconde de Itaboraí");
    address.put("number", number % 8 == 0 ? null : String.valueOf(number % 900));
    address.put("neighborhood", "Centro");
    address.put("complement", number % 6 == 0 ? "apto " + number % 90 : null);
    address.putNull("reference");
    ArrayNode logistics = data.putArray("logisticsInfo");
    for (int i = 0; i < lines; i++) {
      long price = pickup ? 0 : 300 + random.nextInt(1_500);
      sums.shipping += price;
      ObjectNode info = logistics.addObject();
      info.put("itemIndex", i);
      info.put("selectedSla", pickup ? "Retirada" : "PAC");
      info.put("price", price).put("sellingPrice", price).put("listPrice", price + 500);
      info.put("deliveryCompany", "Correios");
      info.put("shippingEstimate", "12bd");
      info.put("shippingEstimateDate", "2026-04-02T19:46:23.686688Z");
      info.put("deliveryChannel", pickup ? "pickup-in-point" : "delivery");
      info.put("addressId", "casa-" + number);
      info.putArray("deliveryIds")
          .addObject()
          .put("courierId", "1")
          .put("courierName", "Correios")
          .put("warehouseId", "1_1");
      if (pickup) {
        info.putObject("pickupStoreInfo")
            .put("isPickupStore", true)
            .set("address", address.deepCopy().put("street", "Loja do Shopping"));
      }
    }
  }

  private static void totals(ObjectNode order, int number, Sums sums) {
    ArrayNode totals = order.putArray("totals");
    totals.addObject().put("id", "Items").put("name", "Total dos itens").put("value", sums.items);
    long coupon = number % 7 == 0 ? -Math.min(500, (sums.items + sums.discounts) / 10) : 0;
    long discounts = sums.discounts + coupon;
    totals.addObject().put("id", "Discounts").put("name", "Descontos").put("value", discounts);
    totals.addObject().put("id", "Shipping").put("name", "Frete").put("value", sums.shipping);
    totals.addObject().put("id", "Tax").put("name", "Impostos").put("value", 0);
    long interest = number % 10 == 0 ? 317 : 0;
    if (interest > 0) {
      totals.addObject().put("id", "Interest").put("name", "Juros").put("value", interest);
    }
    order.put("value", sums.items + discounts + sums.shipping + interest);
  }

  private static void people(ObjectNode order, int number) {
    ObjectNode profile = order.putObject("clientProfileData");
    String[] name = NAMES[number % NAMES.length].split(" ", 2);
    profile.put("email", "%032x@ct.vtex.com.br".formatted(number));
    profile.put("firstName", name[0]).put("lastName", name[1]);
    profile.put("documentType", "cpf");
    profile.put("document", "%011d".formatted(10_000_000_000L + number));
    profile.put("phone", "+5511987654321");
    boolean company = number % 6 == 0;
    profile.put("isCorporate", company);
    if (company) {
      profile.put("corporateName", "Comércio de Açaí Ltda").put("tradeName", "Açaí & Cia");
      profile.put(
          "corporateDocument",
          number % 12 == 0
              ? "12.ABC.345/01DE-35"
              : "%014d".formatted(12_345_678_000_100L + number));
      profile.put("stateInscription", number % 18 == 0 ? "isento" : "0450026205");
      profile.put("corporatePhone", "+551133334444");
    }
  }

  private static void payments(ObjectNode order, int number, long value) {
    ArrayNode transactions = order.putObject("paymentData").putArray("transactions");
    if (number % 15 == 0) {
      return;
    }
    ObjectNode transaction = transactions.addObject();
    transaction.put("isActive", true).put("transactionId", "%032X".formatted(number));
    ArrayNode payments = transaction.putArray("payments");
    boolean two = number % 8 == 0;
    payments.add(payment("Visa", "creditCard", two ? value / 2 : value, 1 + number % 6));
    if (two) {
      payments.add(payment("Vale", "giftCard", value - value / 2, 1));
    }
  }

  private static ObjectNode payment(String name, String group, long value, int installments) {
    ObjectNode payment = JSON.createObjectNode();
    payment.put("id", "P" + name).put("paymentSystem", "2").put("paymentSystemName", name);
    payment.put("value", value).put("installments", installments).put("referenceValue", value);
    payment.putNull("cardHolder").putNull("cardNumber");
    payment.put("firstDigits", "376441").put("lastDigits", "2018").put("group", group);
    payment.put("tid", "872b5b22");
    payment
        .putObject("connectorResponses")
        .put("Tid", "872b5b22")
        .put("nsu", "185140")
        .put("acquirer", "Simulator");
    return payment;
  }
}
