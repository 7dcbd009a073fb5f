package dev.ponte.connector.vtex;

import static dev.ponte.connector.vtex.VtexFields.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Order;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Connections;
import dev.ponte.connection.PollRun;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.Mark;
import dev.ponte.delivery.UnmappableRecord;
import java.util.Iterator;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The bean behind {@code vtex-orders-source}: lists, reads and maps paid orders. */
@Component("vtexOrdersSource")
public final class VtexOrdersSource {

  private static final Logger LOG = LoggerFactory.getLogger(VtexOrdersSource.class);

  private final Connections connections;
  private final VtexApi vtex;
  private final VtexGateway gateway;

  VtexOrdersSource(Connections connections, VtexApi vtex, VtexGateway gateway) {
    this.connections = connections;
    this.vtex = vtex;
    this.gateway = gateway;
  }

  /** The marks of all orders in the list, read lazily. */
  public Iterator<Mark> list(Exchange exchange, String connection) {
    return new VtexOrderIds(vtex, connections.get(connection), run(exchange));
  }

  /**
   * Reads the order whose mark is the body and leaves its document as body; null when the order is
   * not, or not any more, to be taken: the list is some minutes old, the document decides.
   */
  public void read(Exchange exchange, String connectionName) {
    Connection connection = connections.get(connectionName);
    Mark mark = exchange.getMessage().getBody(Mark.class);
    exchange.setProperty(Mark.PROPERTY, mark);
    exchange.getMessage().setBody(null);
    PollRun run = run(exchange);
    if (run.stopped()) {
      return;
    }
    try {
      JsonNode document = vtex.order(connection, mark.key(), null);
      run.succeeded();
      if (isReady(connection, document)) {
        exchange.getMessage().setBody(document);
      }
    } catch (DeliveryFailure failure) {
      run.failed(failure);
    }
  }

  /**
   * Maps the document in the body to the canonical order.
   *
   * @throws UnmappableRecord with the whole document as body, when no ERP could take the order
   */
  public void map(Exchange exchange, String connectionName) {
    Connection connection = connections.get(connectionName);
    JsonNode document = exchange.getMessage().getBody(JsonNode.class);
    VtexSettings settings = connection.settings(VtexSettings.class);
    VtexOrderMapper mapper =
        new VtexOrderMapper(connection.name(), connection.zone(), settings.sellers());
    try {
      Order order = mapper.toOrder(gateway.enriched(connection, document));
      exchange.getMessage().setBody(Canonical.write(order));
    } catch (IllegalArgumentException e) {
      exchange.getMessage().setBody(document.toString());
      throw new UnmappableRecord(e.getMessage(), e);
    }
  }

  private static boolean isReady(Connection connection, JsonNode document) {
    String wanted = connection.settings(VtexSettings.class).status();
    boolean complete = document.path("isCompleted").asBoolean(true);
    boolean ready = wanted.equals(text(document, "status")) && complete;
    if (!ready) {
      LOG.debug(
          "Order {} of {} is {}, not taken",
          text(document, "orderId"),
          connection.name(),
          text(document, "status"));
    }
    return ready;
  }

  private static PollRun run(Exchange exchange) {
    return exchange.getProperty(PollRun.PROPERTY, PollRun.class);
  }
}
