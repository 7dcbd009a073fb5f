package dev.ponte.connector.moovin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.connection.ApiCall.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One method of the web service.
 *
 * @param name ours; the document prints one method under two headings
 * @param method its name in the address
 * @param root name of the XML root; null when the record itself is the root
 * @param child name of one record; null when the record's fields stand in the root
 * @param effect what a repetition would do
 * @param priority as in {@link dev.ponte.connection.ApiCall#priority}
 * @param fields what it takes; empty when that is not known, then anything goes
 */
record MoovinMethod(
    String name,
    String method,
    String root,
    String child,
    Effect effect,
    int priority,
    List<MoovinField> fields) {

  private static final Set<String> STOCK = Set.of("saveEstoque", "saveEstoqueV2");
  private static final String ACTION = "acao";
  private static final String ABSOLUTE = "1";

  boolean isRead() {
    return effect == Effect.READ;
  }

  /** Adding to a stock or taking from it must not be done twice; setting it may. */
  Effect effect(ObjectNode record) {
    boolean relative = STOCK.contains(name) && !ABSOLUTE.equals(MoovinFields.text(record, ACTION));
    return relative ? Effect.ONCE : effect;
  }

  /**
   * The one record of the arguments, in the form that is sent, checked.
   *
   * @param arguments the record's fields, or the documented shape with the record in it
   * @throws IllegalArgumentException in one sentence, when there is not exactly one record, or a
   *     field is missing, unknown or malformed
   */
  ObjectNode record(JsonNode arguments) {
    List<JsonNode> records = records(arguments);
    if (records.size() != 1 || !records.get(0).isObject()) {
      throw new IllegalArgumentException(
          "%s takes one record a call, not %d".formatted(name, records.size()));
    }
    ObjectNode record = MoovinWriter.plain(records.get(0));
    if (isRead() && !record.has("limite") && knows("limite")) {
      record.put("limite", "100");
    }
    if (STOCK.contains(name) && MoovinFields.text(record, ACTION) == null) {
      record.put(ACTION, ABSOLUTE);
    }
    requireKnown(record);
    MoovinField.check(name, "", record, fields);
    MoovinCrossRules.check(name, record);
    return record;
  }

  private List<JsonNode> records(JsonNode arguments) {
    JsonNode inside = child == null ? null : arguments.get(child);
    if (inside == null || !inside.isContainerNode()) {
      return List.of(arguments);
    }
    List<JsonNode> records = new ArrayList<>();
    if (inside.isArray()) {
      inside.forEach(records::add);
    } else {
      records.add(inside);
    }
    return records;
  }

  private void requireKnown(ObjectNode record) {
    record
        .fieldNames()
        .forEachRemaining(
            given -> {
              if (!fields.isEmpty() && !knows(given)) {
                throw new IllegalArgumentException(
                    "%s has no field %s; it has %s"
                        .formatted(
                            name,
                            given,
                            fields.stream()
                                .map(MoovinField::name)
                                .collect(Collectors.joining(", "))));
              }
            });
  }

  private boolean knows(String field) {
    return fields.stream().anyMatch(it -> it.name().equals(field));
  }
}
