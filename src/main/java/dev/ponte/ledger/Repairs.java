package dev.ponte.ledger;

import dev.ponte.canonical.Order;
import dev.ponte.canonical.OrderRef;
import dev.ponte.canonical.OrderStatus;
import dev.ponte.ledger.view.Sentence;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What a person may have done with one delivery. Each act is one transaction with its entry in the
 * audit, and answers with one sentence; the target's words stay as they are.
 */
@Component
public class Repairs {

  private static final String FIND =
      """
      SELECT d.id, d.head_id AS head, d.subscription_id AS subscription, d.version, d.state,
             d.attempts, d.finished_at AS finishedAt, h.type,
             CASE WHEN h.cancelled AND d.version < h.version THEN TRUE ELSE FALSE END AS cancelled,
             CASE WHEN m.body IS NULL THEN TRUE ELSE FALSE END AS removed
        FROM delivery d
        JOIN head h ON h.id = d.head_id
        JOIN message m ON m.id = d.message_id
       WHERE d.id IN (:ids)
      """;

  private static final String NEWER =
      """
      SELECT d.id, o.version, o.state, o.previous_state AS previousState
        FROM delivery d
        JOIN delivery o ON o.head_id = d.head_id AND o.subscription_id = d.subscription_id
                       AND o.version > d.version
       WHERE d.id IN (:ids)
       ORDER BY d.id, o.version
      """;

  /** As a recorder does, so that a newer version comes either before or after. */
  private static final String HOLD =
      """
      SELECT id FROM delivery
       WHERE head_id = :head AND subscription_id = :subscription ORDER BY id FOR UPDATE
      """;

  private static final String AGAIN =
      """
      UPDATE delivery SET previous_state = state, state = 'pending', cause = NULL, subject = NULL,
             due_at = CURRENT_TIMESTAMP, aged_from = CURRENT_TIMESTAMP, finished_at = NULL
       WHERE id = :id AND state = :now
      """;

  private static final String NOW =
      "UPDATE delivery SET due_at = CURRENT_TIMESTAMP WHERE id = :id AND state = 'retrying'";

  private static final String FORGET =
      "UPDATE delivery SET progress = NULL WHERE head_id = :head AND subscription_id = :subscription";

  private static final String END =
      """
      UPDATE delivery SET previous_state = state, state = :next, cause = NULL, subject = NULL,
             finished_at = CURRENT_TIMESTAMP
       WHERE id = :id AND state = :now
      """;

  /** An order of which this subscriber has taken no version yet. */
  private static final String FIRST_OF_ORDER =
      """
      SELECT s.subscriber, h.origin, h.message_key
        FROM delivery d
        JOIN head h ON h.id = d.head_id
        JOIN subscription s ON s.id = d.subscription_id
       WHERE d.id = :id AND h.type = 'order' AND NOT EXISTS (
             SELECT 1 FROM delivery o
              WHERE o.head_id = d.head_id AND o.subscription_id = d.subscription_id
                AND o.state = 'delivered')
      """;

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final Wakeups wakeups;
  private final Recorder recorder;
  private final Outcomes outcomes;
  private final Audit audit;
  private final Clock clock;

  Repairs(
      JdbcClient jdbc,
      TransactionTemplate transactions,
      Wakeups wakeups,
      Recorder recorder,
      Outcomes outcomes,
      Audit audit,
      Clock clock) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.wakeups = wakeups;
    this.recorder = recorder;
    this.outcomes = outcomes;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * What came of an act.
   *
   * @param done false when nothing was changed
   */
  public record Answer(boolean done, Sentence sentence) {

    static Answer done(String code, Object... args) {
      return new Answer(true, Sentence.of(code, args));
    }

    static Answer refused(String code, Object... args) {
      return new Answer(false, Sentence.of(code, args));
    }

    /** In English. */
    public String words() {
      return sentence.english();
    }
  }

  /**
   * @param cancelled whether it is an order that the store has cancelled since
   * @param removed whether its body is gone
   */
  private record Found(
      long id,
      long head,
      long subscription,
      long version,
      String state,
      int attempts,
      OffsetDateTime finishedAt,
      String type,
      boolean cancelled,
      boolean removed) {}

  private record Newer(long id, long version, String state, String previousState) {

    boolean dismissed() {
      return state.equals(State.SKIPPED.word()) && previousState.equals(State.DEAD.word());
    }
  }

  private record Taken(String subscriber, String origin, String messageKey) {

