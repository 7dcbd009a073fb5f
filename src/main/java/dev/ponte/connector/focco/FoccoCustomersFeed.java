package dev.ponte.connector.focco;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.ponte.canonical.CustomerRecord;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.Priority;
import dev.ponte.intake.Entry;
import dev.ponte.intake.Feed;
import dev.ponte.intake.Page;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * Focco's customers for e-commerce, one message for each document, and Focco's code of each as a
 * reference. A customer without a document is left out, since nobody else could know it. With
 * {@code customers.details} each is read in full by a call of its own, when it is new in the list
 * or changed there, as far as the calls a minute allow it; one that Focco does not give in full
 * goes on as it was listed.
 */
final class FoccoCustomersFeed implements Feed {

  private final FoccoApi focco;
  private final FoccoCustomers customers;
  private final Clock clock;
  private final Map<String, FoccoAllowance> allowances = new ConcurrentHashMap<>();

  FoccoCustomersFeed(FoccoApi focco, FoccoCustomers customers, Clock clock) {
    this.focco = focco;
    this.customers = customers;
    this.clock = clock;
  }

  @Override
  public Page read(Connection connection, String at) {
    FoccoSettings.Customers settings = connection.settings(FoccoSettings.class).customers();
    FoccoCustomerMapper mapper = new FoccoCustomerMapper(connection.name());
    List<FoccoCustomerRow> rows = customers.rows(connection);
    Semaphore calls = new Semaphore(settings.details() ? calls(connection, settings) : 0);
    Function<FoccoCustomerRow, Entry> entry =
        row ->
            settings.details()
                ? detailed(connection, row, mapper, calls)
                : Entry.state(
                    connection,
                    CustomerRecord.TYPE,
                    row.code(),
                    row.json(),
                    any -> List.of(mapper.listed(row)));
    return new Page(rows.stream().map(entry).toList(), null, true);
  }

  private Entry detailed(
      Connection connection, FoccoCustomerRow row, FoccoCustomerMapper mapper, Semaphore calls) {
    return Entry.once(
            row.mark(),
            row.json(),
            whole ->
                List.of(whole == row.json() ? mapper.listed(row) : mapper.detailed(row, whole)))
        .readBy(() -> calls.tryAcquire() ? details(connection, row) : null);
  }

  private JsonNode details(Connection connection, FoccoCustomerRow row) {
    JsonNode arguments =
        JsonNodeFactory.instance
            .objectNode()
            .put("codigoCliente", row.json().path("codigo").asLong())
            .put("cnpjCpf", row.document());
    try {
      return focco.read(connection, "GetCliente", arguments, Priority.CATALOGUE);
    } catch (DeliveryFailure failure) {
      if (failure.failureClass() == FailureClass.REJECTED) {
        return row.json();
      }
      throw failure;
    }
  }

  private int calls(Connection connection, FoccoSettings.Customers settings) {
    return allowances
        .computeIfAbsent(connection.name(), any -> new FoccoAllowance())
        .take(settings.callsAMinute(), clock.instant());
  }
}
