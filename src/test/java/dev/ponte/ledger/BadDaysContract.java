package dev.ponte.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.Polls;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.health.Status;

/** What the ledger does while its database cannot be written, and afterwards. */
abstract class BadDaysContract extends OnLedger {

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.start();
    ponte().addAppender(log);
  }

  @AfterEach
  void listenNoMore() {
    ponte().detachAppender(log);
  }

  /** The database stops to be writable, by itself. */
  abstract void breakDown() throws Exception;

  /** What made it stop is over. */
  abstract void repair() throws Exception;

  @Test
  void ends_wait_while_it_cannot_be_written_and_all_goes_on_by_itself() throws Exception {
    CountDownLatch broken = new CountDownLatch(1);
    node.record("order", Messages.order("1"), null);
    node.route(
        "ledger:order?subscriber=erp",
        it -> {
          seen.add(it.key());
          if (it.key().equals("1")) {
            run(this::breakDown);
            broken.countDown();
          }
        });
    assertThat(broken.await(20, TimeUnit.SECONDS)).isTrue();
    pause(1_500);

    repair();

    await().atMost(Duration.ofSeconds(20)).until(() -> isDelivered("1"));
    node.record("order", Messages.order("2"), null);
    await().atMost(Duration.ofSeconds(20)).until(() -> isDelivered("2"));
    assertThat(seen).containsExactly("1", "2");
  }

  @Test
  void health_is_down_while_nothing_can_be_recorded_and_up_again_afterwards() throws Exception {
    FlakyDatabase flaky = new FlakyDatabase(database);
    try (LedgerNode unlucky = new LedgerNode(flaky)) {
      unlucky.route("ledger:order?subscriber=erp", it -> seen.add(it.key()));
      LedgerHealth health = unlucky.part(LedgerHealth.class);
      assertThat(health.health().getStatus()).isEqualTo(Status.UP);

      flaky.away = true;

      await().atMost(SOON).until(() -> health.health().getStatus().equals(Status.DOWN));
      assertThat(health.health().getDetails().get("error").toString())
          .isEqualTo("The database cannot be written: The database is away");
      flaky.away = false;
      await().atMost(SOON).until(() -> health.health().getStatus().equals(Status.UP));
    }
  }

  @Test
  void a_database_that_is_away_is_told_of_once_whoever_misses_it() throws Exception {
    FlakyDatabase flaky = new FlakyDatabase(database);
    flaky.words = "away in " + database.getJdbcUrl();
    try (LedgerNode unlucky = new LedgerNode(flaky)) {
      for (String subscriber : List.of("erp", "shop", "third")) {
        unlucky.route("ledger:order?subscriber=" + subscriber, it -> seen.add(it.key()));
      }

      flaky.away = true;
      pause(4_000);
      flaky.away = false;

      await().atMost(SOON).until(() -> !unlucky.part(DatabaseWatch.class).isAway());
    }
    // Other tests write to the same log.
    assertThat(log.list)
        .filteredOn(it -> it.getLevel().isGreaterOrEqual(Level.INFO))
        .filteredOn(it -> it.getFormattedMessage().contains(flaky.words))
        .hasSize(1);
  }

  @Test
  void after_a_long_outage_an_end_is_written_before_its_delivery_is_claimed_again()
      throws Exception {
    FlakyDatabase flaky = new FlakyDatabase(database);
    CountDownLatch away = new CountDownLatch(1);
    try (LedgerNode unlucky = new LedgerNode(flaky)) {
      unlucky.record("order", Messages.order("1"), null);
      unlucky.route(
          "ledger:order?subscriber=erp",
          it -> {
            seen.add(it.key());
            flaky.away = true;
            away.countDown();
          });
      assertThat(away.await(10, TimeUnit.SECONDS)).isTrue();
      pause(1_000);
      jdbc.sql("UPDATE delivery SET due_at = CURRENT_TIMESTAMP WHERE state = 'claimed'").update();

      flaky.away = false;

      awaitState("1", "delivered");
    }
    assertThat(seen).containsExactly("1");
  }

  @Test
  void a_poll_that_could_not_begin_begins_when_the_database_is_back() {
    FlakyDatabase flaky = new FlakyDatabase(database);
    try (LedgerNode unlucky = new LedgerNode(flaky)) {
      unlucky.route("ledger:order?subscriber=erp", it -> seen.add(it.key()));
      Polls polls = unlucky.part(Polls.class);
      flaky.away = true;
      assertThatThrownBy(() -> polls.begin("shop", "orders", "order", Instant.EPOCH))
          .matches(polls::areInterrupted);

      flaky.away = false;

      await()
          .atMost(SOON)
          .ignoreExceptionsMatching(polls::areInterrupted)
          .until(() -> polls.begin("shop", "orders", "order", Instant.EPOCH).isPresent());
    }
  }

  @Test
  void an_end_whose_words_the_database_refuses_is_written_without_them() {
    jdbc.sql(
            "ALTER TABLE attempt ADD CONSTRAINT unspeakable CHECK (words IS NULL OR words <> 'no way')")
        .update();
    for (String key : List.of("1", "2", "3")) {
      node.record("order", Messages.order(key), null);
    }

    node.route(
        "ledger:order?subscriber=erp",
        it -> {
          seen.add(it.key());
          if (it.key().equals("2")) {
            throw new DeliveryFailure(FailureClass.REJECTED, "no way");
          }
        });

    awaitState("1", "delivered");
    awaitState("2", "dead");
    awaitState("3", "delivered");
    assertThat(words("2")).startsWith("The ledger could not keep what was said");
    assertThat(seen).hasSize(3);
  }

  private boolean isDelivered(String key) {
    try {
      return states(key).equals(List.of("delivered"));
    } catch (RuntimeException notYet) {
      return false;
    }
  }

  private static Logger ponte() {
    return (Logger) LoggerFactory.getLogger("dev.ponte.ledger");
  }

  interface Act {
    void run() throws Exception;
  }

  static void run(Act act) {
    try {
      act.run();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
