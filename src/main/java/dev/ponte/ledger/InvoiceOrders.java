package dev.ponte.ledger;

import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Customer;
import dev.ponte.canonical.Fiscal;
import dev.ponte.canonical.Invoice;
import dev.ponte.canonical.Line;
import dev.ponte.canonical.Order;
import dev.ponte.delivery.Reference;
import dev.ponte.ledger.InvoiceMatch.Candidate;
import dev.ponte.ledger.InvoiceMatch.Emitter;
import dev.ponte.ledger.InvoiceMatch.Known;
import dev.ponte.ledger.InvoiceMatch.Way;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The orders of the ledger that an invoice may mean. */
@Component
class InvoiceOrders {

  /** Kind of the references from the access key of an invoice to its order. */
  static final String INVOICE = "invoice";

  /** Kind of the references that say whose invoices are ours. */
  static final String EMITTER = "emitter";

  /** The part of a CNPJ that all branches share. */
  private static final int ROOT = 8;

  private static final int LONGEST_CNPJ = 14;
  private static final int MOST = 50;

  /** Nothing but the keys: beside an equation of the same index H2 would read all of it. */
  private static final String BY_ID =
      """
      SELECT type AS kind, source, message_key AS "key", message_key AS text FROM head
       WHERE message_key IN (:texts)
       UNION
      SELECT kind, source, source_key, source_key FROM reference WHERE source_key IN (:texts)
      """;

  private static final String BY_NUMBER =
      """
      SELECT kind, source, source_key AS "key", target_id AS text FROM reference
       WHERE target_id IN (:texts)
       UNION
      SELECT kind, source, source_key, label FROM reference WHERE label IN (:texts)
      """;

  /** Wider than the beginning by any collation, so what begins otherwise is left out by LEFT. */
  private static final String BY_BEGINNING =
      """
      SELECT 'order' AS kind, source, message_key AS "key", message_key AS text FROM head
       WHERE type = 'order' AND message_key >= :text AND message_key <= :end
         AND LEFT(message_key, :length) = :text
       UNION
      SELECT 'order', source, source_key, source_key FROM reference
       WHERE kind = 'order' AND source_key >= :text AND source_key <= :end
         AND LEFT(source_key, :length) = :text
       FETCH FIRST :most ROWS ONLY
      """;

  private static final String BY_INVOICE =
      """
      SELECT 'order' AS kind, connection AS source, target_id AS "key", source_key AS text
        FROM reference WHERE source_key IN (:texts) AND kind = 'invoice' AND connection <> ''
      """;

  private static final String BODY =
      """
      SELECT m.body FROM head h JOIN message m ON m.head_id = h.id AND m.version = h.version
       WHERE h.message_key = :id AND h.type = 'order' AND h.source = :store
      """;

  private static final String IS_OURS =
      "SELECT COUNT(*) FROM reference WHERE kind = 'emitter' AND source_key = :root";

  private static final String KNOWS_SOMEBODY =
      "SELECT COUNT(*) FROM reference WHERE kind = 'emitter'";

  private final JdbcClient jdbc;

