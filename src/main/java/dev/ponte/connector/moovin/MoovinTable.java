package dev.ponte.connector.moovin;

import dev.ponte.connection.ApiCall.Effect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Scanner;

/**
 * Collects methods from words: each field with {@code *} when it is required, and its form as in
 * {@link MoovinForm#of}; a group holds its fields in parentheses.
 */
final class MoovinTable {

  private final Map<String, MoovinMethod> methods = new LinkedHashMap<>();

  Map<String, MoovinMethod> methods() {
    return methods;
  }

  void read(int priority, String name, String fields) {
    put(name, name, "filtros", null, Effect.READ, priority, fields);
  }

  void write(int priority, String name, Effect effect, String root, String child, String fields) {
    put(name, name, root, child, effect, priority, fields);
  }

  void put(
      String name,
      String method,
      String root,
      String child,
      Effect effect,
      int priority,
      String fields) {
    methods.put(
        name,
        new MoovinMethod(name, method, root, child, effect, priority, fields(new Scanner(fields))));
  }

  private static List<MoovinField> fields(Scanner words) {
    List<MoovinField> fields = new ArrayList<>();
    while (words.hasNext() && !words.hasNext("\\)")) {
      String name = words.next();
      boolean required = name.endsWith("*");
      String plain = required ? name.substring(0, name.length() - 1) : name;
      String form = words.next();
      if (form.equals("(")) {
        fields.add(new MoovinField(plain, required, null, fields(words)));
        words.next();
      } else {
        fields.add(new MoovinField(plain, required, MoovinForm.of(form), List.of()));
      }
    }
    return List.copyOf(fields);
  }
}
