package dev.ponte.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;

/** One invoice of an order in the VTEX simulator; the caller holds the order's lock. */
final class VtexPackage {

  private static final List<String> TEXTS =
      List.of(
          "courier",
          "invoiceNumber",
          "invoiceUrl",
          "issuanceDate",
          "invoiceKey",
          "embeddedInvoice",
          "type");

  final String number;
  final long value;
  final boolean output;
  private final ObjectNode shown;
  int readsUntilVisible;
  int posts = 1;
  int patches;
  int deliveries;

  /**
   * @param body of the call that was accepted
   * @param positions of skus among the order's items
   */
  VtexPackage(JsonNode body, List<String> positions, int readsUntilVisible) {
    this.number = body.path("invoiceNumber").asText();
    this.value = Long.parseLong(body.path("invoiceValue").asText());
    this.output = body.path("type").asText().equals("Output");
    this.readsUntilVisible = readsUntilVisible;
    this.shown = JsonNodeFactory.instance.objectNode();
    TEXTS.forEach(it -> shown.set(it, body.path(it).isMissingNode() ? null : body.path(it)));
    shown.put("invoiceValue", value);
    shown.set("trackingNumber", body.path("trackingNumber"));
    shown.set("trackingUrl", body.path("trackingUrl"));
    shown.putNull("courierStatus");
    ArrayNode items = shown.putArray("items");
    for (JsonNode item : body.path("items")) {
      items
          .addObject()
          .put("itemIndex", positions.indexOf(item.path("id").asText()))
          .put("quantity", item.path("quantity").asInt())
          .put("price", item.path("price").asLong());
    }
  }

  boolean visible() {
    return readsUntilVisible <= 0;
  }

  String tracking() {
    return shown.path("trackingNumber").asText("");
  }

  void track(JsonNode body) {
    patches++;
    shown.set("trackingNumber", body.path("trackingNumber"));
    shown.set("trackingUrl", body.path("trackingUrl"));
    if (!body.path("courier").isNull()) {
      shown.set("courier", body.path("courier"));
    }
  }

  void follow(JsonNode body) {
    boolean delivered = body.path("isDelivered").asBoolean();
    deliveries += delivered ? 1 : 0;
    ObjectNode status = shown.putObject("courierStatus");
    status.put("status", delivered ? "Entregue" : "Em trânsito");
    status.put("finished", delivered);
    status.set("deliveredDate", body.path("deliveredDate"));
    ArrayNode data = status.putArray("data");
    for (JsonNode event : body.path("events")) {
      ObjectNode one = data.addObject();
      one.set("city", event.path("city"));
      one.set("state", event.path("state"));
      one.set("description", event.path("description"));
      one.put("createDate", event.path("date").asText() + "T00:00:00");
    }
  }

  VtexInvoice told() {
    return new VtexInvoice(
        number,
        output ? "Output" : "Input",
        value,
        text("invoiceKey"),
        text("embeddedInvoice"),
        text("courier"),
        tracking(),
        text("trackingUrl"),
        deliveries > 0,
        shown.path("courierStatus").path("data").size(),
        posts,
        patches,
        deliveries,
        shown.toString());
  }

  private String text(String field) {
    return shown.path(field) instanceof TextNode text ? text.asText() : null;
  }

  /** As the order's document shows it. */
  @Override
  public String toString() {
    return shown.toString();
  }
}
