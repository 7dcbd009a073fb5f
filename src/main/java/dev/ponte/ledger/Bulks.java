package dev.ponte.ledger;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.ponte.delivery.Gate;
import dev.ponte.ledger.view.CauseText;
import dev.ponte.ledger.view.KeptSentence;
import dev.ponte.ledger.view.Sentence;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One verb for many: a plan freezes the set and tells what it will cost; when a person says run, it
 * is carried out bit by bit, by one process at a time, and only so many of it are on their way at
 * once, so that fresh messages find their turn between them.
 */
@Component
public class Bulks {

  /** More at once would be no set that a person has looked at. */
  static final int MOST = 10_000;

  private static final int UNDER_WAY = 50;
  private static final int BLOCK = 500;
  private static final int LEASE_SECONDS = 30;
  private static final int MOST_WORDS = 1_000;
  private static final int MOST_KEY = 200;
  private static final String KEY = "Idempotency-Key";
  private static final int UNKNOWN_PRIORITY = 5;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  private static final String NEW =
      """
      INSERT INTO bulk (verb, state, filter, reason, who, role, calls, request_key)
      VALUES (:verb, 'planned', :filter, :reason, :who, :role, :calls, :key)
      """;

  private static final String NEW_ITEM =
      "INSERT INTO bulk_item (bulk_id, delivery_id, result, words, said) VALUES (?, ?, ?, ?, ?)";

  private static final String FIND =
      """
      SELECT id, verb, state, filter, reason, who, role, calls, made_at AS madeAt,
             begun_at AS begunAt, ended_at AS endedAt
        FROM bulk
      """;

  private static final String RUN =
      """
      UPDATE bulk SET state = 'running', begun_at = COALESCE(begun_at, CURRENT_TIMESTAMP)
       WHERE id = :id AND state IN ('planned', 'stopped')
      """;

  private static final String STOP =
      "UPDATE bulk SET state = 'stopped' WHERE id = :id AND state IN ('planned', 'running')";

  private static final String ENDED =
      "UPDATE bulk SET state = 'ended', ended_at = CURRENT_TIMESTAMP"
          + " WHERE id = :id AND state = 'running'";

  private static final String LEASE =
      """
      UPDATE bulk SET owner = :owner,
             leased_to = CURRENT_TIMESTAMP + CAST(:lease AS INTEGER) * INTERVAL '1' SECOND
       WHERE id = :id AND state = 'running'
         AND (owner = :owner OR leased_to IS NULL OR leased_to <= CURRENT_TIMESTAMP)
      """;

  private static final String NEXT =
      """
      SELECT delivery_id FROM bulk_item
       WHERE bulk_id = :id AND result IS NULL ORDER BY delivery_id FETCH FIRST :most ROWS ONLY
      """;

  private static final String ITEM =
      "UPDATE bulk_item SET result = :result, words = :words, said = :said"
          + " WHERE bulk_id = :id AND delivery_id = :delivery AND result IS NULL";

  private static final String RESULTS =
      "SELECT COALESCE(result, 'waiting') AS word, COUNT(*) AS number FROM bulk_item"
          + " WHERE bulk_id = :id GROUP BY result";

  private static final String STATES =
      """
      SELECT d.state AS word, COUNT(*) AS number
        FROM bulk_item i JOIN delivery d ON d.id = i.delivery_id
       WHERE i.bulk_id = :id AND i.result = 'done'
       GROUP BY d.state
      """;

  private static final String REFUSALS =
      """
      SELECT delivery_id AS delivery, words, said FROM bulk_item
       WHERE bulk_id = :id AND result = 'refused' ORDER BY delivery_id FETCH FIRST 20 ROWS ONLY
      """;

  private static final String STILL_OPEN =
      "SELECT id FROM delivery"
          + " WHERE id IN (:ids) AND state IN ('pending', 'claimed', 'retrying')";

