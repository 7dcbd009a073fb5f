package dev.ponte.console;

import java.util.List;

/**
 * A filter of a list.
 *
 * @param values to choose from; empty for a day
 * @param prefix of the key of each value's name; null when values are names
 */
record Field(String name, List<String> values, String prefix) {

  static Field of(String name, List<String> values, String prefix) {
    return new Field(name, values, prefix);
  }

  static Field day(String name) {
    return new Field(name, List.of(), null);
  }

  public boolean day() {
    return values.isEmpty();
  }
}
