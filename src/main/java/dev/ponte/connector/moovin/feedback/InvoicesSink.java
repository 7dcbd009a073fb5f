package dev.ponte.connector.moovin.feedback;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.AccessKey;
import dev.ponte.canonical.Invoice;
import dev.ponte.connection.Connection;
import dev.ponte.connector.moovin.api.Methods;
import dev.ponte.connector.moovin.api.MoovinSettings;
import dev.ponte.connector.moovin.api.StoreStatuses;
import dev.ponte.connector.moovin.api.Updates;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.Outcome;
import dev.ponte.sink.Sink;
import org.springframework.stereotype.Component;

/**
 * Gives an order its invoice, in one call. Moovin keeps one invoice an order: a later one replaces
 * it.
 */
@Component("moovinInvoicesSink")
final class InvoicesSink implements Sink<Invoice> {

  private final Updates updates;
  private final StoreStatuses statuses;

  InvoicesSink(Updates updates, StoreStatuses statuses) {
    this.updates = updates;
    this.statuses = statuses;
  }

  @Override
  public Class<Invoice> takes() {
    return Invoice.class;
  }

  @Override
  public Outcome deliver(Connection connection, Invoice invoice, Delivery delivery) {
    if (invoice.kind() == Invoice.Kind.RETURN) {
      return Outcome.skipped("Moovin has no call for the invoice of a return; it keeps the sale's");
    }
    updates.send(connection, Methods.SAVE_INVOICE, record(connection, invoice, delivery), delivery);
    return Outcome.delivered("invoice " + invoice.number());
  }

  private ObjectNode record(Connection connection, Invoice invoice, Delivery delivery) {
    MoovinSettings settings = connection.settings(MoovinSettings.class);
    ObjectNode record = JsonNodeFactory.instance.objectNode();
    record.put("pedido", invoice.order().id());
    put(record, "serie", series(invoice));
    record.put("numero", invoice.number());
    put(record, "chave", invoice.accessKey());
    put(record, "link", isBlank(invoice.link()) ? settings.nfeLink() : invoice.link());
    record.put(
        "data", invoice.issuedAt().atZoneSameInstant(connection.zone()).toLocalDate().toString());
    String status = settings.statuses().invoice();
    put(
        record,
        "status_pedido",
        isBlank(status) ? null : statuses.code(connection, status, delivery));
    put(record, "nfe_xml", invoice.xml());
    return record;
  }

  private static String series(Invoice invoice) {
    boolean unknown = isBlank(invoice.series()) && invoice.accessKey() != null;
    return unknown ? AccessKey.series(invoice.accessKey()) : invoice.series();
  }

  private static void put(ObjectNode record, String field, String value) {
    if (!isBlank(value)) {
      record.put(field, value);
    }
  }

  private static boolean isBlank(String text) {
    return text == null || text.isBlank();
  }
}
