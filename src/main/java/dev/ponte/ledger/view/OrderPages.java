package dev.ponte.ledger.view;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Invoice;
import dev.ponte.canonical.Order;
import dev.ponte.canonical.Shipment;
import dev.ponte.ledger.view.OrderTimeline.Version;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  private final JdbcClient jdbc;
  private final Orders orders;
  private final OrderAnswers answers;
  private final OrderTimeline timeline;
  private final Clock clock;

  OrderPages(
      JdbcClient jdbc, Orders orders, OrderAnswers answers, OrderTimeline timeline, Clock clock) {
    this.jdbc = jdbc;
    this.orders = orders;
    this.answers = answers;
    this.timeline = timeline;
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
      List<Invoice> invoices,
      List<Shipment> shipments,
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
    List<Line> lines = answers.lines(deliveries, clock.instant());
    List<WaitingRow> waiting = waiting(id);
    List<LetterRow> letters = letters(id);
    List<Event> events = timeline.of(id, versions, deliveries, letters, waiting);
    return new View(
        row,
        newest(versions, Order.TYPE, Order.class).stream().findFirst().orElse(null),
        jdbc.sql(REFERENCES)
            .param("id", id)
            .param("origin", clocks.origin())
            .query(ReferenceRow.class)
            .list(),
        newest(versions, Invoice.TYPE, Invoice.class),
        shipments(versions),
        answers.of(row, lines),
        steps(row),
        lines,
        events.subList(0, Math.min(MOST_EVENTS, events.size())),
        events.size() > MOST_EVENTS || versions.size() == 500,
        waiting,
        letters);
  }

  private List<WaitingRow> waiting(String id) {
    return jdbc.sql(WAITING).param("id", id).query(WaitingRow.class).list();
  }

  private List<LetterRow> letters(String id) {
    return jdbc.sql(LETTERS).param("id", id).query(LetterRow.class).list();
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

  /** Several sources may tell of one parcel. */
  private static List<Shipment> shipments(List<Version> versions) {
    Map<String, Shipment> parcels = new LinkedHashMap<>();
    newest(versions, Shipment.TYPE, Shipment.class)
        .forEach(it -> parcels.merge(named(it), it, OrderPages::better));
    return List.copyOf(parcels.values());
  }

  private static String named(Shipment it) {
    return it.trackingCode() == null ? it.key() : it.trackingCode();
  }

  private static Shipment better(Shipment one, Shipment other) {
    return one.trackingUrl() == null ? other : one;
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
}
