package dev.ponte.ledger;

import dev.ponte.delivery.Polls;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** {@link Polls} as leased rows in the ledger's database. */
@Component
class SqlPolls implements Polls {

  private static final Logger LOG = LoggerFactory.getLogger(SqlPolls.class);

  /**
   * Clocks of replicas differ by less. A tick farther ahead was noted before a clock was put back,
   * and must not keep the poll away until then.
   */
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

  /** Our own one too: its release may have failed. The {@link Heartbeat} prolongs and frees it. */
  private static final String TAKE =
      """
      UPDATE poll SET owner = :owner, leased_to = CURRENT_TIMESTAMP + 1 * INTERVAL '1' HOUR,
             ticked_at = :tick, began_at = CURRENT_TIMESTAMP
       WHERE connection = :connection AND name = :name
         AND (leased_to <= CURRENT_TIMESTAMP OR owner = :owner)
         AND (ticked_at IS NULL OR ticked_at < :tick OR ticked_at > :ahead)
      """;

  private static final String ADD =
      """
      INSERT INTO poll (connection, name, owner, leased_to, ticked_at, began_at)
      SELECT CAST(:connection AS VARCHAR), CAST(:name AS VARCHAR), CAST(:owner AS VARCHAR),
             CURRENT_TIMESTAMP + 1 * INTERVAL '1' HOUR, CAST(:tick AS TIMESTAMP WITH TIME ZONE),
             CURRENT_TIMESTAMP
       WHERE NOT EXISTS (SELECT 1 FROM poll WHERE connection = :connection AND name = :name)
      """;

  private static final String RELEASE =
      """
      UPDATE poll SET leased_to = CURRENT_TIMESTAMP
       WHERE connection = :connection AND name = :name AND owner = :owner
      """;

  private static final String RELEASE_ENDED =
      """
      UPDATE poll SET leased_to = CURRENT_TIMESTAMP, ended_at = CURRENT_TIMESTAMP, error = :error,
             good_at = CASE WHEN CAST(:well AS BOOLEAN) THEN CURRENT_TIMESTAMP ELSE good_at END
       WHERE connection = :connection AND name = :name AND owner = :owner
      """;

  private static final int MOST_WORDS = 4_000;

  private final JdbcClient jdbc;
  private final Heartbeat heartbeat;
  private final Subscriptions subscriptions;
  private final DatabaseWatch database;
  private final Map<String, PollLease> running = new ConcurrentHashMap<>();
  private final Set<String> toldIdle = ConcurrentHashMap.newKeySet();

  SqlPolls(
      JdbcClient jdbc, Heartbeat heartbeat, Subscriptions subscriptions, DatabaseWatch database) {
    this.database = database;
    this.jdbc = jdbc;
    this.heartbeat = heartbeat;
    this.subscriptions = subscriptions;
  }

  @Override
  public boolean areInterrupted(Throwable failure) {
    return database.caused(failure);
  }

  @Override
  public Optional<Lease> begin(String connection, String poll, String type, Instant tick) {
    if (database.isAway()) {
      throw new DataAccessResourceFailureException("The ledger's database is away");
    }
    if (!subscriptions.taken(type)) {
      if (toldIdle.add(connection + '/' + poll)) {
        LOG.info("{} of {} are not polled, since nobody takes {}", poll, connection, type);
      }
      return Optional.empty();
    }
    return lease(connection, poll, tick);
  }

  /** As {@link #begin}, of work that reads no type. */
  Optional<Lease> lease(String connection, String poll, Instant tick) {
    PollLease lease = new PollLease(connection, poll);
    if (running.putIfAbsent(lease.id(), lease) != null) {
      return Optional.empty();
    }
    boolean taken = false;
    try {
      taken = taken(lease, tick);
    } finally {
      if (!taken) {
        running.remove(lease.id(), lease);
      }
    }
    return taken ? Optional.of(lease) : Optional.empty();
  }

  private boolean taken(PollLease lease, Instant tick) {
    try {
      return ticked(TAKE, lease, tick).update() == 1 || ticked(ADD, lease, tick).update() == 1;
    } catch (DuplicateKeyException another) {
      LOG.debug("Another replica began {} of {} first", lease.poll, lease.connection);
      return false;
    }
  }

  private JdbcClient.StatementSpec ticked(String sql, PollLease lease, Instant tick) {
    return statement(sql, lease)
        .param("tick", Timestamp.from(tick))
        .param("ahead", Timestamp.from(tick.plus(CLOCKS_DIFFER)));
  }

  private JdbcClient.StatementSpec statement(String sql, PollLease lease) {
    return jdbc.sql(sql)
        .param("owner", heartbeat.owner())
        .param("connection", lease.connection)
        .param("name", lease.poll);
  }

  private final class PollLease implements Lease {

    private final String connection;
    private final String poll;
    private final int life = heartbeat.life();
    private volatile boolean held = true;
    private volatile boolean over;
    private volatile String error;

    PollLease(String connection, String poll) {
      this.connection = connection;
      this.poll = poll;
    }

    String id() {
      return connection + '/' + poll;
    }

    @Override
    public boolean held() {
      return held && heartbeat.isAlive() && heartbeat.life() == life;
    }

    @Override
    public void ended(String words) {
      // PostgreSQL takes no NUL.
      String clean = words == null ? null : words.replace('\0', ' ');
      error =
          clean == null || clean.length() <= MOST_WORDS ? clean : clean.substring(0, MOST_WORDS);
      over = true;
    }

    @Override
    public void close() {
      held = false;
      running.remove(id(), this);
      try {
        if (over) {
          statement(RELEASE_ENDED, this)
              .param("error", error)
              .param("well", error == null)
              .update();
        } else {
          statement(RELEASE, this).update();
        }
      } catch (RuntimeException e) {
        // Then this process takes it again, or the lease ends with its life.
        if (!database.caused(e)) {
          throw e;
        }
      }
    }
  }
}
