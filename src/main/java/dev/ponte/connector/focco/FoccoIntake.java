package dev.ponte.connector.focco;

import dev.ponte.delivery.Mark;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** The steps that Focco's sources of whole lists share. */
@Component("foccoIntake")
public final class FoccoIntake {

  /** Marks a record that goes on by itself; a list of messages passes unmarked. */
  public void look(Exchange exchange) {
    if (exchange.getMessage().getBody() instanceof FoccoMarked record) {
      exchange.setProperty(Mark.PROPERTY, record.mark());
    }
  }

  /**
   * Sends a record that could not be understood to the dead letters; any other passes.
   *
   * @throws RuntimeException when it could not be understood
   */
  public void refuse(Exchange exchange) {
    if (exchange.getMessage().getBody() instanceof FoccoRefusal refusal) {
      exchange.getMessage().setBody(refusal.raw());
      throw refusal.why();
    }
  }
}
