package dev.ponte.connector.vtex;

import dev.ponte.connection.Connection;
import dev.ponte.delivery.FetchedMarks;
import dev.ponte.delivery.Mark;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What the one mark of an order tells: in which state Ponte has read it last. */
record VtexMarks(FetchedMarks fetched, Connection store) {

  static final String CANCELLED = "cancelled";

  /** Its cancellation was denied. */
  static final String GOES_ON = "goes-on";

  /** It was found as handled by somebody else. */
  static final String HANDLED = "handled";

  /** Marks of the orders in these rows, by one question. */
  Set<Mark> known(List<VtexOrderList.Row> rows) {
    List<Mark> all =
        rows.stream()
            .flatMap(
                row ->
                    Stream.of(taken(), CANCELLED, GOES_ON, HANDLED)
                        .map(stamp -> row.mark(store, stamp)))
            .toList();
    Set<Mark> known = new HashSet<>(all);
    fetched.unknown(all).forEach(known::remove);
    return known;
  }

  /** Whether the order was taken and is not cancelled. */
  boolean isTaken(VtexOrderList.Row row, Set<Mark> known) {
    return Stream.of(taken(), GOES_ON, HANDLED)
        .anyMatch(stamp -> known.contains(row.mark(store, stamp)));
  }

  /** Whether the order was ever read. */
  boolean isRead(VtexOrderList.Row row, Set<Mark> known) {
    return isTaken(row, known) || known.contains(row.mark(store, CANCELLED));
  }

  private String taken() {
    return store.settings(VtexSettings.class).status();
  }
}
