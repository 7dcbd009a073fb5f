package dev.ponte.connector.focco;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Product;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.Priority;
import dev.ponte.intake.Entry;
import dev.ponte.intake.Feed;
import dev.ponte.intake.Page;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * All items of the catalogue, each row once: a page can repeat one when another was added
 * meanwhile. Focco cannot tell what has changed, so all are read; the ledger keeps the differences.
 */
final class FoccoProductsFeed implements Feed {

  private static final int PAGE = 250;

  private final FoccoApi focco;
  private final Set<String> seen = new HashSet<>();

  FoccoProductsFeed(FoccoApi focco) {
    this.focco = focco;
  }

  @Override
  public Feed opened(Connection connection) {
    return new FoccoProductsFeed(focco);
  }

  /**
   * @param at how many rows were read
   */
  @Override
  public Page read(Connection connection, String at) {
    FoccoCatalogue catalogue = new FoccoCatalogue(connection.settings(FoccoSettings.class));
    int skip = at == null ? 0 : Integer.parseInt(at);
    JsonNode answer =
        focco.read(
            connection, catalogue.command(), catalogue.arguments(skip, PAGE), Priority.CATALOGUE);
    JsonNode rows = answer.path("rows");
    List<JsonNode> fresh = new ArrayList<>();
    for (JsonNode row : rows) {
      if (seen.add(catalogue.key(row))) {
        fresh.add(row);
      }
    }
    int next = skip + rows.size();
    FoccoProducts mapper = new FoccoProducts(connection);
    return new Page(
        catalogue.items(fresh).stream().map(row -> entry(connection, row, mapper)).toList(),
        String.valueOf(next),
        rows.isEmpty() || next >= answer.path("totalrowcount").asInt());
  }

  private static Entry entry(Connection connection, JsonNode row, FoccoProducts mapper) {
    String key = row.path("codigo").asText(row.path("id").asText());
    return Entry.state(connection, Product.TYPE, key, row, mapper::products);
  }
}
