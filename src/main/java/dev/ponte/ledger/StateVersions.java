package dev.ponte.ledger;

import dev.ponte.canonical.DeliveryOutcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Component;

/**
 * The special rule of states: only the newest version counts, and a value that the target has
 * already is not sent.
 */
@Component
class StateVersions {

  /** A key's history is cut now and then, to about so many versions. */
  private static final int HISTORY = 16;

  private static final String HOLD =
      """
      SELECT id FROM delivery
       WHERE head_id IN (:heads) AND state IN ('pending', 'claimed', 'retrying')
       ORDER BY id FOR UPDATE
      """;

  private static final String HOLD_THESE =
      "SELECT id FROM delivery WHERE id IN (:ids) ORDER BY id FOR UPDATE";

  private static final String OVERTAKEN =
      """
      SELECT d.id FROM delivery d
       WHERE d.id IN (:ids)
         AND EXISTS (SELECT 1 FROM delivery n
                      WHERE n.head_id = d.head_id AND n.subscription_id = d.subscription_id
                        AND n.version > d.version)
      """;

  /** Else a value that changes faster than its turn comes would never be sent. */
  private static final String TAKE_THE_PLACE =
      """
      UPDATE delivery SET due_at = (
             SELECT MIN(o.due_at) FROM delivery o
              WHERE o.head_id = delivery.head_id AND o.subscription_id = delivery.subscription_id
                AND o.version < delivery.version AND o.state IN ('pending', 'retrying')),
             queued_at = (
             SELECT MIN(o.queued_at) FROM delivery o
              WHERE o.head_id = delivery.head_id AND o.subscription_id = delivery.subscription_id
                AND o.version < delivery.version AND o.state IN ('pending', 'retrying'))
       WHERE head_id IN (:heads) AND state = 'pending'
         AND NOT EXISTS (SELECT 1 FROM delivery n
                          WHERE n.head_id = delivery.head_id
                            AND n.subscription_id = delivery.subscription_id
                            AND n.version > delivery.version)
         AND EXISTS (SELECT 1 FROM delivery o
                      WHERE o.head_id = delivery.head_id
                        AND o.subscription_id = delivery.subscription_id
                        AND o.version < delivery.version AND o.state IN ('pending', 'retrying')
                        AND o.due_at < delivery.due_at)
      """;

  private static final String SUPERSEDE_OLDER =
      """
      UPDATE delivery SET previous_state = state, state = 'superseded', due_at = NULL,
             finished_at = CURRENT_TIMESTAMP, words = 'A newer version took its place'
       WHERE head_id IN (:heads) AND state IN ('pending', 'retrying', 'dead')
         AND EXISTS (SELECT 1 FROM delivery n
                      WHERE n.head_id = delivery.head_id
                        AND n.subscription_id = delivery.subscription_id
                        AND n.version > delivery.version)
      """;

  /**
   * The target has acknowledged this value last, and no other was tried since: one of these may
   * have reached it without an answer.
   */
  private static final String SKIP_EQUAL =
      """
      UPDATE delivery SET previous_state = state, state = 'skipped', due_at = NULL,
             finished_at = CURRENT_TIMESTAMP, words = 'The target has this value already'
       WHERE head_id IN (:heads) AND state = 'pending' AND attempts = 0
         AND NOT EXISTS (SELECT 1 FROM delivery n
                          WHERE n.head_id = delivery.head_id
                            AND n.subscription_id = delivery.subscription_id
                            AND n.version > delivery.version)
         AND EXISTS (
             SELECT 1 FROM delivery a
               JOIN message sent ON sent.id = a.message_id
               JOIN message given ON given.content_hash = sent.content_hash
              WHERE a.head_id = delivery.head_id AND a.subscription_id = delivery.subscription_id
                AND a.version < delivery.version AND a.state = 'delivered'
                AND given.id = delivery.message_id
                AND NOT EXISTS (
                    SELECT 1 FROM delivery b
                     WHERE b.head_id = a.head_id AND b.subscription_id = a.subscription_id
                       AND b.version > a.version AND b.version < delivery.version
                       AND (b.state = 'delivered' OR b.attempts > 0)))
      """;

