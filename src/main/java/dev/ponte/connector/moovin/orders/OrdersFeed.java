package dev.ponte.connector.moovin.orders;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.connection.Connection;
import dev.ponte.connector.moovin.api.Documents;
import dev.ponte.connector.moovin.api.Fields;
import dev.ponte.connector.moovin.api.Methods;
import dev.ponte.connector.moovin.api.MoovinApi;
import dev.ponte.connector.moovin.api.RecordReader;
import dev.ponte.connector.moovin.api.StoreStatuses;
import dev.ponte.delivery.Cursors;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.TakenTotals;
import dev.ponte.intake.Entry;
import dev.ponte.intake.Feed;
import dev.ponte.intake.Page;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Approved orders that were not imported yet or that we imported, and cancelled ones. */
@Component("moovinOrders")
final class OrdersFeed implements Feed {

  private static final Logger LOG = LoggerFactory.getLogger(OrdersFeed.class);

  private final MoovinApi moovin;
  private final StoreStatuses statuses;
  private final History history;
  private final Cursors cursors;
  private final TakenTotals totals;
  private final Clock clock;

  OrdersFeed(
      MoovinApi moovin,
      StoreStatuses statuses,
      History history,
      Cursors cursors,
      TakenTotals totals,
      Clock clock) {
    this.moovin = moovin;
    this.statuses = statuses;
    this.history = history;
    this.cursors = cursors;
    this.totals = totals;
    this.clock = clock;
  }

  @Override
  public Feed opened(Connection connection) {
    OrderReading reading =
        new OrderReading(moovin, statuses, history, connection, cursors, clock.instant());
    return (store, at) -> page(store, reading);
  }

  @Override
  public Page read(Connection connection, String at) {
    return opened(connection).read(connection, at);
  }

  private Page page(Connection store, OrderReading reading) {
    if (!reading.hasNext()) {
      return new Page(List.of(), null, true, reading.reached());
    }
    return new Page(reading.next().stream().map(it -> entry(store, it)).toList(), null, false);
  }

  private Entry entry(Connection store, OrderReading.Due due) {
    OrderMapper mapper = OrderMapper.of(store, totals);
    boolean cancelled = due.cancelled();
    return Entry.once(due.mark(), due.order(), order -> List.of(mapper.toOrder(order, cancelled)))
        .readBy(() -> cancelled ? due.order() : withRegistration(store, due.order()));
  }

  /**
   * An order names neither the registration nor the trade name of a company. Where getClientes does
   * not answer it goes without: the order comes first.
   */
  private JsonNode withRegistration(Connection store, JsonNode order) {
    String given = Fields.text(order.path("cliente"), "cpf_cnpj");
    if (!Documents.isCnpj(Documents.padded(given))) {
      return order;
    }
    ObjectNode filters = JsonNodeFactory.instance.objectNode().put("cpf_cnpj", given);
    try {
      JsonNode answer = moovin.call(store, Methods.CUSTOMERS, filters, null);
      List<JsonNode> clients = RecordReader.rows(answer, "cliente");
      return clients.isEmpty() ? order : Customers.joined(order, clients.get(0));
    } catch (DeliveryFailure failure) {
      LOG.warn(
          "Order {} of {} goes without the company's registration: {}",
          Fields.text(order, "codigo_pedido"),
          store.name(),
          failure.getMessage());
      return order;
    }
  }
}
