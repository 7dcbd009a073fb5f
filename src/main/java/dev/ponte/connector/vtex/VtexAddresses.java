package dev.ponte.connector.vtex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Address;

/** VTEX's one form of address, wherever it stands. */
final class VtexAddresses {

  private VtexAddresses() {}

  static Address of(JsonNode address, boolean pickup) {
    String country = VtexJson.text(address, "country");
    return new Address(
        VtexJson.text(address, "receiverName"),
        VtexJson.text(address, "street"),
        VtexJson.text(address, "number"),
        VtexJson.text(address, "complement"),
        VtexJson.text(address, "neighborhood"),
        VtexJson.text(address, "reference"),
        VtexJson.text(address, "city"),
        VtexJson.text(address, "state"),
        postalCode(VtexJson.text(address, "postalCode"), country),
        country,
        pickup);
  }

  /** The address for the invoice, where the order has one; null otherwise. */
  static Address billing(JsonNode order) {
    JsonNode invoice = VtexJson.field(VtexJson.field(order, "invoiceData"), "address");
    if (filled(invoice)) {
      return of(invoice, false);
    }
    JsonNode data = VtexJson.field(order, "paymentData");
    for (JsonNode transaction : VtexJson.list(data, "transactions")) {
      for (JsonNode payment : VtexJson.list(transaction, "payments")) {
        JsonNode billing = VtexJson.field(payment, "billingAddress");
        if (filled(billing)) {
          return of(billing, false);
        }
      }
    }
    return null;
  }

  private static boolean filled(JsonNode address) {
    return address.isObject()
        && VtexJson.firstText(address, "street", "postalCode", "city") != null;
  }

  private static String postalCode(String given, String country) {
    if (given == null || country != null && !country.equalsIgnoreCase("BRA")) {
      return given;
    }
    String digits = given.replaceAll("\\D", "");
    return digits.length() == 8 ? digits : given;
  }
}
