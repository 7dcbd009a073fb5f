package dev.ponte.connector.presence;

import dev.ponte.connection.Api;
import dev.ponte.connection.Connection;
import dev.ponte.intake.Feed;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the source Kamelets of Presence read. */
@Configuration(proxyBeanMethods = false)
class PresenceFeeds {

  private final Api api;
  private final Clock clock;

  PresenceFeeds(Api api, Clock clock) {
    this.api = api;
    this.clock = clock;
  }

  @Bean
  Feed presenceStock() {
    return feed(
        PresenceList.STOCK,
        connection -> {
          PresenceStockMapper mapper = new PresenceStockMapper(connection);
          return row -> Optional.of(mapper.toStock(row));
        });
  }

  @Bean
  Feed presenceProducts() {
    return feed(
        PresenceList.PRODUCTS,
        connection -> {
          PresenceProductMapper mapper = new PresenceProductMapper(connection);
          return row -> Optional.of(mapper.toProduct(row));
        });
  }

  @Bean
  Feed presenceOrderStatus() {
    return feed(
        PresenceList.ORDER_STATUS,
        connection -> new PresenceOrderStatusMapper(connection)::toStatus);
  }

  @Bean
  Feed presenceShipments() {
    return feed(
        PresenceList.SHIPMENTS, connection -> new PresenceShipmentMapper(connection)::toShipment);
  }

  @Bean
  Feed presenceInvoices() {
    return feed(PresenceList.INVOICES, PresenceInvoiceMapper::new);
  }

  private Feed feed(PresenceList list, Function<Connection, PresenceFeed.Mapper> mapper) {
    return new PresenceFeed(api, clock, list, mapper);
  }
}