  InvoiceOrders(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A row of any kind; text is what was looked for. */
  private record Row(String kind, String source, String key, String text) {}

  InvoiceMatch match(Invoice invoice) {
    return InvoiceMatch.of(invoice, emitter(invoice.fiscal()), candidates(invoice));
  }

  private Emitter emitter(Fiscal fiscal) {
    if (fiscal.ours() || isOurs(fiscal.emitter())) {
      return Emitter.OURS;
    }
    return jdbc.sql(KNOWS_SOMEBODY).query(Long.class).single() > 0
        ? Emitter.STRANGER
        : Emitter.OPEN;
  }

  /** Whether somebody's invoices, or those of another branch, were surely ours before. */
  boolean isOurs(String emitter) {
    return emitter != null
        && jdbc.sql(IS_OURS).param("root", root(emitter)).query(Long.class).single() > 0;
  }

  /** That whose invoice this is, is one of ours. */
  static Reference ours(Invoice invoice, String store) {
    String emitter = invoice.fiscal().emitter();
    return new Reference(
        EMITTER, invoice.source(), root(emitter), store, emitter, null, null, false);
  }

  private static String root(String emitter) {
    return emitter.length() == LONGEST_CNPJ ? emitter.substring(0, ROOT) : emitter;
  }

  private List<Candidate> candidates(Invoice invoice) {
    List<Fiscal.Clue> clues = invoice.fiscal().clues();
    Set<Candidate> found = new LinkedHashSet<>();
    found.addAll(candidates(BY_ID, Way.ID, clues));
    found.addAll(candidates(BY_NUMBER, Way.NUMBER, clues));
    for (Fiscal.Clue clue : clues) {
      boolean named = found.stream().anyMatch(it -> it.clue().equals(clue));
      if (!named && clue.text().length() >= InvoiceMatch.LONG_ID) {
        found.addAll(beginning(clue));
      }
    }
    List<Fiscal.Clue> keys =
        invoice.fiscal().invoices().stream()
            .map(key -> new Fiscal.Clue(key, "NFref", true))
            .toList();
    found.addAll(candidates(BY_INVOICE, Way.INVOICE, keys));
    String store = invoice.order().connection();
    Map<List<String>, Known> known = new HashMap<>();
    return found.stream()
        .filter(it -> store == null || store.equals(it.store()))
        .map(
            it -> {
              List<String> key = List.of(it.store(), it.id());
              known.computeIfAbsent(key, any -> known(it.store(), it.id()));
              return new Candidate(it.store(), it.id(), it.way(), it.clue(), known.get(key));
            })
        .toList();
  }

  private List<Candidate> candidates(String sql, Way way, Collection<Fiscal.Clue> clues) {
    if (clues.isEmpty()) {
      return List.of();
    }
    Set<String> texts =
        clues.stream().flatMap(it -> spellings(it.text()).stream()).collect(Collectors.toSet());
    List<Row> rows = jdbc.sql(sql).param("texts", texts).query(Row.class).list();
    List<Candidate> found = new ArrayList<>();
    for (Fiscal.Clue clue : clues) {
      Set<String> spellings = spellings(clue.text());
      rows.stream()
          .filter(it -> it.kind().equals(Order.TYPE) && spellings.contains(it.text()))
          .forEach(it -> found.add(new Candidate(it.source(), it.key(), way, clue, null)));
    }
    return found;
  }

  private List<Candidate> beginning(Fiscal.Clue clue) {
    return spellings(clue.text()).stream()
        .flatMap(
            text ->
                jdbc
                    .sql(BY_BEGINNING)
                    .param("text", text)
                    .param("end", text + "zzzzzzzz")
                    .param("length", text.length())
                    .param("most", MOST)
                    .query(Row.class)
                    .list()
                    .stream())
        .map(it -> new Candidate(it.source(), it.key(), Way.BEGINNING, clue, null))
        .toList();
  }

  /** An ERP may write all in capitals, and fill a number up. */
  private static Set<String> spellings(String text) {
    Set<String> all = new LinkedHashSet<>();
    all.add(text);
    all.add(text.toUpperCase(Locale.ROOT));
    all.add(text.toLowerCase(Locale.ROOT));
    if (text.matches("0+[1-9]\\d*")) {
      all.add(text.replaceFirst("^0+", ""));
    }
    return all;
  }

  private Known known(String store, String id) {
    return jdbc.sql(BODY).param("id", id).param("store", store).query(String.class).list().stream()
        .filter(Objects::nonNull)
        .findFirst()
        .map(body -> known(Canonical.read(Order.class, body)))
        .orElse(null);
  }

  /** A store may keep the document of who orders for a company beside the company's. */
  private static Known known(Order order) {
    Set<String> documents =
        Stream.concat(Stream.of(order.customer().document()), order.extras().values().stream())
            .filter(Objects::nonNull)
            .map(Customer::plainDocument)
            .filter(it -> it != null && it.matches("\\d{11}|[0-9A-Z]{12}\\d{2}"))
            .collect(Collectors.toSet());
    String document = Customer.plainDocument(order.customer().document());
    boolean checkable = document != null && documents.contains(document);
    Set<String> codes = new HashSet<>();
    for (Line line : order.lines()) {
      Stream.of(line.sku(), line.ref(), line.ean()).filter(Objects::nonNull).forEach(codes::add);
    }
    return new Known(checkable ? documents : Set.of(), order.total(), codes);
  }
}
