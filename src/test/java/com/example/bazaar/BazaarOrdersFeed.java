package com.example.bazaar;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Order;
import dev.ponte.connection.Api;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.Mark;
import dev.ponte.intake.Entry;
import dev.ponte.intake.Feed;
import dev.ponte.intake.Page;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** What {@code bazaar-orders-source} reads: paid and cancelled orders, each change once. */
@Component("bazaarOrders")
final class BazaarOrdersFeed implements Feed {

  private final Api api;

  BazaarOrdersFeed(Api api) {
    this.api = api;
  }

  /** Keeps the number of the last change that was recorded. */
  @Override
  public String cursor() {
    return "orders";
  }

  @Override
  public Page read(Connection store, String at) {
    String after = at == null ? "0" : at;
    JsonNode rows = api.json(store, BazaarSystem.list(store, after)).path("orders");
    List<Entry> entries = new ArrayList<>();
    for (JsonNode row : rows) {
      after = row.path("change").asText();
      if (!row.path("status").asText().equals("unpaid")) {
        Mark mark = new Mark(store.name(), Order.TYPE, row.path("id").asText(), after);
        entries.add(
            Entry.once(mark, row, it -> List.of(BazaarOrderMapper.toOrder(it, store.name()))));
      }
    }
    boolean last = rows.size() < store.settings(BazaarSettings.class).pageSize();
    return new Page(entries, after, last);
  }
}
