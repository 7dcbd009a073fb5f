package dev.ponte.connector.moovin.catalogue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.Stock;
import dev.ponte.connection.Connection;
import dev.ponte.connector.moovin.api.Methods;
import dev.ponte.connector.moovin.api.MoovinSettings;
import dev.ponte.connector.moovin.api.Updates;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.MissingSetting;
import dev.ponte.delivery.Outcome;
import dev.ponte.sink.Sink;
import java.math.BigDecimal;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Sets the stock of one size at one distribution centre, in one call. What is not listed in {@code
 * stock.stores}, or was told already, is skipped.
 */
@Component("moovinStockSink")
final class StockSink implements Sink<Stock> {

  private final Updates updates;

  StockSink(Updates updates) {
    this.updates = updates;
  }

  @Override
  public Class<Stock> takes() {
    return Stock.class;
  }

  @Override
  public Outcome deliver(Connection connection, Stock stock, Delivery delivery) {
    requireStores(connection, stock);
    StockMapper mapper = new StockMapper(connection);
    Optional<ObjectNode> record = mapper.record(stock);
    if (record.isEmpty()) {
      return Outcome.skipped(
          "Location %s is not in ponte.connections.%s.stock.stores"
              .formatted(stock.location().code(), connection.name()));
    }
    boolean sent = updates.sendNews(connection, Methods.SAVE_STOCK, record.get(), delivery);
    String words = words(mapper.available(stock), record.get());
    return sent ? Outcome.delivered(words) : Outcome.skipped("It was told: " + words);
  }

  private static void requireStores(Connection connection, Stock stock) {
    if (connection.settings(MoovinSettings.class).stock().stores().isEmpty()) {
      String key = "ponte.connections.%s.stock.stores".formatted(connection.name());
      throw new MissingSetting(
          key,
          "list location %s with the code of its distribution centre in %s"
              .formatted(stock.location().code(), key));
    }
  }

  private static String words(BigDecimal available, ObjectNode record) {
    String pieces = record.path(StockMapper.QUANTITY).asText();
    String told = "%s at %s".formatted(pieces, record.path("cod_loja").asText());
    return new BigDecimal(pieces).compareTo(available) == 0
        ? told
        : "%s, rounded down from %s".formatted(told, available.toPlainString());
  }
}
