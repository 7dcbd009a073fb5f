package dev.ponte.ledger.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Order;
import dev.ponte.delivery.Gate;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** One order's whole life: the answer, its deliveries, and what happened, the newest first. */
@Component
public class OrderPages {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int MOST_EVENTS = 500;

  private static final String VERSIONS =
      """
      SELECT m.id, h.id AS head, h.type, h.message_key AS "key", h.source, m.version,
             m.recorded_at AS at, m.body
        FROM head h JOIN message m ON m.head_id = h.id
       WHERE h.order_key = :id AND h.origin = :origin
       ORDER BY m.id FETCH FIRST 500 ROWS ONLY
      """;

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
      SELECT at, who, role, via, verb, object, detail, result FROM audit
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

  private static final String LETTERS =
      LetterRow.FIELDS + " WHERE message_key = :id ORDER BY id DESC FETCH FIRST 50 ROWS ONLY";

  private static final String WAITING =
      """
      SELECT type, message_key AS "key", source, recorded_at AS recordedAt FROM waiting_message
       WHERE order_key = :id ORDER BY id FETCH FIRST 50 ROWS ONLY
      """;

  private static final String REFERENCES =
      """
      SELECT connection, target_id AS id, label, state, open FROM reference
       WHERE source_key = :id AND source = :origin AND kind = 'order' ORDER BY seen_at
      """;

  private static final String SAME_CAUSE =
      """
      SELECT COUNT(*) FROM (
             SELECT id FROM delivery
              WHERE state = :state AND subscription_id = :subscription AND cause = :cause
              FETCH FIRST 10001 ROWS ONLY) counted
      """;

  /** With a lower end of due_at: else H2 begins with all that have none, since they have ended. */
  private static final String AHEAD =
      """
      SELECT COUNT(*) FROM (
             SELECT id FROM delivery
              WHERE subscription_id = :subscription
                AND due_at BETWEEN TIMESTAMP WITH TIME ZONE '2000-01-01 00:00:00+00' AND :due
                AND id <> :id AND state IN ('pending', 'retrying')
              FETCH FIRST 10001 ROWS ONLY) counted
      """;

  private final JdbcClient jdbc;
  private final Orders orders;
  private final Edges edges;
  private final StepLimits limits;
  private final Gate gate;
  private final Clock clock;

  OrderPages(
      JdbcClient jdbc, Orders orders, Edges edges, StepLimits limits, Gate gate, Clock clock) {
    this.jdbc = jdbc;
    this.orders = orders;
    this.edges = edges;
    this.limits = limits;
    this.gate = gate;
    this.clock = clock;
  }

  /**
   * One order.
   *
   * @param order as its store shows it now, with personal data; null when its body was removed,
   *     since it is old or was erased
   * @param references what other systems call it
   * @param invoices with their numbers, keys and links
   * @param shipments with their codes and links
   * @param answers the answer box: one for each delivery that is not well, the worst first, else
   *     one that says how it is
   * @param steps the clock bar
   * @param timeline what happened, the newest first; {@code cut} says whether something is missing
   * @param waiting messages about it that wait for their store
   * @param letters records about it that were not understood
   */
  public record View(
      OrderRow row,
      Order order,
      List<ReferenceRow> references,
      List<dev.ponte.canonical.Invoice> invoices,
      List<dev.ponte.canonical.Shipment> shipments,
      List<Answer> answers,
      List<StepTaken> steps,
      List<Line> deliveries,
      List<Event> timeline,
      boolean cut,
      List<WaitingRow> waiting,
      List<LetterRow> letters) {}

  /**
   * What is said of the order in its first line.
   *
   * @param todo what to do; null when there is nothing to do
   * @param line the delivery it is about; null when it is about the order
   * @param others other deliveries of the same cause; null when nobody counted
   */
  public record Answer(Wait.Tone tone, Sentence sentence, Sentence todo, Line line, Count others) {}

  /**
   * One delivery of the order, or of what is about it.
   *
   * @param waitsFor null when it has ended well
   */
  public record Line(DeliveryRow delivery, Wait waitsFor) {

    public Sentence state() {
      return Sentence.of("state." + delivery.state());
    }

    public Sentence type() {
      return Sentence.of("type." + delivery.type());
    }
  }

