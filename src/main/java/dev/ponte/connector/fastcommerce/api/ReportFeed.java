package dev.ponte.connector.fastcommerce.api;

import dev.ponte.canonical.Message;
import dev.ponte.connection.Api;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.Cursors;
import dev.ponte.intake.Entry;
import dev.ponte.intake.Feed;
import dev.ponte.intake.Page;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A report of states, as far as it has changed since it was read last: by its parameters De and
 * Até, a while further back than that, since which date they go by and whether a bound is part of
 * the range is not said. Now and then all of it is read; nothing else where the report has no such
 * parameters. It counts as read when all of it is recorded.
 */
public final class ReportFeed implements Feed {

  /** Rows of a page; each is read when it is asked for, so that no report is too long. */
  private static final int ROWS = 500;

  private static final String READ = "-read";
  private static final String FULL = "-full-read";

  private final Api api;
  private final ReportParameters parameters;
  private final Cursors cursors;
  private final Clock clock;
  private final Function<Connection, Report> report;

  public ReportFeed(
      Api api,
      ReportParameters parameters,
      Cursors cursors,
      Clock clock,
      Function<Connection, Report> report) {
    this.api = api;
    this.parameters = parameters;
    this.cursors = cursors;
    this.clock = clock;
    this.report = report;
  }

  /**
   * What is read.
   *
   * @param name for the cursors
   * @param type canonical
   * @param key the field that names a row that cannot be understood
   * @param query the report, its fields and the priority of the calls
   * @param size records in one call
   * @param fullEvery how often all of it is read
   * @param mapper for some rows; empty for one that is nothing to tell of
   */
  public record Report(
      String name,
      String type,
      String key,
      ReportQuery query,
      int size,
      Duration fullEvery,
      Function<List<ReportRow>, Function<ReportRow, Optional<? extends Message>>> mapper) {}

  @Override
  public Feed opened(Connection connection) {
    return new Reading(connection, report.apply(connection));
  }

  @Override
  public Page read(Connection connection, String at) {
    return opened(connection).read(connection, at);
  }

  /** One run. */
  private final class Reading implements Feed {

    private final Report report;
    private final Instant now = clock.instant();
    private final Instant last;
    private final boolean full;
    private Iterator<ReportPage> pages;
    private Iterator<ReportRow> rows = Collections.emptyIterator();

    Reading(Connection connection, Report report) {
      this.report = report;
      this.last = at(connection, READ);
      Instant whole = at(connection, FULL);
      this.full = last == null || whole == null || !whole.plus(report.fullEvery()).isAfter(now);
    }

    @Override
    public Page read(Connection connection, String at) {
      if (pages == null) {
        pages = pages(connection);
      }
      List<ReportRow> some = new ArrayList<>(ROWS);
      while (some.size() < ROWS && (rows.hasNext() || pages.hasNext())) {
        if (rows.hasNext()) {
          some.add(rows.next());
        } else {
          rows = pages.next().rows();
        }
      }
      var mapper = report.mapper().apply(some);
      List<Entry> entries = some.stream().map(row -> entry(connection, row, mapper)).toList();
      return rows.hasNext() || pages.hasNext()
          ? new Page(entries, null, false)
          : new Page(entries, null, true, read());
    }

    private Entry entry(
        Connection connection,
        ReportRow row,
        Function<ReportRow, Optional<? extends Message>> mapper) {
      return Entry.state(
          connection,
          report.type(),
          row.get(report.key()),
          row.json(),
          any -> mapper.apply(row).stream().toList());
    }

    private Map<String, String> read() {
      Map<String, String> read = new HashMap<>();
      read.put(report.name() + READ, now.toString());
      if (full) {
        read.put(report.name() + FULL, now.toString());
      }
      return read;
    }

    private Iterator<ReportPage> pages(Connection connection) {
      Optional<ReportQuery> query = full ? Optional.of(report.query()) : changed(connection);
      return query
          .<Iterator<ReportPage>>map(it -> new ReportPages(api, connection, it, report.size()))
          .orElseGet(Collections::emptyIterator);
    }

    /** Empty when the report cannot be asked so. */
    private Optional<ReportQuery> changed(Connection connection) {
      String name = report.query().report();
      Duration overlap = connection.settings(FastcommerceSettings.class).products().overlap();
      Optional<Integer> to = parameters.find(connection, name, ReportParameters.TO);
      return parameters
          .find(connection, name, ReportParameters.FROM)
          .map(from -> report.query().parameter(from, minute(connection, last.minus(overlap))))
          .map(
              begun ->
                  to.isPresent()
                      ? begun.parameter(to.get(), minute(connection, now.plus(1, ChronoUnit.DAYS)))
                      : begun);
    }

    private Instant at(Connection connection, String cursor) {
      return cursors
          .get(connection.name(), report.name() + cursor)
          .map(Instant::parse)
          .orElse(null);
    }
  }

  private static String minute(Connection connection, Instant at) {
    return Values.minute(at.atZone(connection.zone()).toLocalDateTime());
  }
}