  private final JdbcClient jdbc;
  private final JdbcTemplate batches;
  private final TransactionTemplate transactions;
  private final Deliveries deliveries;
  private final DeadLetters deadLetters;
  private final Repairs repairs;
  private final Backlogs backlogs;
  private final Audit audit;
  private final Gate gate;
  private final Claims claims;
  private final Clock clock;

  /** What this process has set going of a bulk and has not seen end. */
  private final Map<Long, List<Long>> underWay = new ConcurrentHashMap<>();

  Bulks(
      JdbcClient jdbc,
      JdbcTemplate batches,
      TransactionTemplate transactions,
      Deliveries deliveries,
      DeadLetters deadLetters,
      Repairs repairs,
      Backlogs backlogs,
      Audit audit,
      Gate gate,
      Claims claims,
      Clock clock) {
    this.jdbc = jdbc;
    this.batches = batches;
    this.transactions = transactions;
    this.deliveries = deliveries;
    this.deadLetters = deadLetters;
    this.repairs = repairs;
    this.backlogs = backlogs;
    this.audit = audit;
    this.gate = gate;
    this.claims = claims;
    this.clock = clock;
  }

  /** What may be done to a set, and to which of them. */
  enum Verb {
    RETRY("retry", State.DEAD, State.RETRYING),
    NOT_THERE("not-there", State.PARKED),
    DONE("done", State.PARKED),
    DISMISS("dismiss", State.DEAD),
    FETCH_AGAIN("fetch-again"),
    TAKE_TOTAL("take-total"),
    DISMISS_RECORDS("dismiss-records");

    private final String word;
    private final Set<State> from;

    Verb(String word, State... from) {
      this.word = word;
      this.from = Set.of(from);
    }

    static Verb of(String word) {
      for (Verb verb : values()) {
        if (verb.word.equals(word)) {
          return verb;
        }
      }
      throw new Unacceptable("said.bulk.no-verb", word).in("verb");
    }

    boolean isOfRecords() {
      return from.isEmpty();
    }

    /** Whether it makes calls. */
    boolean sends() {
      return this == RETRY || this == NOT_THERE;
    }

    /** Whether a person vouches for something by it. */
    boolean needsReason() {
      return this == DISMISS || this == DISMISS_RECORDS || this == NOT_THERE;
    }
  }

  private record Row(
      long id,
      String verb,
      String state,
      String filter,
      String reason,
      String who,
      String role,
      long calls,
      OffsetDateTime madeAt,
      OffsetDateTime begunAt,
      OffsetDateTime endedAt) {}

  private record Counted(String word, long number) {}

  /**
   * One of the set with which nothing will be done.
   *
   * @param words why, in English
   * @param said as {@link KeptSentence} writes it; null for what an older release has kept
   */
  public record Refusal(long delivery, String words, @JsonIgnore String said) {

    /** Why, in no language yet. */
    @JsonIgnore
    public Sentence sentence() {
      return KeptSentence.read(said, words);
    }
  }

  /**
   * A plan, or how far it is.
   *
   * @param state {@code planned}, {@code running}, {@code stopped} or {@code ended}: no more of it
   *     waits for its turn
   * @param words the same in one sentence, in English
   * @param sentence the same in no language yet
   * @param items of the set: {@code waiting} for their turn, {@code done}, {@code refused}
   * @param deliveries what became of those that are done, by state
   * @param calls that it takes at least
   * @param refusals some of those that are refused
   */
  public record Report(
      long id,
      String verb,
      String state,
      String words,
      @JsonIgnore Sentence sentence,
      String filter,
      String reason,
      String who,
      Map<String, Long> items,
      Map<String, Long> deliveries,
      long calls,
      OffsetDateTime madeAt,
      OffsetDateTime begunAt,
      OffsetDateTime endedAt,
      List<Refusal> refusals) {}

