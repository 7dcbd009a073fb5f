package dev.ponte.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What is parked without an attempt is told of like what is parked after one. */
class ParkedTest extends OnLedger {

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final String key = UUID.randomUUID().toString();

  @TempDir private Path folder;

  @Override
  HikariDataSource database() {
    return TestDatabases.h2(folder);
  }

  @BeforeEach
  void listen() {
    log.start();
    deliveries().addAppender(log);
  }

  @AfterEach
  void listenNoMore() {
    deliveries().detachAppender(log);
  }

  @Test
  void an_order_that_is_parked_when_it_is_recorded_has_its_line() {
    node.route("ledger:order?subscriber=erp", it -> seen.add(it.key()));

    node.record("order", Messages.handled(key), null);

    assertThat(told())
        .singleElement()
        .asString()
        .startsWith("order " + key + " (shop) → erp: parked, The store shows the order as handled")
        .endsWith("it waits for a person");
  }

  @Test
  void an_order_that_was_changed_after_it_was_sent_has_its_line_without_what_is_personal() {
    node.route("ledger:order?subscriber=erp", it -> seen.add(it.key()));
    node.record("order", Messages.order(key), null);
    awaitState(key, "delivered");

    node.record("order", Messages.order(key, "12.00"), null);

    assertThat(told())
        .filteredOn(it -> it.contains("parked"))
        .containsExactly(
            "order %s (shop) → erp: parked, The order was changed in the store after it was sent; it waits for a person"
                .formatted(key));
  }

  private List<String> told() {
    return Stream.of(log.list.toArray(ILoggingEvent[]::new))
        .map(ILoggingEvent::getFormattedMessage)
        .filter(it -> it.contains(key))
        .toList();
  }

  private static Logger deliveries() {
    return (Logger) LoggerFactory.getLogger("dev.ponte.Deliveries");
  }
}
