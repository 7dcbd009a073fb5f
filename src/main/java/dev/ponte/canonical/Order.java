package dev.ponte.canonical;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An order of a store. The store connection is its {@link #source} and thereby its origin.
 *
 * <p>The sums must hold to the cent: each line's {@code unitPrice × quantity − discount +
 * surcharge} is its {@code net}, and lines' nets + freight + charges are the {@code total} that the
 * customer pays.
 *
 * @param source the store connection that the order was read from
 * @param id the store's order id, opaque
 * @param number the number that the store shows to people; null when it is the id
 * @param group the id that sibling orders of one purchase share; null when there is none
 * @param channel where the store got the order from, such as VTEX's {@code Marketplace}; null when
 *     unknown
 * @param marketplace the marketplace it was sold on and the id there; null for the store's own sale
 * @param status the store's status text; not business content
 * @param cancelled whether the store has cancelled it
 * @param handled whether the store shows it as taken already, such as imported or in handling; when
 *     the ledger has never seen it, nobody knows what became of it, and a person is asked; not
 *     business content
 * @param createdAt when it was placed
 * @param changedAt when the store last changed it; null when unknown; not business content
 * @param currency ISO 4217 code
 * @param customer who buys
 * @param billing the billing address; null when the store has none beside the delivery address
 * @param delivery where it goes; null for orders without delivery
 * @param lines what is bought; at least one
 * @param payments how it is paid; the sum need not be the total, since the parts of a split order
 *     each carry the payments of the whole; never card data
 * @param freight how it travels and what that costs; null for orders without delivery
 * @param charges amounts of the whole order that belong to no line: coupons (negative), interest,
 *     gift wrap, taxes
 * @param total what the customer pays for this order
 * @param notes the customer's words; null when there are none
 * @param extras further facts of the store that a fiscal document may need, by the store's names
 * @param raw where the original document can be read again; not business content
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Order(
    String source,
    String id,
    String number,
    String group,
    String channel,
    Marketplace marketplace,
    String status,
    boolean cancelled,
    boolean handled,
    OffsetDateTime createdAt,
    OffsetDateTime changedAt,
    String currency,
    Customer customer,
    Address billing,
    Address delivery,
    List<Line> lines,
    List<Payment> payments,
    Freight freight,
    List<Charge> charges,
    BigDecimal total,
    String notes,
    Map<String, String> extras,
    String raw)
    implements Message {

  public static final String TYPE = "order";

  public Order {
    Require.text(source, "source");
    Require.text(id, "id");
    lines = Require.copy(lines);
    payments = Require.copy(payments);
    charges = Require.copy(charges);
    extras = extras == null ? Map.of() : Map.copyOf(extras);
    Require.present(createdAt, "createdAt of order " + id);
    Require.present(customer, "customer of order " + id);
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("Order %s of %s has no lines".formatted(id, source));
    }
    Require.currency(currency, "Order " + id);
    Require.money(total, "total of order " + id);
    Require.notNegative(total, "total of order " + id);
    BigDecimal sum = sum(lines, freight, charges);
    if (sum.compareTo(total) != 0) {
      throw new IllegalArgumentException(
          "Order %s of %s does not add up: lines, freight and charges make %s, its total is %s"
              .formatted(id, source, sum.toPlainString(), total.toPlainString()));
    }
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String key() {
    return id;
  }

  /** Price of the freight, zero when there is none. */
  public BigDecimal freightPrice() {
    return freight == null ? BigDecimal.ZERO : freight.price();
  }

  /** The same order with other lines, which must come to the same. */
  public Order with(List<Line> others) {
    return new Order(
        source,
        id,
        number,
        group,
        channel,
        marketplace,
        status,
        cancelled,
        handled,
        createdAt,
        changedAt,
        currency,
        customer,
        billing,
        delivery,
        others,
        payments,
        freight,
        charges,
        total,
        notes,
        extras,
        raw);
  }

  @Override
  public Order businessContent() {
    return new Order(
        source,
        id,
        number,
        group,
        channel,
        marketplace,
        null,
        cancelled,
        false,
        createdAt,
        null,
        currency,
        customer,
        billing,
        delivery,
        lines,
        payments,
        freight,
        charges,
        total,
        notes,
        new TreeMap<>(extras),
        null);
  }

  private static BigDecimal sum(List<Line> lines, Freight freight, List<Charge> charges) {
    BigDecimal sum = freight == null ? BigDecimal.ZERO : freight.price();
    for (Line line : lines) {
      sum = sum.add(line.net());
    }
    for (Charge charge : charges) {
      sum = sum.add(charge.value());
    }
    return sum;
  }
}
