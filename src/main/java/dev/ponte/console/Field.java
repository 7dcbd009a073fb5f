package dev.ponte.console;

import java.util.List;

/**
 * A filter of a list.
 *
 * @param kind {@code select}, {@code date} or {@code text}
 * @param values to choose from
 * @param prefix of the key of each value's name; null when values are names
 */
record Field(String name, String kind, List<String> values, String prefix) {

  static Field of(String name, List<String> values, String prefix) {
    return new Field(name, "select", values, prefix);
  }

  static Field day(String name) {
    return new Field(name, "date", List.of(), null);
  }

  static Field text(String name) {
    return new Field(name, "text", List.of(), null);
  }

  public boolean chosen() {
    return kind.equals("select");
  }
}
