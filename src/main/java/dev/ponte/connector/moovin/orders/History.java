package dev.ponte.connector.moovin.orders;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Connections;
import dev.ponte.connector.moovin.api.Fields;
import dev.ponte.delivery.Notes;
import dev.ponte.delivery.Reference;
import dev.ponte.delivery.References;
import org.springframework.stereotype.Component;

/**
 * What Ponte itself has done with a store's orders, as far as it matters when they are read again.
 */
@Component("moovinHistory")
public class History {

  /** With the code of the status that it got. */
  private static final Notes.Kind<String> CANCELLED = new Notes.Kind<>("cancelled", String.class);

  private final Connections connections;
  private final References references;
  private final Notes notes;

  History(Connections connections, References references, Notes notes) {
    this.connections = connections;
    this.references = references;
    this.notes = notes;
  }

  /** Before we cancel an order, since the store may be read while the call is on its way. */
  public void cancels(Connection store, String order, String status) {
    notes.put(store.name(), CANCELLED, order, status);
  }

  /** Whether we cancelled the order in the store: that is no news for the ERP that asked for it. */
  boolean hasCancelled(Connection store, JsonNode order) {
    String id = Fields.text(order, "codigo_pedido");
    return id != null && notes.find(store.name(), CANCELLED, id).isPresent();
  }

  /**
   * Whether another connection has the order by us. An imported order that none has was imported by
   * somebody else, and must not go to an ERP again.
   */
  boolean hasDelivered(Connection store, JsonNode order) {
    String id = Fields.text(order, "codigo_pedido");
    return id != null
        && connections.all().stream()
            .map(Connection::name)
            .filter(it -> !it.equals(store.name()))
            .anyMatch(it -> references.byKey(Reference.ORDER, store.name(), id, it).isPresent());
  }
}
