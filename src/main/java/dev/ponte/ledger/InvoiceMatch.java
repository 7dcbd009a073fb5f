package dev.ponte.ledger;

import dev.ponte.canonical.Fiscal;
import dev.ponte.canonical.Invoice;
import dev.ponte.canonical.OrderRef;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which of the orders that an invoice may mean is its own: the one, and only one, that nothing
 * speaks against. A wrong order is worse than none, since a person is told of none.
 *
 * @param order null when none was found
 * @param sure whether its id and its buyer's document prove it, so that something can be learnt
 * @param cause what to call it when none was found
 * @param why what was looked for and what spoke against it; null when one was found
 */
record InvoiceMatch(OrderRef order, boolean sure, String cause, String why) {

  static final String NO_ORDER = "invoice.no-order";
  static final String SEVERAL_ORDERS = "invoice.several-orders";
  static final String UNKNOWN_EMITTER = "invoice.unknown-emitter";

  /** Ids of so many characters are no numbers that somebody else counts with, too. */
  static final int LONG_ID = 10;

  /** Freight and goods are rounded apart by stores and ERPs. */
  private static final BigDecimal CENTS = new BigDecimal("0.05");

  private static final String WAY_OUT =
      "Have the ERP write the store's order id into xPed, or say whose it is: its file under the name \"pedido <the store's order id>.xml\" is taken at its word";

  /** What is known of who issued an invoice. */
  enum Emitter {
    OURS,
    /** Others are known to be ours. */
    STRANGER,
    /** Nobody is known yet. */
    OPEN
  }

  /** How a text names an order. */
  enum Way {
    /** It is the store's id. */
    ID,
    /** It is the number or the id that an ERP has for it. */
    NUMBER,
    /** The store's id begins with it. */
    BEGINNING,
    /** It is the access key of an invoice of the order. */
    INVOICE
  }

  /**
   * What is known of an order.
   *
   * @param documents of the buyer, those that can be checked
   * @param codes of its lines
   */
  record Known(Set<String> documents, BigDecimal total, Set<String> codes) {}

  /**
   * An order that the invoice may mean.
   *
   * @param known null when the ledger does not keep the order, or not any more
   */
  record Candidate(String store, String id, Way way, Fiscal.Clue clue, Known known) {

    OrderRef order() {
      return new OrderRef(store, id);
    }
  }

  static InvoiceMatch found(OrderRef order, boolean sure) {
    return new InvoiceMatch(order, sure, null, null);
  }

  static InvoiceMatch of(Invoice invoice, Emitter emitter, Collection<Candidate> all) {
    return new Search(invoice, emitter).among(all);
  }

  private static final class Search {

    private final Invoice invoice;
    private final Fiscal fiscal;
    private final Emitter emitter;
    private final Set<String> against = new LinkedHashSet<>();
    private boolean stranger;

    Search(Invoice invoice, Emitter emitter) {
      this.invoice = invoice;
      this.fiscal = invoice.fiscal();
      this.emitter = emitter;
    }

    InvoiceMatch among(Collection<Candidate> all) {
      List<Candidate> meant = all.stream().filter(it -> !isCutOfAnother(it)).toList();
      Set<OrderRef> agreed = agreed(meant);
      Map<OrderRef, Candidate> left = new LinkedHashMap<>();
      meant.stream()
          .filter(it -> fits(it, all, agreed.contains(it.order())))
          .forEach(it -> left.merge(it.order(), it, Search::better));
      dropBeginnings(left);
      if (left.size() == 1) {
        Candidate one = left.values().iterator().next();
        return found(one.order(), one.way() == Way.ID && isBuyer(one));
      }
      return left.isEmpty() ? none(all) : several(left.keySet());
    }

    /** {@code 1000000000001-0} is no hint at -01 where {@code 1000000000001-02} is written, too. */
    private boolean isCutOfAnother(Candidate it) {
      return it.way() == Way.BEGINNING
          && fiscal.clues().stream()
              .map(Fiscal.Clue::text)
              .anyMatch(
                  text ->
                      text.length() > it.clue().text().length()
                          && starts(text, it.clue().text())
                          && !starts(it.id(), text));
    }

    /** Named by two different texts, such as the store's id and the ERP's number. */
    private static Set<OrderRef> agreed(Collection<Candidate> all) {
      return all.stream()
          .collect(
              Collectors.groupingBy(
                  Candidate::order, Collectors.mapping(it -> it.clue().text(), Collectors.toSet())))
          .entrySet()
          .stream()
          .filter(it -> it.getValue().size() > 1)
          .map(Map.Entry::getKey)
          .collect(Collectors.toSet());
    }

    private boolean fits(Candidate it, Collection<Candidate> all, boolean agreed) {
      if (isSomebodyElse(it)) {
        return against(it, "whose buyer is not the recipient");
      }
      if (emitter == Emitter.STRANGER) {
        stranger = true;
        return against(it, "but the emitter is none of those that are known as ours");
      }
      if (hasUnmetTwin(it, all)) {
        return against(it, "while another of its kind is named that is not known");
      }
      if (isBuyer(it)) {
        return switch (it.way()) {
          case ID, INVOICE -> true;
          case NUMBER, BEGINNING -> fitsByContent(it, all);
        };
      }
      if (emitter != Emitter.OURS) {
        stranger = true;
        return against(it, "but it is not known whether the emitter is ours, nor who bought it");
      }
      boolean longId = it.way() == Way.ID && it.clue().text().length() >= LONG_ID;
      return longId
          || it.way() == Way.INVOICE
          || it.way() != Way.BEGINNING && agreed
          || against(it, "whose buyer is not known, so that nothing proves it");
    }

