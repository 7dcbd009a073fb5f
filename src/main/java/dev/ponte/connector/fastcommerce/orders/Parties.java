package dev.ponte.connector.fastcommerce.orders;

import dev.ponte.canonical.Address;
import dev.ponte.canonical.Customer;
import dev.ponte.canonical.TaxDocument;
import dev.ponte.connector.fastcommerce.api.Names;
import dev.ponte.connector.fastcommerce.api.ReportRow;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Who buys, and where it goes. */
final class Parties {

  private static final Locale BRAZIL = Locale.forLanguageTag("pt-BR");
  private static final String HOME = "BRA";
  private static final String DELIVERY = " Pedido";
  private static final String COMPANY = "pj";

  private final ReportRow header;

  Parties(ReportRow header) {
    this.header = header;
  }

  /**
   * @throws IllegalArgumentException when a Brazilian's document can be neither CPF nor CNPJ
   */
  Customer customer() {
    TaxDocument document = document();
    boolean company = isCompany(document);
    String person = header.get("Nome");
    String corporate = header.get("Empresa");
    boolean named = company && corporate != null;
    return new Customer(
        company ? Customer.Kind.COMPANY : Customer.Kind.PERSON,
        document.number(),
        document.type(),
        named ? corporate : first(person, first(corporate, header.get("Nome" + DELIVERY))),
        null,
        company ? header.get("RG/IE") : null,
        first(header.get("E-mail"), header.get("E-mail" + DELIVERY)),
        phones(),
        named ? person : null);
  }

  /** What of the buyer has no place of its own. */
  void tell(Map<String, String> extras) {
    TaxDocument document = document();
    String against = document.against(header.get("Tipo"));
    if (against != null) {
      extras.put("Tipo", against);
    }
    String delivery = header.get("E-mail" + DELIVERY);
    if (delivery != null && !delivery.equals(header.get("E-mail"))) {
      extras.put("E-mail" + DELIVERY, delivery);
    }
    if (!isCompany(document) && header.get("RG/IE") != null) {
      extras.put("RG/IE", header.get("RG/IE"));
    }
  }

  /** The customer's own address. */
  Address billing() {
    return address("", header.get("Nome"));
  }

  /** Where it goes: to the customer, unless the order names another address. */
  Address delivery() {
    Address delivery = address(DELIVERY, header.get("Nome" + DELIVERY));
    return delivery.street() == null && delivery.postalCode() == null
        ? address("", first(header.get("Nome" + DELIVERY), header.get("Nome")))
        : delivery;
  }

  /** The digits decide; without a document what the store says. */
  private boolean isCompany(TaxDocument document) {
    return document.type() == null || !document.isPerson() && !document.isCompany()
        ? Names.plain(header.get("Tipo")).equals(COMPANY)
        : document.isCompany();
  }

  /** A buyer abroad may have any. */
  private TaxDocument document() {
    String given = header.get("CPF/CNPJ");
    String plain = Customer.plainDocument(given);
    String country = country(header.get("País"));
    boolean foreign =
        plain != null
            && country != null
            && !country.equals(HOME)
            && TaxDocument.recognised(plain) == null;
    return foreign ? TaxDocument.foreign(given, "documento") : TaxDocument.brazilian(given);
  }

  private List<String> phones() {
    return Stream.of("Telefone", "Celular", "FAX", "Telefone" + DELIVERY, "FAX" + DELIVERY)
        .map(header::get)
        .filter(Objects::nonNull)
        .distinct()
        .toList();
  }

  private Address address(String suffix, String receiver) {
    String street = header.get("Logradouro" + suffix);
    return new Address(
        receiver,
        first(street, header.get("Endereço" + suffix)),
        header.get("Endereço número" + suffix),
        header.get("Endereço complemento" + suffix),
        header.get("Bairro" + suffix),
        suffix.isEmpty() ? null : header.get("NomeLocal"),
        header.get("Cidade" + suffix),
        header.get("Estado" + suffix),
        postalCode(header.get("CEP" + suffix)),
        country(header.get("País" + suffix)),
        false);
  }

  private static String postalCode(String code) {
    String digits = code == null ? "" : code.replaceAll("\\D", "");
    return digits.length() == 8 ? digits : code;
  }

  /** Three letters; null when the name is no country's in Portuguese. */
  private static String country(String name) {
    String plain = Names.plain(name);
    for (String code : Locale.getISOCountries()) {
      Locale country = new Locale("", code);
      if (plain.equals(Names.plain(country.getDisplayCountry(BRAZIL)))
          || plain.equals(code.toLowerCase(Locale.ROOT))
          || plain.equals(country.getISO3Country().toLowerCase(Locale.ROOT))) {
        return country.getISO3Country();
      }
    }
    return null;
  }

  private static String first(String one, String other) {
    return one == null ? other : one;
  }
}
