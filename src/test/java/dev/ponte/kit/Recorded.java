package dev.ponte.kit;

import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Synchronization;

/** The end of an exchange in a test that calls a source's bean by itself. */
public final class Recorded {

  private Recorded() {}

  /** All that the exchange brought was recorded. */
  public static void all(Exchange exchange) {
    completions(exchange).forEach(it -> it.onComplete(exchange));
  }

  /** It could not be recorded. */
  public static void nothing(Exchange exchange) {
    completions(exchange).forEach(it -> it.onFailure(exchange));
  }

  private static List<Synchronization> completions(Exchange exchange) {
    List<Synchronization> all = exchange.getExchangeExtension().handoverCompletions();
    return all == null ? List.of() : all;
  }
}
