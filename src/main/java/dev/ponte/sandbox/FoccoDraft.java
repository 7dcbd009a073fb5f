package dev.ponte.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.sandbox.FoccoSimulator.Item;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A budget of the simulated Focco. */
final class FoccoDraft {

  private static final Set<String> KINDS = Set.of("D", "A");
  private static final Set<String> WAYS = Set.of("P", "Q", "U", "V");

  final List<Item> items = new ArrayList<>();
  final long customer;
  String purchaseOrder;
  BigDecimal freight;
  String freightType = "C";
  String notes = "";
  String invoiceNotes = "";

  FoccoDraft(long customer, BigDecimal freight) {
    this.customer = customer;
    this.freight = freight;
  }

  BigDecimal net() {
    return items.stream().map(Item::net).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  BigDecimal ipi() {
    return items.stream().map(Item::ipi).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** A line of a budget, with what its discount comes to. */
  static Item item(JsonNode in, long id, BigDecimal ipi) {
    BigDecimal quantity = in.get("quantidade").decimalValue();
    BigDecimal price = in.path("precoUnitario").decimalValue();
    BigDecimal net = price.multiply(quantity);
    if (hasDiscount(in)) {
      BigDecimal amount = in.get("vlrDctAcr").decimalValue();
      BigDecimal value =
          switch (in.get("tipoVlrDctAcr").asText()) {
            case "P" -> net.multiply(amount).movePointLeft(2);
            case "U", "Q" -> amount.multiply(quantity);
            default -> amount;
          };
      net = in.get("tipoDctAcr").asText().equals("D") ? net.subtract(value) : net.add(value);
    }
    Long mask = in.hasNonNull("mascaraId") ? in.get("mascaraId").asLong() : null;
    return new Item(id, in.path("codigoItem").asText(), mask, quantity, price, net, ipi);
  }

  /** What is not understood counts as no discount, and nothing is said of it. */
  static boolean hasDiscount(JsonNode in) {
    return KINDS.contains(in.path("tipoDctAcr").asText())
        && WAYS.contains(in.path("tipoVlrDctAcr").asText())
        && in.path("vlrDctAcr").isNumber();
  }
}
