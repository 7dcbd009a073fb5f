package dev.ponte.connector.vtex;

import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Invoice;
import dev.ponte.connection.Api;
import dev.ponte.connection.Connections;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.DeliveryFailure;
import java.time.Clock;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.springframework.stereotype.Component;

/** The Java half of the Kamelet {@code vtex-invoices-sink}. */
@Component("vtexInvoicesSink")
public final class VtexInvoicesSink {

  private final Connections connections;
  private final Api api;
  private final Clock clock;

  VtexInvoicesSink(Connections connections, Api api, Clock clock) {
    this.connections = connections;
    this.api = api;
    this.clock = clock;
  }

  /**
   * Invoices an order in VTEX, or a part of it; a return becomes an Input invoice.
   *
   * @param json a canonical invoice
   * @throws DeliveryFailure when VTEX does not show it yet, refuses it, or a person must help
   */
  public void deliver(
      String connection,
      @Body String json,
      @ExchangeProperty(Delivery.PROPERTY) Delivery delivery) {
    Invoice invoice = Canonical.read(Invoice.class, json);
    var order =
        new VtexOrderCalls(api, connections.get(connection), invoice.order().id(), delivery);
    delivery.settle(new VtexInvoicing(order, delivery, clock).send(invoice));
  }
}
