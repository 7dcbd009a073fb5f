package dev.ponte.connector.moovin.orders;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Address;
import dev.ponte.canonical.Customer;
import dev.ponte.canonical.CustomerRecord;
import dev.ponte.connector.moovin.api.Documents;
import dev.ponte.connector.moovin.api.Fields;
import dev.ponte.connector.moovin.api.ListPages;
import dev.ponte.connector.moovin.api.Methods;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Rows of getClientes as canonical customers. */
final class ClientMapper {

  static final ListPages.Source SOURCE =
      new ListPages.Source(Methods.CUSTOMERS, "cliente", ClientMapper::identity);

  private static final String COMPANY = "1";

  private final String connection;

  /**
   * @param connection its name
   */
  ClientMapper(String connection) {
    this.connection = connection;
  }

  /**
   * The customer; none for one without a document, since nobody else could know it.
   *
   * @throws IllegalArgumentException in one sentence, when it lacks what a customer must have
   */
  List<CustomerRecord> customers(JsonNode row) {
    String document = Documents.padded(Fields.text(row, "cpf_cnpj"));
    if (document == null) {
      return List.of();
    }
    String code = identity(row);
    return List.of(
        new CustomerRecord(
            connection,
            customer(row, document),
            address(row),
            Fields.text(row, "grupo"),
            code == null ? Map.of() : Map.of(connection, code),
            null));
  }

  /** The store's code of a customer; null when there is none. */
  static String identity(JsonNode row) {
    return Fields.firstText(row, "codigo_cliente", "codigo");
  }

  private static Customer customer(JsonNode row, String document) {
    boolean company = COMPANY.equals(Fields.text(row, "tipo_pessoa")) || Documents.isCnpj(document);
    return new Customer(
        company ? Customer.Kind.COMPANY : Customer.Kind.PERSON,
        document,
        Customers.type(document),
        Fields.text(row, "nome"),
        Fields.text(row, "nome_fantasia"),
        Customers.registration(row),
        Fields.text(row, "email"),
        Stream.of("telefone_cel", "telefone_res", "telefone_com")
            .map(name -> Fields.text(row, name))
            .filter(Objects::nonNull)
            .distinct()
            .toList(),
        Fields.text(row, "contato"));
  }

  private static List<Address> address(JsonNode row) {
    if (Fields.firstText(row, "endereco", "cep", "cidade") == null) {
      return List.of();
    }
    String state = Fields.text(row, "estado");
    String country = Fields.text(row, "pais");
    return List.of(
        new Address(
            Fields.text(row, "nome"),
            Fields.text(row, "endereco"),
            Fields.text(row, "numero"),
            Fields.text(row, "complemento"),
            Fields.text(row, "bairro"),
            Fields.text(row, "instrucoes"),
            Fields.text(row, "cidade"),
            state == null ? null : state.toUpperCase(Locale.ROOT),
            Customers.postalCode(Fields.text(row, "cep")),
            country == null ? "BRA" : country,
            false));
  }
}
