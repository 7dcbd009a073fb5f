package dev.ponte.flow;

import dev.ponte.connection.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A YAML file in {@code routes/}. */
final class FlowFile {

  private final String name;
  private final String text;
  private final YamlNode root;
  private final List<FlowRoute> routes = new ArrayList<>();

  /** By the number of the element of the list. */
  private final Map<Integer, FlowRoute> elements = new HashMap<>();

  private FlowFile(String name, String text, YamlNode root, UnaryOperator<String> resolver) {
    this.name = name;
    this.text = text;
    this.root = root;
    List<YamlNode> items = root == null ? List.of() : root.items();
    for (int i = 0; i < items.size(); i++) {
      YamlNode item = items.get(i);
      if (isRoute(item)) {
        FlowRoute route = FlowRoute.of(item, resolver);
        routes.add(route);
        elements.put(i, route);
      }
    }
  }

  /**
   * Reads the text of a file.
   *
   * @param name the file's name
   * @param shown how the file is called in what is told of it
   * @param resolver gives a text with the placeholders that are known
   * @throws YamlNode.Malformed when it is no YAML
   */
  static FlowFile parse(String name, String shown, String text, UnaryOperator<String> resolver) {
    return new FlowFile(name, text, YamlNode.parse(shown, text).orElse(null), resolver);
  }

  String name() {
    return name;
  }

  String text() {
    return text;
  }

  /** Null when nothing is written in it. */
  YamlNode root() {
    return root;
  }

  List<FlowRoute> routes() {
    return routes;
  }

  /** Whether there is anything in it but routes, such as a configuration that others use. */
  boolean hasMoreThanRoutes() {
    return root != null && elements.size() < root.items().size();
  }

  /** The file's YAML with the routes that pass, and with all that is no route. */
  String yaml(Predicate<FlowRoute> passes) {
    if (routes.stream().allMatch(passes)) {
      return text;
    }
    List<Object> kept = new ArrayList<>();
    List<?> all = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    for (int i = 0; i < all.size(); i++) {
      FlowRoute route = elements.get(i);
      if (route == null || passes.test(route)) {
        kept.add(all.get(i));
      }
    }
    return kept.isEmpty() ? "" : new Yaml().dump(kept);
  }

  private static boolean isRoute(YamlNode element) {
    return element.get("route").filter(YamlNode::isMap).isPresent()
        || element.entry("from").isPresent();
  }
}
