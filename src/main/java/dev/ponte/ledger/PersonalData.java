package dev.ponte.ledger;

import dev.ponte.canonical.Customer;
import dev.ponte.canonical.CustomerRecord;
import dev.ponte.canonical.DeliveryOutcome;
import dev.ponte.canonical.Order;
import dev.ponte.ledger.view.Sentence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What the ledger holds of one person, told by CPF or CNPJ: given out, or erased. What protects
 * against doing anything twice stays: keys, hashes, references, final states.
 *
 * <p>Reads all bodies that are kept, in small steps: it takes minutes with millions of them, and
 * holds up nothing.
 */
@Component
class PersonalData {

  private static final int BLOCK = 2_000;
  private static final int MOST_IN_LIST = 500;
  private static final Pattern DOCUMENT = Pattern.compile("\\d{11}|[0-9A-Z]{12}\\d{2}");

  private static final String HEADS =
      """
      SELECT id, type, source, origin, message_key AS messageKey, order_key AS orderKey FROM head
      """;

  private static final String DELIVERIES =
      """
      SELECT d.id, d.head_id AS head, s.subscriber, d.version, d.state, d.words, d.progress
        FROM delivery d JOIN subscription s ON s.id = d.subscription_id
       WHERE d.head_id IN (:heads)
       ORDER BY d.id
      """;

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final Erasures erasures;
  private final OrderIndex index;
  private final Audit audit;

  PersonalData(
      JdbcClient jdbc,
      TransactionTemplate transactions,
      Erasures erasures,
      OrderIndex index,
      Audit audit) {
    this.index = index;
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.erasures = erasures;
    this.audit = audit;
  }

  private record Head(
      long id, String type, String source, String origin, String messageKey, String orderKey) {}

  private record Sent(
      long id,
      long head,
      String subscriber,
      long version,
      String state,
      String words,
      String progress) {}

  private record Text(long id, String text) {}

  /** How a document may be written. */
  private record Document(String plain, List<String> forms, Pattern whole) {

    /**
     * @throws IllegalArgumentException in one sentence, when it is neither a CPF nor a CNPJ
     */
    static Document of(String given) {
      String plain = Customer.plainDocument(given);
      if (plain == null || !DOCUMENT.matcher(plain).matches()) {
        throw new IllegalArgumentException(
            "A CPF has 11 digits, and a CNPJ 14 characters of which the last two are digits");
      }
      String formatted =
          plain.length() == 11
              ? plain.replaceFirst("(...)(...)(...)(..)", "$1.$2.$3-$4")
              : plain.replaceFirst("(..)(...)(...)(....)(..)", "$1.$2.$3/$4-$5");
      Pattern whole =
          Pattern.compile(
              "(?<![0-9A-Za-z])(?:%s|%s)(?![0-9A-Za-z])"
                  .formatted(Pattern.quote(plain), Pattern.quote(formatted)));
      return new Document(plain, List.of(plain, formatted), whole);
    }

    boolean in(String text) {
      return text != null && whole.matcher(text).find();
    }
  }

  /** Everything of one person, to be given to that person. */
  Map<String, Object> export(String given, Act act) {
    Document document = Document.of(given);
    List<Head> heads = heads(document);
    Set<Long> ids = ids(heads);
    Map<String, Object> all = new LinkedHashMap<>();
    all.put(
        "messages",
        inLists(
            ids,
            "SELECT h.type, h.source, h.message_key, m.version, m.recorded_at, m.body FROM message m JOIN head h ON h.id = m.head_id WHERE m.head_id IN (:ids) ORDER BY m.id"));
    all.put(
        "deliveries",
        inLists(
            ids,
            "SELECT d.id, h.type, h.message_key, s.subscriber, d.version, d.state, d.words, d.progress, d.created_at, d.finished_at FROM delivery d JOIN head h ON h.id = d.head_id JOIN subscription s ON s.id = d.subscription_id WHERE d.head_id IN (:ids) ORDER BY d.id"));
    all.put(
        "attempts",
        inLists(
            ids,
            "SELECT a.delivery_id, a.started_at, a.result, a.words, a.calls FROM attempt a JOIN delivery d ON d.id = a.delivery_id WHERE d.head_id IN (:ids) ORDER BY a.id"));
    all.put(
        "deadLetters",
        inLists(
            deadLetters(document, heads),
            "SELECT id, source, type, message_key, reason, raw, recorded_at FROM dead_letter WHERE id IN (:ids) ORDER BY id"));
    all.put(
        "waiting",
        inLists(
            waiting(document, heads),
            "SELECT id, type, source, message_key, body, recorded_at FROM waiting_message WHERE id IN (:ids) ORDER BY id"));
    all.put(
        "differences",
        inLists(
            differences(document, heads),
            "SELECT id, type, source, message_key, connection, expected, found, found_at FROM difference WHERE id IN (:ids) ORDER BY id"));
    all.put("references", references(document, heads));
    audit.keep(
        act,
        "export",
        Audit.PERSON,
        erasures.hash(document.plain()),
        null,
        Sentence.of("said.exported-keys", heads.size()));
    return all;
  }

