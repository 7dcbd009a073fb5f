package dev.ponte.connector.focco;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.ponte.canonical.CustomerRecord;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Connections;
import dev.ponte.connection.Intake;
import dev.ponte.connection.PollRun;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.UnmappableRecord;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
  private final FoccoApi focco;
  private final FoccoCustomers customers;
  private final Clock clock;
  private final Map<String, FoccoAllowance> allowances = new ConcurrentHashMap<>();

  FoccoCustomersSource(
      Connections connections, FoccoApi focco, FoccoCustomers customers, Clock clock) {
    this.connections = connections;
    this.focco = focco;
    this.customers = customers;
    this.clock = clock;
  }

  /**
   * One list of {@link CustomerRecord} messages, and the records that could not be understood; with
   * {@code customers.details} each customer by itself instead, to be read in full. Empty when Focco
   * does not answer, which the run is told.
   */
  public List<Object> list(String connectionName, Exchange exchange) {
    Connection connection = connections.get(connectionName);
    FoccoSettings.Customers settings = connection.settings(FoccoSettings.class).customers();
    PollRun run = exchange.getProperty(PollRun.PROPERTY, PollRun.class);
    if (run.stopped()) {
      return List.of();
    }
    try {
      List<FoccoCustomerRow> rows = rows(connection, customers.list(connection));
      if (!settings.details()) {
        return listed(connection, rows);
      }
      exchange.setProperty(FoccoCalls.PROPERTY, calls(connection, settings));
      return List.copyOf(rows);
    } catch (DeliveryFailure failure) {
      run.failed(failure);
      return List.of();
    }
  }

  /**
   * Leaves the whole customer as body, by one call; null when the calls of this poll are spent, or
   * this one failed, of which the run is told. One that Focco does not give in full goes on as it
   * was listed.
   *
   * @throws UnmappableRecord when the customer cannot be understood
   */
  public void read(String connectionName, Exchange exchange) {
    Connection connection = connections.get(connectionName);
    PollRun run = exchange.getProperty(PollRun.PROPERTY, PollRun.class);
    FoccoCustomerRow row = exchange.getMessage().getBody(FoccoCustomerRow.class);
    exchange.getMessage().setBody(null);
    if (run.stopped() || !exchange.getProperty(FoccoCalls.PROPERTY, FoccoCalls.class).take()) {
      return;
    }
    try {
      exchange.getMessage().setBody(whole(connection, row));
      run.succeeded();
    } catch (DeliveryFailure failure) {
      run.failed("customer " + row.code(), failure);
    } catch (RuntimeException e) {
      exchange.getMessage().setBody(row.json().toString());
      throw Intake.refusal(e, said -> said);
    }
  }

  private CustomerRecord whole(Connection connection, FoccoCustomerRow row) {
    FoccoCustomerMapper mapper = new FoccoCustomerMapper(connection.name());
    JsonNode details;
    try {
      details = focco.read(connection, "GetCliente", arguments(row), FoccoApi.CATALOGUE);
    } catch (DeliveryFailure failure) {
      if (failure.failureClass() == FailureClass.REJECTED) {
        return mapper.listed(row);
      }
      throw failure;
    }
    return mapper.detailed(row, details);
  }

  private static JsonNode arguments(FoccoCustomerRow row) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("codigoCliente", row.json().path("codigo").asLong())
        .put("cnpjCpf", row.document());
  }

  private FoccoCalls calls(Connection connection, FoccoSettings.Customers settings) {
    return new FoccoCalls(
        allowances
            .computeIfAbsent(connection.name(), any -> new FoccoAllowance())
            .take(settings.callsAMinute(), clock.instant()));
  }

  private static List<FoccoCustomerRow> rows(Connection connection, JsonNode list) {
    Map<String, FoccoCustomerRow> rows = new LinkedHashMap<>();
    for (JsonNode json : list) {
      FoccoCustomers.documents(json)
          .forEach(it -> rows.put(it, new FoccoCustomerRow(connection.name(), it, json)));
    }
    return List.copyOf(rows.values());
  }

  private static List<Object> listed(Connection connection, List<FoccoCustomerRow> rows) {
    FoccoCustomerMapper mapper = new FoccoCustomerMapper(connection.name());
    List<CustomerRecord> records = new ArrayList<>();
    Map<String, Object> refusals = new LinkedHashMap<>();
    for (FoccoCustomerRow row : rows) {
      try {
        records.add(mapper.listed(row));
      } catch (RuntimeException e) {
        refusals.put(
            row.code(),
            FoccoRefusal.of(
                connection.name(),
                CustomerRecord.TYPE,
                row.code(),
                row.json(),
                Intake.refusal(e, said -> said)));
      }
    }
    List<Object> all = new ArrayList<>(refusals.values());
    if (!records.isEmpty()) {
      all.add(records);
    }
    return all;
  }
}
