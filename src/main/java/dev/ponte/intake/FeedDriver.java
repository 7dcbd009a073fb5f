package dev.ponte.intake;

import com.fasterxml.jackson.databind.node.NullNode;
import dev.ponte.canonical.Message;
import dev.ponte.connection.Connection;
import dev.ponte.connection.PollReader;
import dev.ponte.connection.PollRun;
import dev.ponte.delivery.Cursors;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FetchedMarks;
import dev.ponte.delivery.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Reads feeds: one exchange a page, and on with the next when that has completed. */
@Component
public final class FeedDriver implements PollReader {

  private final FetchedMarks fetched;
  private final Cursors cursors;

  public FeedDriver(FetchedMarks fetched, Cursors cursors) {
    this.fetched = fetched;
    this.cursors = cursors;
  }

  @Override
  public Optional<Reading> of(Connection connection, Object bean) {
    return bean instanceof Feed feed
        ? Optional.of((run, exchange) -> run(feed, connection, run, exchange::apply))
        : Optional.empty();
  }

  /**
   * Reads pages until the list ends, the run is stopped, or a page could not be read or recorded.
   * What could not be read is told to the run.
   *
   * @param exchange sends the entries of a page on their way and gives what that failed with, or
   *     null
   * @return what recording failed with, or null
   */
  public Exception run(
      Feed feed, Connection connection, PollRun run, Function<List<Entry>, Exception> exchange) {
    Feed list = feed.opened(connection);
    String at = begin(feed, connection);
    for (boolean more = true; more && !run.stopped(); ) {
      Page page;
      List<Entry> entries;
      try {
        page = list.read(connection, at);
        entries = together(page.entries(), connection);
        run.succeeded();
      } catch (DeliveryFailure failure) {
        run.failed(failure);
        move(feed, connection, at, list.after(connection, at, failure));
        return null;
      }
      List<Entry> news = unknown(entries);
      Exception unrecorded = news.isEmpty() ? null : exchange.apply(news);
      if (unrecorded != null) {
        return unrecorded;
      }
      if (run.firstFailure() == null && !run.stopped()) {
        move(feed, connection, at, page.next());
        page.also().forEach((name, position) -> cursors.put(connection.name(), name, position));
      } else if (feed.cursor() != null) {
        // The next poll begins with what could not be read of this page.
        return null;
      }
      at = page.next();
      more = !page.last();
    }
    return null;
  }

  private String begin(Feed feed, Connection connection) {
    if (feed.cursor() == null) {
      return null;
    }
    return cursors
        .get(connection.name(), feed.cursor())
        .orElseGet(
            () -> {
              String first = feed.first(connection);
              keep(feed, connection, first);
              return first;
            });
  }

  private void move(Feed feed, Connection connection, String from, String to) {
    if (!Objects.equals(from, to)) {
      keep(feed, connection, to);
    }
  }

  private void keep(Feed feed, Connection connection, String position) {
    if (feed.cursor() != null && position != null) {
      cursors.put(connection.name(), feed.cursor(), position);
    }
  }

  /** All that states of the page say becomes one entry, behind those that are refused. */
  private static List<Entry> together(List<Entry> entries, Connection connection) {
    List<Entry> all = new ArrayList<>();
    List<Message> states = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.isState()) {
        try {
          states.addAll(entry.mapper().apply(entry.listed()));
        } catch (RuntimeException refused) {
          Intake.requireFaultOfRecord(refused);
          all.add(entry.refused(refused));
        }
      } else {
        all.add(entry);
      }
    }
    if (!states.isEmpty()) {
      // The ledger has no such mark, so they are always taken.
      all.add(Entry.state(connection, states.get(0).type(), "", NullNode.instance, it -> states));
    }
    return all;
  }

  /**
   * Without what is marked already, by one question. A record that is listed in several states
   * stays whole: which of them is news shows when those before it are recorded.
   */
  private List<Entry> unknown(List<Entry> entries) {
    List<Mark> marks = entries.stream().filter(it -> !it.isState()).map(Entry::mark).toList();
    Set<String> keys =
        fetched.unknown(marks).stream().map(Mark::key).collect(Collectors.toUnmodifiableSet());
    return entries.stream().filter(it -> it.isState() || keys.contains(it.mark().key())).toList();
  }
}
