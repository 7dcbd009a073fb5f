package dev.ponte.connector.moovin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Price;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Connections;
import java.time.LocalDateTime;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/**
 * The Java half of the Kamelet {@code moovin-prices-source}. Moovin tells the prices of colours:
 * each is the price of all sizes of it that are known, and of the colour's own code when none is.
 */
@Component("moovinPricesSource")
public final class MoovinPricesSource {

  private static final String CURSOR = "prices";

  private final Connections connections;
  private final MoovinLists lists;
  private final MoovinCatalogue catalogue;

  MoovinPricesSource(Connections connections, MoovinLists lists, MoovinCatalogue catalogue) {
    this.connections = connections;
    this.lists = lists;
    this.catalogue = catalogue;
  }

  /** Prices that were changed since the last reading, or all of them, in pages. */
  public Iterator<MoovinBatch> pages(String connectionName, Exchange exchange) {
    Connection connection = connections.get(connectionName);
    MoovinPriceSettings settings = connection.settings(MoovinSettings.class).prices();
    MoovinList.Kind kind =
        new MoovinList.Kind(
            CURSOR, Price.TYPE, MoovinPriceMapper::identity, row -> prices(connection, row));
    return lists.list(
        connection,
        exchange,
        MoovinPriceMapper.SOURCE,
        kind,
        settings.wholeEvery(),
        it -> changed(it.since(), settings));
  }

  private List<Price> prices(Connection connection, JsonNode row) {
    MoovinPriceMapper mapper = new MoovinPriceMapper(connection);
    String colour = MoovinPriceMapper.identity(row);
    List<String> sizes = catalogue.skusOf(connection, colour);
    return sizes.isEmpty()
        ? List.of(mapper.price(row, colour))
        : sizes.stream().map(it -> mapper.price(row, it)).toList();
  }

  /** The document prints days. */
  private static Map<String, String> changed(LocalDateTime since, MoovinPriceSettings settings) {
    return since == null
        ? Map.of()
        : Map.of("data_modificacao_de", since.minus(settings.overlap()).toLocalDate().toString());
  }
}
