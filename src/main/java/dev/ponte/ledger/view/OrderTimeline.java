package dev.ponte.ledger.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ponte.ledger.view.OrderPages.CallRow;
import dev.ponte.ledger.view.OrderPages.Event;
import dev.ponte.ledger.view.OrderPages.WaitingRow;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What happened with an order. */
@Component
class OrderTimeline {

  private static final JsonMapper JSON = new JsonMapper();

  private static final String ATTEMPTS =
      """
      SELECT delivery, startedAt, endedAt, result, code, words, calls
        FROM (SELECT delivery_id AS delivery, id, started_at AS startedAt, ended_at AS endedAt,
                     result, code, words, calls,
                     ROW_NUMBER() OVER (PARTITION BY delivery_id ORDER BY id DESC) AS place
                FROM attempt WHERE delivery_id IN (:deliveries)) newest
       WHERE place <= 20
      """;

  private static final String ACTS =
      """
      SELECT at, who, role, via, verb, object, detail, result, said FROM audit
       WHERE object_type = 'delivery' AND object IN (:deliveries)
       ORDER BY id DESC FETCH FIRST 200 ROWS ONLY
      """;

  private static final String DIFFERENCES =
      """
      SELECT f.delivery_id AS delivery, f.connection, f.expected, f.found, f.sent_again AS sentAgain,
             f.found_at AS at
        FROM difference f WHERE f.message_key = :id AND f.type IN ('order', 'order-status')
       ORDER BY f.id DESC FETCH FIRST 100 ROWS ONLY
      """;

  private final JdbcClient jdbc;

  OrderTimeline(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * One version of the order, or of what is about it.
   *
   * @param head the number of its key
   * @param body null when it was removed
   */
  record Version(
      long id,
      long head,
      String type,
      String key,
      String source,
      long version,
      OffsetDateTime at,
      String body) {}

  private record Attempt(
      long delivery,
      OffsetDateTime startedAt,
      OffsetDateTime endedAt,
      String result,
      String code,
      String words,
      String calls) {}

  private record ActRow(
      OffsetDateTime at,
      String who,
      String role,
      String via,
      String verb,
      String object,
      String detail,
      String result,
      String said) {}

  private record DifferenceRow(
      Long delivery,
      String connection,
      String expected,
      String found,
      boolean sentAgain,
      OffsetDateTime at) {}

  /** The newest first. */
  List<Event> of(
      String id,
      List<Version> versions,
      List<DeliveryRow> deliveries,
      List<LetterRow> letters,
      List<WaitingRow> waiting) {
    List<Event> events = new ArrayList<>();
    Map<Long, Version> before = new HashMap<>();
    for (Version it : versions) {
      events.add(recorded(it, before.put(it.head(), it)));
    }
    Map<Long, DeliveryRow> byId =
        deliveries.stream().collect(Collectors.toMap(DeliveryRow::id, it -> it));
    if (!byId.isEmpty()) {
      jdbc.sql(ATTEMPTS)
          .param("deliveries", byId.keySet())
          .query(Attempt.class)
          .list()
          .forEach(it -> events.add(attempt(it, byId.get(it.delivery()))));
      jdbc.sql(ACTS)
          .param("deliveries", byId.keySet().stream().map(String::valueOf).toList())
          .query(ActRow.class)
          .list()
          .forEach(it -> events.add(act(it)));
      deliveries.stream()
          .filter(it -> it.state().equals("parked") && it.attempts() == 0)
          .forEach(it -> events.add(parked(it)));
    }
    jdbc.sql(DIFFERENCES)
        .param("id", id)
        .query(DifferenceRow.class)
        .list()
        .forEach(it -> events.add(difference(it)));
    letters.forEach(
        it ->
            events.add(
                new Event(
                    it.recordedAt(),
                    it.source(),
                    Sentence.of("event.not-understood"),
                    it.reason(),
                    null,
                    List.of(),
                    false)));
    waiting.forEach(
        it ->
            events.add(
                new Event(
                    it.recordedAt(),
                    it.source(),
                    Sentence.of("event.waits-for-store", Sentence.of("type." + it.type())),
                    null,
                    null,
                    List.of(),
                    false)));
    events.sort(Comparator.comparing(Event::at).reversed());
    return events;
  }

  private static Event recorded(Version it, Version before) {
    Sentence type = Sentence.of("type." + it.type());
    List<String> changed = before == null ? List.of() : changed(before.body(), it.body());
    Sentence what =
        changed.isEmpty()
            ? Sentence.of("event.recorded", type, it.version())
            : Sentence.of("event.changed", type, it.version(), String.join(", ", changed));
    return new Event(it.at(), it.source(), what, null, null, List.of(), it.body() == null);
  }

  /** The fields that differ, by name; nothing personal. */
  private static List<String> changed(String older, String newer) {
    if (older == null || newer == null) {
      return List.of();
    }
    JsonNode before = tree(older);
    JsonNode after = tree(newer);
    TreeSet<String> names = new TreeSet<>();
    before.fieldNames().forEachRemaining(names::add);
    after.fieldNames().forEachRemaining(names::add);
    return names.stream().filter(it -> !before.path(it).equals(after.path(it))).toList();
  }

  private static Event attempt(Attempt it, DeliveryRow delivery) {
    Sentence what =
        Sentence.of(
            "event.attempt",
            Sentence.of("type." + delivery.type()),
            Sentence.of("result." + it.result()).or(it.result()),
            java.time.Duration.between(it.startedAt(), it.endedAt()),
            it.code());
    List<CallRow> calls = calls(it.calls());
    return new Event(
        it.endedAt(), delivery.subscriber(), what, it.words(), it.delivery(), calls, false);
  }

  private static Event parked(DeliveryRow it) {
    return new Event(
        it.finishedAt(),
        it.subscriber(),
        Sentence.of("event.parked", Sentence.of("type." + it.type())),
        it.words(),
        it.id(),
        List.of(),
        it.words() == null);
  }

  private static Event act(ActRow it) {
    Sentence verb = Sentence.of("verb." + it.verb()).or(it.verb());
    Sentence came = KeptSentence.read(it.said(), it.result());
    Sentence what =
        came == null
            ? Sentence.of("event.act", verb, it.object())
            : Sentence.of("event.act-came", verb, it.object(), came);
    return new Event(it.at(), it.who(), what, null, Long.valueOf(it.object()), List.of(), false);
  }

  private static Event difference(DifferenceRow it) {
    return new Event(
        it.at(),
        it.connection(),
        Sentence.of(
            it.sentAgain() ? "event.difference-sent" : "event.difference",
            it.expected(),
            it.found()),
        null,
        it.delivery(),
        List.of(),
        false);
  }

  /** Calls that were cut are no JSON any more; what is left of them is shown as one. */
  private static List<CallRow> calls(String json) {
    if (json == null) {
      return List.of();
    }
    try {
      List<CallRow> calls = new ArrayList<>();
      JSON.readTree(json)
          .forEach(
              it ->
                  calls.add(
                      new CallRow(
                          it.path("operation").asText(),
                          it.path("request").asText(null),
                          it.path("status").asInt(),
                          it.path("answer").asText(null),
                          it.path("millis").asLong())));
      return calls;
    } catch (JsonProcessingException cut) {
      return List.of(new CallRow("…", json, 0, null, 0));
    }
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The ledger holds a body that is no JSON", e);
    }
  }
}
