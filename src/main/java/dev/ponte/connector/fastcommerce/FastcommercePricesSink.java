package dev.ponte.connector.fastcommerce;

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
final class FastcommercePricesSink implements BatchSink<Price> {

  private static final Priority PRIORITY = Priority.PRICES;

  private final FastcommerceCatalogue catalogue;
  private final FastcommerceStateSink sink;

  FastcommercePricesSink(Api api, FastcommerceCatalogue catalogue) {
    this.catalogue = catalogue;
    this.sink = new FastcommerceStateSink(api, catalogue, PRIORITY);
  }

  @Override
  public Class<Price> takes() {
    return Price.class;
  }

  @Override
  public void deliver(Connection connection, Parcels<Price> parcels) {
    FastcommercePriceMapper mapper = new FastcommercePriceMapper(connection);
    sink.deliver(
        connection, parcels, (delivery, price) -> intent(connection, mapper, delivery, price));
  }

  private FastcommerceProductUpdate intent(
      Connection connection, FastcommercePriceMapper mapper, Delivery delivery, Price price) {
    Told told = FastcommerceTold.of(delivery);
    Map<String, String> fields = mapper.fields(price);
    if (told.has(FastcommercePriceMapper.PROMOTION)
        && !fields.containsKey(FastcommercePriceMapper.PROMOTION)) {
      fields = mapper.ended(fields);
    }
    Map<String, String> changes = told.news(fields);
    if (changes.isEmpty()) {
      return FastcommerceProductUpdate.none("Nothing that the store keeps of it has changed");
    }
    return new FastcommerceChange(connection, catalogue, delivery, price.sku(), changes, told);
  }
}
