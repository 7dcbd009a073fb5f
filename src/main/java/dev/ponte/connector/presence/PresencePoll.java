package dev.ponte.connector.presence;

import dev.ponte.connection.Api;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Connections;
import dev.ponte.connection.PollRun;
import dev.ponte.delivery.Cursors;
import dev.ponte.delivery.Mark;
import java.time.Clock;
import java.util.List;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** What the source Kamelets of Presence have in common: pages, rows, marks and the cursor. */
@Component("presencePoll")
public final class PresencePoll {

  private static final String PAGES = "PontePresencePages";

  private final Connections connections;
  private final Api api;
  private final Cursors cursors;
  private final Clock clock;

  PresencePoll(Connections connections, Api api, Cursors cursors, Clock clock) {
    this.connections = connections;
    this.api = api;
    this.cursors = cursors;
    this.clock = clock;
  }

  /**
   * Begins a poll where the last one left off.
   *
   * @param type the canonical type that is read
   */
  public void open(String connection, String type, Exchange exchange) {
    Connection presence = connections.get(connection);
    PresenceFeed feed = PresenceFeed.ofType(type);
    PresenceCursor cursor = new PresenceCursor(cursors, presence, feed, clock);
    PollRun run = exchange.getProperty(PollRun.PROPERTY, PollRun.class);
    exchange.setProperty(PAGES, new PresencePages(api, presence, feed, cursor, run));
  }

  /**
   * Reads the next page, if there is one. The poll ends early when the run is stopped, when a page
   * cannot be read, of which the run is told, or when a row of the last page was not read.
   */
  public boolean hasNext(Exchange exchange) {
    return pages(exchange).hasNext();
  }

  /** Leaves the page that was read in the body. */
  public void next(Exchange exchange) {
    exchange.getMessage().setBody(pages(exchange).next());
  }

  /** The rows of the page in the body. */
  public List<?> rows(Exchange exchange) {
    return exchange.getMessage().getBody(PresencePage.class).rows();
  }

  /** Notes whose the row in the body is, for the ledger. */
  public void begin(String connection, Exchange exchange) {
    PresenceRow row = exchange.getMessage().getBody(PresenceRow.class);
    exchange.setProperty(Mark.PROPERTY, row.mark(connection));
    exchange.setProperty(Mark.CORRELATION, row.correlation());
  }

  /** The page in the body is in the ledger, row by row. */
  public void recorded(Exchange exchange) {
    exchange.getMessage().getBody(PresencePage.class).recorded();
  }

  private static PresencePages pages(Exchange exchange) {
    return exchange.getProperty(PAGES, PresencePages.class);
  }
}
