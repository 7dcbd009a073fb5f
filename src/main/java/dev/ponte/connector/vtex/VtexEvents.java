package dev.ponte.connector.vtex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.connection.Api;
import dev.ponte.connection.ApiCall;
import dev.ponte.connection.ApiFailure;
import dev.ponte.connection.Connection;
import dev.ponte.connection.HealthLines;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.Notes;
import dev.ponte.metrics.Metric;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * VTEX's feed of events. Events are put into the inbox, all of an answer in one transaction, and
 * only then committed to VTEX: what stops in between is delivered again, and is the same row. An
 * event is done when the order that it names was looked at.
 *
 * <p>A key has one feed. So a configuration that is not Ponte's is never overwritten, one that has
 * vanished is set again, and after each of them, and at the start, the list tells what the feed
 * could not.
 */
@Component
final class VtexEvents implements HealthLines {

  private static final Logger LOG = LoggerFactory.getLogger(VtexEvents.class);

  static final Notes.Kind<Event> INBOX = new Notes.Kind<>("event", Event.class);

  /** VTEX gives no more at once. */
  private static final int LOT = 10;

  /** So that a long queue does not keep the orders waiting that are in the inbox already. */
  private static final int MOST_LOTS = 50;

  private static final int LONGEST_KEY = 500;
  private static final int NOT_FOUND = 404;
  private static final int VISIBLE_AGAIN_SECONDS = 240;
  private static final int RETENTION_SECONDS = 1_209_600;
  private static final Duration LATE = Duration.ofMinutes(15);

  /** How long a key that may not use the feed is left alone. */
  private static final Duration REFUSED = Duration.ofDays(1);

  private final Api api;
  private final Notes notes;
  private final Clock clock;
  private final MeterRegistry meters;
  private final Map<String, Standing> standings = new ConcurrentHashMap<>();

  VtexEvents(Api api, Notes notes, Clock clock, MeterRegistry meters) {
    this.api = api;
    this.notes = notes;
    this.clock = clock;
    this.meters = meters;
  }

  /**
   * An event as the inbox keeps it.
   *
   * @param eventId VTEX's; whether it is the same in a redelivery is not known
   */
  record Event(String orderId, String state, String changedAt, String eventId) {

    /** Two deliveries of one event have the same, two events of one order do not. */
    private String key() {
      String key = "%s/%s/%s".formatted(orderId, state, changedAt);
      return key.length() > LONGEST_KEY ? key.substring(0, LONGEST_KEY) : key;
    }
  }

  /**
   * How the feed of a connection stands.
   *
   * @param usable whether events come by it
   * @param words for the health; null when there is nothing to tell
   * @param quantity events that wait at VTEX, in flight too
   * @param age of the oldest of them, in seconds
   * @param again when the configuration is looked at again; null for now
   * @param sweptAt when the list was last read whole; null to read it now
   */
  private record Standing(
      boolean usable, String words, long quantity, long age, Instant again, Instant sweptAt) {

    static final Standing UNKNOWN = new Standing(false, null, 0, 0, null, null);

    Standing swept(Instant at) {
      return new Standing(usable, words, quantity, age, again, at);
    }
  }

  /**
   * Puts all events that wait into the inbox.
   *
   * @return whether the list is to be read as well
   * @throws ApiFailure when the feed cannot be read now
   */
  boolean receive(Connection store) {
    VtexSettings.Events settings = store.settings(VtexSettings.class).events();
    if (!settings.isFeed() || store.dryRun()) {
      return true;
    }
    Instant now = clock.instant();
    Standing standing = standing(store);
    if (standing.again() == null || !now.isBefore(standing.again())) {
      standing = look(store, standing, now);
    }
    if (standing.usable()) {
      try {
        drain(store);
      } catch (ApiFailure failure) {
        if (!isMissing(failure)) {
          throw failure;
        }
        standing = look(store, standing, now);
      }
    }
    return !standing.usable()
        || standing.sweptAt() == null
        || !now.isBefore(standing.sweptAt().plus(settings.sweepEvery()));
  }

  /** The list was read to its end, and all that it had. */
  void swept(Connection store) {
    Instant now = clock.instant();
    standings.computeIfPresent(store.name(), (name, it) -> it.swept(now));
  }

  /** What is not done yet, by key. */
  Map<String, Event> inbox(Connection store) {
    return notes.since(store.name(), INBOX, Instant.EPOCH);
  }

  void done(Connection store, String key) {
    notes.forget(store.name(), INBOX, key);
  }

  @Override
  public Map<String, String> of(Connection connection) {
    Standing standing = standings.get(connection.name());
    return standing == null || standing.words() == null
        ? Map.of()
        : Map.of("feed", standing.words());
  }

  private Standing standing(Connection store) {
    return standings.computeIfAbsent(
        store.name(),
        name -> {
          Metric.VTEX_FEED_QUANTITY.gauge(meters, () -> told(name).quantity(), name);
          Metric.VTEX_FEED_AGE.gauge(meters, () -> told(name).age(), name);
          return Standing.UNKNOWN;
        });
  }

  private Standing told(String connection) {
    return standings.getOrDefault(connection, Standing.UNKNOWN);
  }

  private void drain(Connection store) {
    for (int lot = 0; lot < MOST_LOTS; lot++) {
      JsonNode events =
          api.json(
              store, call(store, VtexOperations.FEED, it -> it.put("maxlot", String.valueOf(LOT))));
      if (!events.isArray()) {
        throw new ApiFailure(
            FailureClass.TRANSIENT,
            "%s answered %s without a list of events".formatted(store.name(), VtexOperations.FEED),
            null,
            null,
            null,
            null);
      }
      take(store, events);
      if (events.size() < LOT) {
        return;
      }
    }
  }

