package dev.ponte.connector.vtex;

import dev.ponte.delivery.Cursors;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Which orders Ponte itself has cancelled in a store: that is no news for the ERP that asked. */
@Component
class VtexHistory {

  private static final String CANCELLED = "cancelled/";

  private final Cursors cursors;

  VtexHistory(Cursors cursors) {
    this.cursors = cursors;
  }

  /** Before we cancel an order, since the store may be read while the call is on its way. */
  void cancels(String connection, String order, Instant at) {
    cursors.put(connection, CANCELLED + order, at.toString());
  }

  boolean hasCancelled(String connection, String order) {
    return cursors.get(connection, CANCELLED + order).isPresent();
  }
}
