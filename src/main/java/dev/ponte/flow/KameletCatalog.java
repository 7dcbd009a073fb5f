package dev.ponte.flow;

import dev.ponte.connection.Finding;
import dev.ponte.connection.Nearest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The Kamelets that ship, and what parameters they take, as each of them declares it. */
@Component
final class KameletCatalog {

  private static final String POLL = "poll:";
  private static final String CONNECTION = "connection";
  private static final String ENDING = ".kamelet.yaml";

  private final SortedMap<String, Map<?, ?>> kamelets = load();

  /** What is wrong with the use of a Kamelet; empty when nothing is. */
  List<Finding> faults(EndpointUse use) {
    String name = name(use);
    Map<?, ?> kamelet = kamelets.get(name);
    if (kamelet == null) {
      return List.of(
          Finding.fault(
              use.place(),
              "there is no Kamelet %s%s"
                  .formatted(
                      name,
                      Nearest.of(name, kamelets.keySet())
                          .map("; did you mean %s?"::formatted)
                          .orElse("; docs/kamelets.md lists them"))));
    }
    List<Finding> faults = new ArrayList<>();
    place(use, kamelet).ifPresent(it -> faults.add(Finding.fault(use.place(), it)));
    Map<?, ?> properties = properties(kamelet);
    use.parameters()
        .forEach(
            (given, value) ->
                parameter(name, properties, given, value)
                    .ifPresent(it -> faults.add(Finding.fault(use.place(given), it))));
    for (String needed : required(kamelet)) {
      if (!use.parameters().containsKey(needed)) {
        faults.add(
            Finding.fault(
                use.place(), "Kamelet %s needs the parameter %s".formatted(name, needed)));
      }
    }
    return faults;
  }

  /** Whether the use cannot do without the connection that it names. */
  boolean needsConnection(EndpointUse use) {
    Map<?, ?> kamelet = kamelets.get(name(use));
    return kamelet == null || required(kamelet).contains(CONNECTION);
  }

  /** The name of the schedule by which a source comes; empty when it has none. */
  Optional<String> schedule(EndpointUse use) {
    return Optional.ofNullable(kamelets.get(name(use)))
        .map(kamelet -> map(map(map(kamelet, "spec"), "template"), "from"))
        .filter(from -> String.valueOf(from.get("uri")).startsWith(POLL))
        .map(
            from -> {
              Object named = map(from, "parameters").get("schedule");
              return named == null
                  ? from.get("uri").toString().substring(POLL.length())
                  : named.toString();
            });
  }

  static String name(EndpointUse use) {
    return use.path().split("/")[0];
  }

  private static Optional<String> place(EndpointUse use, Map<?, ?> kamelet) {
    String type =
        String.valueOf(
            map(map(kamelet, "metadata"), "labels").get("camel.apache.org/kamelet.type"));
    if (use.isSource() && !type.equals("source")) {
      return Optional.of(
          "%s is %s and cannot stand after from; there stands a source or ledger:<type>"
              .formatted(name(use), type.equals("action") ? "an action" : "a " + type));
    }
    return !use.isSource() && type.equals("source")
        ? Optional.of("%s is a source and can only stand after from".formatted(name(use)))
        : Optional.empty();
  }

  private static Optional<String> parameter(
      String kamelet, Map<?, ?> properties, String given, String value) {
    if (!properties.containsKey(given)) {
      List<String> names = properties.keySet().stream().map(String::valueOf).toList();
      return Optional.of(
          "unknown parameter %s of %s%s"
              .formatted(
                  given,
                  kamelet,
                  Nearest.of(given, names)
                      .map("; did you mean %s?"::formatted)
                      .orElse("; it has " + String.join(", ", names))));
    }
    Map<?, ?> property = map(properties, given);
    return Mistyped.form(String.valueOf(property.get("type")), value)
        .or(() -> among(property, value))
        .map(
            form ->
                "parameter %s of %s is \"%s\", but must be %s"
                    .formatted(given, kamelet, value, form));
  }

  private static Optional<String> among(Map<?, ?> property, String value) {
    if (!(property.get("enum") instanceof List<?> words) || Mistyped.isOpen(value)) {
      return Optional.empty();
    }
    return words.stream().map(String::valueOf).anyMatch(value::equals)
        ? Optional.empty()
        : Optional.of(
            words.stream().map(String::valueOf).collect(Collectors.joining(", ", "one of ", "")));
  }

  private static Map<?, ?> properties(Map<?, ?> kamelet) {
    return map(map(map(kamelet, "spec"), "definition"), "properties");
  }

  private static List<String> required(Map<?, ?> kamelet) {
    Object required = map(map(kamelet, "spec"), "definition").get("required");
    return required instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }

  private static SortedMap<String, Map<?, ?>> load() {
    SortedMap<String, Map<?, ?>> kamelets = new TreeMap<>();
    try {
      for (Resource it :
          new PathMatchingResourcePatternResolver()
              .getResources("classpath*:kamelets/*" + ENDING)) {
        try (InputStream in = it.getInputStream()) {
          kamelets.put(
              it.getFilename().replace(ENDING, ""),
              new Yaml(new SafeConstructor(new LoaderOptions())).load(in));
        }
      }
      return kamelets;
    } catch (IOException e) {
      throw new UncheckedIOException("The Kamelets cannot be read", e);
    }
  }

  private static Map<?, ?> map(Map<?, ?> parent, String name) {
    return parent.get(name) instanceof Map<?, ?> child ? child : Map.of();
  }
}
