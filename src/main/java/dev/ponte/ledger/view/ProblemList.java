package dev.ponte.ledger.view;

import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What needs a person, by cause, and of each cause what has to be repaired. */
@Component
public class ProblemList {

  private static final int MOST_SUBJECTS = 50;
  private static final int BLOCK = 500;

  private static final String GROUPS =
      """
      SELECT state, subscription_id AS subscription, cause, subject, COUNT(*) AS number,
             MIN(id) AS oldest, MAX(id) AS newest
        FROM delivery WHERE state IN ('dead', 'parked')
       GROUP BY state, subscription_id, cause, subject
      """;

  private static final String LETTERS =
      """
      SELECT source, type, cause, subject, COUNT(*) AS number, MIN(recorded_at) AS first,
             MAX(recorded_at) AS last, MAX(id) AS example
        FROM dead_letter WHERE ended_at IS NULL
       GROUP BY source, type, cause, subject
      """;

  private static final String NEWEST =
      """
      SELECT id, message_key AS "key", reason FROM dead_letter
       WHERE ended_at IS NULL AND cause = :cause
         AND source IS NOT DISTINCT FROM :source AND type IS NOT DISTINCT FROM :type
       ORDER BY id DESC FETCH FIRST 10 ROWS ONLY
      """;

  private final JdbcClient jdbc;

