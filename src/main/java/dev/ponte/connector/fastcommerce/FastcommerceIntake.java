package dev.ponte.connector.fastcommerce;

import dev.ponte.delivery.Mark;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** The steps that Fastcommerce's sources of lists share. */
@Component("fastcommerceIntake")
public final class FastcommerceIntake {

  /** Marks a row that could not be understood; a list of messages passes unmarked. */
  public void look(Exchange exchange) {
    if (exchange.getMessage().getBody() instanceof FastcommerceRefusal refusal) {
      exchange.setProperty(Mark.PROPERTY, refusal.mark());
    }
  }

  /**
   * Sends the row to the dead letters.
   *
   * @throws RuntimeException always
   */
  public void refuse(Exchange exchange) {
    FastcommerceRefusal refusal = exchange.getMessage().getBody(FastcommerceRefusal.class);
    exchange.getMessage().setBody(refusal.raw());
    throw refusal.why();
  }
}