    OrderStatus accepted(String number, Clock clock) {
      return new OrderStatus(
          subscriber,
          new OrderRef(origin, messageKey),
          OrderStatus.Status.ACCEPTED,
          null,
          number,
          "A person found it there",
          null,
          clock.instant().atOffset(ZoneOffset.UTC));
    }
  }

  /**
   * How a delivery stood when a person decided.
   *
   * @param state its word
   */
  public record Seen(String state, int attempts) {

    /**
     * As a page says it.
     *
     * @param text such as {@code dead,7}; null or blank for whatever it is
     * @return null for whatever it is
     * @throws IllegalArgumentException in one sentence
     */
    public static Seen parse(String text) {
      if (text == null || text.isBlank()) {
        return null;
      }
      if (!text.matches("[a-z]+,\\d{1,9}")) {
        throw new IllegalArgumentException(
            "%s tells not how it was seen; write its state and attempts, such as dead,7"
                .formatted(text));
      }
      String[] parts = text.split(",");
      return new Seen(parts[0], Integer.parseInt(parts[1]));
    }

    private Optional<Answer> refusal(Found is) {
      return state.equals(is.state()) && attempts == is.attempts()
          ? Optional.empty()
          : Optional.of(
              is.finishedAt() == null
                  ? Answer.refused(
                      "said.moved-on", "" + is.id(), stateOf(is.state()), is.attempts())
                  : Answer.refused(
                      "said.ended-since", "" + is.id(), stateOf(is.state()), is.finishedAt()));
    }
  }

  /** Sends a dead one again, and one that is tried again anyway at once. */
  Answer retry(long id, Act act) {
    return retry(id, null, act);
  }

  /**
   * The same.
   *
   * @param seen how it stood; otherwise nothing is done. Null for whatever it is
   */
  public Answer retry(long id, Seen seen, Act act) {
    return act(act, "retry", id, seen, null, it -> again(it, Set.of(State.DEAD, State.RETRYING)));
  }

  /** A person has looked, and what is parked is not at the target. */
  Answer notThere(long id, Act act) {
    return notThere(id, null, act);
  }

  /**
   * The same.
   *
   * @param seen how it stood; otherwise nothing is done. Null for whatever it is
   */
  public Answer notThere(long id, Seen seen, Act act) {
    return act(act, "not-there", id, seen, null, it -> again(it, Set.of(State.PARKED)));
  }

  /**
   * What is parked was carried out by hand.
   *
   * @param number its number at the target; null or blank tells nobody
   */
  Answer done(long id, String number, Act act) {
    return done(id, number, null, act);
  }

  /**
   * The same.
   *
   * @param seen how it stood; otherwise nothing is done. Null for whatever it is
   */
  public Answer done(long id, String number, Seen seen, Act act) {
    String given = number == null || number.isBlank() ? null : number.strip();
    return act(
        act,
        "done",
        id,
        seen,
        given == null ? null : "number " + given,
        it -> carriedOut(it, given));
  }

  /** Nothing more will be done about a dead one. */
  Answer dismiss(long id, Act act) {
    return dismiss(id, null, act);
  }

  /**
   * The same.
   *
   * @param seen how it stood; otherwise nothing is done. Null for whatever it is
   */
  public Answer dismiss(long id, Seen seen, Act act) {
    if (act.reason() == null) {
      return Answer.refused("said.why-dismiss", "" + id);
    }
    return act(
        act,
        "dismiss",
        id,
        seen,
        null,
        it ->
            end(it, State.DEAD, State.SKIPPED)
                ? Answer.done("said.dismissed", "" + id)
                : refused(it, Set.of(State.DEAD)));
  }

  /** Why these would not be sent again, by id; of those that would there is none. */
  Map<Long, Sentence> refusals(Collection<Long> ids, Set<State> from) {
    Map<Long, List<Newer>> newer = newer(ids);
    Map<Long, Sentence> refusals = new HashMap<>();
    for (Found it : find(ids)) {
      refusal(it, newer.getOrDefault(it.id(), List.of()), from)
          .ifPresent(why -> refusals.put(it.id(), why));
    }
    return refusals;
  }

