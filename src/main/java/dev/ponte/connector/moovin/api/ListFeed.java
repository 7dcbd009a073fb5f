package dev.ponte.connector.moovin.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Message;
import dev.ponte.connection.Connection;
import dev.ponte.intake.Entry;
import dev.ponte.intake.Feed;
import dev.ponte.intake.Page;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A list of states: what was changed since it was read last, and now and then all of it. */
public final class ListFeed implements Feed {

  private final MoovinApi moovin;
  private final Clock clock;
  private final String cursor;
  private final Function<Connection, Kind> kind;

  public ListFeed(MoovinApi moovin, Clock clock, String cursor, Function<Connection, Kind> kind) {
    this.moovin = moovin;
    this.clock = clock;
    this.cursor = cursor;
    this.kind = kind;
  }

  /**
   * What is listed.
   *
   * @param type the canonical type
   * @param wholeEvery how often all there is is read and not changes alone
   * @param filters that hold back what did not change, by the position
   * @param mapper the messages of a row; throws IllegalArgumentException in one sentence
   */
  public record Kind(
      String type,
      ListPages.Source source,
      Duration wholeEvery,
      Function<ListPosition, Map<String, String>> filters,
      Function<JsonNode, List<? extends Message>> mapper) {}

  @Override
  public String cursor() {
    return cursor;
  }

  @Override
  public Feed opened(Connection connection) {
    return new Reading(kind.apply(connection));
  }

  @Override
  public Page read(Connection connection, String at) {
    return opened(connection).read(connection, at);
  }

  /** One run, which goes on with what the last one began. */
  private final class Reading implements Feed {

    private final Kind kind;
    private ListPages pages;

    Reading(Kind kind) {
      this.kind = kind;
    }

    @Override
    public Page read(Connection connection, String at) {
      LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), connection.zone()).withNano(0);
      ListPosition here = ListPosition.next(at, now, kind.wholeEvery());
      if (pages == null) {
        pages = new ListPages(moovin, connection, kind.source(), kind.filters().apply(here), false);
      }
      ListPages.Page page = pages.read(here.page());
      return new Page(
          page.rows().stream().map(row -> entry(connection, row)).toList(),
          here.page(page.isLast() ? 1 : here.page() + 1).toString(),
          page.isLast());
    }

    private Entry entry(Connection connection, JsonNode row) {
      String key = kind.source().identity().apply(row);
      return Entry.state(connection, kind.type(), key, row, kind.mapper());
    }
  }
}
