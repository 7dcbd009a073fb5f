package dev.ponte.connector.moovin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Line;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The items of an order. {@code valor} is the price of one at the time of the purchase; whether
 * {@code valor_pago} is what was paid for one or for all of the line is not said.
 */
final class MoovinLines {

  private static final List<String> CHOSEN =
      List.of("cor", "tamanho", "personalizacao", "cod_loja");
  private static final List<String> FLAGS = List.of("presente", "pre_venda");

  private MoovinLines() {}

  /**
   * @param paidForAll whether {@code valor_pago} is read as the price of the whole line
   */
  static List<Line> of(JsonNode order, boolean paidForAll) {
    return MoovinReader.rows(order.path("itens"), "item").stream()
        .map(item -> line(item, paidForAll))
        .toList();
  }

  private static Line line(JsonNode item, boolean paidForAll) {
    String sku = MoovinFields.firstText(item, "produto_codigo_tamanho", "codigo");
    BigDecimal quantity = MoovinFields.number(item, "qtd");
    BigDecimal price = MoovinFields.number(item, "valor");
    BigDecimal paid = MoovinFields.number(item, "valor_pago");
    if (quantity == null || price == null && paid == null) {
      throw new IllegalArgumentException("item %s has no qtd or no valor".formatted(sku));
    }
    BigDecimal net = net(quantity, price, paid, paidForAll);
    BigDecimal unit = price == null || price.signum() == 0 ? unit(net, quantity) : price;
    BigDecimal difference = net.subtract(Line.gross(unit, quantity));
    return new Line(
        sku,
        sku,
        null,
        MoovinFields.firstText(item, "descricao", "produto_codigo_tamanho", "codigo"),
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

  private static BigDecimal net(
      BigDecimal quantity, BigDecimal price, BigDecimal paid, boolean paidForAll) {
    if (paid == null) {
      return Line.gross(price, quantity);
    }
    return paidForAll ? paid : Line.gross(paid, quantity);
  }

  private static BigDecimal unit(BigDecimal net, BigDecimal quantity) {
    return quantity.signum() == 0 ? net : net.divide(quantity, 6, RoundingMode.HALF_UP);
  }

  private static Map<String, String> attachments(JsonNode item) {
    Map<String, String> attachments = new LinkedHashMap<>();
    for (String name : CHOSEN) {
      String value = MoovinFields.text(item, name);
      if (value != null) {
        attachments.put(name, value);
      }
    }
    for (String name : FLAGS) {
      if (MoovinFields.flag(item, name)) {
        attachments.put(name, "S");
      }
    }
    return attachments;
  }
}
