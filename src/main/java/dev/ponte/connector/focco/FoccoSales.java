package dev.ponte.connector.focco;

import dev.ponte.delivery.Reference;
import dev.ponte.delivery.References;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
  synchronized void add(String connection, Collection<FoccoCodes.Item> items) {
    Map<String, Integer> times = new LinkedHashMap<>();
    items.forEach(it -> times.merge(FoccoReading.name(it), 1, Integer::sum));
    times.replaceAll((name, sold) -> sold + before(connection, name));
    List<Reference> sold = new ArrayList<>();
    times.forEach((name, all) -> sold.add(reference(connection, name, all, true)));
    references.save(sold);
  }

  private int before(String connection, String name) {
    return references
        .byKey(KIND, connection, name, connection)
        .filter(Reference::open)
        .map(it -> Integer.parseInt(it.state()))
        .orElse(0);
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
  synchronized void read(String connection, FoccoCodes.Item item, int times) {
    String name = FoccoReading.name(item);
    int left = Math.max(0, before(connection, name) - times);
    references.save(List.of(reference(connection, name, left, left > 0)));
  }

  private Reference reference(String connection, String name, int times, boolean open) {
    return new Reference(
        KIND,
        connection,
        name,
        connection,
        name,
        clock.instant().toString(),
        String.valueOf(times),
        open);
  }
}
