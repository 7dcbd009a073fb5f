package dev.ponte.connector.vtex;

import static dev.ponte.connector.vtex.VtexFields.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** What customers and marketplaces add to an order under names of their own. */
final class VtexExtras {

  private static final int MOST_VALUE = 500;

  private VtexExtras() {}

  /**
   * Custom data, as Brazilian tax notes need it, and the payment method that a marketplace tells.
   */
  static Map<String, String> of(JsonNode document) {
    Map<String, String> extras = new LinkedHashMap<>();
    JsonNode custom = document.path("customData");
    for (JsonNode app : custom.path("customApps")) {
      String id = text(app, "id");
      app.path("fields")
          .fields()
          .forEachRemaining(it -> put(extras, id, it.getKey(), it.getValue()));
    }
    JsonNode told = document.path("invoiceData").path("userPaymentInfo").path("paymentMethods");
    told.forEach(it -> put(extras, "paymentMethod", String.valueOf(extras.size()), it));
    return extras;
  }

  /** What the customer wrote or chose for a line. */
  static Map<String, String> attachments(JsonNode item) {
    Map<String, String> all = new LinkedHashMap<>();
    attach(all, item.path("itemAttachment"));
    item.path("itemAttachments").forEach(it -> attach(all, it));
    item.path("attachments").forEach(it -> attach(all, it));
    for (JsonNode assembly : item.path("assemblies")) {
      put(all, "opção", String.valueOf(text(assembly, "id")), assembly.path("inputValues"));
    }
    return all;
  }

  private static void attach(Map<String, String> all, JsonNode attachment) {
    String name = text(attachment, "name");
    attachment
        .path("content")
        .fields()
        .forEachRemaining(it -> put(all, name, it.getKey(), it.getValue()));
  }

  private static void put(Map<String, String> map, String prefix, String name, JsonNode value) {
    String text = value.isValueNode() ? value.asText() : value.toString();
    if (!value.isNull() && !text.isBlank()) {
      map.put(
          prefix == null ? name : prefix + "." + name,
          text.length() <= MOST_VALUE ? text : text.substring(0, MOST_VALUE) + "…");
    }
  }
}