  /**
   * One step of the clock bar.
   *
   * @param at when it was taken; null when it was not yet
   * @param late whether it takes longer than it may
   */
  public record StepTaken(Step step, OffsetDateTime at, boolean late) {}

  public record ReferenceRow(
      String connection, String id, String label, String state, boolean open) {}

  public record WaitingRow(String type, String key, String source, OffsetDateTime recordedAt) {}

  /**
   * Something that happened.
   *
   * @param who the connection or person
   * @param what happened
   * @param words the target's own; null when there are none
   * @param delivery its number; null when it is about none
   * @param calls of an attempt
   * @param removed whether there was more, which was removed since it is old or was erased
   */
  public record Event(
      OffsetDateTime at,
      String who,
      Sentence what,
      String words,
      Long delivery,
      List<CallRow> calls,
      boolean removed) {}

  /**
   * One call; request and answer are the target's and may be personal.
   *
   * @param status the HTTP status; 0 when no answer came
   */
  public record CallRow(String operation, String request, int status, String answer, long millis) {}

  /** What is known of a key of which no order is known. */
  public record Traces(String id, List<WaitingRow> waiting, List<LetterRow> letters) {
    public boolean none() {
      return waiting.isEmpty() && letters.isEmpty();
    }
  }

  private record Version(
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
      String result) {}

  private record DifferenceRow(
      Long delivery,
      String connection,
      String expected,
      String found,
      boolean sentAgain,
      OffsetDateTime at) {}

  /** The order; empty when none of that name is known. */
  public Optional<View> find(String origin, String id) {
    return orders.clocksOf(List.of(new Orders.Key(origin, id))).stream()
        .findFirst()
        .map(this::view);
  }

  /** What is known of the key though no order is. */
  public Traces traces(String id) {
    return new Traces(id, waiting(id), letters(id));
  }

  private View view(Clocks clocks) {
    Instant now = clock.instant();
    String id = clocks.orderKey();
    Orders.Key key = new Orders.Key(clocks.origin(), id);
    OrderRow row = orders.rows(List.of(clocks)).get(0);
    List<Version> versions =
        jdbc.sql(VERSIONS)
            .param("id", id)
            .param("origin", clocks.origin())
            .query(Version.class)
            .list();
    List<DeliveryRow> deliveries = orders.deliveries(List.of(id)).getOrDefault(key, List.of());
    Map<Long, Edge> all = edges.all();
    List<Line> lines =
        deliveries.stream()
            .map(it -> new Line(it, wait(it, all.get(it.subscription()), now)))
            .sorted(Comparator.comparingLong((Line it) -> it.delivery().id()).reversed())
            .toList();
    List<Event> events = events(id, versions, deliveries);
    return new View(
        row,
        newest(versions, Order.TYPE, Order.class).stream().findFirst().orElse(null),
        jdbc.sql(REFERENCES)
            .param("id", id)
            .param("origin", clocks.origin())
            .query(ReferenceRow.class)
            .list(),
        newest(versions, "invoice", dev.ponte.canonical.Invoice.class),
        newest(versions, "shipment", dev.ponte.canonical.Shipment.class),
        answers(row, lines),
        steps(row),
        lines,
        events.subList(0, Math.min(MOST_EVENTS, events.size())),
        events.size() > MOST_EVENTS || versions.size() == 500,
        waiting(id),
        letters(id));
  }

  private List<WaitingRow> waiting(String id) {
    return jdbc.sql(WAITING).param("id", id).query(WaitingRow.class).list();
  }

  private List<LetterRow> letters(String id) {
    return jdbc.sql(LETTERS).param("id", id).query(LetterRow.class).list();
  }

  /** With its place in the queue, which is worth a query on one order's page. */
  private Wait wait(DeliveryRow it, Edge edge, Instant now) {
    Wait wait = Waits.of(it, edge, now).orElse(null);
    boolean turn = wait != null && wait.sentence().code().equals("waits.turn");
    return turn ? new Wait(wait.tone(), turn(it, edge, now)) : wait;
  }

