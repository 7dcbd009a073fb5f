package dev.ponte.kit;

import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Message;
import dev.ponte.connection.Connection;
import dev.ponte.connection.PollRun;
import dev.ponte.delivery.Cursors;
import dev.ponte.delivery.Mark;
import dev.ponte.delivery.UnmappableRecord;
import dev.ponte.intake.Entry;
import dev.ponte.intake.Feed;
import dev.ponte.intake.FeedDriver;
import dev.ponte.intake.Intake;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;

/** A feed, read to its end without a route. */
public final class ReadFeed {

  /** What went on to the sink: messages as JSON, or lists of them. */
  public final List<Object> bodies = new ArrayList<>();

  /** All messages. */
  public final List<Message> messages = new ArrayList<>();

  /** What became a dead letter, with the reason as exception. */
  public final List<Exchange> refused = new ArrayList<>();

  /** The marks of all that was looked at, in order. */
  public final List<Mark> marks = new ArrayList<>();

  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final PollRun run;

  private ReadFeed(PollRun run) {
    this.run = run;
  }

  /** Reads the feed from its beginning. */
  public static ReadFeed of(Feed feed, Connection connection, PollRun run) {
    return of(feed, connection, run, new TestCursors());
  }

  /** Reads the feed from where the cursors say that it stands. */
  public static ReadFeed of(Feed feed, Connection connection, PollRun run, Cursors cursors) {
    ReadFeed read = new ReadFeed(run);
    new FeedDriver(new Fetched(any -> false), cursors).run(feed, connection, run, read::page);
    return read;
  }

  /** The reason of the first refusal. */
  public String reason() {
    return refused.get(0).getException().getMessage();
  }

  private Exception page(List<Entry> entries) {
    entries.forEach(this::take);
    return null;
  }

  private void take(Entry entry) {
    Exchange exchange = new DefaultExchange(camel);
    exchange.setProperty(PollRun.PROPERTY, run);
    exchange.getMessage().setBody(entry);
    marks.add(entry.mark());
    try {
      new Intake().read(exchange);
    } catch (UnmappableRecord refusal) {
      exchange.setException(refusal);
      refused.add(exchange);
      return;
    }
    Object body = exchange.getMessage().getBody();
    if (body instanceof List<?> all) {
      all.forEach(it -> messages.add((Message) it));
    } else if (body != null) {
      messages.add(Canonical.read(entry.mark().type(), (String) body));
    }
    if (body != null) {
      bodies.add(body);
    }
  }
}
