package dev.ponte.connector.moovin.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.Delivery;
import dev.ponte.sink.Told;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * The one call that tells a store something. All of them may be repeated. What breaks a rule of the
 * document is refused in a sentence, as an {@link IllegalArgumentException}.
 */
@Component("moovinUpdates")
public class Updates {

  private final MoovinApi moovin;

  Updates(MoovinApi moovin) {
    this.moovin = moovin;
  }

  /** Sends the record. */
  public void send(Connection connection, String method, ObjectNode record, Delivery delivery) {
    moovin.call(connection, method, record, delivery);
  }

  /**
   * Sends the record unless it is the last that the store has acknowledged of the delivery's key.
   *
   * @return whether it was sent
   */
  public boolean sendNews(
      Connection connection, String method, ObjectNode record, Delivery delivery) {
    Map<String, String> fields = new LinkedHashMap<>();
    record.fields().forEachRemaining(it -> fields.put(it.getKey(), it.getValue().asText()));
    Told told = Told.of(delivery);
    if (told.changed(fields).isEmpty()) {
      return false;
    }
    told.telling(told.changed(fields));
    told.by(() -> moovin.call(connection, method, record, delivery));
    told.holds(fields, List.of());
    return true;
  }
}
