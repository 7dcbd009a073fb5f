package dev.ponte.sink;

import dev.ponte.canonical.Message;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Connections;
import dev.ponte.delivery.Outcome;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Registry;
import org.springframework.stereotype.Component;

/** Drives all sinks, for the sink Kamelets. */
@Component("sinks")
public final class Sinks {

  /**
   * Name of the exchange property with the {@link Outcome} of a delivery that came alone, for the
   * steps behind its sink.
   */
  public static final String OUTCOME = "PonteOutcome";

  private final Connections connections;

  public Sinks(Connections connections) {
    this.connections = connections;
  }

  /**
   * Delivers the canonical message in the body, or the batch of them, and settles each delivery.
   * What a delivery leaves for the steps behind the sink becomes the body.
   *
   * @param connectionName the target
   * @param sinkName name of a bean that is a {@link Sink} or a {@link BatchSink}
   * @throws dev.ponte.delivery.DeliveryFailure when the only delivery failed, or all that are not
   *     settled
   */
  public void deliver(String connectionName, String sinkName, Exchange exchange) {
    Connection connection = connections.get(connectionName);
    Registry beans = exchange.getContext().getRegistry();
    BatchSink<?> many = beans.lookupByNameAndType(sinkName, BatchSink.class);
    if (many != null) {
      drive(connection, many, exchange);
    } else {
      drive(connection, beans.lookupByNameAndType(sinkName, Sink.class), exchange);
    }
  }

  private static <M extends Message> void drive(
      Connection connection, BatchSink<M> sink, Exchange exchange) {
    sink.deliver(connection, Parcels.of(connection, sink.takes(), exchange));
  }

  private static <M extends Message> void drive(
      Connection connection, Sink<M> sink, Exchange exchange) {
    Parcels<M> parcels = Parcels.of(connection, sink.takes(), exchange);
    parcels
        .messages()
        .forEach(
            (delivery, message) ->
                parcels.attempt(
                    delivery,
                    () -> {
                      Outcome outcome = sink.deliver(connection, message, delivery);
                      parcels.settle(delivery, outcome);
                      if (!parcels.isBatch()) {
                        leave(exchange, outcome);
                      }
                    }));
  }

  private static void leave(Exchange exchange, Outcome outcome) {
    exchange.setProperty(OUTCOME, outcome);
    if (outcome.follows() != null) {
      exchange.getMessage().setBody(outcome.follows());
    }
  }
}
