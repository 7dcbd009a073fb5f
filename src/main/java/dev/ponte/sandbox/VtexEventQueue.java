package dev.ponte.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.sandbox.Simulator.Answer;
import dev.ponte.sandbox.Simulator.Request;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The feed of one key of the VTEX simulator: at least once, what was read comes back when it is not
 * committed in time. Thread-safe.
 */
final class VtexEventQueue {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String FEED = "/api/orders/feed";
  private static final String CONFIG = FEED + "/config";
  private static final int MOST = 10;
  private static final long SHORTEST_RETENTION = 345_600;
  private static final long LONGEST_RETENTION = 1_209_600;

  private final Clock clock;
  private final VtexNotifier hook;
  private final Map<String, Event> events = new LinkedHashMap<>();
  private final List<String> violations = new ArrayList<>();
  private final List<String> commits = new ArrayList<>();
  private boolean allowed;
  private JsonNode config;
  private int made;
  private int read;

  /**
   * @param hook which hears of all that the feed hears of, and more
   */
  VtexEventQueue(Clock clock, VtexNotifier hook) {
    this.clock = clock;
    this.hook = hook;
  }

  private static final class Event {
    final ObjectNode body;
    String handle;
    Instant hiddenUntil = Instant.MIN;

    Event(ObjectNode body) {
      this.body = body;
    }
  }

  /** The operation's name; null when the path is none of the feed's. */
  static String operation(Request request) {
    return switch (request.path() + " " + request.method()) {
      case FEED + " GET" -> "get-feed";
      case FEED + " POST" -> "commit-feed";
      case CONFIG + " GET" -> "get-feed-config";
      case CONFIG + " POST" -> "set-feed-config";
      case CONFIG + " DELETE" -> "delete-feed-config";
      default -> null;
    };
  }

  /** The answer; null when the operation is none of the feed's. */
  synchronized Answer answer(String operation, Request request) {
    if (!Set.of(
            "get-feed", "commit-feed", "get-feed-config", "set-feed-config", "delete-feed-config")
        .contains(operation)) {
      return null;
    }
    if (!allowed) {
      return Answer.json(403, "{\"message\":\"Access denied\"}");
    }
    return switch (operation) {
      case "get-feed-config" -> config == null ? none() : Answer.json(200, state().toString());
      case "set-feed-config" -> set(body(request));
      case "delete-feed-config" -> {
        config = null;
        yield Answer.empty(204);
      }
      case "get-feed" -> config == null ? none() : events(request.query().get("maxlot"));
      default -> config == null ? none() : commit(body(request));
    };
  }

  synchronized void allow() {
    allowed = true;
  }

  /** A configuration on the key; null for none, as when none of its events came for weeks. */
  synchronized void configure(String json) {
    config = json == null ? null : read(json);
  }

  synchronized String configuration() {
    return config == null ? null : config.toString();
  }

  /** The time-out of all that was read and not committed passes. */
  synchronized void reappear() {
    events.values().forEach(it -> it.hiddenUntil = Instant.MIN);
  }

  synchronized int waiting() {
    return events.size();
  }

  /** The handles that were committed, in their order, those of nothing too. */
  synchronized List<String> commits() {
    return List.copyOf(commits);
  }

  synchronized List<String> violations() {
    return List.copyOf(violations);
  }

  /** The order has another status. */
  synchronized void moved(String order, String before, String state) {
    String now = clock.instant().toString();
    if (config != null && wants(state)) {
      add(order, before, state, now);
    }
    hook.moved(order, before, state, now);
  }

  private void add(String order, String before, String state, String now) {
    String id = "E" + ++made;
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("eventId", id).putNull("handle").put("domain", "Fulfillment");
    body.put("state", state).put("lastState", before).put("orderId", order);
    body.put("lastChange", now).put("currentChange", now);
    events.put(id, new Event(body));
  }

  private boolean wants(String state) {
    JsonNode status = config.path("filter").path("status");
    if (!status.isArray()) {
      return true;
    }
    for (JsonNode it : status) {
      if (it.asText().equals(state)) {
        return true;
      }
    }
    return false;
  }

  private Answer events(String maxlot) {
    int most = maxlot == null || !maxlot.matches("\\d{1,3}") ? 0 : Integer.parseInt(maxlot);
    if (most < 1 || most > MOST) {
      return VtexSimulator.error(400, "1", "maxlot must be 1 to 10");
    }
    Instant now = clock.instant();
    Duration hidden =
        Duration.ofSeconds(config.path("queue").path("visibilityTimeoutInSeconds").asInt(30));
    ArrayNode found = JsonNodeFactory.instance.arrayNode();
    for (Event it : events.values()) {
      if (found.size() < most && !it.hiddenUntil.isAfter(now)) {
        it.handle = "h" + ++read;
        it.hiddenUntil = now.plus(hidden);
        found.add(it.body.deepCopy().put("handle", it.handle));
      }
    }
    return Answer.json(200, found.toString());
  }

  /** With the handle of an older read nothing is committed, although it is well. */
  private Answer commit(JsonNode body) {
    JsonNode handles = body.path("handles");
    if (!handles.isArray() || handles.isEmpty() || handles.size() > MOST) {
      violations.add("commit of " + handles.size() + " handles");
      return VtexSimulator.error(400, "1", "Invalid handles");
    }
    for (JsonNode handle : handles) {
      commits.add(handle.asText());
      events.values().removeIf(it -> handle.asText().equals(it.handle));
    }
    return Answer.empty(200);
  }

  private Answer set(JsonNode body) {
    JsonNode filter = body.path("filter");
    boolean workflow = filter.path("type").asText().equals("FromWorkflow");
    if (config != null && !config.path("filter").equals(filter)) {
      violations.add("another configuration overwritten");
    }
    if (!workflow) {
      violations.add("a feed for the work that is not FromWorkflow");
    }
    if (workflow && filter.has("expression") || !workflow && filter.has("status")) {
      return VtexSimulator.error(409, "1", "Keys of both types");
    }
    long retention = body.path("queue").path("MessageRetentionPeriodInSeconds").asLong();
    if (retention < SHORTEST_RETENTION || retention > LONGEST_RETENTION) {
      return VtexSimulator.error(400, "1", "Invalid MessageRetentionPeriodInSeconds");
    }
    config = body;
    return Answer.json(200, state().toString());
  }

  private ObjectNode state() {
    ObjectNode state = config.deepCopy();
    long age =
        events.values().stream()
            .map(it -> Instant.parse(it.body.path("currentChange").asText()))
            .mapToLong(it -> Duration.between(it, clock.instant()).toSeconds())
            .max()
            .orElse(0);
    return state.put("quantity", events.size()).put("approximateAgeOfOldestMessageInSeconds", age);
  }

  private static Answer none() {
    return Answer.json(404, "{\"message\":\"There is no configuration for this key\"}");
  }

  private static JsonNode body(Request request) {
    return read(request.text());
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException notJson) {
      return JSON.missingNode();
    }
  }
}
