package dev.ponte.connector.fastcommerce;

import dev.ponte.connection.Api;
import dev.ponte.connection.Connection;
import dev.ponte.connection.PollRun;
import dev.ponte.delivery.Cursors;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/**
 * Reads a report for what has changed since it was read last: by its parameters De and Até, a while
 * further back than that, since which date they go by and whether a bound is part of the range is
 * not said. Now and then all of it is read; nothing else where the report has no such parameters.
 */
@Component
class FastcommerceReads {

  private static final String READ = "-read";
  private static final String FULL = "-full-read";

  private final Api api;
  private final FastcommerceParameters parameters;
  private final Cursors cursors;
  private final Clock clock;

  FastcommerceReads(Api api, FastcommerceParameters parameters, Cursors cursors, Clock clock) {
    this.api = api;
    this.parameters = parameters;
    this.cursors = cursors;
    this.clock = clock;
  }

  /**
   * What to read.
   *
   * @param name of what is read, for the cursors
   * @param query the report, its fields and the priority of the calls
   * @param size records in one call
   * @param fullEvery how often all of it is read
   */
  record Reading(String name, FastcommerceQuery query, int size, Duration fullEvery) {}

  /**
   * The rows that may have changed, as {@link FastcommerceChunks}. They count as read when all of
   * them are recorded.
   *
   * @param exchange of the poll
   */
  Iterator<List<Object>> changed(
      Connection connection,
      Exchange exchange,
      Reading reading,
      Function<List<FastcommerceRow>, List<Object>> mapping) {
    PollRun run = exchange.getProperty(PollRun.PROPERTY, PollRun.class);
    Instant now = clock.instant();
    Optional<Instant> last = at(connection, reading.name() + READ);
    boolean full =
        last.isEmpty()
            || at(connection, reading.name() + FULL)
                .filter(it -> it.plus(reading.fullEvery()).isAfter(now))
                .isEmpty();
    run.whenRecorded(
        exchange,
        () -> {
          cursors.put(connection.name(), reading.name() + READ, now.toString());
          if (full) {
            cursors.put(connection.name(), reading.name() + FULL, now.toString());
          }
        });
    return new FastcommerceChunks(
        run,
        () ->
            (full
                    ? Optional.of(reading.query())
                    : since(connection, reading.query(), last.get(), now))
                .<Iterator<FastcommercePage>>map(
                    query -> new FastcommercePages(api, connection, query, reading.size()))
                .orElseGet(Collections::emptyIterator),
        mapping);
  }

  /** Empty when the report cannot be asked so. */
  private Optional<FastcommerceQuery> since(
      Connection connection, FastcommerceQuery query, Instant last, Instant now) {
    Duration overlap = connection.settings(FastcommerceSettings.class).products().overlap();
    Optional<Integer> to = parameters.find(connection, query.report(), FastcommerceParameters.TO);
    return parameters
        .find(connection, query.report(), FastcommerceParameters.FROM)
        .map(from -> query.parameter(from, minute(connection, last.minus(overlap))))
        .map(
            begun ->
                to.isPresent()
                    ? begun.parameter(to.get(), minute(connection, now.plus(1, ChronoUnit.DAYS)))
                    : begun);
  }

  private static String minute(Connection connection, Instant at) {
    return FastcommerceValues.minute(at.atZone(connection.zone()).toLocalDateTime());
  }

  private Optional<Instant> at(Connection connection, String cursor) {
    return cursors.get(connection.name(), cursor).map(Instant::parse);
  }
}
