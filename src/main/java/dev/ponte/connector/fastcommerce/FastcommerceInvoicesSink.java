package dev.ponte.connector.fastcommerce;

import dev.ponte.canonical.Invoice;
import dev.ponte.connection.Api;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Connections;
import dev.ponte.connector.fastcommerce.FastcommerceOrderSink.Change;
import dev.ponte.delivery.DeliveryFailure;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** The Java half of the Kamelet {@code fastcommerce-invoices-sink}. */
@Component("fastcommerceInvoicesSink")
public final class FastcommerceInvoicesSink {

  private static final int PRIORITY = 2;
  private static final String LOG = "Ponte: NF-e {number} série {series} chave {key}";

  private final Connections connections;
  private final FastcommerceOrderSink<Invoice> sink;

  FastcommerceInvoicesSink(Connections connections, Api api) {
    this.connections = connections;
    this.sink = new FastcommerceOrderSink<>(api, Invoice.class, PRIORITY);
  }

  /**
   * Puts number or access key of NF-e into the store's orders: a canonical invoice in the body, or
   * a batch of them. The store keeps one NF-e an order; of several the last stays there, and all
   * stand in the order's log.
   *
   * @throws DeliveryFailure when the store could not be told
   */
  public void deliver(Exchange exchange, String connectionName) {
    Connection connection = connections.get(connectionName);
    FastcommerceSettings.Updates settings =
        connection.settings(FastcommerceSettings.class).updates();
    sink.deliver(connection, exchange, invoice -> change(settings, invoice));
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
        FastcommerceLog.FIELD,
        new FastcommerceLog(settings)
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
