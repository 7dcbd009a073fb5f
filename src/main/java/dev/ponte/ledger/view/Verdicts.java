package dev.ponte.ledger.view;

import dev.ponte.ledger.view.Overview.EdgeRow;
import dev.ponte.ledger.view.Overview.PollRow;
import dev.ponte.ledger.view.Overview.ReplicaRow;
import dev.ponte.ledger.view.Overview.StepRow;
import dev.ponte.ledger.view.Overview.Tone;
import dev.ponte.ledger.view.Overview.Verdict;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The first line of the overview: the first that is true. */
@Component
class Verdicts {

  private static final String ORDERS = "orders";

  private static final String FIRST_PROBLEM =
      DeliveryRow.FIELDS + " WHERE d.id IN (:ids) ORDER BY d.id FETCH FIRST 1 ROWS ONLY";

  private static final String NEEDING =
      """
      SELECT COUNT(DISTINCT h.origin || '/' || h.order_key) AS number,
             MIN(d.finished_at) AS oldest
        FROM (SELECT head_id, finished_at FROM delivery WHERE state IN ('dead', 'parked')
               FETCH FIRST 10000 ROWS ONLY) d
        JOIN head h ON h.id = d.head_id
       WHERE h.order_key IS NOT NULL
      """;

  /** A record of which nobody knows what it is may be an order. */
  private static final String UNREAD_ORDERS =
      """
      SELECT COUNT(DISTINCT COALESCE(source, '') || '/'
                            || COALESCE(message_key, CAST(id AS VARCHAR(20)))) AS number,
             MIN(recorded_at) AS oldest
        FROM (SELECT id, source, message_key, recorded_at FROM dead_letter
               WHERE ended_at IS NULL AND (type = 'order' OR type IS NULL)
               FETCH FIRST 10000 ROWS ONLY) unread
      """;

  private static final String OTHER_RECORDS =
      """
      SELECT COUNT(*) FROM (
             SELECT id FROM dead_letter WHERE ended_at IS NULL AND type <> 'order'
              FETCH FIRST 10000 ROWS ONLY) counted
      """;

  private static final String FIRST_UNREAD =
      LetterRow.FIELDS
          + """
             WHERE ended_at IS NULL AND (type = 'order' OR type IS NULL)
             ORDER BY recorded_at, id FETCH FIRST 1 ROWS ONLY
            """;

  private final JdbcClient jdbc;

