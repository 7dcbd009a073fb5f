package dev.ponte.ledger;

import dev.ponte.canonical.Customer;
import dev.ponte.canonical.Invoice;
import dev.ponte.canonical.Message;
import dev.ponte.canonical.Order;
import dev.ponte.canonical.OrderStatus;
import dev.ponte.canonical.Shipment;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * By what an order is found: everything that people call it by. Terms are upper case letters and
 * digits alone, so that however somebody writes a number it is found, and by its beginning too.
 */
public final class SearchTerms {

  /** Kinds that tell of a person; they are kept no longer than the body. */
  public static final Set<String> PERSONAL = Set.of("document", "email", "name");

  /** Further numbers that people of a store call an order by, by the stores' names for them. */
  private static final List<String> NUMBERS = List.of("sequence", "sellerOrderId");

  private static final int MOST = 60;
  private static final int SHORTEST = 2;
  private static final Pattern MARKS = Pattern.compile("\\p{M}");
  private static final Pattern OTHERS = Pattern.compile("[^A-Z0-9]");
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

  private SearchTerms() {}

  /**
   * One of them.
   *
   * @param kind order, number, marketplace, erp, erp-id, invoice, nfe, tracking; of a person
   *     document, email, name
   */
  record Term(String term, String kind) {}

  /** Those of a message; none for what is about no order. */
  static Set<Term> of(Message message) {
    Set<Term> terms = new LinkedHashSet<>();
    if (message instanceof Order order) {
      of(order, terms);
    } else if (message instanceof OrderStatus status) {
      add(terms, "erp", status.erpNumber());
      add(terms, "erp-id", status.erpId());
    } else if (message instanceof Invoice invoice) {
      add(terms, "invoice", invoice.number());
      add(terms, "nfe", invoice.accessKey());
      add(terms, "tracking", invoice.trackingCode());
    } else if (message instanceof Shipment shipment) {
      add(terms, "tracking", shipment.trackingCode());
    }
    return terms;
  }

  private static void of(Order order, Set<Term> terms) {
    add(terms, "order", order.id());
    int dash = order.id().lastIndexOf('-');
    if (dash > 0) {
      add(terms, "order", order.id().substring(0, dash));
    }
    add(terms, "number", order.number());
    add(terms, "order", order.group());
    NUMBERS.forEach(it -> add(terms, "number", order.extras().get(it)));
    if (order.marketplace() != null) {
      add(terms, "marketplace", order.marketplace().orderId());
    }
    Customer customer = order.customer();
    add(terms, "document", customer.document());
    add(terms, "email", customer.email());
    words(customer.name()).forEach(it -> terms.add(new Term(it, "name")));
  }

  /** How a text is looked for; empty when nothing is left of it. */
  public static String plain(String text) {
    String plain = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
    String term = OTHERS.matcher(plain.toUpperCase(Locale.ROOT)).replaceAll("");
    return term.length() <= MOST ? term : term.substring(0, MOST);
  }

  /** The words of a name, as they are looked for. */
  public static List<String> words(String text) {
    return Arrays.stream(BETWEEN_WORDS.split(text))
        .map(SearchTerms::plain)
        .filter(it -> it.length() >= SHORTEST)
        .distinct()
        .toList();
  }

  private static void add(Set<Term> terms, String kind, String text) {
    String term = text == null ? "" : plain(text);
    if (!term.isEmpty()) {
      terms.add(new Term(term, kind));
    }
  }
}
