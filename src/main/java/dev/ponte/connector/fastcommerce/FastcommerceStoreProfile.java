package dev.ponte.connector.fastcommerce;

import dev.ponte.connection.Api;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.Priority;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * What the store says of itself in report 510, and the tree of its categories in report 429. Each
 * is asked for at its first use, and again when it is old.
 */
@Component
class FastcommerceStoreProfile {

  private static final String STORE = "510";
  private static final String CATEGORIES = "429";
  private static final Duration FRESH = Duration.ofHours(6);
  private static final Priority PRIORITY = Priority.CATALOGUE;

  private final Api api;
  private final Clock clock;
  private final Map<String, Aged<FastcommerceRow>> stores = new ConcurrentHashMap<>();
  private final Map<String, Aged<Map<String, List<String>>>> trees = new ConcurrentHashMap<>();

  private record Aged<T>(T value, Instant at) {}

  /**
   * All of it.
   *
   * @param units of weights and dimensions
   * @param categories path from the root by IDCategoria
   * @param names of the store's own texts, by field, such as {@code AdicionalD1}
   */
  record Known(
      FastcommerceUnits units, Map<String, List<String>> categories, Map<String, String> names) {}

  FastcommerceStoreProfile(Api api, Clock clock) {
    this.api = api;
    this.clock = clock;
  }

  /**
   * All that a row of report 425 is understood by.
   *
   * @throws DeliveryFailure when a report cannot be read
   */
  Known all(Connection connection) {
    FastcommerceRow store = store(connection);
    Map<String, String> names = new HashMap<>();
    for (int i = 1; i <= 3; i++) {
      String name = store.get("NomeAdicionalD" + i);
      if (name != null) {
        names.put("AdicionalD" + i, name);
      }
    }
    return new Known(units(connection), categories(connection), names);
  }

  /** The units of weights and dimensions. */
  FastcommerceUnits units(Connection connection) {
    FastcommerceRow store = store(connection);
    return new FastcommerceUnits(store.get("UnidadePeso"), store.get("UnidadeTamanho"));
  }

  /** Whether variations are sub-products. */
  boolean subProducts(Connection connection) {
    Boolean configured = connection.settings(FastcommerceSettings.class).products().subProducts();
    return configured == null
        ? Boolean.TRUE.equals(FastcommerceValues.flag(store(connection).get("ExibeSubProdutos")))
        : configured;
  }

  private FastcommerceRow store(Connection connection) {
    Aged<FastcommerceRow> last = stores.get(connection.name());
    if (isOld(last)) {
      Iterator<FastcommerceRow> rows = pages(connection, STORE).next().rows();
      last = new Aged<>(rows.hasNext() ? rows.next() : new FastcommerceRow(), clock.instant());
      stores.put(connection.name(), last);
    }
    return last.value();
  }

  private Map<String, List<String>> categories(Connection connection) {
    Aged<Map<String, List<String>>> last = trees.get(connection.name());
    if (isOld(last)) {
      last =
          new Aged<>(
              FastcommerceCategoryTree.paths(pages(connection, CATEGORIES)), clock.instant());
      trees.put(connection.name(), last);
    }
    return last.value();
  }

  private FastcommercePages pages(Connection connection, String report) {
    return new FastcommercePages(api, connection, FastcommerceQuery.of(report).priority(PRIORITY));
  }

  private boolean isOld(Aged<?> last) {
    return last == null || last.at().plus(FRESH).isBefore(clock.instant());
  }
}
