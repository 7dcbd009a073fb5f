package dev.ponte.connector.presence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.connection.Api;
import dev.ponte.connection.ApiCall;
import dev.ponte.connection.ApiFailure;
import dev.ponte.connection.Connection;
import dev.ponte.connection.PollRun;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * The pages of one poll, one at a time. The next page is read only when the last one was recorded,
 * so that a poll that ends early goes on where it was: a long list needs more than one minute's
 * quota.
 */
final class PresencePages implements Iterator<PresencePage> {

  /** Failures that say nothing of the page that was asked for. */
  private static final Set<FailureClass> UNSAID =
      Set.of(FailureClass.THROTTLED, FailureClass.UNAUTHORIZED, FailureClass.FORBIDDEN);

  private final Api api;
  private final Connection connection;
  private final PresenceFeed feed;
  private final PresenceCursor cursor;
  private final PollRun run;
  private PresencePosition position;
  private PresencePage page;
  private boolean taken;

  PresencePages(
      Api api, Connection connection, PresenceFeed feed, PresenceCursor cursor, PollRun run) {
    this.api = api;
    this.connection = connection;
    this.feed = feed;
    this.cursor = cursor;
    this.run = run;
    this.position = cursor.position();
  }

  @Override
  public boolean hasNext() {
    if (page != null && !taken) {
      return true;
    }
    if (position == null || run.stopped() || page != null && !page.isRecorded()) {
      return false;
    }
    try {
      page = read();
      taken = false;
      run.succeeded();
      return true;
    } catch (DeliveryFailure failure) {
      failed(failure);
      return false;
    }
  }

  @Override
  public PresencePage next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    taken = true;
    return page;
  }

  /** A list that Presence no longer goes on with is begun anew by the next poll. */
  private void failed(DeliveryFailure failure) {
    run.failed(failure);
    boolean answered = failure instanceof ApiFailure it && it.answer().isPresent();
    if (answered && !position.isFirstPage() && !UNSAID.contains(failure.failureClass())) {
      cursor.move(position.restarted());
    }
    position = null;
  }

  private PresencePage read() {
    PresencePosition here = position;
    PresenceAnswer answer = send(call(here, false));
    List<JsonNode> records = answer.records();
    Instant newest = cursor.newest(here.newest(), records, feed);
    boolean more =
        !records.isEmpty() && answer.nextOffset().filter(it -> it > here.offset()).isPresent();
    PresencePosition after =
        more
            ? here.next(answer.nextOffset().orElseThrow(), answer.nextStartedAt(), newest)
            : cursor.concluded(here, newest);
    return new PresencePage(
        feed,
        sorted(records),
        () -> complete(here),
        () -> {
          if (!run.stopped()) {
            cursor.move(after);
            position = more ? after : null;
          }
        });
  }

  /** The states of one record may be listed in any order; they happened in that of their dates. */
  private List<JsonNode> sorted(List<JsonNode> records) {
    ZoneId zone = connection.zone();
    records.sort(Comparator.comparing(it -> PresenceCursor.at(it, feed, zone)));
    return feed.isState() ? newest(records) : records;
  }

  private static List<JsonNode> newest(List<JsonNode> records) {
    Map<Object, JsonNode> byPk = new LinkedHashMap<>();
    for (JsonNode record : records) {
      String pk = PresenceJson.text(record, "pk");
      // What is newer goes behind what came before it.
      byPk.remove(pk);
      byPk.put(pk == null ? record : pk, record);
    }
    return List.copyOf(byPk.values());
  }

  private Map<String, JsonNode> complete(PresencePosition here) {
    Map<String, JsonNode> byName = new HashMap<>();
    send(call(here, true)).records().forEach(it -> byName.put(PresencePage.name(it), it));
    return byName;
  }

  private PresenceAnswer send(ApiCall call) {
    return PresenceAnswer.of(api.send(connection, call)).orElseThrow();
  }

  private ApiCall call(PresencePosition here, boolean withItems) {
    PresenceSettings settings = connection.settings(PresenceSettings.class);
    PresenceSettings.Query query = settings.query();
    ObjectNode arguments = PresenceAnswer.JSON.createObjectNode();
    arguments.put(PresenceMethods.DATE, here.since());
    arguments.put(PresenceMethod.OFFSET, here.offset());
    arguments.put(PresenceMethod.LIMIT, query.limit());
    if (here.startedAt() != null) {
      arguments.put(query.startedAt(), here.startedAt());
    }
    if (withItems) {
      arguments.put(PresenceMethods.WITH_ITEMS, true);
    }
    feed.options(settings).forEach(arguments::putPOJO);
    return PresenceMethods.get(feed.method()).call(connection, arguments);
  }
}
