package dev.ponte.connector.moovin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.Canonical;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Connections;
import dev.ponte.connection.PollRun;
import dev.ponte.delivery.Cursors;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.Mark;
import dev.ponte.delivery.TakenTotals;
import dev.ponte.delivery.UnmappableRecord;
import java.time.Clock;
import java.util.Iterator;
import java.util.List;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The Java half of the Kamelet {@code moovin-orders-source}. */
@Component("moovinOrdersSource")
public final class MoovinOrdersSource {

  private static final Logger LOG = LoggerFactory.getLogger(MoovinOrdersSource.class);
  private static final String READING = "PonteMoovinReading";

  private final Connections connections;
  private final MoovinApi moovin;
  private final MoovinStatuses statuses;
  private final MoovinHistory history;
  private final Cursors cursors;
  private final TakenTotals totals;
  private final Clock clock;

  MoovinOrdersSource(
      Connections connections,
      MoovinApi moovin,
      MoovinStatuses statuses,
      MoovinHistory history,
      Cursors cursors,
      TakenTotals totals,
      Clock clock) {
    this.totals = totals;
    this.connections = connections;
    this.moovin = moovin;
    this.statuses = statuses;
    this.history = history;
    this.cursors = cursors;
    this.clock = clock;
  }

  /**
   * Approved orders that were not imported yet or that we imported, and cancelled ones, lazily;
   * ends early when the run is stopped or the store cannot be read, of which the run is told.
   */
  public Iterator<?> list(String connection, Exchange exchange) {
    PollRun run = exchange.getProperty(PollRun.PROPERTY, PollRun.class);
    MoovinReading reading =
        new MoovinReading(
            moovin, statuses, history, connections.get(connection), cursors, clock.instant());
    exchange.setProperty(READING, reading);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        try {
          return !run.stopped() && reading.hasNext();
        } catch (DeliveryFailure failure) {
          run.failed(failure);
          return false;
        }
      }

      @Override
      public MoovinRow next() {
        return reading.next();
      }
    };
  }

  /** Puts the mark of the order in the body on the exchange. */
  public void mark(Exchange exchange) {
    exchange.setProperty(Mark.PROPERTY, row(exchange).mark());
  }

  /**
   * Leaves the order as canonical JSON in the body; beside a mapping failure the store's whole
   * record.
   *
   * @throws UnmappableRecord when the order cannot be told or no ERP can take it
   */
  public void read(String connection, Exchange exchange) {
    MoovinRow row = row(exchange);
    Connection store = connections.get(connection);
    exchange.getMessage().setBody(row.order().toString());
    MoovinOrderMapper mapper = MoovinOrderMapper.of(store, totals);
    JsonNode order = row.cancelled() ? row.order() : withRegistration(store, row.order());
    exchange.getMessage().setBody(Canonical.write(mapper.toOrder(order, row.cancelled())));
  }

  /**
   * An order names neither the registration nor the trade name of a company. Where getClientes does
   * not answer it goes without: the order comes first.
   */
  private JsonNode withRegistration(Connection store, JsonNode order) {
    String given = MoovinFields.text(order.path("cliente"), "cpf_cnpj");
    if (!MoovinDocuments.isCnpj(MoovinDocuments.padded(given))) {
      return order;
    }
    ObjectNode filters = JsonNodeFactory.instance.objectNode().put("cpf_cnpj", given);
    try {
      JsonNode answer = moovin.call(store, MoovinMethods.CUSTOMERS, filters, null);
      List<JsonNode> clients = MoovinReader.rows(answer, "cliente");
      return clients.isEmpty() ? order : MoovinCustomers.joined(order, clients.get(0));
    } catch (DeliveryFailure failure) {
      LOG.warn(
          "Order {} of {} goes without the company's registration: {}",
          MoovinFields.text(order, "codigo_pedido"),
          store.name(),
          failure.getMessage());
      return order;
    }
  }

  /** Moves the cursors when all orders of the run were read; a step after the last of them. */
  public void finish(Exchange exchange) {
    PollRun run = exchange.getProperty(PollRun.PROPERTY, PollRun.class);
    MoovinReading reading = exchange.getProperty(READING, MoovinReading.class);
    if (run.firstFailure() == null && !run.stopped() && reading.isAtEnd()) {
      run.succeeded();
      reading.finish();
    }
  }

  private static MoovinRow row(Exchange exchange) {
    return exchange.getMessage().getBody(MoovinRow.class);
  }
}
