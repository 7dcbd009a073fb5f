package dev.ponte.connection;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A piece of a YAML file that knows where it stands. */
public final class YamlNode {

  private final String file;
  private final Node node;

  private YamlNode(String file, Node node) {
    this.file = file;
    this.node = node;
  }

  /**
   * A key of a map.
   *
   * @param place of the key
   */
  public record Entry(String key, Place place, YamlNode value) {}

  /** A file that is no YAML; the message has the place. */
  public static final class Malformed extends IllegalArgumentException {

    private final transient Finding finding;

    Malformed(Finding finding, Throwable cause) {
      super(finding.toString(), cause);
      this.finding = finding;
    }

    public Finding finding() {
      return finding;
    }
  }

  /**
   * Reads a text.
   *
   * @param file how the file is called in what is told of it
   * @return empty when nothing is written there
   * @throws Malformed when it is no YAML
   */
  public static Optional<YamlNode> parse(String file, String text) {
    List<YamlNode> documents = documents(file, text);
    return documents.isEmpty() ? Optional.empty() : Optional.of(documents.get(0));
  }

  /** The same of a file that may consist of several parts. */
  public static List<YamlNode> documents(String file, String text) {
    try {
      // What is no value, refers to itself or grows without end is refused here.
      new Yaml(new SafeConstructor(options())).loadAll(text).forEach(it -> {});
      List<YamlNode> documents = new ArrayList<>();
      for (Node it : new Yaml(options()).composeAll(new StringReader(text))) {
        YamlNode document = new YamlNode(file, it);
        if (!document.isNull()) {
          documents.add(document);
        }
      }
      return documents;
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
      Place place = mark == null ? Place.of(file) : place(file, mark);
      throw new Malformed(
          Finding.fault(place, "this is no YAML, line %d: %s".formatted(place.line(), words(e))),
          e);
    } catch (YAMLException | StackOverflowError e) {
      throw new Malformed(Finding.fault(Place.of(file), "this is no YAML: " + e.getMessage()), e);
    }
  }

  private static String words(MarkedYAMLException e) {
    String problem = String.valueOf(e.getProblem());
    if (problem.contains("'\\t(TAB)'") || problem.contains("TAB")) {
      return "there is a tab; indent with blanks";
    }
    return e.getContext() == null ? problem : e.getContext() + ", " + problem;
  }

  private static LoaderOptions options() {
    LoaderOptions options = new LoaderOptions();
    options.setAllowRecursiveKeys(false);
    return options;
  }

  public Place place() {
    return place(file, node.getStartMark());
  }

  /** The last line of it, from 1. */
  public int lastLine() {
    Mark end = node.getEndMark();
    return end.getColumn() == 0 ? Math.max(end.getLine(), line()) : end.getLine() + 1;
  }

  public int line() {
    return node.getStartMark().getLine() + 1;
  }

  public boolean isMap() {
    return node instanceof MappingNode;
  }

  public boolean isList() {
    return node instanceof SequenceNode;
  }

  public boolean isScalar() {
    return node instanceof ScalarNode && !isNull();
  }

  public boolean isNull() {
    return node.getTag().equals(Tag.NULL);
  }

  /** Of a scalar, as it is written; null of anything else. */
  public String text() {
    return node instanceof ScalarNode scalar && !isNull() ? scalar.getValue() : null;
  }

  /** In the order of the file; none when it is no map. */
  public List<Entry> entries() {
    if (!(node instanceof MappingNode map)) {
      return List.of();
    }
    List<Entry> entries = new ArrayList<>();
    for (NodeTuple it : map.getValue()) {
      Node key = it.getKeyNode();
      entries.add(
          new Entry(
              key instanceof ScalarNode scalar ? scalar.getValue() : "",
              place(file, key.getStartMark()),
              new YamlNode(file, it.getValueNode())));
    }
    return entries;
  }

  /** None when it is no list. */
  public List<YamlNode> items() {
    return node instanceof SequenceNode list
        ? list.getValue().stream().map(it -> new YamlNode(file, it)).toList()
        : List.of();
  }

  public Optional<YamlNode> get(String key) {
    return entry(key).map(Entry::value);
  }

  public Optional<Entry> entry(String key) {
    return entries().stream().filter(it -> it.key().equals(key)).findFirst();
  }

  /** Keys that stand twice in one map, here or below. */
  public List<Finding> repeated() {
    List<Finding> found = new ArrayList<>();
    repeated(found);
    return found;
  }

  private void repeated(List<Finding> found) {
    Set<String> seen = new HashSet<>();
    for (Entry it : entries()) {
      if (!it.key().equals("<<") && !seen.add(it.key())) {
        found.add(
            Finding.fault(
                it.place(),
                "the key %s stands here twice, and only one of them would count; take one out"
                    .formatted(it.key())));
      }
      it.value().repeated(found);
    }
    items().forEach(it -> it.repeated(found));
  }

  /** What is written, whatever lines it stands on and whatever is said beside it. */
  public String content() {
    StringBuilder content = new StringBuilder();
    content(content);
    return content.toString();
  }

  private void content(StringBuilder content) {
    if (isMap()) {
      content.append('{');
      for (Entry it : entries()) {
        content.append(it.key()).append(':');
        it.value().content(content);
      }
      content.append('}');
    } else if (isList()) {
      content.append('[');
      items().forEach(it -> it.content(content));
      content.append(']');
    } else {
      content.append('"').append(node instanceof ScalarNode it ? it.getValue() : "").append('"');
    }
  }

  private static Place place(String file, Mark mark) {
    return new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
  }
}
