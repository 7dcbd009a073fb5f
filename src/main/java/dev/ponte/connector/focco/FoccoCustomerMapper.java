package dev.ponte.connector.focco;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Address;
import dev.ponte.canonical.Customer;
import dev.ponte.canonical.CustomerRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** From Focco's customers to canonical ones. */
final class FoccoCustomerMapper {

  private static final int CPF_LENGTH = 11;
  private static final int CEP_LENGTH = 8;

  private final String source;

  FoccoCustomerMapper(String source) {
    this.source = source;
  }

  /**
   * The customer as a list tells it.
   *
   * @throws IllegalArgumentException in one sentence, when it lacks what a customer must have
   */
  CustomerRecord listed(FoccoCustomerRow row) {
    Customer customer =
        customer(row, FoccoItem.text(row.json(), "descricao"), null, null, null, List.of(), null);
    return record(row, customer, List.of());
  }

  /**
   * The customer as GetCliente tells it.
   *
   * @throws IllegalArgumentException in one sentence, when it lacks what a customer must have
   */
  CustomerRecord detailed(FoccoCustomerRow row, JsonNode details) {
    String name = FoccoItem.text(details, "razaosocial");
    Customer customer =
        customer(
            row,
            name == null ? FoccoItem.text(row.json(), "descricao") : name,
            FoccoItem.text(details, "nomefantasia"),
            FoccoItem.text(details, "inscestadual"),
            FoccoItem.text(details, "email"),
            phones(details.path("numtelefones")),
            FoccoItem.text(details, "contato"));
    return record(row, customer, addresses(details));
  }

  private static Customer customer(
      FoccoCustomerRow row,
      String name,
      String tradeName,
      String registration,
      String email,
      List<String> phones,
      String contact) {
    boolean person = row.document().length() == CPF_LENGTH;
    return new Customer(
        person ? Customer.Kind.PERSON : Customer.Kind.COMPANY,
        row.document(),
        person ? Customer.CPF : Customer.CNPJ,
        name,
        tradeName,
        registration,
        email,
        phones,
        contact);
  }

  private CustomerRecord record(FoccoCustomerRow row, Customer customer, List<Address> addresses) {
    return new CustomerRecord(source, customer, addresses, null, Map.of(source, row.code()), null);
  }

  private static List<Address> addresses(JsonNode details) {
    String street = FoccoItem.text(details, "endereco");
    String city = FoccoItem.text(details, "cidade");
    String postalCode = postalCode(details);
    if (street == null && city == null && postalCode == null) {
      return List.of();
    }
    return List.of(
        new Address(
            null,
            street,
            FoccoItem.text(details, "numendereco"),
            FoccoItem.text(details, "complemento"),
            FoccoItem.text(details, "bairro"),
            null,
            city,
            FoccoItem.text(details, "uf"),
            postalCode,
            country(FoccoItem.text(details, "pais")),
            false));
  }

  /** A number lost its leading zeros (C6); 0 means that there is none. */
  private static String postalCode(JsonNode details) {
    String text = FoccoItem.text(details, "cep");
    String digits = text == null ? "" : text.replaceAll("\\D", "");
    if (digits.matches("0*")) {
      return null;
    }
    return "0".repeat(Math.max(0, CEP_LENGTH - digits.length())) + digits;
  }

  /** Focco writes the name, of which only that of Brazil is documented. */
  private static String country(String name) {
    if (name == null) {
      return null;
    }
    return name.equalsIgnoreCase("BRASIL") ? "BRA" : name;
  }

  private static List<String> phones(JsonNode all) {
    List<String> phones = new ArrayList<>();
    for (JsonNode one : all) {
      String phone =
          Stream.of("ddd", "telefone")
              .map(it -> FoccoItem.text(one, it))
              .filter(Objects::nonNull)
              .collect(Collectors.joining(" "));
      if (!phone.isEmpty()) {
        phones.add(phone);
      }
    }
    return phones;
  }
}
