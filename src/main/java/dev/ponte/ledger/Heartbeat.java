package dev.ponte.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The life of this process in the ledger. Whatever it has claimed is its own for as long as it
 * beats; nothing is prolonged row by row.
 *
 * <p>Each process watches the others. One is taken for dead when its beats stood still during many
 * whole periods in which the database worked for the watcher: an outage counts for nobody, since
 * all lose their beats in it, and the first thing a process does afterwards is to beat. What the
 * dead one held is freed then. Should it only have been paused, its claim numbers are void. On an
 * embedded H2 nobody else can be alive, so what an earlier process held is freed at the start.
 */
@Component
class Heartbeat implements DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
  private static final int PERIOD_SECONDS = 5;

  /** Periods without a beat after which a process is dead. */
  static final int MOST_MISSED = 12;

  /** A process that cannot beat gives itself up before others do. */
  private static final long DOUBT_NANOS =
      TimeUnit.SECONDS.toNanos(PERIOD_SECONDS * (MOST_MISSED - 2));

  private static final int LAST_SECONDS = 20;

  /** Begins the name of whatever runs in this virtual machine. */
  private static final String MACHINE =
      "%d-%08x-".formatted(ProcessHandle.current().pid(), ThreadLocalRandom.current().nextInt());

  private static final String BEAT =
      "UPDATE heartbeat SET beats = beats + 1, beaten_at = CURRENT_TIMESTAMP WHERE owner = :owner";

  private static final String BEGIN = "INSERT INTO heartbeat (owner, beats) VALUES (:owner, 0)";

  private static final String OTHERS = "SELECT owner, beats FROM heartbeat WHERE owner <> :owner";

  private static final String BURY =
      "DELETE FROM heartbeat WHERE owner = :owner AND beats = :beats";

  private static final String FREE =
      """
      UPDATE delivery SET previous_state = state, state = 'retrying', owner = NULL,
             due_at = CURRENT_TIMESTAMP
       WHERE state = 'claimed'
      """;

  private static final String OF_OWNER = " AND owner = :owner";
  private static final String OF_EARLIER = " AND owner NOT LIKE :machine";

  /** Of a process of an older release, which has no heartbeat but prolongs its leases. */
  private static final String EXPIRED =
      """
       AND due_at <= CURRENT_TIMESTAMP
       AND NOT EXISTS (SELECT 1 FROM heartbeat h WHERE h.owner = delivery.owner)
      """;

  /** An older release looks at this time. */
  private static final String PROLONG_POLLS =
      """
      UPDATE poll SET leased_to = CURRENT_TIMESTAMP + 1 * INTERVAL '1' HOUR
       WHERE owner = :owner AND leased_to > CURRENT_TIMESTAMP
         AND leased_to < CURRENT_TIMESTAMP + 30 * INTERVAL '1' MINUTE
      """;

  private static final String FREE_POLLS =
      "UPDATE poll SET leased_to = CURRENT_TIMESTAMP WHERE leased_to > CURRENT_TIMESTAMP";

  private static final String LEAVE =
      """
      DELETE FROM heartbeat WHERE owner = :owner AND NOT EXISTS (
             SELECT 1 FROM delivery d WHERE d.state = 'claimed' AND d.owner = :owner)
         AND NOT EXISTS (
             SELECT 1 FROM poll p WHERE p.owner = :owner AND p.leased_to > CURRENT_TIMESTAMP)
      """;

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final Subscriptions subscriptions;
  private final DatabaseWatch database;
  private final DataSource source;
  private final String owner = MACHINE + UUID.randomUUID();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "ledger-heartbeat"));
  private Map<String, Watched> watched = Map.of();
  private volatile long lastBeat = System.nanoTime();
  private volatile int life;
  private boolean begun;

  Heartbeat(
      JdbcClient jdbc,
      TransactionTemplate transactions,
      Subscriptions subscriptions,
      DatabaseWatch database,
      DataSource source) {
    this.database = database;
    this.source = source;
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.subscriptions = subscriptions;
    database.firstWhenBack(this::tryToBeat);
    timer.scheduleWithFixedDelay(this::run, 0, PERIOD_SECONDS, TimeUnit.SECONDS);
  }

  private record Other(String owner, long beats) {}

  /**
   * Another process, as it was seen last.
   *
   * @param missed whole periods since its last beat
   */
  private record Watched(long beats, int missed) {}

  /** The name of this process in the ledger. */
  String owner() {
    return owner;
  }

  /** Which life of this process it is: another one begins when it was taken for dead. */
  int life() {
    return life;
  }

  /** Whether others must take it for alive, so that what it holds is its own. */
  boolean isAlive() {
    return System.nanoTime() - lastBeat < DOUBT_NANOS;
  }

  /** One beat, and a look at the others. */
  synchronized void beat() {
    long start = System.nanoTime();
    Map<String, Watched> seen = Map.of();
    try {
      if (jdbc.sql(BEAT).param("owner", owner).update() == 0) {
        if (!begun && isEmbedded()) {
          transactions.executeWithoutResult(status -> buryEarlier());
        }
        jdbc.sql(BEGIN).param("owner", owner).update();
        life += begun ? 1 : 0;
        begun = true;
      }
      lastBeat = System.nanoTime();
      boolean worked = lastBeat - start < TimeUnit.SECONDS.toNanos(PERIOD_SECONDS);
      seen = look(worked ? watched : Map.of());
      free(EXPIRED, Map.of());
      jdbc.sql(PROLONG_POLLS).param("owner", owner).update();
    } finally {
      watched = seen;
    }
    subscriptions.refresh();
  }

  /** Ends the beats; a process that holds something yet is found dead by the others. */
  @Override
  public void destroy() throws InterruptedException {
    timer.shutdown();
    timer.awaitTermination(LAST_SECONDS, TimeUnit.SECONDS);
    try {
      jdbc.sql(LEAVE).param("owner", owner).update();
    } catch (RuntimeException e) {
      LOG.warn("The last heartbeat could not be taken back: {}", DatabaseFaults.words(e));
    }
  }

  private void run() {
    if (database.isAway()) {
      forget();
    } else {
      tryToBeat();
    }
  }

  private void tryToBeat() {
    try {
      beat();
    } catch (RuntimeException | Error e) {
      if (!database.caused(e)) {
        LOG.error("No heartbeat, tries again", e);
      }
    }
  }

  /** What was counted before the database failed says nothing. */
  private synchronized void forget() {
    watched = Map.of();
  }

  private Map<String, Watched> look(Map<String, Watched> last) {
    Map<String, Watched> seen = new HashMap<>();
    List<Other> others = jdbc.sql(OTHERS).param("owner", owner).query(Other.class).list();
    for (Other it : others) {
      Watched then = last.get(it.owner());
      int missed = then == null || then.beats() != it.beats() ? 0 : then.missed() + 1;
      if (missed < MOST_MISSED) {
        seen.put(it.owner(), new Watched(it.beats(), missed));
      } else {
        transactions.executeWithoutResult(status -> bury(it));
      }
    }
    return seen;
  }

  private void bury(Other dead) {
    boolean still =
        jdbc.sql(BURY).param("owner", dead.owner()).param("beats", dead.beats()).update() == 1;
    if (still) {
      jdbc.sql(FREE_POLLS + OF_OWNER).param("owner", dead.owner()).update();
      int freed = free(OF_OWNER, Map.of("owner", dead.owner()));
      LOG.warn(
          "Process {} is dead; {} deliveries that it was at are tried again", dead.owner(), freed);
    }
  }

  /** An H2 store within this virtual machine is locked: whoever had it before is dead. */
  private boolean isEmbedded() {
    try (Connection connection = source.getConnection()) {
      return connection.isWrapperFor(JdbcConnection.class)
          && connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal;
    } catch (SQLException e) {
      throw new DataAccessResourceFailureException("The ledger's database gives no session", e);
    }
  }

  private void buryEarlier() {
    Map<String, String> machine = Map.of("machine", MACHINE + "%");
    jdbc.sql("DELETE FROM heartbeat WHERE TRUE" + OF_EARLIER).params(machine).update();
    jdbc.sql(FREE_POLLS + OF_EARLIER).params(machine).update();
    int freed = free(OF_EARLIER, machine);
    if (freed > 0) {
      LOG.warn("{} deliveries that an earlier process was at are tried again", freed);
    }
  }

  private int free(String which, Map<String, ?> parameters) {
    return jdbc.sql(FREE + which).params(parameters).update();
  }
}
