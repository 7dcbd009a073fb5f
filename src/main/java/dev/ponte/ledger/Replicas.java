package dev.ponte.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ponte.delivery.Installation;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells the other processes, and whoever looks at any of them, what this one alone knows; and what
 * it has counted.
 */
@Component
public class Replicas implements DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(Replicas.class);
  private static final int PERIOD_SECONDS = 5;
  private static final int LAST_SECONDS = 20;
  private static final JsonMapper JSON = new JsonMapper();

  private static final String SEEN =
      "UPDATE replica SET seen_at = CURRENT_TIMESTAMP WHERE name = :name";

  private static final String TELL =
      "UPDATE replica SET seen_at = CURRENT_TIMESTAMP, report = :report WHERE name = :name";

  private static final String ADD =
      """
      INSERT INTO replica (name, version, started_at, report)
      VALUES (:name, :version, :started, :report)
      """;

  private static final String FORGET =
      "DELETE FROM replica WHERE seen_at < CURRENT_TIMESTAMP - 1 * INTERVAL '1' DAY";

  private static final String OTHERS =
      "SELECT report FROM replica WHERE name <> :name"
          + " AND seen_at > CURRENT_TIMESTAMP - 30 * INTERVAL '1' SECOND";

  private final JdbcClient jdbc;
  private final Heartbeat heartbeat;
  private final Tallies tallies;
  private final DatabaseWatch database;
  private final ObjectProvider<Installation> installation;
  private final Instant started;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "ledger-replica"));
  private String told;
  private int periods;

  Replicas(
      JdbcClient jdbc,
      Heartbeat heartbeat,
      Tallies tallies,
      DatabaseWatch database,
      ObjectProvider<Installation> installation,
      Clock clock) {
    this.jdbc = jdbc;
    this.heartbeat = heartbeat;
    this.tallies = tallies;
    this.database = database;
    this.installation = installation;
    this.started = clock.instant();
    timer.scheduleWithFixedDelay(this::run, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void destroy() throws InterruptedException {
    timer.shutdown();
    timer.awaitTermination(LAST_SECONDS, TimeUnit.SECONDS);
    if (database.isAway()) {
      return;
    }
    try {
      tallies.flush();
      jdbc.sql("DELETE FROM replica WHERE name = :name").param("name", heartbeat.owner()).update();
    } catch (RuntimeException e) {
      LOG.debug("The last report could not be taken back", e);
    }
  }

  private void run() {
    if (database.isAway()) {
      return;
    }
    try {
      tell();
      if (periods++ % 2 == 0) {
        tallies.flush();
      }
    } catch (RuntimeException | Error e) {
      if (!database.caused(e)) {
        LOG.warn("This process could not tell how it is, tries again: {}", DatabaseFaults.words(e));
      }
    }
  }

  /** Writes how this process is; the whole of it only when something is new. */
  synchronized void tell() {
    String report = report();
    boolean news = !report.equals(told);
    int written =
        news
            ? jdbc.sql(TELL).param("report", report).param("name", heartbeat.owner()).update()
            : jdbc.sql(SEEN).param("name", heartbeat.owner()).update();
    if (written == 0) {
      jdbc.sql(ADD)
          .param("name", heartbeat.owner())
          .param("version", version())
          .param("started", Timestamp.from(started))
          .param("report", report)
          .update();
      jdbc.sql(FORGET).update();
    }
    told = report;
  }

  /**
   * Processes that run other flows than this one, in one sentence.
   *
   * @param wiring what this one runs
   */
  public List<String> otherWirings(String wiring) {
    if (database.isAway()) {
      return List.of();
    }
    List<String> others =
        jdbc.sql(OTHERS).param("name", heartbeat.owner()).query(String.class).list().stream()
            .map(Replicas::wiring)
            .filter(it -> !it.isEmpty() && !it.equals(wiring))
            .distinct()
            .sorted()
            .toList();
    return others.isEmpty()
        ? List.of()
        : List.of(
            "this process runs the flows %s, others run %s; see that all have the same files"
                .formatted(wiring, String.join(" and ", others)));
  }

  private static String wiring(String report) {
    try {
      return JSON.readTree(report).path("wiring").asText();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The report of a process is no JSON", e);
    }
  }

  private static String version() {
    return Optional.ofNullable(Replicas.class.getPackage().getImplementationVersion())
        .orElse("dev");
  }

  private String report() {
    List<String> faults =
        installation.stream().findFirst().map(Installation::faults).orElse(List.of());
    String wiring = installation.stream().findFirst().map(Installation::wiring).orElse("");
    try {
      return JSON.writeValueAsString(Map.of("faults", faults, "wiring", wiring));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