  /**
   * Erases one person.
   *
   * @return refused while anything of the person is on its way
   */
  Repairs.Answer erase(String given, Act act) {
    Document document = Document.of(given);
    if (act.reason() == null) {
      return Repairs.Answer.refused("said.person.why");
    }
    String hash = erasures.hash(document.plain());
    List<Head> heads = heads(document);
    long open = open(ids(heads));
    Repairs.Answer answer =
        open > 0
            ? Repairs.Answer.refused("said.person.under-way", open)
            : Repairs.Answer.done(
                "said.person.erased",
                erase(document, heads, hash),
                delete("dead_letter", deadLetters(document, heads)),
                delete("waiting_message", waiting(document, heads)),
                delete("difference", differences(document, heads)));
    audit.keep(act, "erase", Audit.PERSON, hash, null, answer.sentence());
    return answer;
  }

  private int erase(Document document, List<Head> heads, String hash) {
    transactions.executeWithoutResult(status -> replaceKeys(document, hash));
    erasures.look();
    heads.forEach(head -> transactions.executeWithoutResult(status -> erase(document, head, hash)));
    return heads.size();
  }

  /** Where the document is a key: the next poll that brings the person finds the hash. */
  private void replaceKeys(Document document, String hash) {
    erasures.add(hash);
    for (String sql :
        List.of(
            "UPDATE head SET message_key = :hash WHERE message_key = :document AND type = 'customer'",
            "UPDATE mark SET message_key = :hash WHERE message_key = :document AND type = 'customer'",
            "UPDATE reference SET source_key = :hash"
                + " WHERE source_key = :document AND kind = 'customer'")) {
      jdbc.sql(sql).param("hash", hash).param("document", document.plain()).update();
    }
  }

  private void erase(Document document, Head head, String hash) {
    ofHead("SELECT id FROM head WHERE id = :head FOR UPDATE", head).query(Long.class).list();
    ofHead("UPDATE message SET body = NULL WHERE head_id = :head AND body IS NOT NULL", head)
        .update();
    ofHead(
            "UPDATE attempt SET calls = NULL, words = NULL"
                + " WHERE delivery_id IN (SELECT id FROM delivery WHERE head_id = :head)",
            head)
        .update();
    index.forget(head.id());
    for (Sent it : jdbc.sql(DELIVERIES).param("heads", head.id()).query(Sent.class).list()) {
      String progress = it.progress();
      if (document.in(progress)) {
        progress = document.whole().matcher(progress).replaceAll(hash);
      }
      jdbc.sql(
              "UPDATE delivery SET words = NULL, subject = NULL, progress = :progress WHERE id = :id")
          .param("progress", progress)
          .param("id", it.id())
          .update();
    }
  }

  private JdbcClient.StatementSpec ofHead(String sql, Head head) {
    return jdbc.sql(sql).param("head", head.id());
  }

  /** All keys with something of the person, and all that is about the person's orders. */
  private List<Head> heads(Document document) {
    Set<Long> found = new LinkedHashSet<>();
    jdbc
        .sql(HEADS + " WHERE message_key IN (:keys)")
        .param("keys", List.of(document.plain(), erasures.hash(document.plain())))
        .query(Head.class)
        .list()
        .stream()
        .filter(it -> it.type().equals(CustomerRecord.TYPE))
        .forEach(it -> found.add(it.id()));
    found.addAll(mentions("message", "head_id", "body", document));
    Map<Long, Head> heads = new LinkedHashMap<>();
    look(found, heads);
    for (Head order : List.copyOf(heads.values())) {
      if (order.type().equals(Order.TYPE)) {
        jdbc.sql(HEADS + " WHERE order_key = :order AND origin = :origin")
            .param("order", order.messageKey())
            .param("origin", order.source())
            .query(Head.class)
            .list()
            .forEach(it -> heads.put(it.id(), it));
      }
    }
    outcomes(heads);
    return List.copyOf(heads.values());
  }

  private void look(Collection<Long> ids, Map<Long, Head> into) {
    for (List<Long> some : lists(ids)) {
      jdbc.sql(HEADS + " WHERE id IN (:ids)")
          .param("ids", some)
          .query(Head.class)
          .list()
          .forEach(it -> into.put(it.id(), it));
    }
  }

  /** What sources were told of these: the words may name the person. */
  private void outcomes(Map<Long, Head> heads) {
    Set<String> keys = new HashSet<>();
    for (List<Long> some : lists(heads.keySet())) {
      for (Sent it : jdbc.sql(DELIVERIES).param("heads", some).query(Sent.class).list()) {
        Head head = heads.get(it.head());
        keys.add(String.join("/", head.type(), head.messageKey(), head.origin(), it.subscriber()));
      }
    }
    for (List<String> some : lists(keys)) {
      jdbc
          .sql(HEADS + " WHERE message_key IN (:keys)")
          .param("keys", some)
          .query(Head.class)
          .list()
          .stream()
          .filter(it -> it.type().equals(DeliveryOutcome.TYPE))
          .forEach(it -> heads.put(it.id(), it));
    }
  }

