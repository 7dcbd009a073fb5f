package dev.ponte.connector.vtex;

import dev.ponte.canonical.Price;
import dev.ponte.connection.Api;
import dev.ponte.connection.ApiFailure;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.Outcome;
import dev.ponte.delivery.Priority;
import dev.ponte.sink.Sink;
import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Sets the price of one SKU, and its prices of trade policies and price tables. */
@Component("vtexPricesSink")
final class VtexPricesSink implements Sink<Price> {

  private static final int NOT_FOUND = 404;

  private final Api api;
  private final VtexSkus skus;
  private final Clock clock;

  VtexPricesSink(Api api, VtexSkus skus, Clock clock) {
    this.api = api;
    this.skus = skus;
    this.clock = clock;
  }

  @Override
  public Class<Price> takes() {
    return Price.class;
  }

  @Override
  public Outcome deliver(Connection connection, Price price, Delivery delivery) {
    Instant now = clock.instant();
    VtexPriceTold told = VtexPriceTold.of(delivery);
    VtexPrice wanted = VtexPrice.of(connection, price, told, now);
    VtexSku sku = skus.require(connection, price, price.sku(), delivery, Priority.PRICES);
    VtexGoods goods = new VtexGoods(api, connection, delivery, Priority.PRICES);
    try {
      return new VtexPricing(goods, sku.id(), wanted, delivery, now).send(told);
    } catch (ApiFailure failure) {
      if (failure.answer().map(it -> it.status() == NOT_FOUND).orElse(false)) {
        skus.forget(connection, price.sku());
        throw skus.missing(connection, price, price.sku());
      }
      throw failure;
    }
  }
}
