package dev.ponte.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.ponte.ledger.view.ProblemList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedOperationParameter;
import org.springframework.jmx.export.annotation.ManagedResource;
import org.springframework.stereotype.Component;

/**
 * What a person may do in Hawtio or by JMX. Each act answers with one sentence, and is kept in the
 * audit.
 */
@Component
@ManagedResource(objectName = "dev.ponte:type=Ledger", description = "The ledger")
public class Operations {

  private static final String COUNT =
      """
      SELECT COUNT(*) FROM delivery d JOIN subscription s ON s.id = d.subscription_id
       WHERE s.type = :type AND s.subscriber = :subscriber AND d.state = :state
      """;

  private static final String OLDEST =
      """
      SELECT COALESCE(CAST(MAX(EXTRACT(EPOCH FROM (CURRENT_TIMESTAMP - created_at))) AS BIGINT), 0)
        FROM delivery WHERE state IN ('pending', 'retrying')
      """;

  private static final String JMX = "jmx";
  private static final int PAGE = 50;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private final JdbcClient jdbc;
  private final Subscriptions subscriptions;
  private final SubscriptionActs subscriptionActs;
  private final DeadLetters deadLetters;
  private final Deliveries deliveries;
  private final ProblemList problems;
  private final Repairs repairs;
  private final Bulks bulks;
  private final KeyHistory stories;
  private final PersonalData personalData;
  private final StateActs stateActs;
  private final Audit audit;

  Operations(
      JdbcClient jdbc,
      Subscriptions subscriptions,
      SubscriptionActs subscriptionActs,
      DeadLetters deadLetters,
      Deliveries deliveries,
      ProblemList problems,
      Repairs repairs,
      Bulks bulks,
      KeyHistory stories,
      PersonalData personalData,
      StateActs stateActs,
      Audit audit) {
    this.jdbc = jdbc;
    this.subscriptions = subscriptions;
    this.subscriptionActs = subscriptionActs;
    this.deadLetters = deadLetters;
    this.deliveries = deliveries;
    this.problems = problems;
    this.repairs = repairs;
    this.bulks = bulks;
    this.stories = stories;
    this.personalData = personalData;
    this.stateActs = stateActs;
    this.audit = audit;
  }

  @ManagedOperation(description = "Tries a dead delivery again, and a retrying one now")
  @ManagedOperationParameter(name = "id", description = "number of the delivery")
  public String retry(long id) {
    return repairs.retry(id, act(null)).words();
  }

  @ManagedOperation(description = "A parked delivery was carried out by hand")
  @ManagedOperationParameter(name = "id", description = "number of the delivery")
  @ManagedOperationParameter(name = "number", description = "its number at the target")
  public String done(long id, String number) {
    return repairs.done(id, number, act(null)).words();
  }

  @ManagedOperation(
      description = "A parked delivery was checked and is not at the target: send it again")
  @ManagedOperationParameter(name = "id", description = "number of the delivery")
  public String notThere(long id) {
    return repairs.notThere(id, act(null)).words();
  }

  @ManagedOperation(description = "Nothing more will be done about a dead delivery")
  @ManagedOperationParameter(name = "id", description = "number of the delivery")
  @ManagedOperationParameter(name = "reason", description = "why")
  public String dismiss(long id, String reason) {
    return repairs.dismiss(id, act(reason)).words();
  }

  @ManagedOperation(description = "Has the next poll fetch the record of a dead letter again")
  @ManagedOperationParameter(name = "id", description = "number of the dead letter")
  public String fetchAgain(long id) {
    return deadLetters.fetchAgain(id, act(null)).words();
  }

  @ManagedOperation(
      description =
          "Takes an order whose parts do not make its total with the total that its store shows")
  @ManagedOperationParameter(name = "id", description = "number of the dead letter")
  public String takeTotal(long id) {
    return deadLetters.takeTotal(id, act(null)).words();
  }

  @ManagedOperation(description = "Nothing more will be done about a record not understood")
  @ManagedOperationParameter(name = "id", description = "number of the dead letter")
  @ManagedOperationParameter(name = "reason", description = "why")
  public String dismissRecord(long id, String reason) {
    return deadLetters.dismiss(id, act(reason)).words();
  }

  @ManagedOperation(description = "What is dead or parked, by cause; records not understood")
  public String problems() {
    return json(problems.all());
  }

  @ManagedOperation(
      description = "Deliveries that have not ended well, the newest first, 50 a page")
  @ManagedOperationParameter(
      name = "filter",
      description =
          "such as state=dead,type=order,subscriber=focco,source=vtex,cause=~1a,before=...")
  @ManagedOperationParameter(name = "cursor", description = "next of the page before, or empty")
  public String list(String filter, String cursor) {
    return said(() -> json(deliveries.page(Filters.parse(filter), blank(cursor), PAGE)));
  }

  @ManagedOperation(description = "Freezes a set for one verb and tells what it will cost")
  @ManagedOperationParameter(
      name = "verb",
      description = "retry, not-there, done, dismiss; fetch-again, take-total, dismiss-records")
  @ManagedOperationParameter(name = "filter", description = "as of list")
  @ManagedOperationParameter(name = "reason", description = "why")
  public String plan(String verb, String filter, String reason) {
    return said(() -> json(bulks.plan(verb, Filters.parse(filter), act(reason))));
  }

