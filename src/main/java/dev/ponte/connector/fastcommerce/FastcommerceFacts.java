package dev.ponte.connector.fastcommerce;

import dev.ponte.connection.Api;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.DeliveryFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** What the store says of itself in report 510; asked for once a day and process. */
@Component
class FastcommerceFacts {

  private static final String REPORT = "510";
  private static final String FIELDS = "ExibeSubProdutos,UnidadePeso,UnidadeTamanho";
  private static final Duration FRESH = Duration.ofDays(1);

  private final Api api;
  private final Clock clock;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  private record Known(FastcommerceUnits units, boolean subProducts, Instant at) {}

  FastcommerceFacts(Api api, Clock clock) {
    this.api = api;
    this.clock = clock;
  }

  /**
   * The units of weights and dimensions.
   *
   * @throws DeliveryFailure when the report cannot be read
   */
  FastcommerceUnits units(Connection connection) {
    return known(connection).units();
  }

  /** Whether variations are sub-products. */
  boolean subProducts(Connection connection) {
    Boolean configured = connection.settings(FastcommerceSettings.class).products().subProducts();
    return configured == null ? known(connection).subProducts() : configured;
  }

  private Known known(Connection connection) {
    Known last = known.get(connection.name());
    if (last == null || last.at().plus(FRESH).isBefore(clock.instant())) {
      last = read(connection);
      known.put(connection.name(), last);
    }
    return last;
  }

  private Known read(Connection connection) {
    FastcommerceQuery query = FastcommerceQuery.of(REPORT).fields(FIELDS).priority(5);
    Iterator<FastcommerceRow> rows = new FastcommercePages(api, connection, query).next().rows();
    FastcommerceRow row = rows.hasNext() ? rows.next() : new FastcommerceRow();
    return new Known(
        new FastcommerceUnits(row.get("UnidadePeso"), row.get("UnidadeTamanho")),
        Boolean.TRUE.equals(FastcommerceValues.flag(row.get("ExibeSubProdutos"))),
        clock.instant());
  }
}
