package dev.ponte.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Message;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.Difference;
import dev.ponte.delivery.Mark;
import dev.ponte.delivery.UnmappableRecord;
import java.util.Collection;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** Records messages, or keeps dead letters. Source, key and type come from the body alone. */
final class LedgerProducer extends DefaultProducer {

  private static final int MOST_KEY = 200;
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final LedgerEndpoint endpoint;

  LedgerProducer(LedgerEndpoint endpoint) {
    super(endpoint);
    this.endpoint = endpoint;
  }

  @Override
  public void process(Exchange exchange) {
    switch (endpoint.getType()) {
      case LedgerEndpoint.DEAD_LETTER -> keep(exchange);
      case LedgerEndpoint.DIFFERENCE ->
          endpoint.parts().differences().found(differences(exchange), endpoint.isHeal());
      default -> record(exchange);
    }
  }

  /** What follows from a delivery is written with its end. */
  private void record(Exchange exchange) {
    List<Message> messages = endpoint.parts().earlierOrders().without(messages(exchange));
    Mark mark = exchange.getProperty(Mark.PROPERTY, Mark.class);
    Delivery delivery = exchange.getProperty(Delivery.PROPERTY, Delivery.class);
    Recorder recorder = endpoint.parts().recorder();
    if (delivery == null) {
      recorder.record(messages, mark);
    } else {
      delivery.together(() -> recorder.record(messages, mark));
    }
  }

  private void keep(Exchange exchange) {
    endpoint
        .parts()
        .deadLetters()
        .add(
            exchange.getProperty(Mark.PROPERTY, Mark.class),
            exchange.getMessage().getBody(String.class),
            exchange.getProperty(Mark.CORRELATION, String.class),
            reason(exchange),
            cause(exchange));
  }

  private static Cause cause(Exchange exchange) {
    return exchange.getProperty(Exchange.EXCEPTION_CAUGHT) instanceof UnmappableRecord record
        ? record.cause().map(it -> Cause.named(it, record.subject().orElse(null))).orElse(null)
        : null;
  }

  private static List<Difference> differences(Exchange exchange) {
    Object body = exchange.getMessage().getBody();
    List<?> all = body instanceof List<?> list ? list : List.of(body);
    if (!all.stream().allMatch(Difference.class::isInstance)) {
      throw new IllegalArgumentException(
          "ledger:difference takes what a check source gives; a step of the route has replaced it");
    }
    return all.stream().map(Difference.class::cast).toList();
  }

  private List<Message> messages(Exchange exchange) {
    Object body = exchange.getMessage().getBody();
    if (!(body instanceof Collection<?> all)) {
      return List.of(message(exchange, body));
    }
    return all.stream().map(one -> message(exchange, one)).toList();
  }

  private Message message(Exchange exchange, Object body) {
    try {
      if (body instanceof Message message) {
        requireType(message);
        return fitting(message);
      }
      String json = text(exchange, body);
      if (json == null || json.isBlank()) {
        throw new UnmappableRecord("ledger:%s got no body".formatted(endpoint.getType()));
      }
      return fitting(Canonical.read(endpoint.getType(), json));
    } catch (IllegalArgumentException e) {
      throw new UnmappableRecord(e.getMessage(), e);
    }
  }

  private static String text(Exchange exchange, Object body) {
    if (body instanceof JsonNode json) {
      return json.toString();
    }
    String text = exchange.getContext().getTypeConverter().convertTo(String.class, exchange, body);
    return text != null && text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }

  private static Message fitting(Message message) {
    if (message.key().length() > MOST_KEY) {
      throw new UnmappableRecord(
          "The key %s… has more than %d characters"
              .formatted(message.key().substring(0, 40), MOST_KEY));
    }
    return message;
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
