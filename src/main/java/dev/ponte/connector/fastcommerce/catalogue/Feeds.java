package dev.ponte.connector.fastcommerce.catalogue;

import dev.ponte.canonical.Message;
import dev.ponte.canonical.Price;
import dev.ponte.canonical.Product;
import dev.ponte.canonical.Stock;
import dev.ponte.connection.Api;
import dev.ponte.connection.Connection;
import dev.ponte.connector.fastcommerce.api.FastcommerceSettings;
import dev.ponte.connector.fastcommerce.api.ProductFields;
import dev.ponte.connector.fastcommerce.api.ReportFeed;
import dev.ponte.connector.fastcommerce.api.ReportParameters;
import dev.ponte.connector.fastcommerce.api.ReportQuery;
import dev.ponte.connector.fastcommerce.api.ReportRow;
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
@Configuration(value = "fastcommerceFeeds", proxyBeanMethods = false)
class Feeds {

  private final Api api;
  private final ReportParameters parameters;
  private final Catalogue catalogue;
  private final StoreProfile facts;
  private final Cursors cursors;
  private final Clock clock;

  Feeds(
      Api api,
      ReportParameters parameters,
      Catalogue catalogue,
      StoreProfile facts,
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
          return new ReportFeed.Report(
              "stock",
              Stock.TYPE,
              ProductFields.ID,
              products(ProductRow.STOCK_FIELDS, Priority.STOCK),
              settings.products().pageSize(),
              settings.stock().fullEvery(),
              rows -> row -> new ProductRow(connection, row).stock(readAt));
        });
  }

  @Bean
  Feed fastcommercePrices() {
    return feed(
        connection -> {
          FastcommerceSettings settings = connection.settings(FastcommerceSettings.class);
          return new ReportFeed.Report(
              "prices",
              Price.TYPE,
              ProductFields.ID,
              products(ProductRow.PRICE_FIELDS, Priority.PRICES),
              settings.products().pageSize(),
              settings.products().fullEvery(),
              rows -> row -> new ProductRow(connection, row).price());
        });
  }

  @Bean
  Feed fastcommerceProducts() {
    return feed(
        connection -> {
          FastcommerceSettings settings = connection.settings(FastcommerceSettings.class);
          return new ReportFeed.Report(
              "products",
              Product.TYPE,
              ProductFields.ID,
              products(ProductRow.PRODUCT_FIELDS, Priority.CATALOGUE),
              settings.pageSize(),
              settings.products().fullEvery(),
              rows -> product(connection, rows));
        });
  }

  private Function<ReportRow, Optional<? extends Message>> product(
      Connection connection, List<ReportRow> rows) {
    learn(connection, rows);
    StoreProfile.Known store = facts.all(connection);
    return row -> {
      ProductRow product = new ProductRow(connection, row);
      String parent = product.parent().map(id -> code(connection, id)).orElse(null);
      return Optional.of(product.product(parent, store));
    };
  }

  private void learn(Connection connection, List<ReportRow> rows) {
    Map<String, String> ids = new HashMap<>();
    for (ReportRow row : rows) {
      String code = row.get(ProductFields.CODE);
      String id = row.get(ProductFields.ID);
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

  private static ReportQuery products(String fields, Priority priority) {
    return ReportQuery.of(ProductFields.REPORT).fields(fields).priority(priority);
  }

  private Feed feed(Function<Connection, ReportFeed.Report> report) {
    return new ReportFeed(api, parameters, cursors, clock, report);
  }
}
