package dev.ponte.connector.presence;

import dev.ponte.canonical.Invoice;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Connections;
import dev.ponte.connection.PollRun;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.UnmappableRecord;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The bean behind {@code presence-invoices-source}. */
@Component("presenceInvoicesSource")
public final class PresenceInvoicesSource {

  private static final Logger LOG = LoggerFactory.getLogger(PresenceInvoicesSource.class);

  private final Connections connections;

  PresenceInvoicesSource(Connections connections) {
    this.connections = connections;
  }

  /**
   * Leaves the {@link Invoice} of the row as body; null when what its header lacks could not be
   * read, of which the run is told: the page is read again then.
   *
   * @throws UnmappableRecord when the row cannot be understood
   */
  public void read(String connectionName, Exchange exchange) {
    Connection connection = connections.get(connectionName);
    PresenceInvoiceMapper mapper = new PresenceInvoiceMapper(connection);
    PresenceRow row = exchange.getMessage().getBody(PresenceRow.class);
    try {
      exchange.getMessage().setBody(whole(mapper, row));
    } catch (DeliveryFailure failure) {
      LOG.debug("Invoice {} of {} is read again by the next poll", row.pk(), connectionName);
      exchange.getProperty(PollRun.PROPERTY, PollRun.class).failed(failure);
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
