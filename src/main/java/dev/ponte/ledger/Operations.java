package dev.ponte.ledger;

import dev.ponte.canonical.Order;
import dev.ponte.canonical.OrderRef;
import dev.ponte.canonical.OrderStatus;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedOperationParameter;
import org.springframework.jmx.export.annotation.ManagedResource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What a person may do with deliveries, in Hawtio or by JMX. Each answers with one sentence. */
@Component
@ManagedResource(objectName = "dev.ponte:type=Ledger", description = "The ledger")
public class Operations {

  private static final String FIND =
      """
      SELECT d.id, d.head_id AS head, d.subscription_id AS subscription, d.version, h.type,
             CASE WHEN h.cancelled AND d.version < h.version THEN TRUE ELSE FALSE END AS cancelled
        FROM delivery d JOIN head h ON h.id = d.head_id
       WHERE d.id = :id
      """;

  private static final String HOLD =
      """
      SELECT version, state FROM delivery
       WHERE head_id = :head AND subscription_id = :subscription ORDER BY id FOR UPDATE
      """;

  private static final String AGAIN =
      """
      UPDATE delivery SET previous_state = state, state = 'pending', words = :words,
             due_at = CURRENT_TIMESTAMP, aged_from = CURRENT_TIMESTAMP, finished_at = NULL
       WHERE id = :id AND state = :now
      """;

  private static final String STEP_BACK =
      """
      UPDATE delivery SET due_at = CURRENT_TIMESTAMP + 1 * INTERVAL '1' SECOND
       WHERE head_id = :head AND subscription_id = :subscription AND version > :version
         AND state IN ('pending', 'retrying')
      """;

  private static final String FORGET =
      "UPDATE delivery SET progress = NULL WHERE head_id = :head AND subscription_id = :subscription";

