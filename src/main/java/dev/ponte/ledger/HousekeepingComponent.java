package dev.ponte.ledger;

import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.stereotype.Component;

/**
 * The Camel component {@code housekeeping:}, by which a route begins that removes from the ledger
 * what has had its time. Runs once a day by {@code ponte.schedule.housekeeping}, one route after
 * the other, on one replica; each run is many small ones: {@code walk} says through what.
 */
@Component("housekeeping")
public final class HousekeepingComponent extends DefaultComponent {

  private static final String OTHERWISE = "0 20 3 * * ?";
  private static final String ZONE = "America/Sao_Paulo";

  private final JdbcClient jdbc;
  private final SqlPolls polls;
  private final SqlCursors cursors;
  private final Environment environment;
  private final Clock clock;
  private final ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();

  HousekeepingComponent(
      JdbcClient jdbc, SqlPolls polls, SqlCursors cursors, Environment environment, Clock clock) {
    this.jdbc = jdbc;
    this.polls = polls;
    this.cursors = cursors;
    this.environment = environment;
    this.clock = clock;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters)
      throws Exception {
    String keep = getAndRemoveParameter(parameters, "keep", String.class, "0d");
    String walk = getAndRemoveParameter(parameters, "walk", String.class, "rows");
    Duration kept = DurationStyle.detectAndParse(keep);
    return new HousekeepingEndpoint(
        uri, this, name, kept, Walk.valueOf(walk.toUpperCase(Locale.ROOT)));
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    // One thread: one route after the other, in the order of their file.
    scheduler.setPoolSize(1);
    scheduler.setThreadNamePrefix("housekeeping-");
    scheduler.setDaemon(true);
    scheduler.initialize();
  }

  @Override
  protected void doStop() throws Exception {
    scheduler.shutdown();
    super.doStop();
  }

  String cron() {
    return environment.getProperty("ponte.schedule.housekeeping", OTHERWISE);
  }

  String zone() {
    return environment.getProperty("ponte.zone", ZONE);
  }

  ThreadPoolTaskScheduler scheduler() {
    return scheduler;
  }

  JdbcClient jdbc() {
    return jdbc;
  }

  SqlPolls polls() {
    return polls;
  }

  SqlCursors cursors() {
    return cursors;
  }

  Clock clock() {
    return clock;
  }
}
