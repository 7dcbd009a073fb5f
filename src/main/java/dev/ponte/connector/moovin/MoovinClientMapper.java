package dev.ponte.connector.moovin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Address;
import dev.ponte.canonical.Customer;
import dev.ponte.canonical.CustomerRecord;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Rows of getClientes as canonical customers. */
final class MoovinClientMapper {

  static final MoovinPages.Source SOURCE =
      new MoovinPages.Source(MoovinMethods.CUSTOMERS, "cliente", MoovinClientMapper::identity);

  private static final String COMPANY = "1";

  private final String connection;

  /**
   * @param connection its name
   */
  MoovinClientMapper(String connection) {
    this.connection = connection;
  }

  /**
   * The customer; none for one without a document, since nobody else could know it.
   *
   * @throws IllegalArgumentException in one sentence, when it lacks what a customer must have
   */
  List<CustomerRecord> customers(JsonNode row) {
    String document = MoovinDocuments.padded(MoovinFields.text(row, "cpf_cnpj"));
    if (document == null) {
      return List.of();
    }
    String code = identity(row);
    return List.of(
        new CustomerRecord(
            connection,
            customer(row, document),
            address(row),
            MoovinFields.text(row, "grupo"),
            code == null ? Map.of() : Map.of(connection, code),
            null));
  }

  /** The store's code of a customer; null when there is none. */
  static String identity(JsonNode row) {
    return MoovinFields.firstText(row, "codigo_cliente", "codigo");
  }

  private static Customer customer(JsonNode row, String document) {
    boolean company =
        COMPANY.equals(MoovinFields.text(row, "tipo_pessoa")) || MoovinDocuments.isCnpj(document);
    return new Customer(
        company ? Customer.Kind.COMPANY : Customer.Kind.PERSON,
        document,
        MoovinCustomers.type(document),
        MoovinFields.text(row, "nome"),
        MoovinFields.text(row, "nome_fantasia"),
        MoovinCustomers.registration(row),
        MoovinFields.text(row, "email"),
        Stream.of("telefone_cel", "telefone_res", "telefone_com")
            .map(name -> MoovinFields.text(row, name))
            .filter(Objects::nonNull)
            .distinct()
            .toList(),
        MoovinFields.text(row, "contato"));
  }

  private static List<Address> address(JsonNode row) {
    if (MoovinFields.firstText(row, "endereco", "cep", "cidade") == null) {
      return List.of();
    }
    String state = MoovinFields.text(row, "estado");
    String country = MoovinFields.text(row, "pais");
    return List.of(
        new Address(
            MoovinFields.text(row, "nome"),
            MoovinFields.text(row, "endereco"),
            MoovinFields.text(row, "numero"),
            MoovinFields.text(row, "complemento"),
            MoovinFields.text(row, "bairro"),
            MoovinFields.text(row, "instrucoes"),
            MoovinFields.text(row, "cidade"),
            state == null ? null : state.toUpperCase(Locale.ROOT),
            MoovinCustomers.postalCode(MoovinFields.text(row, "cep")),
            country == null ? "BRA" : country,
            false));
  }
}
