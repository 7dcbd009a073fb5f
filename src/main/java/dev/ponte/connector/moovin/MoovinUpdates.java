package dev.ponte.connector.moovin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.MissingSetting;
import org.springframework.stereotype.Component;

/** The one call that tells a store something. All of them may be repeated. */
@Component
class MoovinUpdates {

  /** Before what may be held by now or not; no record begins so. */
  private static final String UNSURE = "?";

  private final MoovinApi moovin;

  MoovinUpdates(MoovinApi moovin) {
    this.moovin = moovin;
  }

  /** Sends what became of an order, as the other {@code send}. */
  void send(Connection connection, String method, ObjectNode record, Delivery delivery) {
    String id = MoovinFields.firstText(record, "codigo_pedido", "pedido");
    send(connection, method, "order " + id, record, delivery);
  }

  /**
   * Sends the record.
   *
   * @param what it is about, for the error
   * @throws DeliveryFailure rejected, when the store refuses it or it breaks a rule of the document
   */
  void send(
      Connection connection, String method, String what, ObjectNode record, Delivery delivery) {
    try {
      moovin.call(connection, method, record, delivery);
    } catch (IllegalArgumentException e) {
      throw refused(connection, what, e);
    }
  }

  /**
   * Sends the record unless it is the last that the store has acknowledged of the delivery's key. A
   * call without an answer may have changed what the store holds, so before it that becomes unsure;
   * that the store was told such fields at all stays known.
   *
   * @return whether it was sent
   */
  boolean sendNews(
      Connection connection, String method, String what, ObjectNode record, Delivery delivery) {
    String content = record.toString();
    if (delivery.progress().filter(content::equals).isPresent()) {
      return false;
    }
    delivery
        .progress()
        .filter(it -> !it.startsWith(UNSURE))
        .ifPresent(it -> delivery.checkpoint(UNSURE + it));
    send(connection, method, what, record, delivery);
    delivery.answered(content);
    return true;
  }

  /** What a store cannot be told, and why. */
  static DeliveryFailure refused(Connection connection, String what, RuntimeException why) {
    if (why instanceof MissingSetting missing) {
      return missing.failure(
          "%s is not told of %s yet: %s".formatted(connection.name(), what, why.getMessage()));
    }
    return new DeliveryFailure(
        FailureClass.REJECTED,
        "%s was not told of %s: %s".formatted(connection.name(), what, why.getMessage()),
        why);
  }
}