  /** What the rules above still look at stays: the last one delivered and what was tried since. */
  private static final String OLD =
      """
       head_id = :head AND version <= :version AND state IN ('superseded', 'skipped', 'delivered')
         AND EXISTS (
             SELECT 1 FROM delivery n
              WHERE n.head_id = delivery.head_id AND n.subscription_id = delivery.subscription_id
                AND n.version > delivery.version
                AND (n.state = 'delivered'
                  OR delivery.state <> 'delivered' AND delivery.progress IS NULL
                     AND (delivery.attempts = 0 OR n.attempts > 0)))
      """;

  private static final String FORGET_ATTEMPTS =
      "DELETE FROM attempt WHERE delivery_id IN (SELECT id FROM delivery WHERE " + OLD + ")";

  private static final String FORGET_DELIVERIES = "DELETE FROM delivery WHERE " + OLD;

  private static final String FORGET_MESSAGES =
      """
      DELETE FROM message WHERE head_id = :head AND version <= :version
         AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.message_id = message.id)
      """;

  private final JdbcClient jdbc;
  private final Outcomes outcomes;

  StateVersions(JdbcClient jdbc, Outcomes outcomes) {
    this.jdbc = jdbc;
    this.outcomes = outcomes;
  }

  /**
   * Applies the rule after versions of these states were recorded, in the caller's transaction. An
   * attempt that ends at this moment is waited for: else neither side would see the other.
   *
   * @return what is to be told of those that will not be sent
   */
  List<DeliveryOutcome> recorded(List<Head> heads) {
    if (heads.isEmpty()) {
      return List.of();
    }
    List<Long> ids = heads.stream().map(Head::id).toList();
    jdbc.sql(HOLD).param("heads", ids).query(Long.class).list();
    // Each row changes once: PostgreSQL would lock the head for a second change of a row.
    List<Long> ended = new ArrayList<>(apply(SKIP_EQUAL, ids));
    jdbc.sql(TAKE_THE_PLACE).param("heads", ids).update();
    ended.addAll(apply(SUPERSEDE_OLDER, ids));
    // Before their bodies are forgotten.
    List<DeliveryOutcome> told = outcomes.untried(ended);
    heads.stream().filter(it -> it.version() % HISTORY == 0).forEach(this::forget);
    return told;
  }

  /**
   * Which of these deliveries a newer version has overtaken. They are held from now on, in the
   * caller's transaction, so that none is overtaken later without its recorder seeing it.
   */
  Set<Long> overtaken(List<Long> deliveries) {
    if (deliveries.isEmpty()) {
      return Set.of();
    }
    jdbc.sql(HOLD_THESE).param("ids", deliveries).query(Long.class).list();
    return jdbc.sql(OVERTAKEN).param("ids", deliveries).query(Long.class).set();
  }

  /**
   * Attempts at these states have ended, in the caller's transaction.
   *
   * @return what is to be told of those that will not be sent
   */
  List<DeliveryOutcome> ended(Collection<Long> heads) {
    return heads.isEmpty() ? List.of() : outcomes.untried(apply(SKIP_EQUAL, heads));
  }

  /** Applies a step; the ids of the deliveries that it ended. */
  private List<Long> apply(String step, Collection<Long> heads) {
    KeyHolder ended = new GeneratedKeyHolder();
    jdbc.sql(step).param("heads", heads).update(ended, "id");
    return ended.getKeyList().stream()
        .map(Map::values)
        .map(it -> ((Number) it.iterator().next()).longValue())
        .toList();
  }

  /** A state has no history worth keeping for long, and may change every minute. */
  private void forget(Head head) {
    for (String step : List.of(FORGET_ATTEMPTS, FORGET_DELIVERIES, FORGET_MESSAGES)) {
      jdbc.sql(step).param("head", head.id()).param("version", head.version() - HISTORY).update();
    }
  }
}
