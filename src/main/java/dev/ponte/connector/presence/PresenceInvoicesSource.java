package dev.ponte.connector.presence;

import dev.ponte.canonical.Invoice;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Connections;
import dev.ponte.connection.PollRun;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.UnmappableRecord;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** The bean behind {@code presence-invoices-source}. */
@Component("presenceInvoicesSource")
public final class PresenceInvoicesSource {

  private final Connections connections;

  PresenceInvoicesSource(Connections connections) {
    this.connections = connections;
  }

  /**
   * Leaves the {@link Invoice} of the row as body; null when what its header lacks could not be
   * read, of which the run is told: the page is read again then.
   *
   * @throws UnmappableRecord when the row cannot be understood, or Presence refuses the rest of it
   */
  public void read(String connectionName, Exchange exchange) {
    Connection connection = connections.get(connectionName);
    PresenceInvoiceMapper mapper = new PresenceInvoiceMapper(connection);
    PresenceRow row = exchange.getMessage().getBody(PresenceRow.class);
    try {
      exchange.getMessage().setBody(whole(mapper, row));
    } catch (DeliveryFailure failure) {
      if (failure.failureClass() == FailureClass.REJECTED) {
        exchange.getMessage().setBody(row.json().toString());
        throw new UnmappableRecord(
            "Invoice %s is listed without its items, and they cannot be read: %s. See in Presence what it is, then have the dead letter fetched again"
                .formatted(row.pk(), failure.getMessage()),
            failure);
      }
      exchange.getProperty(PollRun.PROPERTY, PollRun.class).failed("invoice " + row.pk(), failure);
      exchange.getMessage().setBody(null);
      return;
    }
    PresenceMapping.leave(exchange, connection, it -> Optional.of(mapper.toInvoice(it)));
  }

  private static PresenceRow whole(PresenceInvoiceMapper mapper, PresenceRow row) {
    return mapper.isPartial(row)
        ? row.page().complete(row).map(it -> PresenceInvoiceMapper.merged(row, it)).orElse(row)
        : row;
  }
}
