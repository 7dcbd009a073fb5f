package dev.ponte.connector.moovin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.CustomerRecord;
import dev.ponte.canonical.Message;
import dev.ponte.canonical.Price;
import dev.ponte.canonical.Product;
import dev.ponte.canonical.Stock;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.Cursors;
import dev.ponte.intake.Feed;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the source Kamelets of Moovin's states read. */
@Configuration(proxyBeanMethods = false)
class MoovinFeeds {

  private static final String CHANGED = "data_modificacao_de";
  private static final Duration DAY = Duration.ofDays(1);

  private final MoovinApi moovin;
  private final MoovinCatalogue catalogue;
  private final MoovinColourSizes sizes;
  private final Cursors cursors;
  private final Clock clock;

  MoovinFeeds(
      MoovinApi moovin,
      MoovinCatalogue catalogue,
      MoovinColourSizes sizes,
      Cursors cursors,
      Clock clock) {
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
    return new MoovinFeed(
        moovin,
        clock,
        "stock",
        connection -> {
          MoovinStockSettings settings = connection.settings(MoovinSettings.class).stock();
          MoovinStockMapper mapper = new MoovinStockMapper(connection);
          OffsetDateTime readAt = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
          return new MoovinFeed.Kind(
              Stock.TYPE,
              MoovinStockMapper.SOURCE,
              settings.wholeEvery(),
              at ->
                  at.since() == null
                      ? Map.of()
                      : Map.of(
                          CHANGED, MoovinFields.STAMP.format(at.since().minus(settings.overlap()))),
              row -> List.of(mapper.stock(row, readAt)));
        });
  }

  /**
   * Moovin tells the prices of colours: each is the price of all sizes of it that are known, and of
   * the colour's own code when none is. The document prints days.
   */
  @Bean
  Feed moovinPrices() {
    return new MoovinFeed(
        moovin,
        clock,
        "prices",
        connection -> {
          MoovinPriceSettings settings = connection.settings(MoovinSettings.class).prices();
          return new MoovinFeed.Kind(
              Price.TYPE,
              MoovinPriceMapper.SOURCE,
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
    MoovinPriceMapper mapper = new MoovinPriceMapper(connection);
    String colour = MoovinPriceMapper.identity(row);
    List<String> sizes = catalogue.skusOf(connection, colour);
    return sizes.isEmpty()
        ? List.of(mapper.price(row, colour))
        : sizes.stream().map(it -> mapper.price(row, it)).toList();
  }

  /**
   * Moovin cannot tell which customers have changed, only who registered on a day: those of today
   * are read at each poll, and all of them once a day.
   */
  @Bean
  Feed moovinCustomers() {
    return new MoovinFeed(
        moovin,
        clock,
        "customers",
        connection -> {
          MoovinClientMapper mapper = new MoovinClientMapper(connection.name());
          return new MoovinFeed.Kind(
              CustomerRecord.TYPE,
              MoovinClientMapper.SOURCE,
              DAY,
              MoovinFeeds::day,
              mapper::customers);
        });
  }

  /** The day that the last reading and this one have in common; all there is when there is none. */
  private static Map<String, String> day(MoovinPosition at) {
    LocalDate today = at.begun().toLocalDate();
    boolean isSameDay = at.since() != null && at.since().toLocalDate().equals(today);
    return isSameDay ? Map.of("data_cadastro", today.toString()) : Map.of();
  }

  @Bean
  Feed moovinProducts() {
    Feed ofSizes =
        products(
            MoovinProductsFeed.SIZES,
            connection ->
                kind(
                    MoovinColourSizes.SOURCE,
                    row -> {
                      sizes.keep(connection, row);
                      return List.of();
                    }));
    Feed ofColours =
        products(
            MoovinProductsFeed.COLOURS,
            connection ->
                kind(
                    MoovinColourMapper.SOURCE,
                    new MoovinColourMapper(
                            connection.name(), colour -> sizes.of(connection, colour))
                        ::products));
    return new MoovinProductsFeed(cursors, ofSizes, ofColours);
  }

  private Feed products(String cursor, Function<Connection, MoovinFeed.Kind> kind) {
    return new MoovinFeed(moovin, clock, cursor, kind);
  }

  /** Moovin cannot tell what has changed, so all is read. */
  private static MoovinFeed.Kind kind(
      MoovinPages.Source source, Function<JsonNode, List<? extends Message>> mapper) {
    return new MoovinFeed.Kind(Product.TYPE, source, Duration.ZERO, at -> Map.of(), mapper);
  }
}
