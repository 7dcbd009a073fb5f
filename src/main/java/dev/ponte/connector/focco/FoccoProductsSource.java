package dev.ponte.connector.focco;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Product;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Connections;
import dev.ponte.connection.Intake;
import dev.ponte.connection.PollRun;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/**
 * The bean behind {@code focco-products-source}. Focco cannot tell what has changed, so all items
 * are read, page by page; the ledger keeps the differences.
 */
@Component("foccoProductsSource")
public final class FoccoProductsSource {

  private final Connections connections;
  private final FoccoApi focco;

  FoccoProductsSource(Connections connections, FoccoApi focco) {
    this.connections = connections;
    this.focco = focco;
  }

  /**
   * The pages, each as one list of {@link Product} messages and the records that could not be
   * understood.
   */
  public Iterator<List<Object>> pages(String connectionName, Exchange exchange) {
    Connection connection = connections.get(connectionName);
    PollRun run = exchange.getProperty(PollRun.PROPERTY, PollRun.class);
    Iterable<List<JsonNode>> pages = () -> new FoccoPages(focco, connection, run);
    FoccoProducts mapper = new FoccoProducts(connection);
    return StreamSupport.stream(pages.spliterator(), false)
        .map(page -> mapped(connection, mapper, page))
        .iterator();
  }

  private static List<Object> mapped(
      Connection connection, FoccoProducts mapper, List<JsonNode> page) {
    List<Product> products = new ArrayList<>();
    List<Object> all = new ArrayList<>();
    for (JsonNode row : page) {
      try {
        products.addAll(mapper.products(row));
      } catch (RuntimeException e) {
        String key = row.path("codigo").asText(row.path("id").asText());
        RuntimeException why = Intake.refusal(e, said -> said);
        all.add(FoccoRefusal.of(connection.name(), Product.TYPE, key, row, why));
      }
    }
    if (!products.isEmpty()) {
      all.add(products);
    }
    return all;
  }
}
