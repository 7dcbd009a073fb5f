package dev.ponte.connector.moovin;

import dev.ponte.canonical.CustomerRecord;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Connections;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.Map;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/**
 * The Java half of the Kamelet {@code moovin-customers-source}. Moovin cannot tell which customers
 * have changed, only who registered on a day: those of today are read at each poll, and all of them
 * once a day.
 */
@Component("moovinCustomersSource")
public final class MoovinCustomersSource {

  private static final String CURSOR = "customers";
  private static final Duration DAY = Duration.ofDays(1);

  private final Connections connections;
  private final MoovinLists lists;

  MoovinCustomersSource(Connections connections, MoovinLists lists) {
    this.connections = connections;
    this.lists = lists;
  }

  /** The customers, in pages. */
  public Iterator<MoovinBatch> pages(String connectionName, Exchange exchange) {
    Connection connection = connections.get(connectionName);
    MoovinClientMapper mapper = new MoovinClientMapper(connection.name());
    MoovinList.Kind kind =
        new MoovinList.Kind(
            CURSOR, CustomerRecord.TYPE, MoovinClientMapper::identity, mapper::customers);
    return lists.list(
        connection, exchange, MoovinClientMapper.SOURCE, kind, DAY, MoovinCustomersSource::day);
  }

  /** The day that the last reading and this one have in common; all there is when there is none. */
  private static Map<String, String> day(MoovinPosition position) {
    LocalDate today = position.begun().toLocalDate();
    boolean isSameDay = position.since() != null && position.since().toLocalDate().equals(today);
    return isSameDay ? Map.of("data_cadastro", today.toString()) : Map.of();
  }
}
