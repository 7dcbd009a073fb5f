package dev.ponte.connector.fastcommerce.feedback;

import dev.ponte.canonical.Invoice;
import dev.ponte.connection.Api;
import dev.ponte.connection.Connection;
import dev.ponte.connector.fastcommerce.api.FastcommerceSettings;
import dev.ponte.connector.fastcommerce.feedback.OrderSink.Change;
import dev.ponte.delivery.Priority;
import dev.ponte.sink.BatchSink;
import dev.ponte.sink.Parcels;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Puts number or access key of NF-e into the store's orders. The store keeps one NF-e an order; of
 * several the last stays there, and all stand in the order's log.
 */
@Component("fastcommerceInvoicesSink")
final class InvoicesSink implements BatchSink<Invoice> {

  private static final Priority PRIORITY = Priority.INVOICES;
  private static final String LOG = "Ponte: NF-e {number} série {series} chave {key}";

  private final OrderSink sink;

  InvoicesSink(Api api) {
    this.sink = new OrderSink(api, PRIORITY);
  }

  @Override
  public Class<Invoice> takes() {
    return Invoice.class;
  }

  @Override
  public void deliver(Connection connection, Parcels<Invoice> parcels) {
    FastcommerceSettings.Updates settings =
        connection.settings(FastcommerceSettings.class).updates();
    sink.deliver(connection, parcels, invoice -> change(settings, invoice));
  }

  private static Change change(FastcommerceSettings.Updates settings, Invoice invoice) {
    if (invoice.kind() == Invoice.Kind.RETURN) {
      return Change.none("Fastcommerce keeps no invoices of returns");
    }
    boolean byKey = settings.invoice().equals("key") && invoice.accessKey() != null;
    String value = byKey ? invoice.accessKey() : invoice.number();
    Map<String, String> values = new LinkedHashMap<>();
    values.put("NumPedido", invoice.order().id());
    values.put("NumNFe", value);
    values.put(
        OrderLogText.FIELD,
        new OrderLogText(settings)
            .line(
                "invoice",
                LOG,
                Map.of(
                    "number", invoice.number(),
                    "series", invoice.series() == null ? "" : invoice.series(),
                    "key", invoice.accessKey() == null ? "" : invoice.accessKey())));
    return new Change(values, "NumNFe " + value);
  }
}