  private Sentence turn(DeliveryRow it, Edge edge, Instant now) {
    long ahead =
        jdbc.sql(AHEAD)
            .param("subscription", it.subscription())
            .param("due", java.sql.Timestamp.from(it.dueAt().toInstant()))
            .param("id", it.id())
            .query(Long.class)
            .single();
    long calls = (ahead + edge.batch()) / edge.batch();
    Optional<Instant> last =
        gate.lastOf(it.subscriber(), calls, edge.priority())
            .filter(at -> at.isAfter(now.plusSeconds(60)));
    if (last.isPresent()) {
      return Sentence.of(
          "waits.turn-by-quota",
          it.subscriber(),
          ahead,
          java.time.Duration.between(now, last.get()));
    }
    return ahead == 0
        ? Sentence.of("waits.turn", it.subscriber())
        : Sentence.of("waits.turn-after", it.subscriber(), ahead);
  }

  /** The worst first; of one state the one that waits longest. */
  private List<Answer> answers(OrderRow row, List<Line> lines) {
    List<Answer> answers =
        lines.stream()
            .filter(it -> it.waitsFor() != null)
            .sorted(
                Comparator.comparing((Line it) -> it.waitsFor().tone())
                    .reversed()
                    .thenComparing(it -> it.delivery().since()))
            .map(it -> answer(row, it))
            .toList();
    boolean said =
        answers.stream().anyMatch(it -> it.tone() != Wait.Tone.UNDER_WAY)
            || !answers.isEmpty() && row.orderClass() == OrderClass.UNDER_WAY;
    if (said) {
      return answers;
    }
    List<Answer> all = new ArrayList<>();
    Wait.Tone tone = row.over() ? Wait.Tone.WAITS : Wait.Tone.UNDER_WAY;
    all.add(new Answer(tone, row.sentence(), null, null, null));
    all.addAll(answers);
    return all;
  }

  private Answer answer(OrderRow row, Line line) {
    DeliveryRow it = line.delivery();
    if (!it.failed()) {
      return new Answer(
          line.waitsFor().tone(),
          Sentence.of("answer.open", it.subscriber(), line.type(), line.waitsFor().sentence()),
          null,
          line,
          null);
    }
    Sentence sentence =
        Sentence.of(
            "answer." + it.state(),
            it.subscriber(),
            line.type(),
            it.finishedAt(),
            CauseText.title(it));
    return new Answer(
        Wait.Tone.PERSON,
        sentence,
        CauseText.todo(it.cause(), it.state(), it.subscriber(), it.subject(), row.shown()),
        line,
        others(it));
  }

  private Count others(DeliveryRow it) {
    if (it.cause() == null) {
      return null;
    }
    long all =
        jdbc.sql(SAME_CAUSE)
            .param("state", it.state())
            .param("subscription", it.subscription())
            .param("cause", it.cause())
            .query(Long.class)
            .single();
    return Count.of(Math.max(0, all - 1));
  }

  private List<StepTaken> steps(OrderRow row) {
    return List.of(
        step(row, Step.ACCEPTED, row.acceptedAt()),
        step(row, Step.INVOICED, row.invoicedAt()),
        step(row, Step.SHIPPED, row.shippedAt()),
        step(row, Step.ARRIVED, row.arrivedAt()));
  }

  private static StepTaken step(OrderRow row, Step step, OffsetDateTime at) {
    return new StepTaken(step, at, row.over() && row.step() == step);
  }

  /** How long the step may take. */
  public java.time.Duration limit(Step step) {
    return limits.of(step);
  }

  private static <T> List<T> newest(List<Version> versions, String type, Class<T> as) {
    Map<Long, Version> heads = new HashMap<>();
    versions.stream().filter(it -> it.type().equals(type)).forEach(it -> heads.put(it.head(), it));
    return heads.values().stream()
        .filter(it -> it.body() != null)
        .sorted(Comparator.comparingLong(Version::id))
        .map(it -> as.cast(Canonical.read(type, it.body())))
        .toList();
  }

  private List<Event> events(String id, List<Version> versions, List<DeliveryRow> deliveries) {
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
    letters(id)
        .forEach(
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
    waiting(id)
        .forEach(
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
    Sentence what =
        Sentence.of(
            "event.act", Sentence.of("verb." + it.verb()).or(it.verb()), it.object(), it.detail());
    return new Event(
        it.at(), it.who(), what, it.result(), Long.valueOf(it.object()), List.of(), false);
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
