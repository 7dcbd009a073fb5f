package dev.ponte.connector.vtex;

import static dev.ponte.connector.vtex.VtexFields.cents;
import static dev.ponte.connector.vtex.VtexFields.number;
import static dev.ponte.connector.vtex.VtexFields.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Charge;
import dev.ponte.canonical.Line;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The lines of an order document, and what their services cost. */
final class VtexLines {

  private static final BigDecimal CENT = new BigDecimal("0.01");
  private static final int UNIT_DECIMALS = 6;

  private final List<Line> lines = new ArrayList<>();
  private final List<Charge> bundles = new ArrayList<>();
  private final Map<String, String> notes = new LinkedHashMap<>();

  private VtexLines() {}

  static VtexLines of(JsonNode document) {
    VtexLines all = new VtexLines();
    for (JsonNode item : document.path("items")) {
      all.lines.add(line(item));
      for (JsonNode bundle : item.path("bundleItems")) {
        all.addBundle(item, bundle);
      }
    }
    return all;
  }

  List<Line> lines() {
    return List.copyOf(lines);
  }

  /** Gift wrap, warranty and the like, which cost extra. */
  List<Charge> bundles() {
    return List.copyOf(bundles);
  }

  Map<String, String> notes() {
    return Map.copyOf(notes);
  }

  /**
   * Holds the lines against the document's totals. Cents that were lost in the split of a discount
   * go on the largest line.
   *
   * @return a discount of the whole order that no line carries, zero or less
   * @throws IllegalArgumentException when the goods do not come to their total
   */
  BigDecimal settle(String id, VtexTotals totals) {
    BigDecimal gross =
        sum(lines.stream().map(it -> Line.gross(it.unitPrice(), it.quantity())).toList());
    BigDecimal services = sum(bundles.stream().map(Charge::value).toList());
    BigDecimal difference = totals.items().subtract(gross).subtract(services);
    if (difference.abs().compareTo(tolerance()) > 0) {
      throw new IllegalArgumentException(
          "The goods of order %s make %s by their prices and %s by its totals; check the order in the store and enter it by hand"
              .formatted(id, gross.add(services).toPlainString(), totals.items().toPlainString()));
    }
    BigDecimal net = sum(lines.stream().map(Line::net).toList()).add(services);
    BigDecimal residue = totals.goods().subtract(net);
    if (residue.abs().compareTo(tolerance()) > 0) {
      return residue;
    }
    if (residue.signum() != 0) {
      addToLargest(residue);
      notes.put("Arredondamento", residue.toPlainString());
    }
    return BigDecimal.ZERO;
  }

  /** A cent for each line, and one for each unit whose price was rounded. */
  private BigDecimal tolerance() {
    BigDecimal units = sum(lines.stream().map(Line::quantity).toList());
    return CENT.multiply(units.add(BigDecimal.valueOf(lines.size())));
  }

  private void addToLargest(BigDecimal residue) {
    int largest = 0;
    for (int i = 1; i < lines.size(); i++) {
      largest = lines.get(i).net().compareTo(lines.get(largest).net()) > 0 ? i : largest;
    }
    Line line = lines.get(largest);
    lines.set(largest, withNet(line, line.net().add(residue)));
  }

  private static Line line(JsonNode item) {
    BigDecimal quantity = number(item, "quantity", BigDecimal.ZERO);
    BigDecimal multiplier = number(item, "unitMultiplier", BigDecimal.ONE);
    // Prices are per base unit, selling prices per sale unit.
    BigDecimal unitPrice =
        cents(item, "price").multiply(multiplier).setScale(UNIT_DECIMALS, RoundingMode.HALF_UP);
    Line gross =
        new Line(
            text(item, "id"),
            text(item, "refId"),
            text(item, "ean"),
            text(item, "name"),
            quantity,
            text(item, "measurementUnit"),
            multiplier,
            cents(item, "listPrice").multiply(multiplier),
            unitPrice,
            BigDecimal.ZERO,
            BigDecimal.ZERO,
            Line.gross(unitPrice, quantity),
            item.path("isGift").asBoolean(),
            text(item, "seller"),
            VtexExtras.attachments(item),
            components(item));
    return withNet(gross, net(item, quantity));
  }

  /** The exact total when the document has it; the selling price is rounded to the unit. */
  private static BigDecimal net(JsonNode item, BigDecimal quantity) {
    for (String name : List.of("priceDefinition", "priceDefinitions")) {
      if (item.path(name).path("total").isNumber()) {
        return cents(item.path(name), "total").setScale(2, RoundingMode.HALF_UP);
      }
    }
    return cents(item, "sellingPrice").multiply(quantity).setScale(2, RoundingMode.HALF_UP);
  }

  private static Line withNet(Line it, BigDecimal net) {
    BigDecimal difference = net.subtract(Line.gross(it.unitPrice(), it.quantity()));
    return new Line(
        it.sku(),
        it.ref(),
        it.ean(),
        it.name(),
        it.quantity(),
        it.unit(),
        it.unitMultiplier(),
        it.listPrice(),
        it.unitPrice(),
        difference.negate().max(BigDecimal.ZERO),
        difference.max(BigDecimal.ZERO),
        net,
        it.gift(),
        it.seller(),
        it.attachments(),
        it.components());
  }

  private static List<Line.Component> components(JsonNode item) {
    List<Line.Component> components = new ArrayList<>();
    for (JsonNode part : item.path("components")) {
      components.add(
          new Line.Component(
              text(part, "id"),
              text(part, "refId"),
              text(part, "ean"),
              text(part, "name"),
              number(part, "quantity", BigDecimal.ONE),
              cents(part, "price")));
    }
    return components;
  }

  private void addBundle(JsonNode item, JsonNode bundle) {
    String name = text(bundle, "name");
    notes.put("Serviço do item " + text(item, "id"), name == null ? text(bundle, "id") : name);
    BigDecimal price = cents(bundle, "price").multiply(number(bundle, "quantity", BigDecimal.ONE));
    if (price.signum() != 0) {
      bundles.add(new Charge("bundle-" + text(bundle, "id"), name, price));
    }
  }

  private static BigDecimal sum(List<BigDecimal> values) {
    return values.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
