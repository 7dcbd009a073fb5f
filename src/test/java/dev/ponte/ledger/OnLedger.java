package dev.ponte.ledger;

import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A test on one process with an empty ledger, on any database. */
abstract class OnLedger {

  static final Duration SOON = Duration.ofSeconds(10);

  final Queue<String> seen = new ConcurrentLinkedQueue<>();
  HikariDataSource database;
  LedgerNode node;
  JdbcClient jdbc;

  /** A new, empty database. */
  abstract HikariDataSource database() throws Exception;

  @BeforeEach
  void open() throws Exception {
    database = database();
    node = node(database);
    jdbc = JdbcClient.create(database);
  }

  /** The process that the test runs on. */
  LedgerNode node(HikariDataSource database) {
    return new LedgerNode(database);
  }

  @AfterEach
  void close() {
    node.close();
    database.close();
  }

  void awaitState(String key, String state) {
    await(key + " is " + state).atMost(SOON).until(() -> states(key).equals(List.of(state)));
  }

  List<String> states(String key) {
    return jdbc.sql(
            "SELECT d.state FROM delivery d JOIN head h ON h.id = d.head_id"
                + " WHERE h.message_key = :key ORDER BY d.version")
        .param("key", key)
        .query(String.class)
        .list();
  }

  String words(String key) {
    List<KeyHistory.DeliveryStory> all = node.part(KeyHistory.class).story(key).deliveries();
    return all.get(all.size() - 1).words();
  }

  long deliveryOf(String key) {
    return node.part(KeyHistory.class).story(key).deliveries().get(0).id();
  }

  long versions(String key) {
    return jdbc.sql("SELECT version FROM head WHERE message_key = :key")
        .param("key", key)
        .query(Long.class)
        .single();
  }

  long rows(String table) {
    return jdbc.sql("SELECT COUNT(*) FROM " + table).query(Long.class).single();
  }

  long count(String state) {
    return jdbc.sql("SELECT COUNT(*) FROM delivery WHERE state = :state")
        .param("state", state)
        .query(Long.class)
        .single();
  }

  static void hold(CountDownLatch latch) {
    try {
      latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static void pause(long millis) {
    try {
      new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
