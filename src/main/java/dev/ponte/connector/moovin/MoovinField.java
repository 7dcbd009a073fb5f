package dev.ponte.connector.moovin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * One field of a method as the document's table has it.
 *
 * @param name without accents
 * @param required whether the table marks it with {@code (*)}
 * @param form what its value must look like; null for a group
 * @param inner the fields of a group; empty for a single value
 */
record MoovinField(String name, boolean required, MoovinForm form, List<MoovinField> inner) {

  /**
   * Checks a record before a call is spent on it.
   *
   * @throws IllegalArgumentException in one sentence that names the field
   */
  static void check(String method, String where, JsonNode record, List<MoovinField> fields) {
    for (MoovinField field : fields) {
      field.check(method, where, record.path(field.name()));
    }
  }

  private void check(String method, String where, JsonNode value) {
    String path = where + name;
    if (isEmpty(value)) {
      if (required) {
        throw new IllegalArgumentException("%s needs %s".formatted(method, path));
      }
      return;
    }
    if (value.isArray()) {
      value.forEach(one -> check(method, where, one));
    } else if (inner.isEmpty()) {
      form.check(method, path, value);
    } else if (value.isObject()) {
      check(method, path + ".", value, inner);
    } else {
      throw new IllegalArgumentException(
          "%s takes an object as %s, not %s".formatted(method, path, value));
    }
  }

  private static boolean isEmpty(JsonNode value) {
    return value.isMissingNode()
        || value.isNull()
        || value.isValueNode() && value.asText().isBlank()
        || value.isContainerNode() && value.isEmpty();
  }
}
