package dev.ponte.connector.fastcommerce.catalogue;

import dev.ponte.canonical.Price;
import dev.ponte.connection.Api;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.Priority;
import dev.ponte.sink.BatchSink;
import dev.ponte.sink.Parcels;
import dev.ponte.sink.Told;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Sets what has changed of the prices of products. */
@Component("fastcommercePricesSink")
final class PricesSink implements BatchSink<Price> {

  private static final Priority PRIORITY = Priority.PRICES;

  private final Catalogue catalogue;
  private final StateSink sink;

  PricesSink(Api api, Catalogue catalogue) {
    this.catalogue = catalogue;
    this.sink = new StateSink(api, catalogue, PRIORITY);
  }

  @Override
  public Class<Price> takes() {
    return Price.class;
  }

  @Override
  public void deliver(Connection connection, Parcels<Price> parcels) {
    PriceMapper mapper = new PriceMapper(connection);
    sink.deliver(
        connection, parcels, (delivery, price) -> intent(connection, mapper, delivery, price));
  }

  private ProductUpdate intent(
      Connection connection, PriceMapper mapper, Delivery delivery, Price price) {
    Told told = ToldFields.of(delivery);
    Map<String, String> fields = mapper.fields(price);
    if (told.has(PriceMapper.PROMOTION) && !fields.containsKey(PriceMapper.PROMOTION)) {
      fields = mapper.ended(fields);
    }
    Map<String, String> changes = told.news(fields);
    if (changes.isEmpty()) {
      return ProductUpdate.none("Nothing that the store keeps of it has changed");
    }
    return new FieldsChange(connection, catalogue, delivery, price.sku(), changes, told);
  }
}