  Verdicts(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * What is known when a verdict is due.
   *
   * @param firstFailed the oldest delivery of each group of those that are dead or parked
   */
  record Known(
      Instant at,
      List<EdgeRow> edges,
      List<Long> firstFailed,
      List<Edge.Rest> rests,
      List<PollRow> polls,
      List<StepRow> steps,
      List<String> faults,
      List<ReplicaRow> replicas) {}

  private record Needing(long number, OffsetDateTime oldest) {}

  /**
   * @param well what is said when all is well; its first two arguments are the orders of today and
   *     those in the ERP
   */
  Verdict of(Known it, Sentence well) {
    return trouble(it)
        .or(() -> persons(it.firstFailed()))
        .or(() -> over(it.steps()))
        .or(() -> overdue(it.polls()))
        .or(() -> faults(it.faults()))
        .orElseGet(() -> well(it, well));
  }

  /** A connection that orders come from or go to. */
  private static Optional<Verdict> trouble(Known it) {
    TreeSet<String> wanted = new TreeSet<>();
    it.polls().stream()
        .filter(poll -> poll.name().equals(ORDERS))
        .forEach(poll -> wanted.add(poll.connection()));
    it.edges().stream()
        .filter(row -> row.type().equals("order"))
        .forEach(row -> wanted.add(row.subscriber()));
    return it.rests().stream()
        .filter(rest -> wanted.contains(rest.connection()))
        .filter(rest -> rest.isOf("person") || rest.isOf("connection"))
        .findFirst()
        .map(rest -> resting(rest, it.edges()));
  }

  private static Verdict resting(Edge.Rest it, List<EdgeRow> edges) {
    long waiting =
        edges.stream()
            .filter(row -> row.subscriber().equals(it.connection()))
            .mapToLong(EdgeRow::waiting)
            .sum();
    return it.isOf("person")
        ? new Verdict(
            Tone.WAITS,
            Sentence.of(
                "verdict.paused", it.connection(), it.who(), it.since(), it.reason(), waiting),
            null)
        : new Verdict(
            Tone.TROUBLE,
            Sentence.of("verdict.trouble", it.connection(), it.since(), it.reason(), waiting),
            null);
  }

  /** Orders of which something was refused or parked, and orders that nobody could read. */
  private Optional<Verdict> persons(List<Long> first) {
    Needing needing =
        first.isEmpty() ? new Needing(0, null) : jdbc.sql(NEEDING).query(Needing.class).single();
    Needing unread = jdbc.sql(UNREAD_ORDERS).query(Needing.class).single();
    if (needing.number() > 0) {
      Sentence sentence =
          unread.number() == 0
              ? Sentence.of("verdict.persons", needing.number(), needing.oldest())
              : Sentence.of(
                  "verdict.persons-and-unread",
                  needing.number(),
                  needing.oldest(),
                  unread.number(),
                  unread.oldest());
      return Optional.of(new Verdict(Tone.PERSON, sentence, problem(first)));
    }
    if (unread.number() > 0) {
      return Optional.of(
          new Verdict(
              Tone.PERSON,
              Sentence.of("verdict.unread", unread.number(), unread.oldest()),
              jdbc.sql(FIRST_UNREAD)
                  .query(LetterRow.class)
                  .optional()
                  .map(LetterRow::titleOfSource)
                  .orElse(null)));
    }
    return Optional.empty();
  }

  private Sentence problem(List<Long> first) {
    return jdbc.sql(FIRST_PROBLEM).param("ids", first).query(DeliveryRow.class).list().stream()
        .findFirst()
        .map(Verdicts::titled)
        .orElse(null);
  }

  /** A target's own words begin with its name. */
  private static Sentence titled(DeliveryRow it) {
    Sentence title = CauseText.title(it);
    return CauseText.isNamed(it.cause())
        ? Sentence.of("verdict.cause", it.subscriber(), title)
        : title;
  }

  private static Optional<Verdict> over(List<StepRow> steps) {
    return steps.stream()
        .filter(it -> it.over().value() > 0)
        .findFirst()
        .map(
            it ->
                new Verdict(
                    Tone.WAITS,
                    Sentence.of("verdict.over." + it.step().word(), it.over().value(), it.limit()),
                    null));
  }

  private static Optional<Verdict> overdue(List<PollRow> polls) {
    return polls.stream()
        .filter(PollRow::overdue)
        .min(Comparator.comparing(it -> it.name().equals(ORDERS) ? 0 : 1))
        .map(
            it ->
                new Verdict(
                    Tone.TROUBLE,
                    Sentence.of(
                        it.goodAt() == null ? "verdict.never-polled" : "verdict.overdue",
                        it.connection(),
                        it.name(),
                        it.goodAt(),
                        it.error()),
                    null));
  }

  private static Optional<Verdict> faults(List<String> faults) {
    return faults.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Verdict(
                Tone.TROUBLE, Sentence.of("verdict.faults", faults.size(), faults.get(0)), null));
  }

  /** Whether no process has been there for long enough to have polled. */
  private static boolean isStarting(Known known) {
    Instant before = known.at().minus(PollRows.SHORTEST_PATIENCE);
    return !known.replicas().isEmpty()
        && known.replicas().stream().allMatch(it -> it.startedAt().toInstant().isAfter(before));
  }

  /** Green only while each poll of orders is known to go well. */
  private Verdict well(Known it, Sentence well) {
    List<PollRow> ofOrders =
        it.polls().stream().filter(poll -> poll.name().equals(ORDERS)).toList();
    boolean known =
        !(ofOrders.isEmpty() && isStarting(it))
            && ofOrders.stream().allMatch(poll -> poll.goodAt() != null && poll.error() == null);
    return known
        ? new Verdict(Tone.WELL, well, others())
        : new Verdict(Tone.OFF, new Sentence("verdict.not-known-yet", well.args(), null), others());
  }

  /** Records that are no orders and were not understood; null when there are none. */
  private Sentence others() {
    long others = jdbc.sql(OTHER_RECORDS).query(Long.class).single();
    return others == 0 ? null : Sentence.of("verdict.others", others);
  }
}
