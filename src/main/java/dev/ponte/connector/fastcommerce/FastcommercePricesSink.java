package dev.ponte.connector.fastcommerce;

import dev.ponte.canonical.Price;
import dev.ponte.connection.Api;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Connections;
import dev.ponte.delivery.Delivery;
import java.util.Map;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** The Java half of the Kamelet {@code fastcommerce-prices-sink}. */
@Component("fastcommercePricesSink")
public final class FastcommercePricesSink {

  private static final int PRIORITY = 4;

  private final Connections connections;
  private final FastcommerceCatalogue catalogue;
  private final FastcommerceStateSink<Price> sink;

  FastcommercePricesSink(Connections connections, Api api, FastcommerceCatalogue catalogue) {
    this.connections = connections;
    this.catalogue = catalogue;
    this.sink = new FastcommerceStateSink<>(api, catalogue, Price.class, PRIORITY);
  }

  /**
   * Sets what has changed of the prices of products: a canonical price in the body, or a batch of
   * them.
   *
   * @throws dev.ponte.delivery.DeliveryFailure when the store could not be told
   */
  public void deliver(Exchange exchange, String connectionName) {
    Connection connection = connections.get(connectionName);
    FastcommercePriceMapper mapper = new FastcommercePriceMapper(connection);
    sink.deliver(
        connection, exchange, (delivery, price) -> intent(connection, mapper, delivery, price));
  }

  private FastcommerceIntent intent(
      Connection connection, FastcommercePriceMapper mapper, Delivery delivery, Price price) {
    FastcommerceSent sent = FastcommerceSent.of(delivery);
    Map<String, String> fields = mapper.fields(price);
    if (sent.fields().containsKey(FastcommercePriceMapper.PROMOTION)
        && !fields.containsKey(FastcommercePriceMapper.PROMOTION)) {
      fields = mapper.ended(fields);
    }
    Map<String, String> changes = sent.changes(delivery.version(), fields);
    if (changes.isEmpty()) {
      sent.acknowledged(delivery.version(), fields).keep(delivery);
      return FastcommerceIntent.none("Nothing that the store keeps of it has changed");
    }
    return new FastcommerceChange(connection, catalogue, delivery, price.sku(), changes, sent);
  }
}