  /**
   * Freezes the set and tells what it will cost. Nothing is done before {@link #run}.
   *
   * @throws IllegalArgumentException in one sentence, when the filter is empty, a reason is missing
   *     or the set is too large
   */
  public Report plan(String word, Deliveries.Filter wanted, Act act) {
    return plan(word, wanted, act, null);
  }

  /**
   * The same, once for each key of one person.
   *
   * @param key by which a repetition is known; null for none
   * @throws Unacceptable also when the key was used for another plan
   */
  public Report plan(String word, Deliveries.Filter wanted, Act act, String key) {
    Verb verb = Verb.of(word);
    requireNarrow(wanted);
    requireReason(verb, act);
    if (verb == Verb.DONE && CauseText.needsNumber(wanted.cause())) {
      throw new Unacceptable("said.bulk.number");
    }
    Deliveries.Filter filter = verb.isOfRecords() ? wanted : wanted.in(chosen(verb, wanted));
    return frozen(
        verb,
        text(filter),
        () ->
            verb.isOfRecords() ? deadLetters.oldest(filter, MOST) : deliveries.oldest(filter, MOST),
        act,
        key);
  }

  /**
   * The same of deliveries, or records, that somebody has chosen.
   *
   * @throws Unacceptable also when there are none, or too many
   */
  public Report plan(String word, List<Long> chosen, Act act, String key) {
    Verb verb = Verb.of(word);
    List<Long> ids = chosen.stream().distinct().sorted().toList();
    if (ids.isEmpty() || ids.size() > MOST) {
      throw new Unacceptable("said.bulk.ids", MOST).in("ids");
    }
    requireReason(verb, act);
    if (verb == Verb.DONE
        && deliveries.rows(ids).stream().anyMatch(it -> CauseText.needsNumber(it.cause()))) {
      throw new Unacceptable("said.bulk.number");
    }
    String chosenBy = "{\"ids\":%d,\"hash\":%d}".formatted(ids.size(), ids.hashCode());
    return frozen(verb, chosenBy, () -> ids, act, key);
  }

  private Report frozen(
      Verb verb, String chosenBy, Supplier<List<Long>> found, Act act, String key) {
    String request = key == null ? null : act.who() + "/" + key;
    if (request != null && request.length() > MOST_KEY) {
      throw new Unacceptable("said.bulk.long-request").in(KEY);
    }
    Optional<Report> before = Optional.ofNullable(request).flatMap(it -> made(it, verb, chosenBy));
    if (before.isPresent()) {
      return before.get();
    }
    List<Long> ids = found.get();
    Map<Long, Sentence> refusals = verb.sends() ? refusals(ids, verb.from) : Map.of();
    long calls = verb.sends() ? calls(ids, refusals.keySet()) : 0;
    try {
      long id =
          transactions.execute(
              status -> {
                long bulk = store(verb, chosenBy, act, calls, request);
                storeItems(bulk, ids, refusals);
                audit.keep(
                    act,
                    "plan-" + verb.word,
                    Audit.BULK,
                    bulk,
                    chosenBy,
                    Sentence.of("said.bulk.made", ids.size()));
                return bulk;
              });
      return report(id);
    } catch (DuplicateKeyException meanwhile) {
      return made(request, verb, chosenBy).orElseThrow(() -> meanwhile);
    }
  }

  /** The plan that a request has made before; refused when it was another one. */
  private Optional<Report> made(String request, Verb verb, String chosenBy) {
    Optional<Report> made =
        jdbc.sql("SELECT id FROM bulk WHERE request_key = :key")
            .param("key", request)
            .query(Long.class)
            .optional()
            .map(this::report);
    if (made.filter(it -> !it.verb().equals(verb.word) || !it.filter().equals(chosenBy))
        .isPresent()) {
      throw new Unacceptable("said.bulk.other-request", "" + made.get().id()).in(KEY);
    }
    return made;
  }

  /** Has a plan, or one that was stopped, carried out. */
  public Repairs.Answer run(long id, Act act) {
    return move(id, act, "run", RUN, "said.bulk.runs", "said.bulk.not-run");
  }

