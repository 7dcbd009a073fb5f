package dev.ponte.connector.fastcommerce;

import dev.ponte.canonical.Stock;
import dev.ponte.connection.Api;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.Priority;
import dev.ponte.sink.BatchSink;
import dev.ponte.sink.Parcels;
import dev.ponte.sink.Told;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Sets what may be sold of products. The store keeps one number a product, that of the location
 * {@code stock.location}.
 */
@Component("fastcommerceStockSink")
final class FastcommerceStockSink implements BatchSink<Stock> {

  private static final Priority PRIORITY = Priority.STOCK;

  private final FastcommerceCatalogue catalogue;
  private final FastcommerceStateSink sink;

  FastcommerceStockSink(Api api, FastcommerceCatalogue catalogue) {
    this.catalogue = catalogue;
    this.sink = new FastcommerceStateSink(api, catalogue, PRIORITY);
  }

  @Override
  public Class<Stock> takes() {
    return Stock.class;
  }

  @Override
  public void deliver(Connection connection, Parcels<Stock> parcels) {
    FastcommerceStockMapper mapper = new FastcommerceStockMapper(connection);
    sink.deliver(
        connection, parcels, (delivery, stock) -> intent(connection, mapper, delivery, stock));
  }

  private FastcommerceProductUpdate intent(
      Connection connection, FastcommerceStockMapper mapper, Delivery delivery, Stock stock) {
    return mapper
        .fields(stock)
        .map(fields -> change(connection, delivery, stock, fields))
        .orElseGet(
            () ->
                FastcommerceProductUpdate.none(
                    "Location %s is not the one whose stock %s keeps"
                        .formatted(stock.location().code(), connection.name())));
  }

  /** A sale that the ERP has booked meanwhile comes to the same number. */
  private FastcommerceProductUpdate change(
      Connection connection, Delivery delivery, Stock stock, Map<String, String> fields) {
    Told told = FastcommerceTold.of(delivery);
    Map<String, String> changes = told.news(fields);
    if (changes.isEmpty()) {
      return FastcommerceProductUpdate.none("It was told: " + fields);
    }
    return new FastcommerceChange(connection, catalogue, delivery, stock.sku(), changes, told);
  }
}