  private static final String DONE =
      """
      UPDATE delivery SET previous_state = state, state = 'delivered', words = :words,
             finished_at = CURRENT_TIMESTAMP
       WHERE id = :id AND state = 'parked'
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

  private static final String COUNT =
      """
      SELECT COUNT(*) FROM delivery d JOIN subscription s ON s.id = d.subscription_id
       WHERE s.type = :type AND s.subscriber = :subscriber AND d.state = :state
      """;

  private static final String OLDEST =
      """
      SELECT COALESCE(CAST(MAX(EXTRACT(EPOCH FROM (CURRENT_TIMESTAMP - created_at))) AS BIGINT), 0)
        FROM delivery WHERE state IN ('pending', 'retrying')
      """;

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final Subscriptions subscriptions;
  private final DeadLetters deadLetters;
  private final Stories stories;
  private final Wakeups wakeups;
  private final Recorder recorder;
  private final Outcomes outcomes;
  private final FirstPasses firstPasses;
  private final Clock clock;

  Operations(
      JdbcClient jdbc,
      TransactionTemplate transactions,
      Subscriptions subscriptions,
      DeadLetters deadLetters,
      Stories stories,
      Wakeups wakeups,
      Recorder recorder,
      Outcomes outcomes,
      FirstPasses firstPasses,
      Clock clock) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.subscriptions = subscriptions;
    this.deadLetters = deadLetters;
    this.stories = stories;
    this.wakeups = wakeups;
    this.recorder = recorder;
    this.outcomes = outcomes;
    this.firstPasses = firstPasses;
    this.clock = clock;
  }

  /**
   * @param cancelled whether it is an order that the store has cancelled since
   */
  private record Found(
      long id, long head, long subscription, long version, String type, boolean cancelled) {}

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

  private record Version(long version, String state) {}

  @ManagedOperation(description = "Tries a dead delivery again")
  @ManagedOperationParameter(name = "id", description = "number of the delivery")
  public String retry(long id) {
    return again(id, State.DEAD, "A person had it tried again");
  }

  @ManagedOperation(description = "A parked delivery was carried out by hand")
  @ManagedOperationParameter(name = "id", description = "number of the delivery")
  @ManagedOperationParameter(name = "number", description = "its number at the target")
  public String done(long id, String number) {
    boolean done = Boolean.TRUE.equals(transactions.execute(status -> carriedOut(id, number)));
    return done
        ? "Delivery %d is delivered".formatted(id)
        : "Delivery %d is not parked, so nothing was done".formatted(id);
  }

  /** An order that a person found in the ERP is accepted there; its store is told as ever. */
  private boolean carriedOut(long id, String number) {
    Optional<Taken> first = jdbc.sql(FIRST_OF_ORDER).param("id", id).query(Taken.class).optional();
    int rows =
        jdbc.sql(DONE)
            .param("words", "A person says: done, number " + number)
            .param("id", id)
            .update();
    if (rows == 1 && first.isPresent() && number != null && !number.isBlank()) {
      recorder.record(first.get().accepted(number.strip(), clock), null);
    }
    if (rows == 1) {
      outcomes.carriedOut(id);
    }
    return rows == 1;
  }

  @ManagedOperation(
      description = "A parked delivery was checked and is not at the target: send it again")
  @ManagedOperationParameter(name = "id", description = "number of the delivery")
  public String notThere(long id) {
    return again(id, State.PARKED, "A person says: it is not there");
  }

  @ManagedOperation(description = "Has the next poll fetch the record of a dead letter again")
  @ManagedOperationParameter(name = "id", description = "number of the dead letter")
  public String fetchAgain(long id) {
    return deadLetters.forget(id)
        ? "The record of dead letter %d is fetched by the next poll that lists it".formatted(id)
        : "There is no dead letter %d whose record could be fetched again".formatted(id);
  }

  @ManagedOperation(description = "Has a state sent to a target for the first time")
  @ManagedOperationParameter(name = "type", description = "such as product")
  @ManagedOperationParameter(name = "connection", description = "such as moovin")
  public String start(String type, String connection) {
    return firstPasses.start(type, connection);
  }

  @ManagedOperation(description = "Ends a subscription; its backlog is never sent")
  @ManagedOperationParameter(name = "type", description = "such as order")
  @ManagedOperationParameter(name = "subscriber", description = "such as focco")
  public String endSubscription(String type, String subscriber) {
    if (subscriptions.routed(type, subscriber)) {
      return "A route still takes %s for %s; remove it first".formatted(type, subscriber);
    }
    return subscriptions.end(type, subscriber)
        ? "%s takes %s no more".formatted(subscriber, type)
        : "%s does not take %s".formatted(subscriber, type);
  }

  @ManagedOperation(description = "Where is order 1234, and why is it stuck?")
  @ManagedOperationParameter(name = "key", description = "such as the store's order id")
  public String story(String key) {
    return stories.json(key);
  }

  /** Deliveries of a subscriber in a state. */
  long count(String type, String subscriber, State state) {
    return jdbc.sql(COUNT)
        .param("type", type)
        .param("subscriber", subscriber)
        .param("state", state.word())
        .query(Long.class)
        .single();
  }

  /** Deliveries of a subscriber that wait for their turn or their next try. */
  long backlog(String type, String subscriber) {
    return count(type, subscriber, State.PENDING) + count(type, subscriber, State.RETRYING);
  }

  /** For how long the oldest delivery has been waiting; 0 when none does. */
  long oldestSeconds() {
    return jdbc.sql(OLDEST).query(Long.class).single();
  }

  private record Count(String state, long number) {}

  /** All deliveries that are not ended well, by state. */
  Map<State, Long> counts() {
    Map<State, Long> counts = new EnumMap<>(State.class);
    for (State state :
        List.of(State.PENDING, State.CLAIMED, State.RETRYING, State.DEAD, State.PARKED)) {
      counts.put(state, 0L);
    }
    jdbc.sql(
            "SELECT state, COUNT(*) AS number FROM delivery"
                + " WHERE state IN ('pending', 'claimed', 'retrying', 'dead', 'parked') GROUP BY state")
        .query(Count.class)
        .list()
        .forEach(it -> counts.put(State.of(it.state()), it.number()));
    return counts;
  }

  private String again(long id, State from, String words) {
    Optional<Found> found = jdbc.sql(FIND).param("id", id).query(Found.class).optional();
    if (found.isEmpty()) {
      return "There is no delivery %d".formatted(id);
    }
    String answer = transactions.execute(status -> again(found.get(), from, words));
    wakeups.wake(found.get().type());
    return answer;
  }

  private String again(Found it, State from, String words) {
    if (it.cancelled()) {
      return "Delivery %d is not tried again: the store has cancelled the order since"
          .formatted(it.id());
    }
    for (Version other : ofKey(HOLD, it).query(Version.class).list()) {
      if (other.version() > it.version() && inTheWay(it.type(), State.of(other.state()))) {
        return "Delivery %d is not tried again: version %d of its key is %s"
            .formatted(it.id(), other.version(), other.state());
      }
    }
    int rows =
        jdbc.sql(AGAIN)
            .param("words", words)
            .param("id", it.id())
            .param("now", from.word())
            .update();
    if (rows == 0) {
      return "Delivery %d is not %s, so nothing was done".formatted(it.id(), from.word());
    }
    if (from == State.PARKED) {
      // What was asked of the target is void once a person has looked.
      ofKey(FORGET, it).update();
    }
    // A claim of a newer version that runs at this moment looks at the row again and lets it be.
    ofKey(STEP_BACK, it).param("version", it.version()).update();
    return "Delivery %d is pending".formatted(it.id());
  }

  private JdbcClient.StatementSpec ofKey(String sql, Found it) {
    return jdbc.sql(sql).param("head", it.head()).param("subscription", it.subscription());
  }

  /** Whether an older version must not follow; two versions of an order would be two orders. */
  private static boolean inTheWay(String type, State newer) {
    return newer == State.DELIVERED
        || type.equals(Order.TYPE) && (newer == State.DEAD || State.OPEN.contains(newer));
  }
}
