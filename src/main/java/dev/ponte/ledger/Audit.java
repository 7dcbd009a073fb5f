package dev.ponte.ledger;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.ponte.ledger.view.KeptSentence;
import dev.ponte.ledger.view.Page;
import dev.ponte.ledger.view.Sentence;
import dev.ponte.metrics.Metric;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who did what, when and why, and what came of it; refused acts too. Holds no personal data. */
@Component
public class Audit {

  public static final String DELIVERY = "delivery";
  public static final String DEAD_LETTER = "dead-letter";
  public static final String SUBSCRIPTION = "subscription";
  public static final String CONNECTION = "connection";
  public static final String BULK = "bulk";
  public static final String PERSON = "person";
  public static final String ROUTE = "route";
  public static final String STATE = "state";
  public static final String FLOWS = "flows";

  private static final int MOST_TEXT = 2_000;
  private static final int MOST_OBJECT = 300;
  private static final int MOST_WHO = 100;
  private static final int MOST_ROWS = 200;

  private static final String ADD =
      """
      INSERT INTO audit (who, role, via, verb, object_type, object, detail, result, said)
      VALUES (:who, :role, :via, :verb, :type, :object, :detail, :result, :said)
      """;

  private static final String FIND =
      """
      SELECT id, at, who, role, via, verb, object_type AS objectType, object, detail, result,
             said
        FROM audit
      """;

  private final JdbcClient jdbc;
  private final ObjectProvider<Persons> persons;
  private final MeterRegistry meters;

  Audit(JdbcClient jdbc, ObjectProvider<Persons> persons, MeterRegistry meters) {
    this.jdbc = jdbc;
    this.persons = persons;
    this.meters = meters;
  }

  /**
   * One act that was kept.
   *
   * @param result what came of it, in English; null for nothing to tell
   * @param said as {@link KeptSentence} writes it; null for what an older release has kept
   */
  public record Entry(
      long id,
      OffsetDateTime at,
      String who,
      String role,
      String via,
      String verb,
      String objectType,
      String object,
      String detail,
      String result,
      @JsonIgnore String said) {

    /** What came of it, in no language yet; null for nothing to tell. */
    @JsonIgnore
    public Sentence sentence() {
      return KeptSentence.read(said, result);
    }
  }

  /**
   * The act of whoever is at work in this thread.
   *
   * @param reason null when none was given
   */
  public Act by(String via, String reason) {
    Persons.Person person =
        persons.stream().findFirst().map(Persons::current).orElseGet(Persons.Person::ofMachine);
    return new Act(person.name(), person.role(), via, reason);
  }

  /**
   * Keeps an act, in the caller's transaction if there is one.
   *
   * @param given what was given with the verb; null when nothing was
   * @param result what came of it; null for nothing to tell
   */
  public void keep(
      Act act, String verb, String objectType, Object object, String given, Sentence result) {
    jdbc.sql(ADD)
        .param("who", cut(act.who(), MOST_WHO))
        .param("role", act.role())
        .param("via", act.via())
        .param("verb", verb)
        .param("type", objectType)
        .param("object", cut(object.toString(), MOST_OBJECT))
        .param("detail", cut(detail(given, act.reason()), MOST_TEXT))
        .param("result", result == null ? null : cut(result.english(), MOST_TEXT))
        .param("said", KeptSentence.write(result), Types.VARCHAR)
        .update();
    Metric.AUDIT.counter(meters, verb).increment();
  }

  /**
   * Which acts; what is null does not matter.
   *
   * @param from at this instant or later
   * @param to before this instant
   */
  public record Filter(
      String who, String verb, String objectType, String object, Instant from, Instant to) {}

  /**
   * One page of them, newest first.
   *
   * @param cursor {@link Page#next} of the page before; null for the first one
   */
  public Page<Entry> page(Filter filter, String cursor, int limit) {
    Map<String, Object> values = new HashMap<>();
    StringBuilder sql = new StringBuilder(FIND).append(" WHERE id < :below");
    Deliveries.with(sql, values, " AND who = :who", "who", filter.who());
    Deliveries.with(sql, values, " AND verb = :verb", "verb", filter.verb());
    Deliveries.with(sql, values, " AND object_type = :type", "type", filter.objectType());
    Deliveries.with(sql, values, " AND object = :object", "object", filter.object());
    Deliveries.with(sql, values, " AND at >= :from", "from", Deliveries.time(filter.from()));
    Deliveries.with(sql, values, " AND at < :to", "to", Deliveries.time(filter.to()));
    int most = Math.max(1, Math.min(limit, Deliveries.MOST));
    List<Entry> found =
        jdbc.sql(sql + " ORDER BY id DESC FETCH FIRST :most ROWS ONLY")
            .params(values)
            .param("below", cursor == null ? Long.MAX_VALUE : Deliveries.id(cursor))
            .param("most", most + 1)
            .query(Entry.class)
            .list();
    boolean more = found.size() > most;
    List<Entry> shown = more ? found.subList(0, most) : found;
    return new Page<>(shown, more ? String.valueOf(shown.get(most - 1).id()) : null);
  }

  /** The newest acts, newest first. */
  public List<Entry> newest() {
    return jdbc.sql(FIND + " ORDER BY id DESC FETCH FIRST :most ROWS ONLY")
        .param("most", MOST_ROWS)
        .query(Entry.class)
        .list();
  }

  /** The acts on one object, newest first. */
  public List<Entry> of(String objectType, Object object) {
    return of(objectType, List.of(object.toString()));
  }

  /** The acts on these objects, newest first. */
  List<Entry> of(String objectType, List<String> objects) {
    if (objects.isEmpty()) {
      return List.of();
    }
    return jdbc.sql(
            FIND
                + " WHERE object_type = :type AND object IN (:objects)"
                + " ORDER BY id DESC FETCH FIRST :most ROWS ONLY")
        .param("type", objectType)
        .param("objects", objects)
        .param("most", MOST_ROWS)
        .query(Entry.class)
        .list();
  }

  private static String detail(String given, String reason) {
    if (given == null || reason == null) {
      return given == null ? reason : given;
    }
    return given + ": " + reason;
  }

  private static String cut(String text, int most) {
    return text == null || text.length() <= most ? text : text.substring(0, most);
  }
}