  /** What is of no concern is committed too: else it would come back and keep others away. */
  private void take(Connection store, JsonNode events) {
    Map<String, Event> rows = new LinkedHashMap<>();
    ArrayNode handles = JsonNodeFactory.instance.arrayNode();
    for (JsonNode it : events) {
      String handle = VtexJson.text(it, "handle");
      if (handle != null) {
        handles.add(handle);
      }
      Event event =
          new Event(
              VtexJson.text(it, "orderId"),
              Optional.ofNullable(VtexJson.text(it, "state")).orElse(""),
              VtexJson.text(it, "currentChange"),
              VtexJson.text(it, "eventId"));
      if (event.orderId() != null && VtexNews.concerns(store, event.state())) {
        rows.put(event.key(), event);
      }
    }
    if (!rows.isEmpty()) {
      notes.put(store.name(), INBOX, rows);
    }
    if (!handles.isEmpty()) {
      api.send(
          store,
          call(
              store,
              VtexOperations.COMMIT_FEED,
              it -> {
                it.putObject("body").set("handles", handles);
                return it;
              }));
    }
  }

  /** Compares the configuration on the key with Ponte's, and sets that where there is none. */
  private Standing look(Connection store, Standing before, Instant now) {
    Standing standing;
    try {
      standing = judged(store, before, now, configuration(store));
    } catch (ApiFailure failure) {
      if (failure.failureClass() != FailureClass.REJECTED) {
        throw failure;
      }
      standing =
          new Standing(
              false,
              "orders come by list, since there is no feed: " + failure.getMessage(),
              0,
              0,
              now.plus(REFUSED),
              null);
    }
    standings.put(store.name(), standing);
    return standing;
  }

  private Standing judged(Connection store, Standing before, Instant now, JsonNode found) {
    Instant again = now.plus(store.settings(VtexSettings.class).events().sweepEvery());
    JsonNode filter = VtexJson.field(found, "filter");
    if (!filter.isObject() || filter.isEmpty()) {
      return set(store, before, now, again);
    }
    if (!isOurs(store, filter)) {
      String words =
          "orders come by list, since another feed configuration is on this key, which is not overwritten: %s; Ponte's is %s. Give Ponte a key of its own, or remove the other one by delete-feed-config"
              .formatted(filter, ours(store).path("filter"));
      if (!words.equals(before.words())) {
        LOG.warn("{}: {}", store.name(), words);
      }
      return new Standing(false, words, 0, 0, again, null);
    }
    long quantity = number(found, "quantity");
    long age =
        Math.max(
            number(found, "approximateAgeOfOldestMessageInSeconds"),
            number(found, "aproximateAgeOfOldestMessageInSeconds"));
    String words =
        "%s, %d events wait at VTEX, the oldest for %d s, %s"
            .formatted(age > LATE.toSeconds() ? "behind" : "well", quantity, age, now);
    return new Standing(true, words, quantity, age, again, before.sweptAt());
  }

  private Standing set(Connection store, Standing before, Instant now, Instant again) {
    api.send(store, call(store, VtexOperations.SET_FEED, it -> it.set("body", ours(store))));
    String words =
        before.usable() ? "configuration vanished and was set again" : "configuration set";
    if (before.usable()) {
      LOG.warn("{}: feed {}; the list is read for what it missed", store.name(), words);
    } else {
      LOG.info("{}: feed {}", store.name(), words);
    }
    return new Standing(true, "%s, %s".formatted(words, now), 0, 0, again, null);
  }

  /** Missing when there is none. */
  private JsonNode configuration(Connection store) {
    try {
      return api.json(store, call(store, VtexOperations.FEED_CONFIG, it -> it));
    } catch (ApiFailure failure) {
      if (isMissing(failure)) {
        return JsonNodeFactory.instance.missingNode();
      }
      throw failure;
    }
  }

  /** Names that VTEX does not know do no harm. */
  private static ObjectNode ours(Connection store) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode statuses = body.putObject("filter").put("type", "FromWorkflow").putArray("status");
    states(store).forEach(statuses::add);
    body.putObject("queue")
        .put("visibilityTimeoutInSeconds", VISIBLE_AGAIN_SECONDS)
        .put("MessageRetentionPeriodInSeconds", RETENTION_SECONDS);
    return body;
  }

  private static Set<String> states(Connection store) {
    Set<String> states = new TreeSet<>(VtexStatus.cancellingOrDenied());
    states.add(store.settings(VtexSettings.class).status());
    return states;
  }

  private static boolean isOurs(Connection store, JsonNode filter) {
    Set<String> theirs = new TreeSet<>();
    VtexJson.list(filter, "status").forEach(it -> theirs.add(it.asText()));
    return "FromWorkflow".equalsIgnoreCase(VtexJson.text(filter, "type"))
        && theirs.equals(states(store));
  }

  private static long number(JsonNode node, String name) {
    return VtexJson.field(node, name).asLong(0);
  }

  private static boolean isMissing(ApiFailure failure) {
    return failure.answer().map(it -> it.status() == NOT_FOUND).orElse(false);
  }

  private static ApiCall call(
      Connection store, String operation, UnaryOperator<ObjectNode> arguments) {
    return VtexOperations.call(
        store, operation, arguments.apply(JsonNodeFactory.instance.objectNode()));
  }
}