  ProblemList(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  private record Counted(
      String state,
      long subscription,
      String cause,
      String subject,
      long number,
      long oldest,
      long newest) {

    String group() {
      return state + "/" + subscription + "/" + cause;
    }
  }

  private record LetterCount(
      String source,
      String type,
      String cause,
      String subject,
      long number,
      OffsetDateTime first,
      OffsetDateTime last,
      long example) {

    String group() {
      return source + "/" + type + "/" + cause;
    }
  }

  /** So many have this to be repaired; null when nobody said what. */
  public record Subject(String subject, long number) {}

  /**
   * What failed by one cause, of one type on its way to one target.
   *
   * @param state dead or parked
   * @param todo what to do
   * @param subjects the most frequent first; at most 50
   * @param first when the oldest of them ended
   * @param last when the newest of them ended
   * @param example the newest of them
   */
  public record Group(
      String state,
      long subscription,
      String type,
      String subscriber,
      String cause,
      Sentence title,
      Sentence todo,
      long number,
      List<Subject> subjects,
      OffsetDateTime first,
      OffsetDateTime last,
      DeliveryRow example) {

    /** What the target said of the newest; null when the title says so already. */
    public String words() {
      return CauseText.isNamed(cause) ? example.words() : null;
    }

    /** Whether a person who carried one of them out has to say its number there. */
    public boolean needsNumber() {
      return CauseText.needsNumber(cause);
    }
  }

  /**
   * A record of a group.
   *
   * @param key null when unknown
   * @param reason what is wrong with it
   */
  public record Unread(long id, String key, String reason) {}

  /**
   * Records of one source that were not understood by one cause.
   *
   * @param source null when unknown, as type
   * @param newest of them, at most 10, the newest first
   * @param example the newest one's number
   */
  public record LetterGroup(
      String source,
      String type,
      String cause,
      Sentence title,
      Sentence todo,
      long number,
      List<Subject> subjects,
      OffsetDateTime first,
      OffsetDateTime last,
      List<Unread> newest,
      long example) {

    /** What is wrong with the newest; null when its title says so already. */
    public String words() {
      return CauseText.isNamed(cause) && !newest.isEmpty() ? newest.get(0).reason() : null;
    }
  }

  /** All of it, for scripts. */
  public Problems all() {
    return new Problems(
        groups().stream().map(Problems.Failed::of).toList(),
        letters().stream().map(Problems.Unread::of).toList());
  }

  /** Deliveries: what is parked before what is dead, the largest group first. */
  public List<Group> groups() {
    Map<String, List<Counted>> counted =
        jdbc.sql(GROUPS).query(Counted.class).list().stream()
            .collect(
                Collectors.groupingBy(Counted::group, LinkedHashMap::new, Collectors.toList()));
    TreeSet<Long> ids = new TreeSet<>();
    counted.values().forEach(it -> ids.addAll(List.of(oldest(it), newest(it))));
    Map<Long, DeliveryRow> rows = rows(List.copyOf(ids));
    return counted.values().stream()
        .filter(it -> rows.containsKey(oldest(it)) && rows.containsKey(newest(it)))
        .map(it -> group(it, rows.get(oldest(it)), rows.get(newest(it))))
        .sorted(Comparator.comparing(Group::state).thenComparing(Group::number).reversed())
        .toList();
  }

  /** Those of one cause on their way to one subscriber: parked, dead or both. */
  public List<Group> groups(long subscription, String cause) {
    return groups().stream()
        .filter(it -> it.subscription() == subscription && cause.equals(it.cause()))
        .toList();
  }

  /**
   * When a cause was met first, whatever became of it.
   *
   * @param pattern what the words of all of them share; null for a named one
   */
  public record Met(String pattern, OffsetDateTime firstAt) {}

  /** Empty when it was met only just now. */
  public Optional<Met> met(String cause) {
    return jdbc.sql("SELECT pattern, first_at AS firstAt FROM cause WHERE id = :cause")
        .param("cause", cause)
        .query(Met.class)
        .optional();
  }

  private static long oldest(List<Counted> group) {
    return group.stream().mapToLong(Counted::oldest).min().orElseThrow();
  }

  private static long newest(List<Counted> group) {
    return group.stream().mapToLong(Counted::newest).max().orElseThrow();
  }

  private static Group group(List<Counted> all, DeliveryRow oldest, DeliveryRow newest) {
    String one = all.size() == 1 ? all.get(0).subject() : null;
    String cause = all.get(0).cause();
    return new Group(
        newest.state(),
        newest.subscription(),
        newest.type(),
        newest.subscriber(),
        cause,
        CauseText.title(cause, newest.subscriber(), one, newest.words()),
        CauseText.todo(cause, newest.state(), newest.subscriber(), one, null),
        all.stream().mapToLong(Counted::number).sum(),
        subjects(all.stream().map(it -> new Subject(it.subject(), it.number())).toList()),
        earlier(oldest.finishedAt(), newest.finishedAt()),
        later(oldest.finishedAt(), newest.finishedAt()),
        newest);
  }

  /** The one with the lowest number need not have ended first. */
  private static OffsetDateTime earlier(OffsetDateTime one, OffsetDateTime other) {
    return one.isAfter(other) ? other : one;
  }

  private static OffsetDateTime later(OffsetDateTime one, OffsetDateTime other) {
    return one.isAfter(other) ? one : other;
  }

  private static List<Subject> subjects(List<Subject> all) {
    return all.stream()
        .filter(it -> it.subject() != null)
        .sorted(Comparator.comparingLong(Subject::number).reversed())
        .limit(MOST_SUBJECTS)
        .toList();
  }

  private Map<Long, DeliveryRow> rows(List<Long> ids) {
    Map<Long, DeliveryRow> rows = new HashMap<>();
    for (int from = 0; from < ids.size(); from += BLOCK) {
      jdbc.sql(DeliveryRow.FIELDS + " WHERE d.id IN (:ids)")
          .param("ids", ids.subList(from, Math.min(from + BLOCK, ids.size())))
          .query(DeliveryRow.class)
          .list()
          .forEach(it -> rows.put(it.id(), it));
    }
    return rows;
  }

  /** Records that were not understood, the largest group first. */
  public List<LetterGroup> letters() {
    Map<String, List<LetterCount>> counted =
        jdbc.sql(LETTERS).query(LetterCount.class).list().stream()
            .collect(
                Collectors.groupingBy(LetterCount::group, LinkedHashMap::new, Collectors.toList()));
    List<LetterGroup> groups = new ArrayList<>();
    counted.values().forEach(it -> groups.add(letters(it)));
    groups.sort(Comparator.comparingLong(LetterGroup::number).reversed());
    return groups;
  }

  private LetterGroup letters(List<LetterCount> all) {
    LetterCount newest =
        all.stream().max(Comparator.comparingLong(LetterCount::example)).orElseThrow();
    String one = all.size() == 1 ? newest.subject() : null;
    List<Unread> shown =
        jdbc.sql(NEWEST)
            .param("cause", newest.cause(), Types.VARCHAR)
            .param("source", newest.source(), Types.VARCHAR)
            .param("type", newest.type(), Types.VARCHAR)
            .query(Unread.class)
            .list();
    String reason = shown.isEmpty() ? null : shown.get(0).reason();
    return new LetterGroup(
        newest.source(),
        newest.type(),
        newest.cause(),
        CauseText.title(newest.cause(), newest.source(), one, reason),
        CauseText.todo(newest.cause(), "record", newest.source(), one, null),
        all.stream().mapToLong(LetterCount::number).sum(),
        subjects(all.stream().map(it -> new Subject(it.subject(), it.number())).toList()),
        all.stream()
            .map(LetterCount::first)
            .min(Comparator.comparing(OffsetDateTime::toInstant))
            .orElseThrow(),
        newest.last(),
        shown,
        newest.example());
  }

  /** A record that was not understood; empty when there is none of the number. */
  public Optional<LetterRow> letter(long id) {
    return jdbc.sql(LetterRow.FIELDS + " WHERE id = :id")
        .param("id", id)
        .query(LetterRow.class)
        .optional();
  }

  /** The whole record, which may be personal; empty when it is gone. */
  public Optional<String> raw(long id) {
    return jdbc.sql("SELECT raw FROM dead_letter WHERE id = :id AND raw IS NOT NULL")
        .param("id", id)
        .query(String.class)
        .optional();
  }
}
