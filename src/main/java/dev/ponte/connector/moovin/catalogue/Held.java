package dev.ponte.connector.moovin.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.connection.Connection;
import dev.ponte.connector.moovin.api.ListPages;
import dev.ponte.connector.moovin.api.MoovinApi;
import dev.ponte.connector.moovin.api.MoovinSettings;
import dev.ponte.delivery.Expected;
import dev.ponte.delivery.ReconciliationPass;
import dev.ponte.delivery.ReconciliationPasses;
import dev.ponte.intake.HeldState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What a store holds by one reading method; the position is the page's number.
 *
 * @param type canonical
 * @param comparable whether there is anything to compare by the settings
 * @param held what rows say, by the message's key
 */
record Held(
    MoovinApi moovin,
    String type,
    ListPages.Source source,
    Predicate<Connection> comparable,
    BiFunction<Connection, List<JsonNode>, Map<String, Map<String, String>>> held,
    BiFunction<Connection, String, Expected> expectation)
    implements HeldState {

  @Override
  public Optional<ReconciliationPass> begin(ReconciliationPasses checks, Connection connection) {
    MoovinSettings settings = connection.settings(MoovinSettings.class);
    return comparable.test(connection)
        ? checks.begin(type, connection.name(), settings.reconcileEvery())
        : Optional.empty();
  }

  @Override
  public Function<String, Page> open(Connection connection) {
    ListPages pages = new ListPages(moovin, connection, source, Map.of(), true);
    return at -> {
      int number = at == null ? 1 : Integer.parseInt(at);
      ListPages.Page page = pages.read(number);
      return new Page(
          held.apply(connection, page.rows()), page.isLast() ? null : String.valueOf(number + 1));
    };
  }

  @Override
  public Expected expected(Connection connection, String json) {
    return expectation.apply(connection, json);
  }
}
