package dev.ponte.flow;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The Kamelets that ship, and what parameters they take. */
@Component
final class KameletCatalog {

  private static final String POLL = "poll:";

  private final Map<String, Optional<Map<?, ?>>> specs = new ConcurrentHashMap<>();

  /** What is wrong with the use of a Kamelet; empty when nothing is. */
  Optional<String> fault(EndpointUse use) {
    String name = name(use);
    Optional<Map<?, ?>> spec = spec(use);
    if (spec.isEmpty()) {
      return Optional.of("there is no Kamelet %s".formatted(name));
    }
    Map<?, ?> definition = map(spec.get(), "definition");
    Map<?, ?> properties = map(definition, "properties");
    for (String given : use.parameters().keySet()) {
      if (!properties.containsKey(given)) {
        return Optional.of(
            "Kamelet %s has no parameter %s; it has %s"
                .formatted(name, given, properties.keySet()));
      }
    }
    Object required = definition.get("required");
    for (Object needed : required instanceof List<?> list ? list : List.of()) {
      if (!use.parameters().containsKey(String.valueOf(needed))) {
        return Optional.of("Kamelet %s needs the parameter %s".formatted(name, needed));
      }
    }
    return Optional.empty();
  }

  /** The name of the schedule by which a source comes; empty when it has none. */
  Optional<String> schedule(EndpointUse use) {
    return spec(use)
        .map(spec -> map(map(spec, "template"), "from"))
        .filter(from -> String.valueOf(from.get("uri")).startsWith(POLL))
        .map(
            from -> {
              Object named = map(from, "parameters").get("schedule");
              return named == null
                  ? from.get("uri").toString().substring(POLL.length())
                  : named.toString();
            });
  }

  private Optional<Map<?, ?>> spec(EndpointUse use) {
    return specs.computeIfAbsent(name(use), KameletCatalog::load);
  }

  private static String name(EndpointUse use) {
    return use.path().split("/")[0];
  }

  private static Optional<Map<?, ?>> load(String name) {
    String file = "/kamelets/%s.kamelet.yaml".formatted(name);
    try (InputStream in = KameletCatalog.class.getResourceAsStream(file)) {
      if (in == null) {
        return Optional.empty();
      }
      Map<?, ?> kamelet = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
      return Optional.of(map(kamelet, "spec"));
    } catch (IOException e) {
      throw new UncheckedIOException("Kamelet %s cannot be read".formatted(name), e);
    }
  }

  private static Map<?, ?> map(Map<?, ?> parent, String name) {
    return parent.get(name) instanceof Map<?, ?> child ? child : Map.of();
  }
}
