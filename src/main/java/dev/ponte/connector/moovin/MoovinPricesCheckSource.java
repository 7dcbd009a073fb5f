package dev.ponte.connector.moovin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Price;
import dev.ponte.connection.Comparison;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Connections;
import dev.ponte.connection.PollRun;
import dev.ponte.connector.moovin.MoovinCatalogue.Known;
import dev.ponte.connector.moovin.MoovinPriceSettings.Level;
import dev.ponte.delivery.Checks;
import dev.ponte.delivery.Difference;
import dev.ponte.delivery.Expected;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/**
 * The Java half of the Kamelet {@code moovin-prices-check-source}. Moovin tells the prices of
 * colours alone, so where sizes have the prices there is nothing to compare.
 */
@Component("moovinPricesCheckSource")
public final class MoovinPricesCheckSource {

  private final Connections connections;
  private final MoovinApi moovin;
  private final MoovinCatalogue catalogue;
  private final Checks checks;

  MoovinPricesCheckSource(
      Connections connections, MoovinApi moovin, MoovinCatalogue catalogue, Checks checks) {
    this.connections = connections;
    this.moovin = moovin;
    this.catalogue = catalogue;
    this.checks = checks;
  }

  /**
   * Where the store's prices differ from what it acknowledged, in pages; nothing when no pass is
   * due.
   */
  public Iterator<List<Difference>> compare(String connectionName, Exchange exchange) {
    Connection connection = connections.get(connectionName);
    MoovinSettings settings = connection.settings(MoovinSettings.class);
    if (settings.prices().level() == Level.SIZE) {
      return Collections.emptyIterator();
    }
    PollRun run = exchange.getProperty(PollRun.PROPERTY, PollRun.class);
    MoovinPages pages =
        new MoovinPages(moovin, connection, MoovinPriceMapper.SOURCE, Map.of(), true);
    return checks
        .begin(Price.TYPE, connection.name(), settings.reconcileEvery())
        .<Iterator<List<Difference>>>map(
            check ->
                new Comparison(
                    check,
                    run,
                    new MoovinTruth(pages, rows -> held(connection, rows)),
                    json -> expected(connection, json)))
        .orElseGet(Collections::emptyIterator);
  }

  /** What rows say, by sku: that of a colour for each of its sizes. */
  private Map<String, Map<String, String>> held(Connection connection, List<JsonNode> rows) {
    Map<String, Map<String, String>> held = new LinkedHashMap<>();
    for (JsonNode row : rows) {
      String colour = MoovinPriceMapper.identity(row);
      catalogue
          .skusOf(connection, colour)
          .forEach(sku -> held.put(sku, MoovinPriceMapper.values(row)));
    }
    return held;
  }

  /**
   * Of what only holds variations nothing is expected, since its price is not told; and of what the
   * store is not known to have the price waits.
   */
  private Expected expected(Connection connection, String json) {
    Price price = Canonical.read(Price.class, json);
    Optional<Known> known = catalogue.find(connection, price.sku());
    if (known.filter(it -> it.standing().parent()).isPresent()) {
      return Expected.NOTHING;
    }
    boolean bySku =
        connection.settings(MoovinSettings.class).codes().colour()
            == MoovinSettings.Codes.Colour.SKU;
    return new MoovinPriceMapper(connection)
        .expected(price)
        .creating(bySku || known.filter(it -> it.standing().saved()).isPresent());
  }
}
