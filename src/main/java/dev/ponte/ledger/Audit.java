package dev.ponte.ledger;

import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who did what, when and why, and what came of it; refused acts too. Holds no personal data. */
@Component
public class Audit {

  public static final String DELIVERY = "delivery";
  public static final String DEAD_LETTER = "dead-letter";
  static final String SUBSCRIPTION = "subscription";
  public static final String CONNECTION = "connection";
  public static final String BULK = "bulk";
  static final String PERSON = "person";

  private static final int MOST_TEXT = 2_000;
  private static final int MOST_OBJECT = 300;
  private static final int MOST_WHO = 100;
  private static final int MOST_ROWS = 200;

  private static final String ADD =
      """
      INSERT INTO audit (who, role, via, verb, object_type, object, detail, result)
      VALUES (:who, :role, :via, :verb, :type, :object, :detail, :result)
      """;

  private static final String FIND =
      """
      SELECT id, at, who, role, via, verb, object_type AS objectType, object, detail, result
        FROM audit
      """;

  private final JdbcClient jdbc;
  private final ObjectProvider<Persons> persons;

  Audit(JdbcClient jdbc, ObjectProvider<Persons> persons) {
    this.jdbc = jdbc;
    this.persons = persons;
  }

  /** One act that was kept. */
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
      String result) {}

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
   */
  public void keep(
      Act act, String verb, String objectType, Object object, String given, String result) {
    jdbc.sql(ADD)
        .param("who", cut(act.who(), MOST_WHO))
        .param("role", act.role())
        .param("via", act.via())
        .param("verb", verb)
        .param("type", objectType)
        .param("object", cut(object.toString(), MOST_OBJECT))
        .param("detail", cut(detail(given, act.reason()), MOST_TEXT))
        .param("result", cut(result, MOST_TEXT))
        .update();
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
