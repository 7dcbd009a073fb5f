package dev.ponte.connector.fastcommerce.catalogue;

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
final class StockSink implements BatchSink<Stock> {

  private static final Priority PRIORITY = Priority.STOCK;

  private final Catalogue catalogue;
  private final StateSink sink;

  StockSink(Api api, Catalogue catalogue) {
    this.catalogue = catalogue;
    this.sink = new StateSink(api, catalogue, PRIORITY);
  }

  @Override
  public Class<Stock> takes() {
    return Stock.class;
  }

  @Override
  public void deliver(Connection connection, Parcels<Stock> parcels) {
    StockMapper mapper = new StockMapper(connection);
    sink.deliver(
        connection, parcels, (delivery, stock) -> intent(connection, mapper, delivery, stock));
  }

  private ProductUpdate intent(
      Connection connection, StockMapper mapper, Delivery delivery, Stock stock) {
    return mapper
        .fields(stock)
        .map(fields -> change(connection, delivery, stock, fields))
        .orElseGet(
            () ->
                ProductUpdate.none(
                    "Location %s is not the one whose stock %s keeps"
                        .formatted(stock.location().code(), connection.name())));
  }

  /** A sale that the ERP has booked meanwhile comes to the same number. */
  private ProductUpdate change(
      Connection connection, Delivery delivery, Stock stock, Map<String, String> fields) {
    Told told = ToldFields.of(delivery);
    Map<String, String> changes = told.news(fields);
    if (changes.isEmpty()) {
      return ProductUpdate.none("It was told: " + fields);
    }
    return new FieldsChange(connection, catalogue, delivery, stock.sku(), changes, told);
  }
}
