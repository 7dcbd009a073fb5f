package dev.ponte.connector.moovin;

import dev.ponte.delivery.Mark;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** The steps that Moovin's sources of states share. */
@Component("moovinIntake")
public final class MoovinIntake {

  static final String LIST = "PonteMoovinList";

  /** Marks a record that could not be understood; a list of messages passes unmarked. */
  public void look(Exchange exchange) {
    if (exchange.getMessage().getBody() instanceof MoovinRefusal refusal) {
      exchange.setProperty(Mark.PROPERTY, refusal.mark());
    }
  }

  /**
   * Sends the record to the dead letters.
   *
   * @throws RuntimeException always
   */
  public void refuse(Exchange exchange) {
    MoovinRefusal refusal = exchange.getMessage().getBody(MoovinRefusal.class);
    exchange.getMessage().setBody(refusal.raw());
    throw refusal.why();
  }

  /** Keeps where the list stands, a step after a page was recorded. */
  public void recorded(Exchange exchange) {
    exchange
        .getProperty(LIST, MoovinList.class)
        .recorded(exchange.getMessage().getBody(MoovinBatch.class));
  }
}
