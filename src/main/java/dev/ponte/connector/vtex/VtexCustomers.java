package dev.ponte.connector.vtex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Customer;
import dev.ponte.canonical.TaxDocument;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** {@code clientProfileData} to a customer. */
final class VtexCustomers {

  private static final String BRAZIL = "BRA";

  private VtexCustomers() {}

  /**
   * @param extras gets what the store says against the digits
   * @throws IllegalArgumentException when nobody buys, or a Brazilian document is malformed
   */
  static Customer of(JsonNode order, Map<String, String> extras) {
    JsonNode profile = VtexJson.field(order, "clientProfileData");
    if (!profile.isObject()) {
      throw new IllegalArgumentException("it has no customer; look at it in the store");
    }
    boolean said = isCompany(profile);
    TaxDocument document = document(profile, said, country(order));
    String against = document.against(VtexJson.text(profile, "documentType"));
    if (against != null) {
      extras.put("documentType", against);
    }
    boolean company = document.isCompany() || said && !document.isPerson();
    return company ? company(order, profile, document) : person(order, profile, document);
  }

  private static boolean isCompany(JsonNode profile) {
    return VtexJson.flag(profile, "isCorporate")
        || VtexJson.text(profile, "corporateDocument") != null
        || "cnpj".equalsIgnoreCase(VtexJson.text(profile, "documentType"));
  }

  private static TaxDocument document(JsonNode profile, boolean company, String country) {
    String given =
        company
            ? VtexJson.firstText(profile, "corporateDocument", "document")
            : VtexJson.firstText(profile, "document", "corporateDocument");
    String type = VtexJson.text(profile, "documentType");
    boolean ours =
        type == null
            ? BRAZIL.equals(country)
            : type.equalsIgnoreCase(Customer.CPF) || type.equalsIgnoreCase(Customer.CNPJ);
    boolean brazilian = company ? BRAZIL.equals(country) : ours;
    return brazilian ? TaxDocument.brazilian(given) : TaxDocument.foreign(given, foreignType(type));
  }

  private static Customer company(JsonNode order, JsonNode profile, TaxDocument document) {
    String contact = personName(profile);
    String corporate = VtexJson.firstText(profile, "corporateName", "tradeName");
    return new Customer(
        Customer.Kind.COMPANY,
        document.number(),
        document.type(),
        corporate == null ? name(contact, order) : corporate,
        VtexJson.text(profile, "tradeName"),
        registration(VtexJson.text(profile, "stateInscription")),
        VtexJson.text(profile, "email"),
        phones(profile, "corporatePhone", "phone"),
        contact);
  }

  private static Customer person(JsonNode order, JsonNode profile, TaxDocument document) {
    String name = personName(profile);
    String other = VtexJson.firstText(profile, "corporateName", "tradeName");
    return new Customer(
        Customer.Kind.PERSON,
        document.number(),
        document.type(),
        name(name == null ? other : name, order),
        null,
        registration(VtexJson.text(profile, "stateInscription")),
        VtexJson.text(profile, "email"),
        phones(profile, "phone", "corporatePhone"),
        null);
  }

  /** The receiver's, where the buyer has none. */
  private static String name(String name, JsonNode order) {
    JsonNode address = VtexJson.field(VtexJson.field(order, "shippingData"), "address");
    return name == null ? VtexJson.text(address, "receiverName") : name;
  }

  private static String foreignType(String type) {
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
