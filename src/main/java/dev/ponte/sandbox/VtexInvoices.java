package dev.ponte.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.sandbox.Simulator.Answer;
import dev.ponte.sandbox.VtexShelf.Stored;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** Invoices and tracking of the VTEX simulator. */
final class VtexInvoices {

  private static final List<String> REQUIRED =
      List.of("type", "issuanceDate", "invoiceNumber", "invoiceValue", "items");

  private VtexInvoices() {}

  static Answer post(VtexShelf shelf, Stored order, JsonNode body) {
    for (String field : REQUIRED) {
      if (body == null || body.path(field).isMissingNode() || body.path(field).isNull()) {
        return VtexSimulator.error(400, "OMS001", field + " is required");
      }
    }
    String number = body.path("invoiceNumber").asText();
    if (!number.matches("[A-Za-z0-9-]+")) {
      return VtexSimulator.error(400, "OMS001", "invoiceNumber is invalid");
    }
    if (order.packages.stream().anyMatch(it -> it.contains(quoted(number)))) {
      return receipt(order);
    }
    long value = Long.parseLong(body.path("invoiceValue").asText());
    if (order.invoiced + value > order.value) {
      return VtexSimulator.error(400, "OMS001", "Invoice value is greater than the order value");
    }
    ObjectNode kept = JsonNodeFactory.instance.objectNode();
    kept.put("invoiceNumber", number);
    kept.put("invoiceValue", value);
    kept.set("trackingNumber", body.path("trackingNumber"));
    order.packages.add(kept.toString());
    order.invoiced += value;
    shelf.move(order, order.invoiced == order.value ? "invoiced" : "payment-approved");
    return receipt(order);
  }

  static Answer track(Stored order, String path, JsonNode body) {
    String number = path.substring(path.indexOf("/invoice/") + 9).replace("/tracking", "");
    boolean there = order.packages.stream().anyMatch(it -> it.contains(quoted(number)));
    if (!there) {
      return VtexSimulator.error(404, "OMS020", "Invoice Not Found");
    }
    return body == null ? VtexSimulator.error(400, "OMS001", "Body is required") : receipt(order);
  }

  static Answer receipt(Stored order) {
    ObjectNode receipt = JsonNodeFactory.instance.objectNode();
    receipt.put("date", OffsetDateTime.now(ZoneOffset.UTC).toString());
    receipt.put("orderId", order.id);
    receipt.put("receipt", Integer.toHexString(order.id.hashCode()));
    return Answer.json(200, receipt.toString());
  }

  private static String quoted(String number) {
    return "\"invoiceNumber\":\"" + number + "\"";
  }
}
