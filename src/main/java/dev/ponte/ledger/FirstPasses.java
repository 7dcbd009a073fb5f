package dev.ponte.ledger;

import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Stock;
import dev.ponte.delivery.Gate;
import dev.ponte.delivery.ReconciliationPass;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Whether a subscription may claim yet. It waits for what its configuration lacks; and a state
 * waits for a word before the first of it is sent, so that a target that is filled is not written
 * over unseen. Meanwhile nothing is claimed, and newer values take the place of those that wait.
 */
@Component
public class FirstPasses {

  private static final Logger LOG = LoggerFactory.getLogger(FirstPasses.class);

  /** What came since is compared after this time, or as soon as it is many. */
  private static final Duration AGAIN = Duration.ofHours(1);

  private static final int MANY = 10;

  private static final String ACTIVE =
      "SELECT id, type, subscriber, origin, source FROM subscription WHERE ended_at IS NULL";

  private static final String STANDING =
      "SELECT started_at IS NOT NULL AS started, ran_before AS ranBefore FROM subscription"
          + " WHERE id = :id";

  private static final String START =
      "UPDATE subscription SET started_at = CURRENT_TIMESTAMP"
          + " WHERE id = :id AND started_at IS NULL";

  /** A source that wants to be told of each record is told by its end, so that is sent. */
  private static final String HELD_ALREADY =
      """
      UPDATE delivery SET previous_state = state, state = 'delivered', due_at = NULL,
             finished_at = CURRENT_TIMESTAMP
       WHERE subscription_id = :id AND state = 'pending' AND attempts = 0 AND words = :held
         AND NOT EXISTS (SELECT 1 FROM message m
                          WHERE m.id = delivery.message_id AND m.body LIKE '%"correlation":%')
      """;

  private static final String FIND =
      """
      SELECT subscription_id AS subscriptionId, running, wanted, seen_from AS seenFrom,
             ended_at AS endedAt, position, changes, creations, removals, untouched, absent,
             refusals, refusal
        FROM first_pass WHERE subscription_id = :id
      """;

  private static final String FIELDS =
      "SELECT field, changes FROM first_pass_field WHERE subscription_id = :id"
          + " ORDER BY changes DESC, field";

  private static final String NEW =
      """
      INSERT INTO first_pass (subscription_id, running, seen_from)
      VALUES (:id, TRUE, CURRENT_TIMESTAMP)
      """;

  private static final String ANEW =
      """
      UPDATE first_pass SET running = TRUE, wanted = FALSE, seen_from = CURRENT_TIMESTAMP,
             ended_at = NULL, position = NULL, changes = 0, creations = 0, removals = 0,
             untouched = 0, absent = 0, refusals = 0, refusal = NULL
       WHERE subscription_id = :id
      """;

  private static final String WANT =
      """
      UPDATE first_pass SET wanted = TRUE
       WHERE subscription_id IN (SELECT id FROM subscription
                                  WHERE subscriber = :subscriber AND started_at IS NULL)
      """;

  private static final String WAITING =
      "SELECT COUNT(*) FROM delivery"
          + " WHERE subscription_id = :id AND state IN ('pending', 'retrying')";

  /** The settings may be there by now. */
  private static final String LOOK_AGAIN =
      "UPDATE delivery SET due_at = CURRENT_TIMESTAMP WHERE subscription_id = :id"
          + " AND state = 'pending' AND failure_class = 'unconfigured'";

  private static final String UNCONFIGURED =
      """
      SELECT s.type, s.subscriber, COUNT(*) AS waiting, d.code AS why
        FROM delivery d JOIN subscription s ON s.id = d.subscription_id
       WHERE d.state = 'pending' AND d.failure_class = 'unconfigured'
       GROUP BY s.type, s.subscriber, d.code
       ORDER BY s.type, s.subscriber, d.code
      """;

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final Gate gate;
  private final Wakeups wakeups;
  private final Clock clock;
  private final Map<Long, Boolean> configured = new ConcurrentHashMap<>();
  private final Set<Long> open = ConcurrentHashMap.newKeySet();

