package dev.ponte.connector.fastcommerce.catalogue;

import dev.ponte.connection.Api;
import dev.ponte.connection.Connection;
import dev.ponte.connector.fastcommerce.api.FastcommerceSettings;
import dev.ponte.connector.fastcommerce.api.ReportPages;
import dev.ponte.connector.fastcommerce.api.ReportQuery;
import dev.ponte.connector.fastcommerce.api.ReportRow;
import dev.ponte.connector.fastcommerce.api.Values;
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
@Component("fastcommerceStoreProfile")
class StoreProfile {

  private static final String STORE = "510";
  private static final String CATEGORIES = "429";
  private static final Duration FRESH = Duration.ofHours(6);
  private static final Priority PRIORITY = Priority.CATALOGUE;

  private final Api api;
  private final Clock clock;
  private final Map<String, Aged<ReportRow>> stores = new ConcurrentHashMap<>();
  private final Map<String, Aged<Map<String, List<String>>>> trees = new ConcurrentHashMap<>();

  private record Aged<T>(T value, Instant at) {}

  /**
   * All of it.
   *
   * @param units of weights and dimensions
   * @param categories path from the root by IDCategoria
   * @param names of the store's own texts, by field, such as {@code AdicionalD1}
   */
  record Known(Units units, Map<String, List<String>> categories, Map<String, String> names) {}

  StoreProfile(Api api, Clock clock) {
    this.api = api;
    this.clock = clock;
  }

  /**
   * All that a row of report 425 is understood by.
   *
   * @throws DeliveryFailure when a report cannot be read
   */
  Known all(Connection connection) {
    ReportRow store = store(connection);
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
  Units units(Connection connection) {
    ReportRow store = store(connection);
    return new Units(store.get("UnidadePeso"), store.get("UnidadeTamanho"));
  }

  /** Whether variations are sub-products. */
  boolean subProducts(Connection connection) {
    Boolean configured = connection.settings(FastcommerceSettings.class).products().subProducts();
    return configured == null
        ? Boolean.TRUE.equals(Values.flag(store(connection).get("ExibeSubProdutos")))
        : configured;
  }

  private ReportRow store(Connection connection) {
    Aged<ReportRow> last = stores.get(connection.name());
    if (isOld(last)) {
      Iterator<ReportRow> rows = pages(connection, STORE).next().rows();
      last = new Aged<>(rows.hasNext() ? rows.next() : new ReportRow(), clock.instant());
      stores.put(connection.name(), last);
    }
    return last.value();
  }

  private Map<String, List<String>> categories(Connection connection) {
    Aged<Map<String, List<String>>> last = trees.get(connection.name());
    if (isOld(last)) {
      last = new Aged<>(CategoryTree.paths(pages(connection, CATEGORIES)), clock.instant());
      trees.put(connection.name(), last);
    }
    return last.value();
  }

  private ReportPages pages(Connection connection, String report) {
    return new ReportPages(api, connection, ReportQuery.of(report).priority(PRIORITY));
  }

  private boolean isOld(Aged<?> last) {
    return last == null || last.at().plus(FRESH).isBefore(clock.instant());
  }
}
