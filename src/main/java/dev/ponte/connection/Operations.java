package dev.ponte.connection;

import dev.ponte.delivery.Priority;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Scanner;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The documented operations of a system, from the table {@code operations/<system>.txt} of the
 * class path. In it
 *
 * <ul>
 *   <li>a line that begins an operation has name, verb, path, effect and priority, and behind them
 *       what only its connector knows, as {@code name=value};
 *   <li>lines that are set in have the arguments, each with {@code *} when it is required, and its
 *       {@linkplain ArgumentForm#of form}; a group has its arguments in parentheses;
 *   <li>a line that is set in and begins with {@code !} is a {@linkplain ArgumentRule rule};
 *   <li>{@code &name} begins words that stand wherever {@code &name} does afterwards;
 *   <li>{@code any-case} says that names of arguments may be written in any letter case;
 *   <li>{@code #} begins a remark.
 * </ul>
 */
public final class Operations {

  private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

  private final String system;
  private final Map<String, Operation> byName;

  private Operations(String system, Map<String, Operation> byName) {
    this.system = system;
    this.byName = Collections.unmodifiableMap(byName);
  }

  /** The table of a system. */
  public static Operations of(String system) {
    String path = "/operations/" + system + ".txt";
    try (InputStream table = Operations.class.getResourceAsStream(path)) {
      if (table == null) {
        throw new IllegalStateException("There is no table of operations " + path);
      }
      return of(system, new String(table.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A table that stands elsewhere. */
  public static Operations of(String system, String table) {
    return new Parser(table).operations(system);
  }

  /** The same with further ones. */
  public Operations with(Collection<Operation> further) {
    Map<String, Operation> all = new LinkedHashMap<>(byName);
    further.forEach(it -> all.put(it.name(), it));
    return new Operations(system, all);
  }

  public Collection<Operation> all() {
    return byName.values();
  }

  public List<String> names() {
    return List.copyOf(byName.keySet());
  }

  /**
   * @throws IllegalArgumentException in one sentence, when there is none of that name
   */
  public Operation get(String name) {
    Operation operation = byName.get(name);
    if (operation == null) {
      throw new IllegalArgumentException(
          "%s has no operation %s; it has %s"
              .formatted(system, name, String.join(", ", byName.keySet())));
    }
    return operation;
  }

  /** Reads one table. */
  private static final class Parser {

    private final Map<String, String> named = new HashMap<>();
    private final Map<String, Operation> operations = new LinkedHashMap<>();
    private final String text;
    private boolean anyCase;

    Parser(String text) {
      this.text = text;
    }

    Operations operations(String system) {
      String head = null;
      List<String> below = new ArrayList<>();
      for (String line : text.lines().filter(it -> !it.isBlank() && !it.startsWith("#")).toList()) {
        if (Character.isWhitespace(line.charAt(0))) {
          below.add(line.strip());
        } else {
          end(head, below);
          head = line.strip();
          below = new ArrayList<>();
        }
      }
      end(head, below);
      return new Operations(system, operations);
    }

    private void end(String head, List<String> below) {
      if (head == null) {
        return;
      }
      if (head.equals("any-case")) {
        anyCase = true;
      } else if (head.startsWith("&")) {
        String[] words = head.split("\\s+", 2);
        named.put(words[0], whole((words.length > 1 ? words[1] + " " : "") + words(below)));
      } else {
        Operation operation = operation(Arrays.asList(head.split("\\s+")), below);
        operations.put(operation.name(), operation);
      }
    }

    private Operation operation(List<String> head, List<String> below) {
      Map<String, String> more = new LinkedHashMap<>();
      for (String word : head.subList(5, head.size())) {
        String[] pair = word.split("=", 2);
        more.put(pair[0], pair[1]);
      }
      List<Argument> arguments = new ArrayList<>();
      VARIABLE
          .matcher(head.get(2))
          .results()
          .map(MatchResult::group)
          .map(it -> it.substring(1, it.length() - 1))
          .forEach(
              it ->
                  arguments.add(new Argument(it, true, ArgumentForm.of("s"), List.of(), anyCase)));
      arguments.addAll(arguments(new Scanner(whole(words(below)))));
      return new Operation(
          head.get(0),
          head.get(1),
          head.get(2),
          ApiCall.Effect.valueOf(head.get(3).toUpperCase(Locale.ROOT)),
          Priority.valueOf(head.get(4).toUpperCase(Locale.ROOT)),
          Collections.unmodifiableMap(more),
          List.copyOf(arguments),
          below.stream()
              .filter(it -> it.startsWith("!"))
              .map(it -> ArgumentRule.of(it.substring(1).strip(), anyCase))
              .toList());
    }

    private static String words(List<String> lines) {
      return String.join(" ", lines.stream().filter(it -> !it.startsWith("!")).toList());
    }

    /** With what is named set in. */
    private String whole(String words) {
      String all = words;
      for (Map.Entry<String, String> one : named.entrySet()) {
        all = all.replaceAll(Pattern.quote(one.getKey()) + "(?!\\w)", one.getValue());
      }
      return all;
    }

    private List<Argument> arguments(Scanner words) {
      List<Argument> arguments = new ArrayList<>();
      while (words.hasNext() && !words.hasNext("\\)")) {
        String name = words.next();
        boolean required = name.endsWith("*");
        String plain = required ? name.substring(0, name.length() - 1) : name;
        String form = words.next();
        if (form.equals("(")) {
          arguments.add(new Argument(plain, required, null, arguments(words), anyCase));
          words.next();
        } else {
          arguments.add(new Argument(plain, required, ArgumentForm.of(form), List.of(), anyCase));
        }
      }
      return List.copyOf(arguments);
    }
  }
}