  FirstPasses(
      JdbcClient jdbc, TransactionTemplate transactions, Gate gate, Wakeups wakeups, Clock clock) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.gate = gate;
    this.wakeups = wakeups;
    this.clock = clock;
  }

  private record Standing(boolean started, boolean ranBefore) {}

  private record Field(String field, long changes) {}

  /**
   * Messages of a subscription that are not sent for now.
   *
   * @param waiting how many wait
   * @param why what it waits for, as one sentence
   */
  public record Waiting(String type, String subscriber, long waiting, String why) {}

  /** A route takes the messages from now on; what keeps them from being sent is logged once. */
  void joined(Subscription subscription) {
    open.remove(subscription.id());
    configured.put(subscription.id(), missing(subscription).isEmpty());
    jdbc.sql(LOOK_AGAIN).param("id", subscription.id()).update();
    if (!mayClaim(subscription)) {
      LOG.info(
          "{} is sent no {}: {}",
          subscription.subscriber(),
          subscription.type(),
          why(subscription));
    }
  }

  /** Whether deliveries may be claimed; cheap once they may. */
  boolean mayClaim(Subscription subscription) {
    if (open.contains(subscription.id())) {
      return true;
    }
    boolean may =
        configured.computeIfAbsent(subscription.id(), any -> missing(subscription).isEmpty())
            && isStarted(subscription);
    if (may) {
      open.add(subscription.id());
    }
    return may;
  }

  /** All that is not sent for now: whole subscriptions, and what some of their messages need. */
  List<Waiting> waiting() {
    return Stream.concat(held().stream(), unconfigured()).toList();
  }

  /** What keeps a subscriber from being sent messages of the type; empty when nothing does. */
  public Optional<String> why(String type, String subscriber) {
    return find(type, subscriber)
        .filter(it -> missing(it).isPresent() || waitsForWord(it))
        .map(this::why);
  }

  private Stream<Waiting> unconfigured() {
    return jdbc.sql(UNCONFIGURED).query(Waiting.class).list().stream()
        .map(it -> new Waiting(it.type(), it.subscriber(), it.waiting(), "set " + it.why()));
  }

  /** The subscriptions of which nothing is sent for now. */
  public List<Waiting> held() {
    return jdbc.sql(ACTIVE + " ORDER BY type, subscriber").query(Subscription.class).list().stream()
        .filter(it -> missing(it).isPresent() || waitsForWord(it))
        .map(it -> new Waiting(it.type(), it.subscriber(), count(it), why(it)))
        .toList();
  }

  /**
   * A person's word: what waits of the state is sent, and all that comes.
   *
   * @return one sentence
   */
  String start(String type, String subscriber) {
    Optional<Subscription> found = find(type, subscriber);
    if (found.isEmpty()) {
      return "%s does not take %s".formatted(subscriber, type);
    }
    Subscription subscription = found.get();
    Optional<String> missing = missing(subscription);
    if (missing.isPresent()) {
      return "%s of %s is not started: %s".formatted(type, subscriber, missing.get());
    }
    if (!waitsForWord(subscription)) {
      return "%s of %s need not be started".formatted(type, subscriber);
    }
    String told = comparison(subscription);
    if (!isTold(subscription)) {
      return "%s of %s is not started: %s; say it again when what would change is told"
          .formatted(type, subscriber, told);
    }
    begin(subscription.id(), type);
    String sentence = "%s of %s is started: %s".formatted(type, subscriber, told);
    LOG.info("{}", sentence);
    wakeups.wake(type);
    return sentence;
  }

  /** A stock that the store holds already costs no call; of other states more is to be told. */
  private void begin(long id, String type) {
    transactions.executeWithoutResult(
        status -> {
          if (type.equals(Stock.TYPE)) {
            jdbc.sql(HELD_ALREADY).param("id", id).param("held", SqlFirstPass.HELD).update();
          }
          jdbc.sql(START).param("id", id).update();
        });
  }

  /** Whether the first of the state is still to be sent. */
  boolean isBefore(Subscription subscription) {
    return isState(subscription) && !standing(subscription).started();
  }

  /** A look ahead, when there is something new to look at. */
  Optional<ReconciliationPass> begin(Subscription subscription) {
    if (missing(subscription).isPresent() || !waitsForWord(subscription)) {
      return Optional.empty();
    }
    Optional<FirstPass> last = last(subscription);
    if (last.isPresent() && last.get().running()) {
      return last.map(it -> check(subscription, it));
    }
    if (!isDue(subscription, last)) {
      return Optional.empty();
    }
    try {
      transactions.executeWithoutResult(
          status -> {
            jdbc.sql("DELETE FROM first_pass_field WHERE subscription_id = :id")
                .param("id", subscription.id())
                .update();
            jdbc.sql(last.isPresent() ? ANEW : NEW).param("id", subscription.id()).update();
          });
    } catch (DuplicateKeyException another) {
      // Another replica began it in the same moment, and its poll has the lease.
      return Optional.empty();
    }
    return last(subscription).map(it -> check(subscription, it));
  }

  /** A person wants to be told anew. */
  int want(String subscriber) {
    return jdbc.sql(WANT).param("subscriber", subscriber).update();
  }

  private boolean isDue(Subscription subscription, Optional<FirstPass> last) {
    long waiting = count(subscription);
    if (last.isEmpty()) {
      return waiting > 0;
    }
    long fresh = since(subscription, last.get());
    boolean old = !last.get().endedAt().plus(AGAIN).isAfter(clock.instant());
    return last.get().wanted() || fresh > 0 && (old || fresh * MANY > last.get().compared());
  }

  private ReconciliationPass check(Subscription subscription, FirstPass pass) {
    return new SqlFirstPass(
        jdbc, transactions, clock, pass, () -> LOG.info("{}", sentence(subscription)));
  }

  private String sentence(Subscription subscription) {
    return "%s of %s: %s"
        .formatted(subscription.type(), subscription.subscriber(), why(subscription));
  }

  private String why(Subscription subscription) {
    return missing(subscription)
        .orElseGet(
            () ->
                isTold(subscription)
                    ? "%s; say start %s %s"
                        .formatted(
                            comparison(subscription),
                            subscription.type(),
                            subscription.subscriber())
                    : comparison(subscription));
  }

  /** Whether a person can know by now what would change, as far as it can be known. */
  private boolean isTold(Subscription subscription) {
    return !gate.isComparable(subscription.subscriber(), subscription.type())
        || last(subscription).filter(it -> !it.running()).isPresent();
  }

  private String comparison(Subscription subscription) {
    String target = subscription.subscriber();
    if (!gate.isComparable(target, subscription.type())) {
      return "what %s holds cannot be compared: %d would be sent"
          .formatted(target, count(subscription));
    }
    Optional<FirstPass> found = last(subscription);
    if (found.isEmpty()) {
      return "%d wait and are not compared yet with what %s holds"
          .formatted(count(subscription), target);
    }
    FirstPass pass = found.get();
    if (pass.running()) {
      return "%d wait and are being compared with what %s holds, %d so far"
          .formatted(count(subscription), target, pass.compared());
    }
    String words = pass.words(fields(subscription));
    long fresh = since(subscription, pass);
    return fresh == 0 ? words : "%s; %d that came since are not compared".formatted(words, fresh);
  }

  private boolean isStarted(Subscription subscription) {
    if (!isState(subscription) || standing(subscription).started()) {
      return true;
    }
    if (gate.asksFirst(subscription.subscriber())) {
      return false;
    }
    jdbc.sql(START).param("id", subscription.id()).update();
    return true;
  }

  private boolean waitsForWord(Subscription subscription) {
    return isBefore(subscription) && gate.asksFirst(subscription.subscriber());
  }

  private Optional<String> missing(Subscription it) {
    boolean ranBefore = isState(it) && standing(it).ranBefore();
    return gate.missing(it.subscriber(), it.type(), ranBefore);
  }

  private static boolean isState(Subscription subscription) {
    return Canonical.STATES.contains(subscription.type());
  }

  private Standing standing(Subscription subscription) {
    return jdbc.sql(STANDING).param("id", subscription.id()).query(Standing.class).single();
  }

  private Optional<Subscription> find(String type, String subscriber) {
    return jdbc.sql(ACTIVE + " AND type = :type AND subscriber = :subscriber")
        .param("type", type)
        .param("subscriber", subscriber)
        .query(Subscription.class)
        .optional();
  }

  private Optional<FirstPass> last(Subscription subscription) {
    return jdbc.sql(FIND).param("id", subscription.id()).query(FirstPass.class).optional();
  }

  private Map<String, Long> fields(Subscription subscription) {
    Map<String, Long> fields = new LinkedHashMap<>();
    jdbc.sql(FIELDS)
        .param("id", subscription.id())
        .query(Field.class)
        .list()
        .forEach(it -> fields.put(it.field(), it.changes()));
    return fields;
  }

  private long since(Subscription subscription, FirstPass pass) {
    return jdbc.sql(WAITING + " AND created_at >= :from")
        .param("id", subscription.id())
        .param("from", Timestamp.from(pass.seenFrom()))
        .query(Long.class)
        .single();
  }

  private long count(Subscription subscription) {
    return jdbc.sql(WAITING).param("id", subscription.id()).query(Long.class).single();
  }
}
