package dev.ponte.connector.fastcommerce;

import dev.ponte.canonical.Address;
import dev.ponte.canonical.Customer;
import dev.ponte.canonical.CustomerRecord;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Connections;
import dev.ponte.connector.fastcommerce.FastcommerceReads.Reading;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** The Java half of the Kamelet {@code fastcommerce-customers-source}, of report 426. */
@Component("fastcommerceCustomersSource")
public final class FastcommerceCustomersSource {

  private static final String REPORT = "426";
  private static final String DOCUMENT = "CNPJ/CPF";
  private static final String CHANGED = "Última alteração";
  private static final String FIELDS =
      "Última alteração,Tipo,Empresa,Contato,E-mail,CNPJ/CPF,IE/RG,Endereço,Logradouro,"
          + "Endereço número,Endereço complemento,Bairro,Cidade,Estado,País,CEP,Telefone,Celular,FAX";

  /** What an order's report calls the fields that are called otherwise here. */
  private static final Map<String, String> IN_ORDERS =
      Map.of("Contato", "Nome", DOCUMENT, "CPF/CNPJ", "IE/RG", "RG/IE");

  private final Connections connections;
  private final FastcommerceReads reads;

  FastcommerceCustomersSource(Connections connections, FastcommerceReads reads) {
    this.connections = connections;
    this.reads = reads;
  }

  /**
   * Lists of {@link CustomerRecord} messages, and the rows that could not be understood. A customer
   * without a document is left out, since nobody else could know it.
   */
  public Iterator<List<Object>> pages(String connectionName, Exchange exchange) {
    Connection connection = connections.get(connectionName);
    FastcommerceSettings settings = connection.settings(FastcommerceSettings.class);
    FastcommerceRowsMapper mapper =
        new FastcommerceRowsMapper(connectionName, CustomerRecord.TYPE, DOCUMENT);
    return reads.changed(
        connection,
        exchange,
        new Reading(
            "customers",
            FastcommerceQuery.of(REPORT).fields(FIELDS).priority(5),
            settings.pageSize(),
            settings.products().fullEvery()),
        rows -> mapper.map(rows, row -> customer(connection, row)));
  }

  /** The customer of one row; empty without a document. */
  static Optional<CustomerRecord> customer(Connection connection, FastcommerceRow row) {
    if (Customer.plainDocument(row.get(DOCUMENT)) == null) {
      return Optional.empty();
    }
    FastcommerceRow renamed = new FastcommerceRow();
    for (String name : FIELDS.split(",")) {
      renamed.put(IN_ORDERS.getOrDefault(name, name), row.get(name));
    }
    FastcommerceParties parties = new FastcommerceParties(renamed);
    Address address = parties.billing();
    boolean placed = address.street() != null || address.postalCode() != null;
    return Optional.of(
        new CustomerRecord(
            connection.name(),
            parties.customer(),
            placed ? List.of(address) : List.of(),
            null,
            Map.of(),
            FastcommerceValues.time(CHANGED, row.get(CHANGED), connection.zone())));
  }
}