  private Answer act(
      Act act, String verb, long id, Seen seen, String given, Function<Found, Answer> work) {
    Optional<Found> found = find(List.of(id)).stream().findFirst();
    if (found.isEmpty()) {
      return Answer.refused("said.no-delivery", "" + id);
    }
    Answer answer =
        transactions.execute(
            status -> {
              ofKey(HOLD, found.get()).query(Long.class).list();
              Found held = find(List.of(id)).get(0);
              Answer came =
                  Optional.ofNullable(seen)
                      .flatMap(it -> it.refusal(held))
                      .orElseGet(() -> work.apply(held));
              audit.keep(act, verb, Audit.DELIVERY, id, given, came.sentence());
              return came;
            });
    wakeups.wake(found.get().type());
    return answer;
  }

  private Answer again(Found it, Set<State> from) {
    Optional<Sentence> refusal =
        refusal(it, newer(List.of(it.id())).getOrDefault(it.id(), List.of()), from);
    if (refusal.isPresent()) {
      return new Answer(false, refusal.get());
    }
    State state = State.of(it.state());
    if (state == State.RETRYING) {
      jdbc.sql(NOW).param("id", it.id()).update();
      return Answer.done("said.tried-now", "" + it.id());
    }
    jdbc.sql(AGAIN).param("id", it.id()).param("now", it.state()).update();
    if (state == State.PARKED) {
      // What was asked of the target is void once a person has looked.
      ofKey(FORGET, it).update();
    }
    return Answer.done("said.pending", "" + it.id());
  }

  /** An order that a person found in the ERP is accepted there; its store is told as ever. */
  private Answer carriedOut(Found it, String number) {
    Optional<Taken> first =
        jdbc.sql(FIRST_OF_ORDER).param("id", it.id()).query(Taken.class).optional();
    if (!end(it, State.PARKED, State.DELIVERED)) {
      return refused(it, Set.of(State.PARKED));
    }
    if (first.isPresent() && number != null) {
      recorder.record(first.get().accepted(number, clock), null);
    }
    String words = number == null ? "A person says: done" : "A person says: done, number " + number;
    recorder.record(outcomes.carriedOut(it.id(), words), null);
    return Answer.done("said.delivered", "" + it.id());
  }

  private boolean end(Found it, State from, State next) {
    return jdbc.sql(END)
            .param("id", it.id())
            .param("now", from.word())
            .param("next", next.word())
            .update()
        == 1;
  }

  private static Answer refused(Found it, Set<State> from) {
    List<Sentence> wanted = from.stream().map(State::word).sorted().map(Repairs::stateOf).toList();
    return Answer.refused(
        "said.not-in-state",
        "" + it.id(),
        stateOf(it.state()),
        wanted.size() == 1 ? wanted.get(0) : Sentence.of("said.or", wanted.get(0), wanted.get(1)));
  }

  private static Sentence stateOf(String word) {
    return Sentence.of("said.state." + word);
  }

  /** Why it is not sent again; what cannot be helped comes first. */
  private static Optional<Sentence> refusal(Found it, List<Newer> newer, Set<State> from) {
    String id = "" + it.id();
    if (it.cancelled()) {
      return Optional.of(Sentence.of("said.not-again.cancelled", id));
    }
    Optional<Newer> way = newer.stream().filter(other -> inTheWay(it.type(), other)).findFirst();
    if (way.isPresent()) {
      String state = way.get().dismissed() ? "dismissed" : way.get().state();
      return Optional.of(
          Sentence.of("said.not-again.newer", id, "" + way.get().version(), stateOf(state)));
    }
    if (!from.contains(State.of(it.state()))) {
      return Optional.of(refused(it, from).sentence());
    }
    return it.removed() ? Optional.of(Sentence.of("said.not-again.removed", id)) : Optional.empty();
  }

  /** Whether an older version must not follow; two versions of an order would be two orders. */
  private static boolean inTheWay(String type, Newer newer) {
    State state = State.of(newer.state());
    return state == State.DELIVERED
        || type.equals(Order.TYPE)
            && (state == State.DEAD || newer.dismissed() || State.OPEN.contains(state));
  }

  private List<Found> find(Collection<Long> ids) {
    return ids.isEmpty() ? List.of() : jdbc.sql(FIND).param("ids", ids).query(Found.class).list();
  }

  private Map<Long, List<Newer>> newer(Collection<Long> ids) {
    return ids.isEmpty()
        ? Map.of()
        : jdbc.sql(NEWER).param("ids", ids).query(Newer.class).list().stream()
            .collect(Collectors.groupingBy(Newer::id));
  }

  private JdbcClient.StatementSpec ofKey(String sql, Found it) {
    return jdbc.sql(sql).param("head", it.head()).param("subscription", it.subscription());
  }
}
