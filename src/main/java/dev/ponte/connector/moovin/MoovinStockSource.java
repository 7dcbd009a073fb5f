package dev.ponte.connector.moovin;

import dev.ponte.canonical.Stock;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Connections;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/**
 * The Java half of the Kamelet {@code moovin-stock-source}. What is reserved stands in a list of
 * its own, of orders, which Moovin does not join: it is read by {@code getReservasEstoque} of the
 * call action.
 */
@Component("moovinStockSource")
public final class MoovinStockSource {

  private static final String CURSOR = "stock";

  private final Connections connections;
  private final MoovinLists lists;
  private final Clock clock;

  MoovinStockSource(Connections connections, MoovinLists lists, Clock clock) {
    this.connections = connections;
    this.lists = lists;
    this.clock = clock;
  }

  /** Stock that was changed since the last reading, or all of it, in pages. */
  public Iterator<MoovinBatch> pages(String connectionName, Exchange exchange) {
    Connection connection = connections.get(connectionName);
    MoovinStockSettings settings = connection.settings(MoovinSettings.class).stock();
    MoovinStockMapper mapper = new MoovinStockMapper(connection);
    OffsetDateTime readAt = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    MoovinList.Kind kind =
        new MoovinList.Kind(
            CURSOR,
            Stock.TYPE,
            MoovinStockMapper::identity,
            row -> List.of(mapper.stock(row, readAt)));
    return lists.list(
        connection,
        exchange,
        MoovinStockMapper.SOURCE,
        kind,
        settings.wholeEvery(),
        it -> changed(it.since(), settings));
  }

  private static Map<String, String> changed(LocalDateTime since, MoovinStockSettings settings) {
    return since == null
        ? Map.of()
        : Map.of("data_modificacao_de", MoovinFields.STAMP.format(since.minus(settings.overlap())));
  }
}
