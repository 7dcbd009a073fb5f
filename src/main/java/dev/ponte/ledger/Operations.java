package dev.ponte.ledger;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedOperationParameter;
import org.springframework.jmx.export.annotation.ManagedResource;
import org.springframework.stereotype.Component;

/** What a person may do with deliveries, in Hawtio or by JMX. Each answers with one sentence. */
@Component
@ManagedResource(objectName = "dev.ponte:type=Ledger", description = "The ledger")
public class Operations {

  private static final String MOVE =
      """
      UPDATE delivery SET previous_state = state, state = :next, words = :words,
             due_at = CASE WHEN :open THEN CURRENT_TIMESTAMP END,
             finished_at = CASE WHEN :open THEN NULL ELSE CURRENT_TIMESTAMP END
       WHERE id = :id AND state = :now
      """;

  private static final String NEWER_DELIVERED =
      """
      SELECT COUNT(*) FROM delivery d JOIN delivery n
          ON n.head_id = d.head_id AND n.subscription_id = d.subscription_id
         AND n.version > d.version AND n.state = 'delivered'
       WHERE d.id = :id
      """;

  private static final String COUNT =
      """
      SELECT COUNT(*) FROM delivery d JOIN subscription s ON s.id = d.subscription_id
       WHERE s.type = :type AND s.subscriber = :subscriber AND d.state = :state
      """;

  private final JdbcClient jdbc;
  private final Subscriptions subscriptions;
  private final Stories stories;

  Operations(JdbcClient jdbc, Subscriptions subscriptions, Stories stories) {
    this.jdbc = jdbc;
    this.subscriptions = subscriptions;
    this.stories = stories;
  }

  @ManagedOperation(description = "Tries a dead delivery again")
  @ManagedOperationParameter(name = "id", description = "number of the delivery")
  public String retry(long id) {
    long newer = jdbc.sql(NEWER_DELIVERED).param("id", id).query(Long.class).single();
    if (newer > 0) {
      return "Delivery %d is not tried again: a newer version of its key was delivered"
          .formatted(id);
    }
    return move(id, State.DEAD, State.PENDING, "A person had it tried again");
  }

  @ManagedOperation(description = "A parked delivery was carried out by hand")
  @ManagedOperationParameter(name = "id", description = "number of the delivery")
  @ManagedOperationParameter(name = "number", description = "its number at the target")
  public String done(long id, String number) {
    return move(id, State.PARKED, State.DELIVERED, "A person says: done, number " + number);
  }

  @ManagedOperation(
      description = "A parked delivery was checked and is not at the target: send it again")
  @ManagedOperationParameter(name = "id", description = "number of the delivery")
  public String notThere(long id) {
    jdbc.sql("UPDATE delivery SET progress = NULL WHERE id = :id AND state = 'parked'")
        .param("id", id)
        .update();
    return move(id, State.PARKED, State.PENDING, "A person says: it is not there");
  }

  @ManagedOperation(description = "Ends a subscription; its backlog is never sent")
  @ManagedOperationParameter(name = "type", description = "such as order")
  @ManagedOperationParameter(name = "subscriber", description = "such as focco")
  public String endSubscription(String type, String subscriber) {
    return subscriptions.end(type, subscriber)
        ? "%s takes %s no more".formatted(subscriber, type)
        : "%s does not take %s".formatted(subscriber, type);
  }

  @ManagedOperation(description = "Where is order 1234, and why is it stuck?")
  @ManagedOperationParameter(name = "key", description = "such as the store's order id")
  public String story(String key) {
    return stories.json(key);
  }

  /** Deliveries of a subscriber in a state. */
  long count(String type, String subscriber, State state) {
    return jdbc.sql(COUNT)
        .param("type", type)
        .param("subscriber", subscriber)
        .param("state", state.word())
        .query(Long.class)
        .single();
  }

  private record Count(String state, long number) {}

  /** All deliveries that are not ended well, by state. */
  Map<State, Long> counts() {
    Map<State, Long> counts = new EnumMap<>(State.class);
    for (State state :
        List.of(State.PENDING, State.CLAIMED, State.RETRYING, State.DEAD, State.PARKED)) {
      counts.put(state, 0L);
    }
    jdbc.sql(
            "SELECT state, COUNT(*) AS number FROM delivery"
                + " WHERE state IN ('pending', 'claimed', 'retrying', 'dead', 'parked') GROUP BY state")
        .query(Count.class)
        .list()
        .forEach(it -> counts.put(State.of(it.state()), it.number()));
    return counts;
  }

  private String move(long id, State from, State to, String words) {
    int rows =
        jdbc.sql(MOVE)
            .param("next", to.word())
            .param("words", words)
            .param("open", State.OPEN.contains(to))
            .param("id", id)
            .param("now", from.word())
            .update();
    return rows == 1
        ? "Delivery %d is %s".formatted(id, to.word())
        : "Delivery %d is not %s, so nothing was done".formatted(id, from.word());
  }
}
