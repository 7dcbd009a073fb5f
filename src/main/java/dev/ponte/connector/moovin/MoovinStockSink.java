package dev.ponte.connector.moovin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Stock;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Connections;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.MissingSetting;
import dev.ponte.delivery.Outcome;
import java.math.BigDecimal;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.springframework.stereotype.Component;

/** The Java half of the Kamelet {@code moovin-stock-sink}. */
@Component("moovinStockSink")
public final class MoovinStockSink {

  private final Connections connections;
  private final MoovinUpdates updates;

  MoovinStockSink(Connections connections, MoovinUpdates updates) {
    this.connections = connections;
    this.updates = updates;
  }

  /**
   * Sets the stock of one size at one distribution centre, in one call. What is not listed in
   * {@code stock.stores}, or was told already, is skipped.
   *
   * @param json a canonical stock
   * @throws DeliveryFailure when Moovin does not know it now
   */
  public void deliver(
      String connectionName,
      @Body String json,
      @ExchangeProperty(Delivery.PROPERTY) Delivery delivery) {
    Connection connection = connections.get(connectionName);
    Stock stock = Canonical.read(Stock.class, json);
    requireStores(connection, stock);
    MoovinStockMapper mapper = new MoovinStockMapper(connection);
    Optional<ObjectNode> record = mapper.record(stock);
    if (record.isEmpty()) {
      delivery.settle(
          Outcome.skipped(
              "Location %s is not in ponte.connections.%s.stock.stores"
                  .formatted(stock.location().code(), connection.name())));
      return;
    }
    boolean sent =
        updates.sendNews(
            connection, MoovinMethods.SAVE_STOCK, "stock " + stock.key(), record.get(), delivery);
    String words = words(mapper.available(stock), record.get());
    delivery.settle(sent ? Outcome.delivered(words) : Outcome.skipped("It was told: " + words));
  }

  private static void requireStores(Connection connection, Stock stock) {
    if (connection.settings(MoovinSettings.class).stock().stores().isEmpty()) {
      String key = "ponte.connections.%s.stock.stores".formatted(connection.name());
      throw MoovinUpdates.refused(
          connection,
          "stock " + stock.key(),
          new MissingSetting(
              key,
              "list location %s with the code of its distribution centre in %s"
                  .formatted(stock.location().code(), key)));
    }
  }

  private static String words(BigDecimal available, ObjectNode record) {
    String pieces = record.path(MoovinStockMapper.QUANTITY).asText();
    String told = "%s at %s".formatted(pieces, record.path("cod_loja").asText());
    return new BigDecimal(pieces).compareTo(available) == 0
        ? told
        : "%s, rounded down from %s".formatted(told, available.toPlainString());
  }
}
