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

  private static final String TAKE =
      """
      UPDATE poll SET owner = :owner, leased_to = CURRENT_TIMESTAMP + CAST(:lease AS INTEGER) * INTERVAL '1' SECOND,
             ticked_at = :tick
       WHERE connection = :connection AND name = :name AND leased_to <= CURRENT_TIMESTAMP
         AND (ticked_at IS NULL OR ticked_at < :tick OR ticked_at > :ahead)
      """;

  private static final String ADD =
      """
      INSERT INTO poll (connection, name, owner, leased_to, ticked_at)
      VALUES (:connection, :name, :owner, CURRENT_TIMESTAMP + CAST(:lease AS INTEGER) * INTERVAL '1' SECOND, :tick)
      """;

  private static final String RENEW =
      """
      UPDATE poll SET leased_to = CURRENT_TIMESTAMP + CAST(:lease AS INTEGER) * INTERVAL '1' SECOND
       WHERE connection = :connection AND name = :name AND owner = :owner
         AND leased_to > CURRENT_TIMESTAMP
      """;

  private static final String RELEASE =
      """
      UPDATE poll SET leased_to = CURRENT_TIMESTAMP
       WHERE connection = :connection AND name = :name AND owner = :owner
      """;

  private final JdbcClient jdbc;
  private final Claims claims;
  private final Subscriptions subscriptions;
  private final DatabaseWatch database;
  private final Map<String, PollLease> running = new ConcurrentHashMap<>();
  private final Set<String> toldIdle = ConcurrentHashMap.newKeySet();

  SqlPolls(JdbcClient jdbc, Claims claims, Subscriptions subscriptions, DatabaseWatch database) {
    this.database = database;
    this.jdbc = jdbc;
    this.claims = claims;
    this.subscriptions = subscriptions;
  }

  @Override
  public boolean areInterrupted(Throwable failure) {
    return database.caused(failure);
  }

  @Override
  public Optional<Lease> begin(String connection, String poll, String type, Instant tick) {
    if (database.isAway()) {
      return Optional.empty();
    }
    try {
      return taken(connection, poll, type, tick);
    } catch (RuntimeException e) {
      if (database.caused(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private Optional<Lease> taken(String connection, String poll, String type, Instant tick) {
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
      return taken ? Optional.of(lease) : Optional.empty();
    } finally {
      if (!taken) {
        running.remove(lease.id(), lease);
      }
    }
  }

  /** Prolongs the leases of the polls that run here. */
  void renew() {
    running.values().forEach(PollLease::renew);
  }

  private boolean taken(PollLease lease, Instant tick) {
    int rows =
        statement(TAKE, lease)
            .param("tick", Timestamp.from(tick))
            .param("ahead", Timestamp.from(tick.plus(CLOCKS_DIFFER)))
            .update();
    if (rows == 1) {
      return true;
    }
    boolean known =
        jdbc.sql("SELECT COUNT(*) FROM poll WHERE connection = :connection AND name = :name")
                .param("connection", lease.connection)
                .param("name", lease.poll)
                .query(Long.class)
                .single()
            > 0;
    if (known) {
      return false;
    }
    try {
      return statement(ADD, lease).param("tick", Timestamp.from(tick)).update() == 1;
    } catch (DuplicateKeyException another) {
      LOG.debug("Another replica began {} of {} first", lease.poll, lease.connection);
      return false;
    }
  }

  private JdbcClient.StatementSpec statement(String sql, PollLease lease) {
    return jdbc.sql(sql)
        .param("owner", claims.owner())
        .param("lease", Claims.LEASE_SECONDS)
        .param("connection", lease.connection)
        .param("name", lease.poll);
  }

  private final class PollLease implements Lease {

    private final String connection;
    private final String poll;
    private volatile boolean held = true;

    PollLease(String connection, String poll) {
      this.connection = connection;
      this.poll = poll;
    }

    String id() {
      return connection + '/' + poll;
    }

    @Override
    public boolean held() {
      return held;
    }

    void renew() {
      if (statement(RENEW, this).update() != 1) {
        held = false;
      }
    }

    @Override
    public void close() {
      held = false;
      running.remove(id(), this);
      try {
        jdbc.sql(RELEASE)
            .param("connection", connection)
            .param("name", poll)
            .param("owner", claims.owner())
            .update();
      } catch (RuntimeException e) {
        // Then the lease ends by its time.
        if (!database.caused(e)) {
          throw e;
        }
      }
    }
  }
}
