package dev.ponte.connector.fastcommerce;

import dev.ponte.canonical.Line;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The item of a row as a canonical line. */
final class FastcommerceLines {

  /** What the customer chose. */
  private static final List<String> CHOICES =
      List.of(
          "Cor", "Esp1", "Esp2", "Esp3", "Simp1", "Simp2", "Simp3", "Embalar produto", "RuleName");

  private FastcommerceLines() {}

  static Line line(FastcommerceRow row) {
    String ref = row.get("Ref. Produto");
    String sku = row.get("IDProduto");
    BigDecimal quantity = FastcommerceValues.number("Qtd", row.get("Qtd"));
    BigDecimal price = FastcommerceValues.number("Preço unit", row.get("Preço unit"));
    if (quantity == null || price == null) {
      throw new IllegalArgumentException(
          "item %s has no Qtd or no Preço unit".formatted(sku == null ? ref : sku));
    }
    return new Line(
        sku == null ? ref : sku,
        ref,
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

  private static Map<String, String> choices(FastcommerceRow row) {
    Map<String, String> choices = new TreeMap<>();
    for (String name : CHOICES) {
      if (row.get(name) != null) {
        choices.put(name, row.get(name));
      }
    }
    return choices;
  }
}