  @ManagedOperation(description = "Has a plan carried out")
  @ManagedOperationParameter(name = "id", description = "number of the bulk")
  public String runBulk(long id) {
    return bulks.run(id, act(null)).words();
  }

  @ManagedOperation(description = "Begins no more of a bulk")
  @ManagedOperationParameter(name = "id", description = "number of the bulk")
  public String stopBulk(long id) {
    return bulks.stop(id, act(null)).words();
  }

  @ManagedOperation(description = "How far a bulk is")
  @ManagedOperationParameter(name = "id", description = "number of the bulk")
  public String bulk(long id) {
    return said(() -> json(bulks.report(id)));
  }

  @ManagedOperation(description = "Nothing more is sent to a subscriber until it is resumed")
  @ManagedOperationParameter(name = "type", description = "such as order")
  @ManagedOperationParameter(name = "subscriber", description = "such as focco")
  @ManagedOperationParameter(name = "until", description = "a time, or empty for until resumed")
  @ManagedOperationParameter(name = "reason", description = "why")
  public String pauseSubscription(String type, String subscriber, String until, String reason) {
    return said(() -> subscriptionActs.pause(type, subscriber, until, act(reason)).words());
  }

  @ManagedOperation(description = "Has a paused subscription go on")
  @ManagedOperationParameter(name = "type", description = "such as order")
  @ManagedOperationParameter(name = "subscriber", description = "such as focco")
  public String resumeSubscription(String type, String subscriber) {
    return subscriptionActs.resume(type, subscriber, act(null)).words();
  }

  @ManagedOperation(description = "Has a state sent to a target for the first time")
  @ManagedOperationParameter(name = "type", description = "such as product")
  @ManagedOperationParameter(name = "connection", description = "such as moovin")
  public String start(String type, String connection) {
    return subscriptionActs.start(type, connection, act(null));
  }

  @ManagedOperation(description = "Ends a subscription; its backlog is never sent")
  @ManagedOperationParameter(name = "type", description = "such as order")
  @ManagedOperationParameter(name = "subscriber", description = "such as focco")
  public String endSubscription(String type, String subscriber) {
    return subscriptionActs.end(type, subscriber, act(null)).words();
  }

  @ManagedOperation(
      description =
          "Sends a subscriber what it was never given, and of states the newest value again")
  @ManagedOperationParameter(name = "type", description = "such as stock")
  @ManagedOperationParameter(name = "subscriber", description = "such as moovin")
  @ManagedOperationParameter(name = "from", description = "beginning, a day or a time")
  @ManagedOperationParameter(name = "run", description = "false to be told first what it would be")
  @ManagedOperationParameter(name = "reason", description = "why")
  public String replay(String type, String subscriber, String from, boolean run, String reason) {
    return said(() -> subscriptionActs.replay(type, subscriber, from, run, act(reason)).english());
  }

  @ManagedOperation(description = "Sends a target once more what it acknowledged last of a state")
  @ManagedOperationParameter(name = "type", description = "such as stock")
  @ManagedOperationParameter(name = "key", description = "such as SKU1@10")
  @ManagedOperationParameter(name = "subscriber", description = "such as moovin")
  @ManagedOperationParameter(name = "reason", description = "why")
  public String replayState(String type, String key, String subscriber, String reason) {
    return stateActs.replay(type, key, subscriber, audit.by(JMX, reason)).words();
  }

  @ManagedOperation(description = "Where is order 1234, and why is it stuck?")
  @ManagedOperationParameter(name = "key", description = "such as the store's order id")
  public String story(String key) {
    return stories.json(key);
  }

  @ManagedOperation(description = "All that is known of one person")
  @ManagedOperationParameter(name = "document", description = "CPF or CNPJ")
  public String exportPerson(String document) {
    return said(() -> json(personalData.export(document, act(null))));
  }

  @ManagedOperation(description = "Erases one person; what must not happen twice still cannot")
  @ManagedOperationParameter(name = "document", description = "CPF or CNPJ")
  @ManagedOperationParameter(name = "reason", description = "why")
  public String erasePerson(String document, String reason) {
    return said(() -> personalData.erase(document, act(reason)).words());
  }

  @ManagedOperation(description = "Who did what, the newest first")
  public String acts() {
    return json(audit.newest());
  }

  private Act act(String reason) {
    return audit.by(JMX, reason);
  }

  private static String blank(String text) {
    return text == null || text.isBlank() ? null : text;
  }

  /** What is asked for in a wrong way is answered by a sentence, not by a stack trace. */
  private static String said(Supplier<String> work) {
    try {
      return work.get();
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
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

  /** Deliveries of a subscriber that wait for their turn or their next try. */
  long backlog(String type, String subscriber) {
    return count(type, subscriber, State.PENDING) + count(type, subscriber, State.RETRYING);
  }

  /** For how long the oldest delivery has been waiting; 0 when none does. */
  long oldestSeconds() {
    return jdbc.sql(OLDEST).query(Long.class).single();
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
}
