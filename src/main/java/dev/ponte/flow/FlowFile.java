package dev.ponte.flow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** A YAML file in {@code routes/}. */
final class FlowFile {

  private final Path path;
  private final String text;
  private final List<Object> elements;

  private FlowFile(Path path, String text, List<Object> elements) {
    this.path = path;
    this.text = text;
    this.elements = elements;
  }

  /**
   * Reads the file.
   *
   * @throws IllegalArgumentException in one sentence with the line, when it is no YAML list
   */
  static FlowFile read(Path path) {
    try {
      return parse(path, Files.readString(path));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "%s cannot be read: %s".formatted(path, e.getMessage()), e);
    }
  }

  static FlowFile parse(Path path, String text) {
    try {
      Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
      if (tree == null) {
        return new FlowFile(path, text, List.of());
      }
      if (tree instanceof List<?> list) {
        return new FlowFile(path, text, new ArrayList<>(list));
      }
      throw new IllegalArgumentException(
          "%s must be a list of routes, each beginning with \"- route:\"".formatted(path));
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
      throw new IllegalArgumentException(
          "%s is no YAML: line %d: %s".formatted(path, line, e.getProblem()), e);
    } catch (YAMLException e) {
      throw new IllegalArgumentException("%s is no YAML: %s".formatted(path, e.getMessage()), e);
    }
  }

  Path path() {
    return path;
  }

  List<FlowRoute> routes() {
    return elements.stream().filter(FlowFile::isRoute).map(FlowFile::route).toList();
  }

  /** The file's YAML with the routes that pass, and with all that is no route. */
  String yaml(Predicate<FlowRoute> passes) {
    List<Object> kept =
        elements.stream().filter(it -> !isRoute(it) || passes.test(route(it))).toList();
    if (kept.size() == elements.size()) {
      return text;
    }
    return kept.isEmpty() ? "" : new Yaml().dump(kept);
  }

  private static boolean isRoute(Object element) {
    return element instanceof Map<?, ?> map
        && (map.get("route") instanceof Map<?, ?> || map.containsKey("from"));
  }

  private static FlowRoute route(Object element) {
    Map<?, ?> map = (Map<?, ?>) element;
    return FlowRoute.of(map.get("route") instanceof Map<?, ?> route ? route : map);
  }
}
