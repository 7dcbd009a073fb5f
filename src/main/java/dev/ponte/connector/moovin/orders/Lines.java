package dev.ponte.connector.moovin.orders;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Charge;
import dev.ponte.canonical.Line;
import dev.ponte.connector.moovin.api.Fields;
import dev.ponte.connector.moovin.api.RecordReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The items of an order. {@code valor} is the price of one at the time of the purchase; whether
 * {@code valor_pago} is what was paid for one or for all of the line is not said. An item of no
 * pieces is nothing to deliver, and one of a price below zero is a reduction.
 *
 * @param reductions of the whole order
 * @param leftOut what was ordered in no piece
 */
record Lines(List<Line> lines, List<Charge> reductions, List<String> leftOut) {

  private static final List<String> CHOSEN =
      List.of("cor", "tamanho", "personalizacao", "cod_loja");
  private static final List<String> FLAGS = List.of("presente", "pre_venda");

  /** What an item costs; the likeliest first. */
  enum Paid {
    /** {@code valor_pago} is for one. */
    FOR_ONE,
    /** {@code valor_pago} is for all of the line. */
    FOR_ALL,
    /** {@code valor}; all that was taken off stands beside the items. */
    PRICE
  }

  static Lines of(JsonNode order, Paid reading) {
    Lines all = new Lines(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    RecordReader.rows(order.path("itens"), "item").forEach(item -> all.add(item, reading));
    return all;
  }

  private void add(JsonNode item, Paid reading) {
    String sku = Fields.firstText(item, "produto_codigo_tamanho", "codigo");
    BigDecimal quantity = Fields.number(item, "qtd");
    BigDecimal price = Fields.number(item, "valor");
    BigDecimal paid = Fields.number(item, "valor_pago");
    if (quantity == null || price == null && paid == null) {
      throw new IllegalArgumentException("item %s has no qtd or no valor".formatted(sku));
    }
    BigDecimal net = net(quantity, price, paid, reading);
    if (quantity.signum() == 0) {
      leftOut.add(String.valueOf(sku));
    } else if (net.signum() < 0 && quantity.signum() > 0) {
      reductions.add(new Charge("item-" + sku, name(item), net));
    } else {
      lines.add(line(item, sku, quantity, price, net));
    }
  }

  private static Line line(
      JsonNode item, String sku, BigDecimal quantity, BigDecimal price, BigDecimal net) {
    BigDecimal unit = price == null || price.signum() <= 0 ? unit(net, quantity) : price;
    BigDecimal difference = net.subtract(Line.gross(unit, quantity));
    return new Line(
        sku,
        sku,
        null,
        name(item),
        quantity,
        null,
        null,
        price,
        unit,
        difference.signum() < 0 ? difference.negate() : BigDecimal.ZERO,
        difference.signum() > 0 ? difference : BigDecimal.ZERO,
        net,
        false,
        null,
        attachments(item),
        List.of());
  }

  private static String name(JsonNode item) {
    return Fields.firstText(item, "descricao", "produto_codigo_tamanho", "codigo");
  }

  private static BigDecimal net(
      BigDecimal quantity, BigDecimal price, BigDecimal paid, Paid reading) {
    if (paid == null || reading == Paid.PRICE && price != null) {
      return Line.gross(price, quantity);
    }
    return reading == Paid.FOR_ALL
        ? paid.setScale(2, RoundingMode.HALF_UP)
        : Line.gross(paid, quantity);
  }

  private static BigDecimal unit(BigDecimal net, BigDecimal quantity) {
    return quantity.signum() == 0 ? net : net.divide(quantity, 6, RoundingMode.HALF_UP);
  }

  private static Map<String, String> attachments(JsonNode item) {
    Map<String, String> attachments = new LinkedHashMap<>();
    for (String name : CHOSEN) {
      String value = Fields.text(item, name);
      if (value != null) {
        attachments.put(name, value);
      }
    }
    for (String name : FLAGS) {
      if (Fields.flag(item, name)) {
        attachments.put(name, "S");
      }
    }
    return attachments;
  }
}
