package dev.ponte.connector.vtex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.ponte.canonical.Invoice;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The items of an invoice as VTEX wants them: each SKU once, whole pieces, and the unit price in
 * whole cents. VTEX multiplies price and quantity, so the prices are cut, never rounded up, and the
 * items never make more than the invoice; the rest is freight and taxes.
 */
final class VtexInvoiceItems {

  private static final BigDecimal ZERO = BigDecimal.ZERO;
  private static final BigDecimal CENT = new BigDecimal("0.01");

  /** Of codes, as ERPs have them. */
  private static final List<String> KINDS = List.of("id", "refId", "ean");

  private final JsonNode order;
  private final Invoice invoice;
  private final boolean whole;

  /**
   * @param whole whether the invoice is for the whole order
   */
  VtexInvoiceItems(JsonNode order, Invoice invoice, boolean whole) {
    this.order = order;
    this.invoice = invoice;
    this.whole = whole;
  }

  private record Piece(String sku, BigDecimal quantity, BigDecimal amount) {

    Piece and(Piece other) {
      return new Piece(sku, quantity.add(other.quantity), amount.add(other.amount));
    }
  }

  /**
   * @throws IllegalArgumentException in a clause, when it cannot be told what is invoiced
   */
  ArrayNode toJson() {
    Map<String, Piece> bySku = new LinkedHashMap<>();
    for (Piece piece : pieces()) {
      bySku.merge(piece.sku(), piece, Piece::and);
    }
    BigDecimal sum = bySku.values().stream().map(Piece::amount).reduce(ZERO, BigDecimal::add);
    ArrayNode items = JsonNodeFactory.instance.arrayNode();
    for (Piece piece : bySku.values()) {
      items
          .addObject()
          .put("id", piece.sku())
          .put("quantity", pieces(piece))
          .put("price", unitCents(piece, sum));
    }
    return items;
  }

  private List<Piece> pieces() {
    if (invoice.lines().isEmpty()) {
      return ofOrder();
    }
    Set<List<JsonNode>> readings = readings();
    if (readings.size() > 1) {
      readings.removeIf(it -> !fits(it));
    }
    if (readings.size() != 1) {
      return unknown();
    }
    List<JsonNode> items = readings.iterator().next();
    List<Piece> pieces = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      pieces.add(piece(invoice.lines().get(i), items.get(i)));
    }
    return pieces;
  }

  /** The ERP may have codes of its own; an invoice of everything needs none. */
  private List<Piece> unknown() {
    if (whole) {
      return ofOrder();
    }
    List<String> codes = invoice.lines().stream().map(Invoice.Line::sku).toList();
    List<String> strange = codes.stream().filter(it -> items(it).isEmpty()).toList();
    throw new IllegalArgumentException(
        strange.isEmpty()
            ? "it is for a part of the order, and its items %s are SKU ids of some items and reference codes of others, so what it invoices cannot be told; let its source give the store's SKU ids"
                .formatted(codes)
            : "it is for a part of the order, and its item %s is neither a SKU id nor a reference code nor an EAN of the order, so what it invoices cannot be told; let its source give the store's codes"
                .formatted(strange.get(0)));
  }

  private List<Piece> ofOrder() {
    List<Piece> pieces = new ArrayList<>();
    for (JsonNode node : VtexJson.list(order, "items")) {
      VtexItem item = VtexItem.of(node, pieces.size());
      pieces.add(new Piece(item.sku(), item.quantity(), item.byDefinition()));
    }
    BigDecimal goods = pieces.stream().map(Piece::amount).reduce(ZERO, BigDecimal::add);
    if (!whole && goods.compareTo(invoice.value()) > 0) {
      throw new IllegalArgumentException(
          "it names no items, and its value %s is below %s, which the order's items cost, so what it invoices cannot be told; let its source give the items"
              .formatted(invoice.value().toPlainString(), goods.toPlainString()));
    }
    return pieces;
  }

  /**
   * What the codes may mean. One invoice has codes of one kind, so a kind that knows all of them is
   * a reading; when there is none, each code that only one item has.
   */
  private Set<List<JsonNode>> readings() {
    Set<List<JsonNode>> readings = new LinkedHashSet<>();
    for (String kind : KINDS) {
      List<JsonNode> items =
          invoice.lines().stream().flatMap(line -> item(kind, line.sku()).stream()).toList();
      if (items.size() == invoice.lines().size()) {
        readings.add(items);
      }
    }
    List<Set<JsonNode>> mixed = invoice.lines().stream().map(line -> items(line.sku())).toList();
    if (readings.isEmpty() && mixed.stream().allMatch(it -> it.size() == 1)) {
      readings.add(mixed.stream().map(it -> it.iterator().next()).toList());
    }
    return readings;
  }

  private Set<JsonNode> items(String code) {
    return KINDS.stream()
        .flatMap(kind -> item(kind, code).stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private Optional<JsonNode> item(String kind, String code) {
    return VtexJson.list(order, "items").stream()
        .filter(it -> code.equals(VtexJson.text(it, kind)))
        .findFirst();
  }

  /** Whether as much was ordered, at this price. */
  private boolean fits(List<JsonNode> items) {
    return IntStream.range(0, items.size())
        .allMatch(
            i -> {
              Invoice.Line line = invoice.lines().get(i);
              VtexItem item = VtexItem.of(items.get(i), 0);
              BigDecimal price =
                  item.byDefinition().divide(item.quantity(), 10, RoundingMode.HALF_UP);
              return saleUnits(line.quantity(), item).compareTo(item.quantity()) <= 0
                  && (line.unitPrice() == null
                      || line.unitPrice().subtract(price).abs().compareTo(CENT) <= 0);
            });
  }

  private static Piece piece(Invoice.Line line, JsonNode node) {
    VtexItem item = VtexItem.of(node, 0);
    BigDecimal quantity = saleUnits(line.quantity(), item);
    BigDecimal amount =
        line.unitPrice() == null
            ? item.byDefinition()
                .multiply(quantity)
                .divide(item.quantity(), 10, RoundingMode.HALF_UP)
            : line.unitPrice().multiply(line.quantity());
    return new Piece(item.sku(), quantity, amount);
  }

  /** 0.38 kg of what is sold by 0.19 kg are two pieces; a whole number already counts pieces. */
  private static BigDecimal saleUnits(BigDecimal quantity, VtexItem item) {
    if (quantity.stripTrailingZeros().scale() <= 0 || !item.scaled()) {
      return quantity;
    }
    return quantity.divide(item.multiplier(), 6, RoundingMode.HALF_UP);
  }

  private static int pieces(Piece piece) {
    try {
      return piece.quantity().intValueExact();
    } catch (ArithmeticException fraction) {
      throw new IllegalArgumentException(
          "it has %s of sku %s, but VTEX takes whole pieces only; invoice it there by hand"
              .formatted(piece.quantity().stripTrailingZeros().toPlainString(), piece.sku()),
          fraction);
    }
  }

  /** Discounts on the whole order are not in the items' prices, so these shrink to fit. */
  private long unitCents(Piece piece, BigDecimal sum) {
    BigDecimal amount =
        sum.compareTo(invoice.value()) > 0
            ? piece.amount().multiply(invoice.value()).divide(sum, 10, RoundingMode.DOWN)
            : piece.amount();
    return amount.movePointRight(2).divide(piece.quantity(), 0, RoundingMode.DOWN).longValueExact();
  }
}
