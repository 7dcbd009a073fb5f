package dev.ponte.connector.fastcommerce;

import dev.ponte.canonical.CustomerRecord;
import dev.ponte.canonical.Message;
import dev.ponte.canonical.Price;
import dev.ponte.canonical.Product;
import dev.ponte.canonical.Stock;
import dev.ponte.connection.Api;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.Cursors;
import dev.ponte.delivery.Priority;
import dev.ponte.intake.Feed;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the source Kamelets of Fastcommerce's states read. */
@Configuration(proxyBeanMethods = false)
class FastcommerceFeeds {

  private final Api api;
  private final FastcommerceParameters parameters;
  private final FastcommerceCatalogue catalogue;
  private final FastcommerceStoreProfile facts;
  private final Cursors cursors;
  private final Clock clock;

  FastcommerceFeeds(
      Api api,
      FastcommerceParameters parameters,
      FastcommerceCatalogue catalogue,
      FastcommerceStoreProfile facts,
      Cursors cursors,
      Clock clock) {
    this.api = api;
    this.parameters = parameters;
    this.catalogue = catalogue;
    this.facts = facts;
    this.cursors = cursors;
    this.clock = clock;
  }

  @Bean
  Feed fastcommerceStock() {
    return feed(
        connection -> {
          FastcommerceSettings settings = connection.settings(FastcommerceSettings.class);
          OffsetDateTime readAt = clock.instant().atZone(connection.zone()).toOffsetDateTime();
          return new FastcommerceFeed.Report(
              "stock",
              Stock.TYPE,
              FastcommerceProductFields.ID,
              products(FastcommerceProductRow.STOCK_FIELDS, Priority.STOCK),
              settings.products().pageSize(),
              settings.stock().fullEvery(),
              rows -> row -> new FastcommerceProductRow(connection, row).stock(readAt));
        });
  }

  @Bean
  Feed fastcommercePrices() {
    return feed(
        connection -> {
          FastcommerceSettings settings = connection.settings(FastcommerceSettings.class);
          return new FastcommerceFeed.Report(
              "prices",
              Price.TYPE,
              FastcommerceProductFields.ID,
              products(FastcommerceProductRow.PRICE_FIELDS, Priority.PRICES),
              settings.products().pageSize(),
              settings.products().fullEvery(),
              rows -> row -> new FastcommerceProductRow(connection, row).price());
        });
  }

  @Bean
  Feed fastcommerceCustomers() {
    return feed(
        connection -> {
          FastcommerceSettings settings = connection.settings(FastcommerceSettings.class);
          return new FastcommerceFeed.Report(
              "customers",
              CustomerRecord.TYPE,
              FastcommerceCustomerMapper.DOCUMENT,
              FastcommerceCustomerMapper.QUERY.priority(Priority.CATALOGUE),
              settings.pageSize(),
              settings.products().fullEvery(),
              rows -> row -> FastcommerceCustomerMapper.customer(connection, row));
        });
  }

  @Bean
  Feed fastcommerceProducts() {
    return feed(
        connection -> {
          FastcommerceSettings settings = connection.settings(FastcommerceSettings.class);
          return new FastcommerceFeed.Report(
              "products",
              Product.TYPE,
              FastcommerceProductFields.ID,
              products(FastcommerceProductRow.PRODUCT_FIELDS, Priority.CATALOGUE),
              settings.pageSize(),
              settings.products().fullEvery(),
              rows -> product(connection, rows));
        });
  }

  private Function<FastcommerceRow, Optional<? extends Message>> product(
      Connection connection, List<FastcommerceRow> rows) {
    learn(connection, rows);
    FastcommerceStoreProfile.Known store = facts.all(connection);
    return row -> {
      FastcommerceProductRow product = new FastcommerceProductRow(connection, row);
      String parent = product.parent().map(id -> code(connection, id)).orElse(null);
      return Optional.of(product.product(parent, store));
    };
  }

  private void learn(Connection connection, List<FastcommerceRow> rows) {
    Map<String, String> ids = new HashMap<>();
    for (FastcommerceRow row : rows) {
      String code = row.get(FastcommerceProductFields.CODE);
      String id = row.get(FastcommerceProductFields.ID);
      if (code != null && id != null) {
        ids.putIfAbsent(code, id);
      }
    }
    catalogue.learn(connection, ids);
  }

  /** A parent may stand behind its sub-product, or have no news. */
  private String code(Connection connection, String id) {
    return catalogue
        .code(connection, id)
        .or(
            () -> {
              catalogue.readIfDue(connection, Priority.CATALOGUE);
              return catalogue.code(connection, id);
            })
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "it is a sub-product of IDProduto %s, which has no CodProd; give it one in the store"
                        .formatted(id)));
  }

  private static FastcommerceQuery products(String fields, Priority priority) {
    return FastcommerceQuery.of(FastcommerceProductFields.REPORT).fields(fields).priority(priority);
  }

  private Feed feed(Function<Connection, FastcommerceFeed.Report> report) {
    return new FastcommerceFeed(api, parameters, cursors, clock, report);
  }
}
