package dev.ponte.connector.moovin.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.connection.ApiCall.Effect;
import dev.ponte.connection.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One method of the web service as it is called. */
public record Method(Operation operation) {

  private static final Set<String> STOCK = Set.of("saveEstoque", "saveEstoqueV2");
  private static final String ACTION = "acao";
  private static final String ABSOLUTE = "1";

  public String name() {
    return operation.name();
  }

  /** Its name in the address; the document prints one method under two headings. */
  public String method() {
    return operation.path();
  }

  /** Name of the XML root; null when the record itself is the root. */
  String root() {
    return operation.more().get("root");
  }

  /** Name of one record; null when the record's fields stand in the root. */
  String child() {
    return operation.more().get("child");
  }

  public boolean isRead() {
    return operation.effect() == Effect.READ;
  }

  /** Adding to a stock or taking from it must not be done twice; setting it may. */
  public Effect effect(ObjectNode record) {
    boolean relative = STOCK.contains(name()) && !ABSOLUTE.equals(Fields.text(record, ACTION));
    return relative ? Effect.ONCE : operation.effect();
  }

  /**
   * The one record of the arguments, in the form that is sent, checked.
   *
   * @param arguments the record's fields, or the documented shape with the record in it
   * @throws IllegalArgumentException in one sentence, when there is not exactly one record, or a
   *     field is missing, unknown or malformed
   */
  public ObjectNode record(JsonNode arguments) {
    List<JsonNode> records = records(arguments);
    if (records.size() != 1 || !records.get(0).isObject()) {
      throw new IllegalArgumentException(
          "%s takes one record a call, not %d".formatted(name(), records.size()));
    }
    ObjectNode record = RecordWriter.plain(records.get(0));
    if (isRead() && !record.has("limite") && operation.takes("limite")) {
      record.put("limite", "100");
    }
    if (STOCK.contains(name()) && Fields.text(record, ACTION) == null) {
      record.put(ACTION, ABSOLUTE);
    }
    operation.check(record);
    return record;
  }

  private List<JsonNode> records(JsonNode arguments) {
    JsonNode inside = child() == null ? null : arguments.get(child());
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
}
