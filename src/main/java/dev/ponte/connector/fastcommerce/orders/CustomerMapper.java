package dev.ponte.connector.fastcommerce.orders;

import dev.ponte.canonical.Address;
import dev.ponte.canonical.Customer;
import dev.ponte.canonical.CustomerRecord;
import dev.ponte.connection.Connection;
import dev.ponte.connector.fastcommerce.api.ReportQuery;
import dev.ponte.connector.fastcommerce.api.ReportRow;
import dev.ponte.connector.fastcommerce.api.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From a row of report 426 to a customer. */
final class CustomerMapper {

  private static final String REPORT = "426";
  static final String DOCUMENT = "CNPJ/CPF";
  private static final String CHANGED = "Última alteração";
  private static final String FIELDS =
      "Última alteração,Tipo,Empresa,Contato,E-mail,CNPJ/CPF,IE/RG,Endereço,Logradouro,"
          + "Endereço número,Endereço complemento,Bairro,Cidade,Estado,País,CEP,Telefone,Celular,FAX";

  /** What an order's report calls the fields that are called otherwise here. */
  private static final Map<String, String> IN_ORDERS =
      Map.of("Contato", "Nome", DOCUMENT, "CPF/CNPJ", "IE/RG", "RG/IE");

  static final ReportQuery QUERY = ReportQuery.of(REPORT).fields(FIELDS);

  private CustomerMapper() {}

  /** Empty without a document, since nobody else could know who it is. */
  static Optional<CustomerRecord> customer(Connection connection, ReportRow row) {
    if (Customer.plainDocument(row.get(DOCUMENT)) == null) {
      return Optional.empty();
    }
    ReportRow renamed = new ReportRow();
    for (String name : FIELDS.split(",")) {
      renamed.put(IN_ORDERS.getOrDefault(name, name), row.get(name));
    }
    Parties parties = new Parties(renamed);
    Address address = parties.billing();
    boolean placed = address.street() != null || address.postalCode() != null;
    return Optional.of(
        new CustomerRecord(
            connection.name(),
            parties.customer(),
            placed ? List.of(address) : List.of(),
            null,
            Map.of(),
            Values.time(CHANGED, row.get(CHANGED), connection.zone())));
  }
}
