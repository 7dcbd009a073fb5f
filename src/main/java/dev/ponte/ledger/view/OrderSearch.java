package dev.ponte.ledger.view;

import dev.ponte.ledger.SearchTerms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds orders by any number: the whole of it, else its beginning. */
@Component
public class OrderSearch {

  private static final int MOST = 50;
  private static final int SHORTEST_PREFIX = 4;
  private static final int MOST_WORDS = 4;
  private static final Pattern DELIVERY = Pattern.compile("#(\\d{1,18})");

  private static final String FOUND =
      """
      SELECT t.term, t.kind, h.origin, h.order_key AS orderKey
        FROM search_term t JOIN head h ON h.id = t.head_id
      """;

  private final JdbcClient jdbc;
  private final Orders orders;

  OrderSearch(JdbcClient jdbc, Orders orders) {
    this.jdbc = jdbc;
    this.orders = orders;
  }

  private record Term(String term, String kind, String origin, String orderKey) {}

  /**
   * An order that was found.
   *
   * @param kind by what: order, number, marketplace, erp, erp-id, invoice, nfe, tracking; of a
   *     person document, email, name
   * @param term the same, letters and digits alone
   * @param whole whether it is what was looked for, and does not only begin so
   */
  public record Hit(String kind, String term, boolean whole, OrderRow order) {

    public Sentence matched() {
      return Sentence.of("kind." + kind);
    }
  }

  /**
   * What was found.
   *
   * @param delivery the number of a delivery, for {@code #17}; null otherwise
   * @param more whether there are more than these
   * @param elsewhere keys of which something is known though no order is, 10 at most: see {@link
   *     OrderPages#traces}
   */
  public record Result(
      String asked, List<Hit> hits, Long delivery, boolean more, List<String> elsewhere) {}

  /**
   * Looks for orders.
   *
   * @param personal whether names, documents and e-mails are looked at too
   */
  public Result find(String asked, boolean personal) {
    String text = asked == null ? "" : asked.strip();
    Matcher number = DELIVERY.matcher(text);
    if (number.matches()) {
      long id = Long.parseLong(number.group(1));
      boolean there =
          !jdbc.sql("SELECT id FROM delivery WHERE id = :id")
              .param("id", id)
              .query(Long.class)
              .list()
              .isEmpty();
      return new Result(text, List.of(), there ? id : null, false, List.of());
    }
    String term = SearchTerms.plain(text);
    List<Term> found = term.isEmpty() ? List.of() : whole(term, personal);
    boolean whole = !found.isEmpty();
    if (!whole && personal) {
      found = named(SearchTerms.words(text));
      whole = !found.isEmpty();
    }
    if (!whole && term.length() >= SHORTEST_PREFIX) {
      found = beginning(term, personal);
    }
    List<Hit> hits = hits(found, whole);
    boolean more = hits.size() > MOST;
    return new Result(
        text,
        more ? hits.subList(0, MOST) : hits,
        null,
        more,
        hits.isEmpty() && !text.isEmpty() ? elsewhere(text) : List.of());
  }

  private List<Term> whole(String term, boolean personal) {
    return jdbc.sql(FOUND + " WHERE t.term = :term" + kinds(personal) + newest())
        .param("term", term)
        .params(personal(personal))
        .query(Term.class)
        .list();
  }

  private List<Term> beginning(String term, boolean personal) {
    return jdbc.sql(
            FOUND
                + " WHERE t.term BETWEEN :term AND :last"
                + kinds(personal)
                + " ORDER BY t.term, t.kind, t.head_id FETCH FIRST 200 ROWS ONLY")
        .param("term", term)
        .param("last", term + "ZZZZZZZZ")
        .params(personal(personal))
        .query(Term.class)
        .list();
  }

  /** Somebody of these names, all of them. */
  private List<Term> named(List<String> words) {
    if (words.size() < 2) {
      return List.of();
    }
    StringBuilder sql =
        new StringBuilder(FOUND).append(" WHERE t.kind = 'name' AND t.term = :word0");
    Map<String, Object> values = new HashMap<>(Map.of("word0", words.get(0)));
    for (int i = 1; i < Math.min(words.size(), MOST_WORDS); i++) {
      sql.append(
          " AND EXISTS (SELECT 1 FROM search_term w%1$d WHERE w%1$d.head_id = t.head_id AND w%1$d.kind = 'name' AND w%1$d.term = :word%1$d)"
              .formatted(i));
      values.put("word" + i, words.get(i));
    }
    return jdbc.sql(sql + newest()).params(values).query(Term.class).list();
  }

  private static String newest() {
    return " ORDER BY t.head_id DESC FETCH FIRST 200 ROWS ONLY";
  }

  private static String kinds(boolean personal) {
    return personal ? "" : " AND t.kind NOT IN (:personal)";
  }

  private static Map<String, Object> personal(boolean personal) {
    return personal ? Map.of() : Map.of("personal", SearchTerms.PERSONAL);
  }

  private List<Hit> hits(List<Term> found, boolean whole) {
    Map<Orders.Key, Term> terms = new LinkedHashMap<>();
    found.stream()
        .filter(it -> it.orderKey() != null)
        .forEach(it -> terms.putIfAbsent(new Orders.Key(it.origin(), it.orderKey()), it));
    Set<Orders.Key> keys = new LinkedHashSet<>();
    terms.keySet().stream().limit(MOST + 1L).forEach(keys::add);
    Map<Orders.Key, Clocks> clocks = new HashMap<>();
    orders.clocksOf(keys).forEach(it -> clocks.put(new Orders.Key(it.origin(), it.orderKey()), it));
    List<Clocks> inOrder = new ArrayList<>();
    keys.forEach(it -> Optional.ofNullable(clocks.get(it)).ifPresent(inOrder::add));
    return orders.rows(inOrder).stream()
        .map(
            row -> {
              Term term = terms.get(new Orders.Key(row.origin(), row.id()));
              return new Hit(term.kind(), term.term(), whole, row);
            })
        .toList();
  }

  /** Of records that were not understood, and of messages that wait for their store. */
  private List<String> elsewhere(String key) {
    boolean begins = key.length() >= SHORTEST_PREFIX;
    return jdbc.sql(
            """
            SELECT found FROM (
                   SELECT message_key AS found FROM dead_letter
                    WHERE message_key BETWEEN :key AND :last
                    UNION SELECT order_key FROM waiting_message
                    WHERE order_key BETWEEN :key AND :last) known
             ORDER BY found FETCH FIRST 10 ROWS ONLY
            """)
        .param("key", key)
        .param("last", begins ? key + "ZZZZZZZZ" : key)
        .query(String.class)
        .list();
  }
}
