package dev.ponte.crash;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A delivery that a person must look at, read out of the database.
 *
 * @param orderKey the order that it is about; null when it is about none
 * @param state parked or dead
 */
record Stuck(
    String type,
    String messageKey,
    String orderKey,
    String subscriber,
    String state,
    String words) {

  static List<Stuck> in(JdbcClient database) {
    return database
        .sql(
            "SELECT h.type, h.message_key, h.order_key, s.subscriber, d.state, d.words FROM delivery d"
                + " JOIN head h ON h.id = d.head_id"
                + " JOIN subscription s ON s.id = d.subscription_id"
                + " WHERE d.state IN ('parked', 'dead') ORDER BY d.id")
        .query(Stuck.class)
        .list();
  }

  /** What these are about: their own keys, and those of their orders. */
  static Set<String> keys(List<Stuck> all) {
    return all.stream()
        .flatMap(it -> Stream.of(it.messageKey(), it.orderKey()))
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  /** Whether it waits since nobody can know what became of a call. */
  boolean inDoubt() {
    return state.equals("parked") && words != null && words.contains("was lost");
  }
}
