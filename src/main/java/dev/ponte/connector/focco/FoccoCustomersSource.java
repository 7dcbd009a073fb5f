package dev.ponte.connector.focco;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Customer;
import dev.ponte.canonical.CustomerRecord;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Connections;
import dev.ponte.connection.PollRun;
import dev.ponte.delivery.DeliveryFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/**
 * The bean behind {@code focco-customers-source}: Focco's customers for e-commerce, one message for
 * each document, and Focco's code of each as a reference. A customer without a document is left
 * out, since nobody else could know it.
 */
@Component("foccoCustomersSource")
public final class FoccoCustomersSource {

  private final Connections connections;
  private final FoccoCustomers customers;

  FoccoCustomersSource(Connections connections, FoccoCustomers customers) {
    this.connections = connections;
    this.customers = customers;
  }

  /**
   * One list of {@link CustomerRecord} messages, and the records that could not be understood;
   * empty when Focco does not answer, which the run is told.
   */
  public List<Object> list(String connectionName, Exchange exchange) {
    Connection connection = connections.get(connectionName);
    PollRun run = exchange.getProperty(PollRun.PROPERTY, PollRun.class);
    if (run.stopped()) {
      return List.of();
    }
    try {
      return mapped(connection, customers.list(connection));
    } catch (DeliveryFailure failure) {
      run.failed(failure);
      return List.of();
    }
  }

  private static List<Object> mapped(Connection connection, JsonNode list) {
    Map<String, CustomerRecord> records = new LinkedHashMap<>();
    List<Object> all = new ArrayList<>();
    for (JsonNode row : list) {
      try {
        FoccoCustomers.documents(row)
            .forEach(document -> records.put(document, record(connection, row, document)));
      } catch (IllegalArgumentException e) {
        all.add(
            FoccoRefusal.of(
                connection.name(),
                CustomerRecord.TYPE,
                row.path("codigo").asText(),
                row,
                e.getMessage()));
      }
    }
    if (!records.isEmpty()) {
      all.add(List.copyOf(records.values()));
    }
    return all;
  }

  private static CustomerRecord record(Connection connection, JsonNode row, String document) {
    boolean person = document.length() == 11;
    Customer customer =
        new Customer(
            person ? Customer.Kind.PERSON : Customer.Kind.COMPANY,
            document,
            person ? Customer.CPF : Customer.CNPJ,
            FoccoItem.text(row, "descricao"),
            null,
            null,
            null,
            List.of(),
            null);
    return new CustomerRecord(
        connection.name(),
        customer,
        List.of(),
        null,
        Map.of(connection.name(), row.path("codigo").asText()),
        null);
  }
}
