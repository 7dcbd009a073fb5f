package dev.ponte.connector.vtex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Customer;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/** {@code clientProfileData} to a customer. */
final class VtexCustomers {

  private static final String BRAZIL = "BRA";

  private VtexCustomers() {}

  /**
   * @throws IllegalArgumentException when nobody buys, or a Brazilian document is malformed
   */
  static Customer of(JsonNode order) {
    JsonNode profile = VtexJson.field(order, "clientProfileData");
    if (!profile.isObject()) {
      throw new IllegalArgumentException("it has no customer; look at it in the store");
    }
    return isCompany(profile) ? company(profile, country(order)) : person(profile, country(order));
  }

  private static boolean isCompany(JsonNode profile) {
    return VtexJson.flag(profile, "isCorporate")
        || VtexJson.text(profile, "corporateDocument") != null
        || "cnpj".equalsIgnoreCase(VtexJson.text(profile, "documentType"));
  }

  private static Customer company(JsonNode profile, String country) {
    String given = VtexJson.firstText(profile, "corporateDocument", "document");
    boolean brazilian = BRAZIL.equals(country);
    String document = brazilian ? Customer.plainDocument(given) : given;
    String contact = personName(profile);
    String corporate = VtexJson.firstText(profile, "corporateName", "tradeName");
    return new Customer(
        Customer.Kind.COMPANY,
        document,
        document == null ? null : brazilian ? Customer.CNPJ : foreignType(profile),
        corporate == null ? contact : corporate,
        VtexJson.text(profile, "tradeName"),
        registration(VtexJson.text(profile, "stateInscription")),
        VtexJson.text(profile, "email"),
        phones(profile, "corporatePhone", "phone"),
        contact);
  }

  private static Customer person(JsonNode profile, String country) {
    String given = VtexJson.text(profile, "document");
    String type = VtexJson.text(profile, "documentType");
    boolean cpf = type == null ? BRAZIL.equals(country) : type.equalsIgnoreCase(Customer.CPF);
    String document = cpf ? Customer.plainDocument(given) : given;
    return new Customer(
        Customer.Kind.PERSON,
        document,
        document == null ? null : cpf ? Customer.CPF : foreignType(profile),
        personName(profile),
        null,
        registration(VtexJson.text(profile, "stateInscription")),
        VtexJson.text(profile, "email"),
        phones(profile, "phone", "corporatePhone"),
        null);
  }

  private static String foreignType(JsonNode profile) {
    String type = VtexJson.text(profile, "documentType");
    return type == null || type.equalsIgnoreCase(Customer.CPF) ? "foreign" : type;
  }

  private static String personName(JsonNode profile) {
    return Stream.of("firstName", "lastName")
        .map(part -> VtexJson.text(profile, part))
        .filter(Objects::nonNull)
        .reduce((first, last) -> first + " " + last)
        .orElse(null);
  }

  private static String registration(String given) {
    return given != null && given.toUpperCase(Locale.ROOT).startsWith("ISENT") ? "ISENTO" : given;
  }

  private static List<String> phones(JsonNode profile, String... names) {
    return Stream.of(names)
        .map(name -> VtexJson.text(profile, name))
        .filter(Objects::nonNull)
        .distinct()
        .toList();
  }

  private static String country(JsonNode order) {
    String country =
        VtexJson.text(VtexJson.field(VtexJson.field(order, "shippingData"), "address"), "country");
    if (country == null) {
      country = VtexJson.text(VtexJson.field(order, "storePreferencesData"), "countryCode");
    }
    return country == null || country.equalsIgnoreCase("BR")
        ? BRAZIL
        : country.toUpperCase(Locale.ROOT);
  }
}
