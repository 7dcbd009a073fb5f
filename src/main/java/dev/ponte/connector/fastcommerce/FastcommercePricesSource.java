package dev.ponte.connector.fastcommerce;

import dev.ponte.canonical.Price;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Connections;
import dev.ponte.connector.fastcommerce.FastcommerceReads.Reading;
import java.util.Iterator;
import java.util.List;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** The Java half of the Kamelet {@code fastcommerce-prices-source}. */
@Component("fastcommercePricesSource")
public final class FastcommercePricesSource {

  private final Connections connections;
  private final FastcommerceReads reads;

  FastcommercePricesSource(Connections connections, FastcommerceReads reads) {
    this.connections = connections;
    this.reads = reads;
  }

  /** Lists of {@link Price} messages, and the rows that could not be understood. */
  public Iterator<List<Object>> pages(String connectionName, Exchange exchange) {
    Connection connection = connections.get(connectionName);
    FastcommerceSettings settings = connection.settings(FastcommerceSettings.class);
    FastcommerceRowsMapper mapper =
        new FastcommerceRowsMapper(connectionName, Price.TYPE, FastcommerceProductFields.ID);
    return reads.changed(
        connection,
        exchange,
        new Reading(
            "prices",
            FastcommerceQuery.of(FastcommerceProductFields.REPORT)
                .fields(FastcommerceProductRow.PRICE_FIELDS)
                .priority(4),
            settings.products().pageSize(),
            settings.products().fullEvery()),
        rows -> mapper.map(rows, row -> new FastcommerceProductRow(connection, row).price()));
  }
}
