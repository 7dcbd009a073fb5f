package dev.ponte.connector.moovin;

import dev.ponte.canonical.Stock;
import dev.ponte.connection.Comparison;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Connections;
import dev.ponte.connection.PollRun;
import dev.ponte.delivery.Checks;
import dev.ponte.delivery.Difference;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** The Java half of the Kamelet {@code moovin-stock-check-source}. */
@Component("moovinStockCheckSource")
public final class MoovinStockCheckSource {

  private final Connections connections;
  private final MoovinApi moovin;
  private final Checks checks;

  MoovinStockCheckSource(Connections connections, MoovinApi moovin, Checks checks) {
    this.connections = connections;
    this.moovin = moovin;
    this.checks = checks;
  }

  /**
   * Where the store's stock differs from what it acknowledged, in pages; nothing when no pass is
   * due, or the store takes no stock.
   */
  public Iterator<List<Difference>> compare(String connectionName, Exchange exchange) {
    Connection connection = connections.get(connectionName);
    MoovinSettings settings = connection.settings(MoovinSettings.class);
    if (settings.stock().stores().isEmpty()) {
      return Collections.emptyIterator();
    }
    PollRun run = exchange.getProperty(PollRun.PROPERTY, PollRun.class);
    MoovinStockMapper mapper = new MoovinStockMapper(connection);
    MoovinPages pages =
        new MoovinPages(moovin, connection, MoovinStockMapper.SOURCE, Map.of(), true);
    return checks
        .begin(Stock.TYPE, connection.name(), settings.reconcileEvery())
        .<Iterator<List<Difference>>>map(
            check ->
                new Comparison(check, run, new MoovinTruth(pages, mapper::held), mapper::expected))
        .orElseGet(Collections::emptyIterator);
  }
}
