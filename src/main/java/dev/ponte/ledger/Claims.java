package dev.ponte.ledger;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Claims due deliveries for this process, many in one transaction; the database's clock decides,
 * and the {@link Heartbeat} keeps them. The statements are the same on H2 and PostgreSQL; on the
 * latter select-for-update with a batched update is faster than {@code UPDATE … RETURNING}.
 */
@Component
class Claims {

  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /** Some candidates may be locked by others who claim at this moment. */
  private static final int LOOK_AHEAD = 2;

  /** With its lower end: else H2 begins with all that have no due_at, since they are ended. */
  private static final String CANDIDATES =
      """
      SELECT d.id,
             CAST(EXTRACT(EPOCH FROM (CURRENT_TIMESTAMP - d.queued_at)) AS DOUBLE PRECISION)
               AS waited
        FROM delivery d
       WHERE d.subscription_id = :subscription
         AND d.due_at BETWEEN TIMESTAMP WITH TIME ZONE '2000-01-01 00:00:00+00' AND CURRENT_TIMESTAMP
         AND d.state <> 'claimed'
         AND (d.version = 1 AND d.previous_state NOT IN ('dead', 'parked') OR NOT EXISTS (
               SELECT 1 FROM delivery o
                WHERE o.head_id = d.head_id AND o.subscription_id = d.subscription_id
                  AND o.id <> d.id AND (o.state = 'claimed'
                   OR o.version < d.version AND o.state IN ('pending', 'retrying'))))
       ORDER BY d.subscription_id, d.due_at
       FETCH FIRST :look ROWS ONLY
      """;

  private static final String LOCK =
      """
      SELECT id FROM delivery
       WHERE id IN (:ids) AND due_at <= CURRENT_TIMESTAMP AND state <> 'claimed'
       ORDER BY due_at, id
       FETCH FIRST :most ROWS ONLY
         FOR UPDATE SKIP LOCKED
      """;

  /**
   * Looks at the key once more: a person may have had an older version tried again meanwhile. Due
   * again in an hour: an older release beside this one takes what is due for its own.
   */
  private static final String TAKE =
      """
      UPDATE delivery SET previous_state = state, state = 'claimed', owner = :owner,
             claim_no = claim_no + 1, attempts = attempts + 1,
             due_at = CURRENT_TIMESTAMP + 1 * INTERVAL '1' HOUR
       WHERE id IN (:ids)
         AND (version = 1 OR NOT EXISTS (
               SELECT 1 FROM delivery o
                WHERE o.head_id = delivery.head_id
                  AND o.subscription_id = delivery.subscription_id
                  AND o.version < delivery.version AND o.state IN ('pending', 'retrying')))
      """;

  /** Named as the record's components: a name that is not found costs an exception in each row. */
  private static final String READ =
      """
      SELECT d.id, d.head_id AS headId, d.claim_no AS claimNo, d.attempts, d.version,
             CAST(EXTRACT(EPOCH FROM (CURRENT_TIMESTAMP - COALESCE(d.aged_from, d.created_at))) AS BIGINT) AS ageSeconds,
             h.type, h.source, h.origin, h.message_key AS messageKey,
             h.order_key AS orderKey, m.body,
             CASE WHEN h.type = 'invoice' AND d.aged_from IS NULL AND EXISTS (
               SELECT 1 FROM head o
                WHERE o.type = 'order' AND o.message_key = h.order_key AND o.source = h.origin
                  AND o.cancelled) THEN TRUE ELSE FALSE END AS orderCancelled,
             CASE WHEN d.failure_class = 'alone' THEN TRUE ELSE FALSE END AS alone,
             CASE WHEN h.version > d.version THEN TRUE ELSE FALSE END AS followed,
             CASE WHEN d.version = 1 OR d.progress IS NOT NULL THEN d.progress ELSE (
               SELECT o.progress FROM delivery o
                WHERE o.head_id = d.head_id AND o.subscription_id = d.subscription_id
                  AND o.version < d.version AND o.progress IS NOT NULL
                ORDER BY o.version DESC FETCH FIRST 1 ROWS ONLY) END AS progress
        FROM delivery d
        JOIN message m ON m.id = d.message_id
        JOIN head h ON h.id = d.head_id
       WHERE d.id IN (:ids) AND d.state = 'claimed' AND d.owner = :owner
      """;

  /** Touches no column of an index. */
  private static final String CHECKPOINT =
      """
      UPDATE delivery SET progress = :progress
       WHERE id = :id AND claim_no = :claim AND state = 'claimed'
      """;

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final Heartbeat heartbeat;
  private final DatabaseWatch database;

  Claims(
      JdbcClient jdbc,
      TransactionTemplate transactions,
      Heartbeat heartbeat,
      DatabaseWatch database) {
    this.database = database;
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.heartbeat = heartbeat;
  }

  /** The name of this process in the ledger. */
  String owner() {
    return heartbeat.owner();
  }

  /** What is due, and for how many seconds its key has been waiting. */
  private record Candidate(long id, double waited) {}

  /** Claims up to so many due deliveries, at most one of a key, in the order of their turn. */
  List<Claim> claim(Subscription subscription, int most) {
    return claim(subscription, most, Batching.NONE);
  }

  /** As {@link #claim(Subscription, int)}, but nothing before a batch is full or has waited. */
  List<Claim> claim(Subscription subscription, int most, Batching batching) {
    // Without a lock: with one, H2 reads and sorts all that is due.
    List<Candidate> candidates =
        jdbc.sql(CANDIDATES)
            .param("subscription", subscription.id())
            .param("look", LOOK_AHEAD * most)
            .query(Candidate.class)
            .list();
    double longest = candidates.stream().mapToDouble(Candidate::waited).max().orElse(0);
    int ready = Math.min(most, batching.ready(candidates.size(), longest));
    if (ready == 0) {
      return List.of();
    }
    List<Long> found = candidates.stream().map(Candidate::id).toList();
    return take(found, ready, batching);
  }

  /** Claims so many of these, as far as nobody else has and their turn is still theirs. */
  List<Claim> take(List<Long> found, int ready, Batching batching) {
    return transactions.execute(
        status -> {
          List<Long> free =
              jdbc.sql(LOCK).param("ids", found).param("most", ready).query(Long.class).list();
          List<Long> ids = free.subList(0, batching.whole(free.size(), ready));
          if (ids.isEmpty()) {
            return List.of();
          }
          jdbc.sql(TAKE).param("owner", heartbeat.owner()).param("ids", ids).update();
          return jdbc
              .sql(READ)
              .param("ids", ids)
              .param("owner", heartbeat.owner())
              .query(Claim.class)
              .list()
              .stream()
              .sorted(Comparator.comparingInt(it -> ids.indexOf(it.id())))
              .toList();
        });
  }

  /**
   * Stores progress; while the database is away it is tried again.
   *
   * @param ending whether there is no more time for that
   * @return false when the claim is no longer ours; nothing was written then
   */
  boolean checkpoint(Claim claim, String progress, BooleanSupplier ending) {
    while (true) {
      try {
        return checkpoint(claim, progress);
      } catch (RuntimeException e) {
        if (!database.caused(e) || ending.getAsBoolean()) {
          throw e;
        }
        LockSupport.parkNanos(RETRY_NANOS);
      }
    }
  }

  private boolean checkpoint(Claim claim, String progress) {
    return jdbc.sql(CHECKPOINT)
            .param("progress", progress)
            .param("id", claim.id())
            .param("claim", claim.claimNo())
            .update()
        == 1;
  }
}