  /** Begins no more of it; what is on its way is sent. */
  public Repairs.Answer stop(long id, Act act) {
    return move(id, act, "stop", STOP, "said.bulk.stopped", "said.bulk.not-stopped");
  }

  /**
   * How far it is.
   *
   * @throws IllegalArgumentException when there is none of this number
   */
  public Report report(long id) {
    return find(id).orElseThrow(() -> new Unacceptable("said.bulk.none", "" + id));
  }

  /** How far it is; empty when there is none of this number. */
  public Optional<Report> find(long id) {
    return jdbc.sql(FIND + " WHERE id = :id")
        .param("id", id)
        .query(Row.class)
        .optional()
        .map(this::report);
  }

  private Report report(Row row) {
    long id = row.id();
    Map<String, Long> items = counted(RESULTS, id);
    Map<String, Long> states = Verb.of(row.verb()).isOfRecords() ? Map.of() : counted(STATES, id);
    Sentence sentence = sentence(row, items, states);
    return new Report(
        id,
        row.verb(),
        row.state(),
        sentence.english(),
        sentence,
        row.filter(),
        row.reason(),
        row.who(),
        items,
        states,
        row.calls(),
        row.madeAt(),
        row.begunAt(),
        row.endedAt(),
        jdbc.sql(REFUSALS).param("id", id).query(Refusal.class).list());
  }

  /** The newest ones, newest first. */
  public List<Report> newest() {
    return jdbc
        .sql("SELECT id FROM bulk ORDER BY id DESC FETCH FIRST 20 ROWS ONLY")
        .query(Long.class)
        .list()
        .stream()
        .map(this::report)
        .toList();
  }

  /** Carries out a little more of all that run; one at a time, so that none is begun twice. */
  synchronized void advance() {
    List<Row> running =
        jdbc.sql(FIND + " WHERE state = 'running' ORDER BY id").query(Row.class).list();
    underWay.keySet().retainAll(running.stream().map(Row::id).toList());
    running.stream().filter(it -> leased(it.id())).forEach(this::advance);
  }

  private void advance(Row bulk) {
    Verb verb = Verb.of(bulk.verb());
    int most = verb.sends() ? room(bulk.id()) : BLOCK;
    if (most <= 0) {
      return;
    }
    List<Long> next =
        jdbc.sql(NEXT).param("id", bulk.id()).param("most", most).query(Long.class).list();
    Act act = new Act(bulk.who(), bulk.role(), "bulk " + bulk.id(), bulk.reason());
    for (long delivery : next) {
      if (item(bulk.id(), verb, delivery, act) && verb.sends()) {
        underWay.computeIfAbsent(bulk.id(), any -> new ArrayList<>()).add(delivery);
      }
    }
    if (next.size() < most) {
      jdbc.sql(ENDED).param("id", bulk.id()).update();
    }
  }

  /** The act and its result are one transaction: a process that dies does none of it twice. */
  private boolean item(long bulk, Verb verb, long delivery, Act act) {
    return Boolean.TRUE.equals(
        transactions.execute(
            status -> {
              Repairs.Answer answer = carryOut(verb, delivery, act);
              jdbc.sql(ITEM)
                  .param("result", answer.done() ? "done" : "refused")
                  .param("words", cut(answer.words()))
                  .param("said", KeptSentence.write(answer.sentence()), Types.VARCHAR)
                  .param("id", bulk)
                  .param("delivery", delivery)
                  .update();
              return answer.done();
            }));
  }

  private Repairs.Answer carryOut(Verb verb, long id, Act act) {
    return switch (verb) {
      case RETRY -> repairs.retry(id, act);
      case NOT_THERE -> repairs.notThere(id, act);
      case DONE -> repairs.done(id, null, act);
      case DISMISS -> repairs.dismiss(id, act);
      case FETCH_AGAIN -> deadLetters.fetchAgain(id, act);
      case TAKE_TOTAL -> deadLetters.takeTotal(id, act);
      case DISMISS_RECORDS -> deadLetters.dismiss(id, act);
    };
  }

