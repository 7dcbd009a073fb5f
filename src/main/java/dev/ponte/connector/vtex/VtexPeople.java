package dev.ponte.connector.vtex;

import static dev.ponte.connector.vtex.VtexFields.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Address;
import dev.ponte.canonical.Customer;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who buys, from an order document. */
final class VtexPeople {

  private VtexPeople() {}

  static Customer customer(JsonNode document) {
    JsonNode profile = document.path("clientProfileData");
    String person = joined(text(profile, "firstName"), text(profile, "lastName"));
    boolean company = profile.path("isCorporate").asBoolean();
    String plain =
        Customer.plainDocument(text(profile, company ? "corporateDocument" : "document"));
    String name = company ? text(profile, "corporateName") : person;
    String receiver = text(document.path("shippingData").path("address"), "receiverName");
    return new Customer(
        company ? Customer.Kind.COMPANY : Customer.Kind.PERSON,
        plain,
        documentType(plain, text(profile, "documentType"), company),
        Stream.of(name, person, receiver).filter(Objects::nonNull).findFirst().orElse(null),
        text(profile, "tradeName"),
        stateRegistration(text(profile, "stateInscription")),
        text(profile, "email"),
        phones(profile),
        company ? person : null);
  }

  /** The billing address, when the document has one of its own. */
  static Address billing(JsonNode document) {
    JsonNode invoice = document.path("invoiceData").path("address");
    if (invoice.isObject()) {
      return VtexShipping.address(invoice, false);
    }
    for (JsonNode transaction : document.path("paymentData").path("transactions")) {
      for (JsonNode payment : transaction.path("payments")) {
        if (payment.path("billingAddress").isObject()) {
          return VtexShipping.address(payment.path("billingAddress"), false);
        }
      }
    }
    return null;
  }

  private static String documentType(String plain, String told, boolean company) {
    if (plain == null) {
      return null;
    }
    boolean foreign =
        told != null && !told.equalsIgnoreCase("cpf") && !told.equalsIgnoreCase("cnpj");
    if (foreign && !company) {
      return told;
    }
    if (plain.matches("\\d{11}")) {
      return Customer.CPF;
    }
    return plain.matches("[0-9A-Z]{12}\\d{2}") ? Customer.CNPJ : String.valueOf(told);
  }

  private static String stateRegistration(String given) {
    return given != null && given.equalsIgnoreCase("isento") ? "ISENTO" : given;
  }

  private static List<String> phones(JsonNode profile) {
    return Stream.of(text(profile, "phone"), text(profile, "corporatePhone"))
        .filter(Objects::nonNull)
        .distinct()
        .toList();
  }

  private static String joined(String... parts) {
    String name = Stream.of(parts).filter(Objects::nonNull).collect(Collectors.joining(" "));
    return name.isEmpty() ? null : name;
  }
}
