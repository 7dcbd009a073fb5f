package dev.ponte.ledger;

import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Message;
import dev.ponte.delivery.Mark;
import dev.ponte.delivery.UnmappableRecord;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** Records messages, or keeps dead letters. Source, key and type come from the body alone. */
final class LedgerProducer extends DefaultProducer {

  private final LedgerEndpoint endpoint;

  LedgerProducer(LedgerEndpoint endpoint) {
    super(endpoint);
    this.endpoint = endpoint;
  }

  @Override
  public void process(Exchange exchange) {
    Mark mark = exchange.getProperty(Mark.PROPERTY, Mark.class);
    if (endpoint.getType().equals(LedgerEndpoint.DEAD_LETTER)) {
      endpoint
          .parts()
          .deadLetters()
          .add(mark, exchange.getMessage().getBody(String.class), reason(exchange));
    } else {
      endpoint.parts().recorder().record(message(exchange), mark);
    }
  }

  private Message message(Exchange exchange) {
    Object body = exchange.getMessage().getBody();
    try {
      if (body instanceof Message message) {
        requireType(message);
        return message;
      }
      String json = exchange.getMessage().getBody(String.class);
      if (json == null || json.isBlank()) {
        throw new UnmappableRecord("ledger:%s got no body".formatted(endpoint.getType()));
      }
      return Canonical.read(endpoint.getType(), json);
    } catch (IllegalArgumentException e) {
      throw new UnmappableRecord(e.getMessage(), e);
    }
  }

  private void requireType(Message message) {
    if (!message.type().equals(endpoint.getType())) {
      throw new UnmappableRecord(
          "ledger:%s got a message of type %s".formatted(endpoint.getType(), message.type()));
    }
  }

  private static String reason(Exchange exchange) {
    Exception caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    if (caught == null) {
      return "A route sent it here";
    }
    return caught.getMessage() == null ? caught.toString() : caught.getMessage();
  }
}