  /** Values of a column in rows whose text has the document in it, read in small steps. */
  private Set<Long> mentions(String table, String column, String text, Document document) {
    String sql =
        """
        SELECT %2$s AS id, %3$s AS text FROM %1$s
         WHERE id > :after AND id <= :upTo AND (%3$s LIKE :plain OR %3$s LIKE :formatted)
        """
            .formatted(table, column, text);
    long last = jdbc.sql("SELECT COALESCE(MAX(id), 0) FROM " + table).query(Long.class).single();
    Set<Long> found = new TreeSet<>();
    for (long after = 0; after < last; after += BLOCK) {
      jdbc
          .sql(sql)
          .param("after", after)
          .param("upTo", after + BLOCK)
          .param("plain", "%" + document.forms().get(0) + "%")
          .param("formatted", "%" + document.forms().get(1) + "%")
          .query(Text.class)
          .list()
          .stream()
          .filter(it -> document.in(it.text()))
          .forEach(it -> found.add(it.id()));
    }
    return found;
  }

  private Set<Long> deadLetters(Document document, List<Head> heads) {
    Set<Long> found = mentions("dead_letter", "id", "raw", document);
    found.addAll(mentions("dead_letter", "id", "reason", document));
    found.addAll(
        ofKeys("SELECT id FROM dead_letter WHERE message_key IN (:keys)", document, heads));
    return found;
  }

  private Set<Long> waiting(Document document, List<Head> heads) {
    Set<Long> found = mentions("waiting_message", "id", "body", document);
    found.addAll(
        ofKeys("SELECT id FROM waiting_message WHERE order_key IN (:keys)", document, heads));
    return found;
  }

  private Set<Long> differences(Document document, List<Head> heads) {
    return ofKeys("SELECT id FROM difference WHERE message_key IN (:keys)", document, heads);
  }

  private Set<Long> ofKeys(String sql, Document document, List<Head> heads) {
    Set<String> keys = new TreeSet<>(Set.of(document.plain()));
    heads.stream()
        .filter(it -> Set.of(Order.TYPE, CustomerRecord.TYPE).contains(it.type()))
        .forEach(it -> keys.add(it.messageKey()));
    Set<Long> found = new TreeSet<>();
    lists(keys)
        .forEach(some -> found.addAll(jdbc.sql(sql).param("keys", some).query(Long.class).list()));
    return found;
  }

  private List<Map<String, Object>> references(Document document, List<Head> heads) {
    List<String> keys =
        Stream.concat(
                Stream.of(document.plain(), erasures.hash(document.plain())),
                heads.stream().filter(it -> it.type().equals(Order.TYPE)).map(Head::messageKey))
            .distinct()
            .toList();
    List<Map<String, Object>> found = new ArrayList<>();
    for (List<String> some : lists(keys)) {
      found.addAll(
          jdbc.sql(
                  "SELECT kind, source, source_key, connection, target_id, label, state FROM reference"
                      + " WHERE source_key IN (:keys)")
              .param("keys", some)
              .query()
              .listOfRows());
    }
    return found;
  }

  private long open(Set<Long> heads) {
    long open = 0;
    for (List<Long> some : lists(heads)) {
      open +=
          jdbc.sql(DELIVERIES).param("heads", some).query(Sent.class).list().stream()
              .filter(it -> State.OPEN.contains(State.of(it.state())))
              .count();
    }
    return open;
  }

  private int delete(String table, Set<Long> ids) {
    int deleted = 0;
    for (List<Long> some : lists(ids)) {
      deleted +=
          jdbc.sql("DELETE FROM " + table + " WHERE id IN (:ids)").param("ids", some).update();
    }
    return deleted;
  }

  private List<Map<String, Object>> inLists(Set<Long> ids, String sql) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (List<Long> some : lists(ids)) {
      rows.addAll(jdbc.sql(sql).param("ids", some).query().listOfRows());
    }
    return rows;
  }

  private static Set<Long> ids(List<Head> heads) {
    Set<Long> ids = new LinkedHashSet<>();
    heads.forEach(it -> ids.add(it.id()));
    return ids;
  }

  private static <T> List<List<T>> lists(Collection<T> all) {
    List<T> whole = List.copyOf(all);
    List<List<T>> lists = new ArrayList<>();
    for (int from = 0; from < whole.size(); from += MOST_IN_LIST) {
      lists.add(whole.subList(from, Math.min(whole.size(), from + MOST_IN_LIST)));
    }
    return lists;
  }
}
