package dev.ponte.connector.presence;

import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Message;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.UnmappableRecord;
import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.Exchange;

/** From a row in an exchange's body to the canonical message. */
final class PresenceMapping {

  private PresenceMapping() {}

  /**
   * Leaves the row's canonical message as JSON in the body, or null when there is nothing to tell.
   * Beside a failure the body is the row as Presence sent it.
   *
   * @throws UnmappableRecord when the row cannot be understood
   */
  static void leave(
      Exchange exchange,
      Connection connection,
      Function<PresenceRow, Optional<? extends Message>> mapper) {
    PresenceRow row = exchange.getMessage().getBody(PresenceRow.class);
    exchange.getMessage().setBody(row.json().toString());
    try {
      exchange.getMessage().setBody(mapper.apply(row).map(Canonical::write).orElse(null));
    } catch (IllegalArgumentException e) {
      throw new UnmappableRecord(
          "Record %s of %s on %s cannot be taken: %s. Put that right, then have the dead letter fetched again"
              .formatted(row.pk(), row.feed().method(), connection.name(), e.getMessage()),
          e);
    }
  }
}
