package dev.ponte.connection;

import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** The step of check sources behind the one that records: {@code comparisons}. */
@Component("comparisons")
public final class Comparisons {

  /** The differences in the exchange are recorded. */
  public void recorded(Exchange exchange) {
    exchange.getProperty(PollRun.PROPERTY, PollRun.class).comparison().recorded();
  }
}
