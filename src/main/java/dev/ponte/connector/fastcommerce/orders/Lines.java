package dev.ponte.connector.fastcommerce.orders;

import dev.ponte.canonical.Charge;
import dev.ponte.canonical.Line;
import dev.ponte.connector.fastcommerce.api.ReportRow;
import dev.ponte.connector.fastcommerce.api.Values;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The items of an order. One of no pieces is nothing to deliver, and one of a price below zero is a
 * reduction.
 *
 * @param rows of the lines, in their order
 * @param reductions of the whole order
 * @param leftOut what was ordered in no piece
 */
record Lines(
    List<Line> lines, List<ReportRow> rows, List<Charge> reductions, List<String> leftOut) {

  /** What the customer chose. */
  private static final List<String> CHOICES =
      List.of(
          "Cor", "Esp1", "Esp2", "Esp3", "Simp1", "Simp2", "Simp3", "Embalar produto", "RuleName");

  static Lines of(List<ReportRow> rows) {
    Lines all =
        new Lines(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    rows.forEach(all::add);
    return all;
  }

  private void add(ReportRow row) {
    String sku = sku(row);
    BigDecimal quantity = Values.number("Qtd", row.get("Qtd"));
    BigDecimal price = Values.number("Preço unit", row.get("Preço unit"));
    if (quantity == null || price == null) {
      throw new IllegalArgumentException("item %s has no Qtd or no Preço unit".formatted(sku));
    }
    if (quantity.signum() == 0) {
      leftOut.add(String.valueOf(sku));
    } else if (price.signum() < 0) {
      reductions.add(
          new Charge("item-" + sku, row.get("Nome Produto"), Line.gross(price, quantity)));
    } else {
      lines.add(line(row, sku, quantity, price));
      rows.add(row);
    }
  }

  private static String sku(ReportRow row) {
    String sku = row.get("IDProduto");
    return sku == null ? row.get("Ref. Produto") : sku;
  }

  private static Line line(ReportRow row, String sku, BigDecimal quantity, BigDecimal price) {
    return new Line(
        sku,
        row.get("Ref. Produto"),
        row.get("Cód. Barras"),
        row.get("Nome Produto"),
        quantity,
        null,
        null,
        null,
        price,
        null,
        null,
        Line.gross(price, quantity),
        price.signum() == 0,
        null,
        choices(row),
        null);
  }

  private static Map<String, String> choices(ReportRow row) {
    Map<String, String> choices = new TreeMap<>();
    for (String name : CHOICES) {
      if (row.get(name) != null) {
        choices.put(name, row.get(name));
      }
    }
    return choices;
  }
}
