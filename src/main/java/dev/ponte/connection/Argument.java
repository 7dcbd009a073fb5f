package dev.ponte.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One argument of an operation as the system's document has it.
 *
 * @param required whether it must be there and not be blank
 * @param form what its value must look like; null for a group
 * @param inner the arguments of a group; empty for a single value
 * @param anyCase whether its name may be written in any letter case
 */
public record Argument(
    String name, boolean required, ArgumentForm form, List<Argument> inner, boolean anyCase) {

  boolean isNamed(String given) {
    return anyCase ? name.equalsIgnoreCase(given) : name.equals(given);
  }

  /** Its value among these; a missing node when there is none. */
  JsonNode in(JsonNode given) {
    if (!anyCase) {
      return given.path(name);
    }
    for (Iterator<Map.Entry<String, JsonNode>> all = given.fields(); all.hasNext(); ) {
      Map.Entry<String, JsonNode> one = all.next();
      if (isNamed(one.getKey())) {
        return one.getValue();
      }
    }
    return MissingNode.getInstance();
  }

  /**
   * @param where the groups that it stands in, each followed by a point
   * @throws IllegalArgumentException in one sentence that names it
   */
  void check(String operation, String where, JsonNode value) {
    String path = where + name;
    boolean anything = form != null && form.takesAnything();
    if (isEmpty(value) && !(anything && value.isContainerNode())) {
      if (required) {
        throw new IllegalArgumentException("%s needs %s".formatted(operation, path));
      }
      return;
    }
    if (inner.isEmpty()) {
      if (value.isArray() && !anything) {
        value.forEach(one -> check(operation, where, one));
      } else {
        form.check(operation, path, value);
      }
    } else if (value.isArray()) {
      value.forEach(one -> check(operation, where, one));
    } else if (value.isObject()) {
      inner.forEach(it -> it.check(operation, path + ".", it.in(value)));
    } else {
      throw new IllegalArgumentException(
          "%s takes an object as %s, not %s".formatted(operation, path, value));
    }
  }

  /** Whether nothing is said by it. */
  static boolean isEmpty(JsonNode value) {
    return value.isMissingNode()
        || value.isNull()
        || value.isValueNode() && value.asText().isBlank()
        || value.isContainerNode() && value.isEmpty();
  }

  /** Its name, and what its value must look like. */
  String documentation() {
    return inner.isEmpty()
        ? "`%s` %s".formatted(named(), form.word())
        : "`%s` ( %s )".formatted(named(), all(Argument::documentation));
  }

  @Override
  public String toString() {
    return inner.isEmpty() ? named() : "%s ( %s )".formatted(named(), all(Argument::toString));
  }

  private String named() {
    return required ? name + "*" : name;
  }

  private String all(Function<Argument, String> words) {
    return inner.stream().map(words).collect(Collectors.joining(" "));
  }
}
