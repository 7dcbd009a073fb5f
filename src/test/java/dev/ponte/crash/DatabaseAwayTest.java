package dev.ponte.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ponte.kit.Wire;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** PostgreSQL is away, silent or read-only while orders are under way. */
@Tag("crash")
class DatabaseAwayTest extends RealProcess {

  private EmbeddedPostgres server;
  private Wire wire;
  private JdbcClient admin;

  @BeforeEach
  void startDatabase() throws Exception {
    server = EmbeddedPostgres.builder().setServerConfig("fsync", "on").start();
    admin = JdbcClient.create(server.getPostgresDatabase());
    admin.sql("CREATE ROLE ponte LOGIN").update();
    admin.sql("CREATE DATABASE ponte OWNER ponte").update();
    wire = new Wire(server.getPort());
    hub.set("spring.datasource.url", "jdbc:postgresql://127.0.0.1:" + wire.port() + "/ponte")
        .set("spring.datasource.username", "ponte");
    focco.latency(Duration.ofMillis(100));
    place(20);
    hub.start();
    awaitBegun(5);
  }

  @AfterEach
  void stopDatabase() throws Exception {
    hub.close();
    wire.close();
    server.close();
  }

  @Test
  void two_minutes_without_a_database_are_a_few_lines_and_nothing_is_lost() {
    int before = lines();
    wire.cut();
    place(10);
    expectDown();
    await().pollDelay(Duration.ofMinutes(2)).atMost(Duration.ofMinutes(3)).until(() -> true);
    int away = lines() - before;
    Instant mended = Instant.now();
    wire.mend();
    expectUp();
    System.out.printf(
        "database away for two minutes: %d lines, up %d s after it came back%n",
        away, Duration.between(mended, Instant.now()).toSeconds());

    expectAllOnce("database away");
    assertThat(away).isLessThan(40);
  }

  @Test
  void a_primary_that_became_read_only_is_left_within_seconds() {
    admin.sql("ALTER ROLE ponte SET default_transaction_read_only = on").update();
    admin
        .sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'ponte'")
        .query()
        .listOfRows();
    place(10);
    expectDown();
    admin.sql("ALTER ROLE ponte RESET default_transaction_read_only").update();
    Instant mended = Instant.now();
    expectUp();
    System.out.printf(
        "read-only after a failover: up %d s after there was a primary%n",
        Duration.between(mended, Instant.now()).toSeconds());

    expectAllOnce("read-only");
  }

  @Test
  void a_database_that_goes_silent_is_noticed_and_nothing_is_lost() {
    wire.silence();
    place(10);
    expectDown();
    wire.mend();
    expectUp();

    expectAllOnce("packets dropped");
  }

  private void expectDown() {
    await().atMost(Duration.ofMinutes(2)).until(() -> !hub.isHealthy());
    assertThat(hub.get("/actuator/health/liveness", false).statusCode()).isEqualTo(200);
    assertThat(hub.get("/actuator/health/readiness", false).statusCode()).isEqualTo(503);
  }

  private void expectUp() {
    await().atMost(Duration.ofMinutes(1)).until(hub::isHealthy);
  }

  private int lines() {
    return (int) hub.log().lines().count();
  }
}