  /** How many more may be on their way. */
  private int room(long bulk) {
    List<Long> ours = underWay.getOrDefault(bulk, List.of());
    if (ours.isEmpty()) {
      return UNDER_WAY;
    }
    List<Long> open = jdbc.sql(STILL_OPEN).param("ids", ours).query(Long.class).list();
    underWay.put(bulk, new ArrayList<>(open));
    return UNDER_WAY - open.size();
  }

  private boolean leased(long bulk) {
    return jdbc.sql(LEASE)
            .param("owner", claims.owner())
            .param("lease", LEASE_SECONDS)
            .param("id", bulk)
            .update()
        == 1;
  }

  private static void requireReason(Verb verb, Act act) {
    if (verb.needsReason() && act.reason() == null) {
      throw new Unacceptable("said.bulk.why", named(verb)).in("reason");
    }
  }

  private static void requireNarrow(Deliveries.Filter it) {
    if (it.type() == null
        && it.subscriber() == null
        && it.source() == null
        && it.origin() == null
        && it.key() == null
        && it.cause() == null) {
      throw new Unacceptable("said.bulk.too-wide").in("filter");
    }
  }

  private static Set<State> chosen(Verb verb, Deliveries.Filter wanted) {
    Set<State> chosen =
        wanted.states().stream().filter(verb.from::contains).collect(Collectors.toSet());
    return chosen.isEmpty() ? verb.from : chosen;
  }

  private Map<Long, Sentence> refusals(List<Long> ids, Set<State> from) {
    Map<Long, Sentence> refusals = new HashMap<>();
    for (int at = 0; at < ids.size(); at += BLOCK) {
      refusals.putAll(repairs.refusals(ids.subList(at, Math.min(ids.size(), at + BLOCK)), from));
    }
    return refusals;
  }

  private record Target(String type, String subscriber) {}

  private Map<Target, Long> targets(List<Long> ids, Set<Long> without) {
    Map<Target, Long> targets = new HashMap<>();
    for (int at = 0; at < ids.size(); at += BLOCK) {
      deliveries.rows(ids.subList(at, Math.min(ids.size(), at + BLOCK))).stream()
          .filter(it -> !without.contains(it.id()))
          .forEach(it -> targets.merge(new Target(it.type(), it.subscriber()), 1L, Long::sum));
    }
    return targets;
  }

  private long calls(List<Long> ids, Set<Long> without) {
    return targets(ids, without).entrySet().stream()
        .mapToLong(
            it -> pace(it.getKey()).map(pace -> pace.calls(it.getValue())).orElse(it.getValue()))
        .sum();
  }

  private Optional<Backlogs.Pace> pace(Target target) {
    return backlogs.pace(target.type(), target.subscriber());
  }

  private long store(Verb verb, String chosenBy, Act act, long calls, String request) {
    KeyHolder key = new GeneratedKeyHolder();
    jdbc.sql(NEW)
        .param("verb", verb.word)
        .param("filter", chosenBy)
        .param("key", request, Types.VARCHAR)
        .param("reason", act.reason())
        .param("who", act.who())
        .param("role", act.role())
        .param("calls", calls)
        .update(key, "id");
    return ((Number) key.getKeys().values().iterator().next()).longValue();
  }

  private void storeItems(long bulk, List<Long> ids, Map<Long, Sentence> refusals) {
    batches.batchUpdate(
        NEW_ITEM,
        ids.stream()
            .map(
                it -> {
                  Sentence refusal = refusals.get(it);
                  return refusal == null
                      ? new Object[] {bulk, it, null, null, null}
                      : new Object[] {
                        bulk, it, "refused", cut(refusal.english()), KeptSentence.write(refusal)
                      };
                })
            .toList());
  }

