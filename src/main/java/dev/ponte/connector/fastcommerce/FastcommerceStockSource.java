package dev.ponte.connector.fastcommerce;

import dev.ponte.canonical.Stock;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Connections;
import dev.ponte.connector.fastcommerce.FastcommerceReads.Reading;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Iterator;
import java.util.List;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** The Java half of the Kamelet {@code fastcommerce-stock-source}. */
@Component("fastcommerceStockSource")
public final class FastcommerceStockSource {

  private final Connections connections;
  private final FastcommerceReads reads;
  private final Clock clock;

  FastcommerceStockSource(Connections connections, FastcommerceReads reads, Clock clock) {
    this.connections = connections;
    this.reads = reads;
    this.clock = clock;
  }

  /** Lists of {@link Stock} messages, and the rows that could not be understood. */
  public Iterator<List<Object>> pages(String connectionName, Exchange exchange) {
    Connection connection = connections.get(connectionName);
    FastcommerceSettings settings = connection.settings(FastcommerceSettings.class);
    FastcommerceRowsMapper mapper =
        new FastcommerceRowsMapper(connectionName, Stock.TYPE, FastcommerceProductFields.ID);
    OffsetDateTime readAt = clock.instant().atZone(connection.zone()).toOffsetDateTime();
    return reads.changed(
        connection,
        exchange,
        new Reading(
            "stock",
            FastcommerceQuery.of(FastcommerceProductFields.REPORT)
                .fields(FastcommerceProductRow.STOCK_FIELDS)
                .priority(3),
            settings.products().pageSize(),
            settings.stock().fullEvery()),
        rows -> mapper.map(rows, row -> new FastcommerceProductRow(connection, row).stock(readAt)));
  }
}
