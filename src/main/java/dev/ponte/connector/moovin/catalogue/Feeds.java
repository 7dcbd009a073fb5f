package dev.ponte.connector.moovin.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Message;
import dev.ponte.canonical.Price;
import dev.ponte.canonical.Product;
import dev.ponte.canonical.Stock;
import dev.ponte.connection.Connection;
import dev.ponte.connector.moovin.api.Fields;
import dev.ponte.connector.moovin.api.ListFeed;
import dev.ponte.connector.moovin.api.ListPages;
import dev.ponte.connector.moovin.api.MoovinApi;
import dev.ponte.connector.moovin.api.MoovinSettings;
import dev.ponte.connector.moovin.api.MoovinStockSettings;
import dev.ponte.connector.moovin.api.PriceSettings;
import dev.ponte.delivery.Cursors;
import dev.ponte.intake.Feed;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the source Kamelets of Moovin's states read. */
@Configuration(value = "moovinFeeds", proxyBeanMethods = false)
class Feeds {

  private static final String CHANGED = "data_modificacao_de";

  private final MoovinApi moovin;
  private final Catalogue catalogue;
  private final ColourSizes sizes;
  private final Cursors cursors;
  private final Clock clock;

  Feeds(MoovinApi moovin, Catalogue catalogue, ColourSizes sizes, Cursors cursors, Clock clock) {
    this.moovin = moovin;
    this.catalogue = catalogue;
    this.sizes = sizes;
    this.cursors = cursors;
    this.clock = clock;
  }

  /**
   * What is reserved stands in a list of its own, of orders, which Moovin does not join: it is read
   * by {@code getReservasEstoque} of the call action.
   */
  @Bean
  Feed moovinStock() {
    return new ListFeed(
        moovin,
        clock,
        "stock",
        connection -> {
          MoovinStockSettings settings = connection.settings(MoovinSettings.class).stock();
          StockMapper mapper = new StockMapper(connection);
          OffsetDateTime readAt = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
          return new ListFeed.Kind(
              Stock.TYPE,
              StockMapper.SOURCE,
              settings.wholeEvery(),
              at ->
                  at.since() == null
                      ? Map.of()
                      : Map.of(CHANGED, Fields.STAMP.format(at.since().minus(settings.overlap()))),
              row -> List.of(mapper.stock(row, readAt)));
        });
  }

  /**
   * Moovin tells the prices of colours: each is the price of all sizes of it that are known, and of
   * the colour's own code when none is. The document prints days.
   */
  @Bean
  Feed moovinPrices() {
    return new ListFeed(
        moovin,
        clock,
        "prices",
        connection -> {
          PriceSettings settings = connection.settings(MoovinSettings.class).prices();
          return new ListFeed.Kind(
              Price.TYPE,
              PriceMapper.SOURCE,
              settings.wholeEvery(),
              at ->
                  at.since() == null
                      ? Map.of()
                      : Map.of(
                          CHANGED, at.since().minus(settings.overlap()).toLocalDate().toString()),
              row -> prices(connection, row));
        });
  }

  private List<Price> prices(Connection connection, JsonNode row) {
    PriceMapper mapper = new PriceMapper(connection);
    String colour = PriceMapper.identity(row);
    List<String> sizes = catalogue.skusOf(connection, colour);
    return sizes.isEmpty()
        ? List.of(mapper.price(row, colour))
        : sizes.stream().map(it -> mapper.price(row, it)).toList();
  }

  @Bean
  Feed moovinProducts() {
    Feed ofSizes =
        products(
            ProductsFeed.SIZES,
            connection ->
                kind(
                    ColourSizes.SOURCE,
                    row -> {
                      sizes.keep(connection, row);
                      return List.of();
                    }));
    Feed ofColours =
        products(
            ProductsFeed.COLOURS,
            connection ->
                kind(
                    ColourMapper.SOURCE,
                    new ColourMapper(connection.name(), colour -> sizes.of(connection, colour))
                        ::products));
    return new ProductsFeed(cursors, ofSizes, ofColours);
  }

  private Feed products(String cursor, Function<Connection, ListFeed.Kind> kind) {
    return new ListFeed(moovin, clock, cursor, kind);
  }

  /** Moovin cannot tell what has changed, so all is read. */
  private static ListFeed.Kind kind(
      ListPages.Source source, Function<JsonNode, List<? extends Message>> mapper) {
    return new ListFeed.Kind(Product.TYPE, source, Duration.ZERO, at -> Map.of(), mapper);
  }
}