  private Repairs.Answer move(
      long id, Act act, String verb, String sql, String done, String refused) {
    return transactions.execute(
        status -> {
          Repairs.Answer answer =
              jdbc.sql(sql).param("id", id).update() == 1
                  ? Repairs.Answer.done(done, "" + id)
                  : Repairs.Answer.refused(refused, "" + id);
          audit.keep(act, verb, Audit.BULK, id, null, answer.sentence());
          return answer;
        });
  }

  private Map<String, Long> counted(String sql, long id) {
    Map<String, Long> counted = new TreeMap<>();
    jdbc.sql(sql)
        .param("id", id)
        .query(Counted.class)
        .list()
        .forEach(it -> counted.put(it.word(), it.number()));
    return counted;
  }

  private Sentence sentence(Row row, Map<String, Long> items, Map<String, Long> states) {
    Verb verb = Verb.of(row.verb());
    long all = items.values().stream().mapToLong(Long::longValue).sum();
    long refused = items.getOrDefault("refused", 0L);
    if (!row.state().equals("planned")) {
      List<Sentence> became = told("said.item.", items);
      return states.isEmpty()
          ? Sentence.of("said.progress", named(verb), all, became)
          : Sentence.of("said.progress-now", named(verb), all, became, told("said.state.", states));
    }
    Sentence plan =
        refused == 0
            ? Sentence.of("said.plan", named(verb), all, all)
            : Sentence.of("said.plan-refused", named(verb), all - refused, all, refused);
    return verb.sends() ? cost(plan, row.id(), row.calls()) : plan;
  }

  private static Sentence named(Verb verb) {
    return Sentence.of("verb." + verb.word);
  }

  private static List<Sentence> told(String prefix, Map<String, Long> counted) {
    return counted.entrySet().stream()
        .map(it -> Sentence.of("said.count", it.getValue(), Sentence.of(prefix + it.getKey())))
        .toList();
  }

  private Sentence cost(Sentence plan, long bulk, long calls) {
    List<Long> waiting =
        jdbc.sql(NEXT).param("id", bulk).param("most", MOST).query(Long.class).list();
    Map<String, Long> ofConnection = new TreeMap<>();
    Instant now = clock.instant();
    Instant last = now;
    for (Map.Entry<Target, Long> it : targets(waiting, Set.of()).entrySet()) {
      Optional<Backlogs.Pace> pace = pace(it.getKey());
      long wanted = pace.map(known -> known.calls(it.getValue())).orElse(it.getValue());
      long before = ofConnection.merge(it.getKey().subscriber(), wanted, Long::sum);
      int priority = pace.map(Backlogs.Pace::priority).orElse(UNKNOWN_PRIORITY);
      Instant end = gate.lastOf(it.getKey().subscriber(), before, priority).orElse(now);
      last = end.isAfter(last) ? end : last;
    }
    List<String> targets = List.copyOf(ofConnection.keySet());
    Duration span = Duration.between(now, last);
    return span.toMinutes() < 1
        ? Sentence.of("said.plan-cost", plan, calls, targets)
        : Sentence.of("said.plan-cost-by-quota", plan, calls, targets, span);
  }

  private static String text(Deliveries.Filter filter) {
    try {
      Map<String, Object> given = new LinkedHashMap<>();
      given.put("states", filter.states().stream().map(State::word).sorted().toList());
      given.put("type", filter.type());
      given.put("subscriber", filter.subscriber());
      given.put("source", filter.source());
      given.put("cause", filter.cause());
      given.put("subject", filter.subject());
      given.put("before", filter.before());
      given.put("since", filter.since());
      given.values().removeIf(java.util.Objects::isNull);
      return JSON.writeValueAsString(given);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String cut(String words) {
    return words == null || words.length() <= MOST_WORDS ? words : words.substring(0, MOST_WORDS);
  }
}
