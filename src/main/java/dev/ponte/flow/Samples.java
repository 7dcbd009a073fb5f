package dev.ponte.flow;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.Canonical;
import java.time.temporal.Temporal;
import java.util.Collection;
import java.util.Map;

/** Messages with every field that their type has, on which expressions are tried. */
final class Samples {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final JsonMapper FORMS = JsonMapper.builder().build();
  private static final int DEEPEST = 8;

  private Samples() {}

  /** A message of a canonical type; its maps have no entries, since these have any names. */
  static JsonNode of(String type) {
    return value(FORMS.constructType(Canonical.TYPES.get(type)), 0);
  }

  private static JsonNode value(JavaType type, int depth) {
    Class<?> raw = type.getRawClass();
    if (raw == boolean.class || raw == Boolean.class) {
      return JSON.booleanNode(false);
    }
    if (raw.isPrimitive() || Number.class.isAssignableFrom(raw)) {
      return JSON.numberNode(1);
    }
    if (raw.isEnum()) {
      return JSON.textNode(raw.getEnumConstants()[0].toString());
    }
    if (Temporal.class.isAssignableFrom(raw)) {
      return JSON.textNode("2026-11-30T12:00:00-03:00");
    }
    if (Collection.class.isAssignableFrom(raw)) {
      return JSON.arrayNode().add(value(type.getContentType(), depth + 1));
    }
    if (Map.class.isAssignableFrom(raw)) {
      return JSON.objectNode();
    }
    return raw.isRecord() && depth < DEEPEST ? object(type, depth) : JSON.textNode("1");
  }

  private static ObjectNode object(JavaType type, int depth) {
    BeanDescription form = FORMS.getSerializationConfig().introspect(type);
    ObjectNode object = JSON.objectNode();
    form.findProperties().stream()
        .filter(it -> it.getField() != null || it.getGetter() != null)
        .forEach(
            it ->
                object.set(
                    it.getName(),
                    value(
                        it.getField() != null ? it.getField().getType() : it.getGetter().getType(),
                        depth + 1)));
    return object;
  }
}
