package dev.ponte.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Makes order documents of VTEX's shape, each with a trait that real orders have. The same seed and
 * number give the same document.
 */
public final class VtexOrders {

  private static final Instant FIRST = Instant.parse("2026-01-05T12:00:00Z");
  private static final long SEED = 1;
  private static final int SECONDS_APART = 7;

  private final long seed;

  public VtexOrders(long seed) {
    this.seed = seed;
  }

  /** What is special about an order. */
  public enum Trait {
    PLAIN,
    COMPANY,
    DISCOUNT,
    SHIPPING_DISCOUNT,
    UNIT_MULTIPLIER,
    GIFT,
    TWO_CARDS,
    KIT,
    PICKUP,
    INTEREST,
    SOLD_ON_MARKETPLACE,
    LOST_CENT,
    ALPHANUMERIC_CNPJ,
    TAX,
    GIFT_WRAP,
    SCHEDULED,
    NOTES,
    GIFT_CARD,
    /** The discount of a piece is rounded, that of the order is not. */
    CENTS,
    /** A part of a purchase; its payments are those of the whole. */
    SPLIT,
    COUPON_ON_ALL,
    SAME_ITEM_TWICE,
    LABELLED_CPF,
    MISSING_FIELDS,
    /** An ERP takes it, but no invoice of it can be told. */
    FOR_NOTHING,
    /** Shipped by somebody else: no ERP of ours can take it. */
    FOREIGN_SELLER,
    /** Without reference code: an ERP that needs it cannot take it. */
    NO_REFERENCE;

    /** Whether an ERP that knows the items can take such an order to its end. */
    public boolean acceptable() {
      return this.ordinal() < FOR_NOTHING.ordinal();
    }
  }

  /** An order that an ERP can take, ready for handling. */
  public static String order(int number) {
    return new VtexOrders(SEED).acceptable(number);
  }

  /** An order whose totals do not make its value. */
  public static String wrongSum(int number) {
    ObjectNode order = new VtexOrders(SEED).document(number, Trait.PLAIN);
    return order.put("value", order.path("value").asLong() + 700).toString();
  }

  /** An order that another seller ships. */
  public static String othersGoods(int number) {
    return new VtexOrders(SEED).with(number, Trait.FOREIGN_SELLER);
  }

  /** The id of the order of this number. */
  public static String id(int number) {
    return "1%012d-01".formatted(number);
  }

  /** The order of this number; nine in ten are acceptable. */
  public String mixed(int number) {
    Trait[] all = Trait.values();
    return with(number, all[Math.floorMod(number, all.length)]);
  }

  /** The order of this number, always one that an ERP can take. */
  public String acceptable(int number) {
    int acceptable = (int) Arrays.stream(Trait.values()).filter(Trait::acceptable).count();
    return with(number, Trait.values()[Math.floorMod(number, acceptable)]);
  }

  /** The order of this number with the trait. */
  public String with(int number, Trait trait) {
    return document(number, trait).toString();
  }

  private ObjectNode document(int number, Trait trait) {
    Random random = new Random(seed * 1_000_003 + number);
    ObjectNode order = VtexGoods.order(random, trait);
    head(order, number);
    VtexBuyers.put(order, random, trait);
    VtexCheckout.payments(order, number, trait);
    VtexGoods.finish(order, trait);
    if (trait == Trait.MISSING_FIELDS) {
      order.remove(List.of("marketingData", "sellers", "hostname", "roundingError"));
      ((ObjectNode) order.path("clientProfileData")).putNull("phone").put("email", " ");
      ((ObjectNode) order.path("items").path(0)).putNull("ean").remove("unitMultiplier");
    }
    return order;
  }

  /** The reference codes of all items that orders hold, for an ERP to know them. */
  public static List<String> references() {
    return VtexGoods.references();
  }

  /** The same order, placed at another time. */
  static String placedAt(String document, Instant at) {
    if (!(VtexScreen.document(document) instanceof ObjectNode order)) {
      throw new IllegalArgumentException("Not an order document");
    }
    dates(order, at, at);
    return order.toString();
  }

  /** VTEX writes seven digits of a second. */
  private static void dates(ObjectNode order, Instant created, Instant changed) {
    order.put("creationDate", whole(created).replace("Z", ".1234567+00:00"));
    order.put("lastChange", whole(changed).replace("Z", ".7654321+00:00"));
  }

  private static String whole(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static void head(ObjectNode order, int number) {
    order.put("orderId", id(number));
    order.put("sequence", String.valueOf(500_000 + number));
    order.put("sellerOrderId", "00-" + id(number));
    order.put("orderGroup", id(number).substring(0, 13));
    order.put("origin", "Marketplace");
    order.put("affiliateId", "");
    order.put("marketplaceOrderId", "");
    order.put("salesChannel", "1");
    order.putNull("merchantName");
    order.put("status", "ready-for-handling");
    order.put("statusDescription", "Pronto para o manuseio");
    Instant created = FIRST.plusSeconds((long) number * SECONDS_APART);
    dates(order, created, created.plusSeconds(90));
    order.put("hostname", "sandbox");
    order.put("isCompleted", true);
    order.put("roundingError", 0);
    order.putNull("changesAttachment").putNull("openTextField").putNull("marketingData");
    order.putNull("invoiceData").putNull("customData").putNull("giftRegistryData");
    ArrayNode sellers = order.putArray("sellers");
    sellers.addObject().put("id", "1").put("name", "Loja Sandbox").putNull("logo");
    order
        .putObject("storePreferencesData")
        .put("countryCode", "BRA")
        .put("currencyCode", "BRL")
        .put("timeZone", "E. South America Standard Time");
    order.set("packageAttachment", JsonNodeFactory.instance.objectNode());
  }
}
