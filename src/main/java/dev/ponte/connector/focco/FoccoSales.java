package dev.ponte.connector.focco;

import dev.ponte.delivery.Reference;
import dev.ponte.delivery.References;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Items that orders took and whose stock was not read since. They are kept as references, because
 * the poll may run in another process than the delivery of the order.
 */
final class FoccoSales {

  private static final String KIND = "sold";
  private static final int MOST = 1_000;

  private final References references;
  private final Clock clock;

  FoccoSales(References references, Clock clock) {
    this.references = references;
    this.clock = clock;
  }

  /**
   * Sales of an item that wait for a reading.
   *
   * @param times how many
   * @param at the last of them
   */
  record Sale(FoccoCodes.Item item, int times, Instant at) {}

  /** Each of these was sold now, as often as it stands there. */
  void add(String connection, Collection<FoccoCodes.Item> items) {
    Map<String, Integer> times = new TreeMap<>();
    items.forEach(it -> times.merge(FoccoReading.name(it), 1, Integer::sum));
    times.forEach((name, sold) -> references.count(reference(connection, name, sold), sold));
  }

  List<Sale> waiting(String connection) {
    return references.open(KIND, connection, MOST).stream()
        .map(
            it ->
                new Sale(
                    FoccoSkus.item(it.key()),
                    Integer.parseInt(it.state()),
                    Instant.parse(it.label())))
        .toList();
  }

  /** So many sales of the item have been followed by a reading; what came meanwhile waits on. */
  void read(String connection, FoccoCodes.Item item, int times) {
    references.count(reference(connection, FoccoReading.name(item), 0), -times);
  }

  private Reference reference(String connection, String name, int times) {
    return new Reference(
        KIND,
        connection,
        name,
        connection,
        name,
        clock.instant().toString(),
        String.valueOf(times),
        times > 0);
  }
}
