package dev.ponte.connector.vtex;

import dev.ponte.delivery.Notes;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Which orders Ponte itself has cancelled in a store: that is no news for the ERP that asked. */
@Component
class VtexHistory {

  /** With the time of the cancellation. */
  private static final Notes.Kind<Instant> CANCELLED = new Notes.Kind<>("cancelled", Instant.class);

  private final Notes notes;

  VtexHistory(Notes notes) {
    this.notes = notes;
  }

  /** Before we cancel an order, since the store may be read while the call is on its way. */
  void cancels(String connection, String order, Instant at) {
    notes.put(connection, CANCELLED, order, at);
  }

  boolean hasCancelled(String connection, String order) {
    return notes.find(connection, CANCELLED, order).isPresent();
  }
}
