package dev.ponte.connector.vtex;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * Facts of an order that have no place in the canonical form but that a fiscal document may need.
 */
final class VtexExtras {

  private static final List<String> PLAIN =
      List.of(
          "sequence",
          "salesChannel",
          "affiliateId",
          "sellerOrderId",
          "hostname",
          VtexPurchase.PARTS);

  private VtexExtras() {}

  static void add(JsonNode order, Map<String, String> extras) {
    PLAIN.forEach(name -> put(extras, name, VtexJson.text(order, name)));
    JsonNode marketing = VtexJson.field(order, "marketingData");
    put(extras, "coupon", VtexJson.text(marketing, "coupon"));
    for (JsonNode promotion :
        VtexJson.list(
            VtexJson.field(order, "ratesAndBenefitsData"), "rateAndBenefitsIdentifiers")) {
      put(extras, "promotions", VtexJson.text(promotion, "name"));
    }
    JsonNode gift = VtexJson.field(order, "giftRegistryData");
    put(extras, "giftList", VtexJson.firstText(gift, "description", "giftRegistryTypeName"));
    JsonNode subscription = VtexJson.field(order, "subscriptionData");
    for (JsonNode one : VtexJson.list(subscription, "Subscriptions")) {
      put(extras, "subscriptionCycle", VtexJson.text(one, "ExecutionCount"));
    }
    put(extras, "subscription", VtexJson.text(subscription, "SubscriptionGroupId"));
    for (JsonNode item : VtexJson.list(order, "items")) {
      String day = VtexJson.text(item, "preSaleDate");
      put(
          extras,
          "preSaleDate",
          day == null ? null : "%s: %s".formatted(VtexJson.text(item, "id"), day));
    }
    JsonNode operator = VtexJson.field(order, "callCenterOperatorData");
    put(extras, "callCenterOperator", VtexJson.text(operator, "userName"));
    JsonNode custom = VtexJson.field(order, "customData");
    for (JsonNode app : VtexJson.list(custom, "customApps")) {
      String prefix = "customData." + VtexJson.text(app, "id") + ".";
      VtexJson.field(app, "fields")
          .fields()
          .forEachRemaining(it -> put(extras, prefix + it.getKey(), VtexJson.text(it.getValue())));
    }
    for (JsonNode group : VtexJson.list(custom, "customFields")) {
      for (JsonNode field : VtexJson.list(group, "fields")) {
        put(extras, "customData." + VtexJson.text(field, "name"), VtexJson.text(field, "value"));
      }
    }
    for (JsonNode change :
        VtexJson.list(VtexJson.field(order, "changesAttachment"), "changesData")) {
      put(extras, "changed", VtexJson.text(change, "reason"));
    }
  }

  private static void put(Map<String, String> extras, String name, String value) {
    if (value != null) {
      extras.merge(name, value, (one, other) -> one.equals(other) ? one : one + "; " + other);
    }
  }
}
