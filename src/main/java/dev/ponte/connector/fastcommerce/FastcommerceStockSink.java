package dev.ponte.connector.fastcommerce;

import dev.ponte.canonical.Stock;
import dev.ponte.connection.Api;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Connections;
import dev.ponte.delivery.Delivery;
import java.util.Map;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** The Java half of the Kamelet {@code fastcommerce-stock-sink}. */
@Component("fastcommerceStockSink")
public final class FastcommerceStockSink {

  private static final int PRIORITY = 3;

  private final Connections connections;
  private final FastcommerceCatalogue catalogue;
  private final FastcommerceStateSink<Stock> sink;

  FastcommerceStockSink(Connections connections, Api api, FastcommerceCatalogue catalogue) {
    this.connections = connections;
    this.catalogue = catalogue;
    this.sink = new FastcommerceStateSink<>(api, catalogue, Stock.class, PRIORITY);
  }

  /**
   * Sets what may be sold of products: a canonical stock in the body, or a batch of them. The store
   * keeps one number a product, that of the location {@code stock.location}.
   *
   * @throws dev.ponte.delivery.DeliveryFailure when the store could not be told
   */
  public void deliver(Exchange exchange, String connectionName) {
    Connection connection = connections.get(connectionName);
    FastcommerceStockMapper mapper = new FastcommerceStockMapper(connection);
    sink.deliver(
        connection, exchange, (delivery, stock) -> intent(connection, mapper, delivery, stock));
  }

  private FastcommerceIntent intent(
      Connection connection, FastcommerceStockMapper mapper, Delivery delivery, Stock stock) {
    return mapper
        .fields(stock)
        .map(fields -> change(connection, delivery, stock, fields))
        .orElseGet(
            () ->
                FastcommerceIntent.none(
                    "Location %s is not the one whose stock %s keeps"
                        .formatted(stock.location().code(), connection.name())));
  }

  /** A sale that the ERP has booked meanwhile comes to the same number. */
  private FastcommerceIntent change(
      Connection connection, Delivery delivery, Stock stock, Map<String, String> fields) {
    FastcommerceSent sent = FastcommerceSent.of(delivery);
    Map<String, String> changes = sent.changes(delivery.version(), fields);
    if (changes.isEmpty()) {
      sent.acknowledged(delivery.version(), fields).keep(delivery);
      return FastcommerceIntent.none("It was told: " + fields);
    }
    return new FastcommerceChange(connection, catalogue, delivery, stock.sku(), changes, sent);
  }
}