    /** A number or a beginning proves little: what was bought must fit, too. */
    private boolean fitsByContent(Candidate it, Collection<Candidate> all) {
      if (!hasValue(it) && !hasItems(it)) {
        return against(it, "whose value and items are others");
      }
      boolean unmet =
          fiscal.clues().stream()
              .filter(clue -> clue.designated() && clue.text().length() >= LONG_ID)
              .anyMatch(clue -> all.stream().noneMatch(other -> other.clue().equals(clue)));
      return !unmet || against(it, "while xPed names another that is not known");
    }

    /** An invoice of two orders, of which one has not come yet, is of neither. */
    private boolean hasUnmetTwin(Candidate it, Collection<Candidate> all) {
      String shape = shape(it.clue().text());
      return shape.length() >= LONG_ID
          && fiscal.clues().stream()
              .filter(clue -> shape(clue.text()).equals(shape))
              .anyMatch(clue -> all.stream().noneMatch(other -> other.clue().equals(clue)));
    }

    private static String shape(String text) {
      return text.replaceAll("\\d", "9").replaceAll("\\p{L}", "a");
    }

    private boolean hasValue(Candidate it) {
      return it.known().total().subtract(invoice.value()).abs().compareTo(CENTS) <= 0;
    }

    private boolean hasItems(Candidate it) {
      return !invoice.lines().isEmpty()
          && invoice.value().compareTo(it.known().total().add(CENTS)) <= 0
          && invoice.lines().stream().allMatch(line -> it.known().codes().contains(line.sku()));
    }

    private boolean isBuyer(Candidate it) {
      return isComparable(it) && it.known().documents().contains(fiscal.recipient());
    }

    private boolean isSomebodyElse(Candidate it) {
      return isComparable(it) && !it.known().documents().contains(fiscal.recipient());
    }

    private boolean isComparable(Candidate it) {
      return fiscal.recipient() != null && it.known() != null && !it.known().documents().isEmpty();
    }

    /** Of several ways to one order the one that proves most. */
    private static Candidate better(Candidate one, Candidate other) {
      return one.way().compareTo(other.way()) <= 0 ? one : other;
    }

    /** What one text begins and another names whole is the one that is named. */
    private static void dropBeginnings(Map<OrderRef, Candidate> left) {
      List<Candidate> whole =
          left.values().stream().filter(it -> it.way() != Way.BEGINNING).toList();
      left.values()
          .removeIf(
              it ->
                  it.way() == Way.BEGINNING
                      && whole.stream().anyMatch(one -> starts(one.id(), it.clue().text())));
    }

    private InvoiceMatch none(Collection<Candidate> all) {
      Set<Fiscal.Clue> hits = all.stream().map(Candidate::clue).collect(Collectors.toSet());
      List<String> said = new ArrayList<>(against);
      fiscal.clues().stream()
          .filter(it -> !hits.contains(it))
          .map(
              it ->
                  "%s %s is neither an order's id nor its number in an ERP"
                      .formatted(it.field(), it.text()))
          .forEach(said::add);
      fiscal.invoices().stream()
          .filter(key -> hits.stream().noneMatch(it -> it.text().equals(key)))
          .map("NFref %s is no invoice that came here"::formatted)
          .forEach(said::add);
      if (said.isEmpty()) {
        said.add("it names none: neither xPed nor infCpl nor obsCont is about an order");
      }
      String remedy =
          stranger
              ? "If the emitter is yours, set ponte.connections.nfe.emitters. " + WAY_OUT
              : WAY_OUT;
      return missed(stranger ? UNKNOWN_EMITTER : NO_ORDER, said, remedy);
    }

    private InvoiceMatch several(Set<OrderRef> orders) {
      List<String> names =
          orders.stream().map(it -> "%s of %s".formatted(it.id(), it.connection())).toList();
      return missed(SEVERAL_ORDERS, List.of("it may be of " + String.join(" or ", names)), WAY_OUT);
    }

    private InvoiceMatch missed(String cause, List<String> said, String remedy) {
      return new InvoiceMatch(
          null,
          false,
          cause,
          "NF-e %s of emitter %s is of no order that can be told: %s. %s"
              .formatted(invoice.number(), fiscal.emitter(), String.join("; ", said), remedy));
    }

    private boolean against(Candidate it, String what) {
      against.add(
          "%s %s %s order %s of %s, %s"
              .formatted(
                  it.clue().field(),
                  it.clue().text(),
                  it.way() == Way.BEGINNING ? "begins like" : "names",
                  it.id(),
                  it.store(),
                  what));
      return false;
    }

    private static boolean starts(String text, String beginning) {
      return text.regionMatches(true, 0, beginning, 0, beginning.length());
    }
  }
}
