package dev.ponte.connector.moovin;

import dev.ponte.connection.Connection;
import dev.ponte.connection.PollRun;
import dev.ponte.delivery.Cursors;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** Begins the lists of Moovin's sources of states, or goes on with them. */
@Component
class MoovinLists {

  private final MoovinApi moovin;
  private final Cursors cursors;
  private final Clock clock;

  MoovinLists(MoovinApi moovin, Cursors cursors, Clock clock) {
    this.moovin = moovin;
    this.cursors = cursors;
    this.clock = clock;
  }

  /**
   * The list, which the exchange carries to {@link MoovinIntake#recorded}.
   *
   * @param wholeEvery how often all there is is read and not changes alone
   * @param filters that hold back what did not change, by the position
   */
  MoovinList list(
      Connection connection,
      Exchange exchange,
      MoovinPages.Source source,
      MoovinList.Kind kind,
      Duration wholeEvery,
      Function<MoovinPosition, Map<String, String>> filters) {
    PollRun run = exchange.getProperty(PollRun.PROPERTY, PollRun.class);
    MoovinPosition begin = begin(connection, kind.cursor(), wholeEvery);
    MoovinPages pages = new MoovinPages(moovin, connection, source, filters.apply(begin), false);
    MoovinList list = new MoovinList(connection, run, cursors, kind, begin, pages);
    exchange.setProperty(MoovinIntake.LIST, list);
    return list;
  }

  /** Whether the list is in the middle of a reading. */
  boolean isInside(Connection connection, String cursor) {
    return stored(connection, cursor).filter(MoovinPosition::isInside).isPresent();
  }

  LocalDateTime now(Connection connection) {
    return LocalDateTime.ofInstant(clock.instant(), connection.zone()).withNano(0);
  }

  private MoovinPosition begin(Connection connection, String cursor, Duration wholeEvery) {
    LocalDateTime now = now(connection);
    return stored(connection, cursor)
        .map(it -> it.isInside() ? it : it.after(now, wholeEvery))
        .orElseGet(() -> MoovinPosition.whole(now));
  }

  private Optional<MoovinPosition> stored(Connection connection, String cursor) {
    return cursors.get(connection.name(), cursor).map(MoovinPosition::parse);
  }
}
