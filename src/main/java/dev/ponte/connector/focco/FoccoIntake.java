package dev.ponte.connector.focco;

import dev.ponte.delivery.Mark;
import dev.ponte.delivery.UnmappableRecord;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** The steps that Focco's sources of whole lists share. */
@Component("foccoIntake")
public final class FoccoIntake {

  /** Marks a record that could not be understood; a list of messages passes unmarked. */
  public void look(Exchange exchange) {
    if (exchange.getMessage().getBody() instanceof FoccoRefusal refusal) {
      exchange.setProperty(Mark.PROPERTY, refusal.mark());
    }
  }

  /**
   * Sends the record to the dead letters.
   *
   * @throws UnmappableRecord always
   */
  public void refuse(Exchange exchange) {
    FoccoRefusal refusal = exchange.getMessage().getBody(FoccoRefusal.class);
    exchange.getMessage().setBody(refusal.raw());
    throw new UnmappableRecord(refusal.reason());
  }
}
