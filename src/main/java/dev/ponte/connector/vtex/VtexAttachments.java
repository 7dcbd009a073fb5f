package dev.ponte.connector.vtex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Line;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What customers write or choose for an item, and what a kit is made of. */
final class VtexAttachments {

  private VtexAttachments() {}

  /** All texts by {@code attachment.field}; services at no charge by their name. */
  static Map<String, String> of(JsonNode item) {
    Map<String, String> all = new TreeMap<>();
    add(all, VtexJson.field(item, "itemAttachment"));
    VtexJson.list(item, "itemAttachments").forEach(it -> add(all, it));
    VtexJson.list(item, "attachments").forEach(it -> add(all, it));
    VtexJson.list(item, "assemblies").forEach(it -> choice(all, it));
    for (JsonNode service : VtexJson.list(item, "bundleItems")) {
      put(all, "bundleItem", VtexJson.firstText(service, "name", "id"));
      VtexJson.list(service, "attachments").forEach(it -> add(all, it));
    }
    put(all, "parentItemIndex", VtexJson.text(item, "parentItemIndex"));
    return all;
  }

  static List<Line.Component> components(JsonNode item) {
    return VtexJson.list(item, "components").stream()
        .map(
            part ->
                new Line.Component(
                    VtexJson.firstText(part, "id", "itemId"),
                    VtexJson.text(part, "refId"),
                    VtexJson.text(part, "ean"),
                    VtexJson.text(part, "name"),
                    VtexJson.decimal(part, "quantity"),
                    VtexJson.money(part, "price")))
        .toList();
  }

  private static void add(Map<String, String> all, JsonNode attachment) {
    String name = VtexJson.text(attachment, "name");
    fields(all, name == null ? "attachment" : name, VtexJson.field(attachment, "content"));
  }

  private static void choice(Map<String, String> all, JsonNode assembly) {
    String name = VtexJson.text(assembly, "id");
    fields(all, name == null ? "assembly" : name, VtexJson.field(assembly, "inputValues"));
  }

  private static void fields(Map<String, String> all, String name, JsonNode content) {
    if (content.isObject()) {
      content
          .fields()
          .forEachRemaining(it -> put(all, name + "." + it.getKey(), VtexJson.text(it.getValue())));
    } else {
      put(all, name, VtexJson.text(content));
    }
  }

  /** Two services of one name must both survive. */
  private static void put(Map<String, String> all, String name, String value) {
    if (value != null) {
      all.merge(name, value, (one, other) -> one.equals(other) ? one : one + "; " + other);
    }
  }
}
