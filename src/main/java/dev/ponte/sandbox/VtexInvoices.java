package dev.ponte.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.sandbox.Simulator.Answer;
import dev.ponte.sandbox.VtexShelf.Stored;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Invoices of the VTEX simulator, as strict as VTEX should be. */
final class VtexInvoices {

  private static final List<String> REQUIRED =
      List.of("type", "issuanceDate", "invoiceNumber", "invoiceValue", "items");
  private static final Set<String> OPEN =
      Set.of(
          "handling",
          "ready-for-invoicing",
          "waiting-for-fulfillment",
          "payment-approved",
          "invoice-after-cancellation-deny");

  private VtexInvoices() {}

  static Answer post(VtexShelf shelf, Stored order, JsonNode body, int readsUntilVisible) {
    String wrong = wrong(body);
    if (wrong == null) {
      wrong = wrongItems(order, body);
    }
    if (wrong != null) {
      return VtexSimulator.error(400, "OMS001", wrong);
    }
    VtexPackage known = find(order, body.path("invoiceNumber").asText());
    if (known != null) {
      known.posts++;
      return receipt(order);
    }
    VtexPackage added = new VtexPackage(body, order.skus(), readsUntilVisible);
    Answer refusal = added.output ? refusedSale(order, added) : refusedReturn(order, added);
    if (refusal != null) {
      return refusal;
    }
    order.packages.add(added);
    if (added.visible()) {
      settle(shelf, order);
    }
    return receipt(order);
  }

  /** One more read of the order: what was accepted comes to sight. */
  static void read(VtexShelf shelf, Stored order) {
    boolean came = false;
    for (VtexPackage one : order.packages) {
      came |= one.readsUntilVisible > 0 && --one.readsUntilVisible == 0;
    }
    if (came) {
      settle(shelf, order);
    }
  }

  static VtexPackage find(Stored order, String number) {
    return order.packages.stream().filter(it -> it.number.equals(number)).findFirst().orElse(null);
  }

  static Answer receipt(Stored order) {
    ObjectNode receipt = JsonNodeFactory.instance.objectNode();
    receipt.put("date", OffsetDateTime.now(ZoneOffset.UTC).toString());
    receipt.put("orderId", order.id);
    receipt.put("receipt", Integer.toHexString(order.id.hashCode()));
    return Answer.json(200, receipt.toString());
  }

  /** A part of the value sends the order back, the whole of it ends the order. */
  private static void settle(VtexShelf shelf, Stored order) {
    if (!order.status.equals("invoiced") && !order.status.startsWith("cancel")) {
      boolean whole = sum(order, true, true) >= order.value;
      shelf.move(order, whole ? "invoiced" : "payment-approved");
    }
  }

  private static Answer refusedSale(Stored order, VtexPackage added) {
    if (sum(order, true, false) + added.value > order.value) {
      return VtexSimulator.error(
          400, "OMS001", "Invoice value is greater than the order value: over-invoicing");
    }
    return OPEN.contains(order.status)
        ? null
        : VtexSimulator.error(409, "OMS003", "Order status does not allow an invoice");
  }

  private static Answer refusedReturn(Stored order, VtexPackage added) {
    boolean fits = sum(order, false, false) + added.value <= sum(order, true, true);
    return order.status.equals("invoiced") && fits
        ? null
        : VtexSimulator.error(400, "OMS001", "Input invoice exceeds what is invoiced");
  }

  private static long sum(Stored order, boolean output, boolean visibleOnly) {
    return order.packages.stream()
        .filter(it -> it.output == output && (!visibleOnly || it.visible()))
        .mapToLong(it -> it.value)
        .sum();
  }

  private static String wrong(JsonNode body) {
    for (String field : REQUIRED) {
      if (body == null || body.path(field).isMissingNode() || body.path(field).isNull()) {
        return field + " is required";
      }
    }
    if (!List.of("Output", "Input").contains(body.path("type").asText())) {
      return "type is invalid";
    }
    if (!body.path("invoiceNumber").asText().matches("[A-Za-z0-9-]+")) {
      return "invoiceNumber is invalid";
    }
    if (!body.path("invoiceValue").asText().matches("[1-9]\\d{0,15}")) {
      return "invoiceValue is invalid";
    }
    if (!body.path("issuanceDate").asText().matches("\\d{4}-\\d\\d-\\d\\d(T[0-9:.+Z-]+)?")) {
      return "issuanceDate is invalid";
    }
    return null;
  }

  private static String wrongItems(Stored order, JsonNode body) {
    Set<String> seen = new HashSet<>();
    for (JsonNode item : body.path("items")) {
      String sku = item.path("id").asText();
      if (!order.skus().contains(sku)) {
        return "item " + sku + " is not in the order";
      }
      if (!seen.add(sku)) {
        return "item " + sku + " is there twice";
      }
      if (!item.path("price").isIntegralNumber()
          || item.path("price").asLong() < 0
          || !item.path("quantity").isIntegralNumber()
          || item.path("quantity").asLong() < 1) {
        return "price or quantity of item " + sku + " is invalid";
      }
    }
    return null;
  }
}
