package dev.ponte.connector.vtex;

import dev.ponte.canonical.Invoice;
import dev.ponte.connection.Api;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.Outcome;
import dev.ponte.sink.Sink;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Invoices an order in VTEX, or a part of it; a return becomes an Input invoice. */
@Component("vtexInvoicesSink")
final class VtexInvoicesSink implements Sink<Invoice> {

  private final Api api;
  private final Clock clock;

  VtexInvoicesSink(Api api, Clock clock) {
    this.api = api;
    this.clock = clock;
  }

  @Override
  public Class<Invoice> takes() {
    return Invoice.class;
  }

  @Override
  public Outcome deliver(Connection connection, Invoice invoice, Delivery delivery) {
    var order = new VtexOrderCalls(api, connection, invoice.order().id(), delivery);
    return new VtexInvoicing(order, delivery, clock).send(invoice);
  }
}
