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

  private final Map<String, Optional<Map<?, ?>>> definitions = new ConcurrentHashMap<>();

  /** What is wrong with the use of a Kamelet; empty when nothing is. */
  Optional<String> fault(EndpointUse use) {
    String name = use.path().split("/")[0];
    Optional<Map<?, ?>> definition = definitions.computeIfAbsent(name, KameletCatalog::load);
    if (definition.isEmpty()) {
      return Optional.of("there is no Kamelet %s".formatted(name));
    }
    Map<?, ?> properties = map(definition.get(), "properties");
    for (String given : use.parameters().keySet()) {
      if (!properties.containsKey(given)) {
        return Optional.of(
            "Kamelet %s has no parameter %s; it has %s"
                .formatted(name, given, properties.keySet()));
      }
    }
    Object required = definition.get().get("required");
    for (Object needed : required instanceof List<?> list ? list : List.of()) {
      if (!use.parameters().containsKey(String.valueOf(needed))) {
        return Optional.of("Kamelet %s needs the parameter %s".formatted(name, needed));
      }
    }
    return Optional.empty();
  }

  private static Optional<Map<?, ?>> load(String name) {
    String file = "/kamelets/%s.kamelet.yaml".formatted(name);
    try (InputStream in = KameletCatalog.class.getResourceAsStream(file)) {
      if (in == null) {
        return Optional.empty();
      }
      Map<?, ?> kamelet = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
      return Optional.of(map(map(kamelet, "spec"), "definition"));
    } catch (IOException e) {
      throw new UncheckedIOException("Kamelet %s cannot be read".formatted(name), e);
    }
  }

  private static Map<?, ?> map(Map<?, ?> parent, String name) {
    return parent.get(name) instanceof Map<?, ?> child ? child : Map.of();
  }
}
