package dev.ponte.canonical;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * An order was changed or cancelled in its store after it was sent to a target: the type {@code
 * order-change}, a warning for the people there. The change itself is parked for a person.
 *
 * @param source the store connection that the order was read from
 * @param order which one
 * @param target the subscriber that has an older version
 * @param version of the order that was not sent
 * @param cancelled whether the store has cancelled it
 * @param at when the store says that it was changed; null when it does not say
 * @param items of which quantity or value have changed; empty when what was sent is not kept any
 *     more
 * @param totalBefore what the customer was to pay; null when unknown
 * @param totalAfter what the customer pays now
 * @param delivery where it goes now; null when that has not changed
 * @param others what else has changed, by the names of the order's fields
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record OrderChange(
    String source,
    OrderRef order,
    String target,
    long version,
    boolean cancelled,
    OffsetDateTime at,
    List<Item> items,
    BigDecimal totalBefore,
    BigDecimal totalAfter,
    Address delivery,
    List<String> others)
    implements Message {

  public static final String TYPE = "order-change";

  /**
   * What became of the lines of one sku.
   *
   * @param code the reference code, else the sku
   * @param name as shown to the customer; null when there is none
   * @param before pieces, zero for what is new
   * @param after pieces, zero for what was taken out
   */
  public record Item(String code, String name, BigDecimal before, BigDecimal after) {}

  public OrderChange {
    Require.text(source, "source");
    Require.present(order, "order");
    Require.text(target, "target");
    items = Require.copy(items);
    others = Require.copy(others);
  }

  /**
   * What a target is warned of.
   *
   * @param before as it was sent; null when that is not kept any more
   */
  public static OrderChange of(String target, long version, Order before, Order after) {
    boolean known = before != null;
    return new OrderChange(
        after.source(),
        new OrderRef(after.source(), after.id()),
        target,
        version,
        after.cancelled(),
        after.changedAt(),
        known ? items(before.lines(), after.lines()) : List.of(),
        known ? before.total() : null,
        after.total(),
        known && !Objects.equals(before.delivery(), after.delivery()) ? after.delivery() : null,
        known ? others(before, after) : List.of());
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String key() {
    return String.join("/", order.id(), target, String.valueOf(version));
  }

  @Override
  public Optional<OrderRef> aboutOrder() {
    return Optional.of(order);
  }

  @Override
  public OrderChange businessContent() {
    return this;
  }

  private static List<Item> items(List<Line> before, List<Line> after) {
    Map<String, Line> named = new LinkedHashMap<>();
    before.forEach(it -> named.put(it.sku(), it));
    after.forEach(it -> named.put(it.sku(), it));
    List<Item> items = new ArrayList<>();
    for (Line line : named.values()) {
      BigDecimal had = pieces(before, line.sku());
      BigDecimal has = pieces(after, line.sku());
      if (had.compareTo(has) != 0) {
        items.add(new Item(line.ref() == null ? line.sku() : line.ref(), line.name(), had, has));
      }
    }
    return items;
  }

  private static BigDecimal pieces(List<Line> lines, String sku) {
    return lines.stream()
        .filter(it -> it.sku().equals(sku))
        .map(Line::quantity)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static List<String> others(Order before, Order after) {
    Set<String> others = new LinkedHashSet<>();
    note(others, "customer", before.customer(), after.customer());
    note(others, "billing", before.billing(), after.billing());
    note(others, "freight", before.freight(), after.freight());
    note(others, "payments", before.payments(), after.payments());
    note(others, "charges", before.charges(), after.charges());
    note(others, "notes", before.notes(), after.notes());
    return List.copyOf(others);
  }

  private static void note(Set<String> others, String name, Object before, Object after) {
    if (!Objects.equals(before, after)) {
      others.add(name);
    }
  }
}
