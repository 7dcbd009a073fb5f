package dev.ponte.flow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ponte.connection.Finding;
import dev.ponte.connection.Nearest;
import dev.ponte.connection.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.catalog.EndpointValidationResult;
import org.apache.camel.catalog.RuntimeCamelCatalog;
import org.apache.camel.support.PluginHelper;

/** The endpoints of Camel's own components: whether there are such, and take such options. */
final class Endpoints {

  /** Whose options others look at. */
  private static final Set<String> OUR_OWN = Set.of("ledger", "kamelet");

  private final CamelContext camel;
  private final RuntimeCamelCatalog catalog;
  private final Map<String, Boolean> known = new HashMap<>();

  Endpoints(CamelContext camel) {
    this.camel = camel;
    this.catalog = PluginHelper.getRuntimeCamelCatalog(camel);
  }

  List<Finding> findings(EndpointUse use) {
    if (OUR_OWN.contains(use.scheme())
        || FlowRules.ASYNCHRONOUS.contains(use.scheme())
        || Mistyped.isOpen(use.scheme())) {
      return List.of();
    }
    if (!known.computeIfAbsent(use.scheme(), this::isThere)) {
      return List.of(
          Finding.fault(
              use.place(),
              "there is no component %s%s"
                  .formatted(
                      use.scheme(),
                      Nearest.of(use.scheme(), names())
                          .map("; did you mean %s?"::formatted)
                          .orElse("; its jar would have to lie in lib/"))));
    }
    if (catalog.componentJSonSchema(use.scheme()) == null) {
      return List.of();
    }
    return options(use, catalog.validateProperties(use.scheme(), use.parameters()));
  }

  private List<Finding> options(EndpointUse use, EndpointValidationResult result) {
    List<Finding> found = new ArrayList<>();
    if (result.getUnknown() != null) {
      Set<String> names = names(use.scheme());
      for (Object it : result.getUnknown()) {
        found.add(
            Finding.fault(
                use.place(it.toString()),
                "unknown option %s of %s%s"
                    .formatted(
                        it,
                        use.scheme(),
                        Nearest.of(it.toString(), names)
                            .map("; did you mean %s?"::formatted)
                            .orElse(""))));
      }
    }
    mistyped(use, result.getInvalidInteger(), "a whole number", found);
    mistyped(use, result.getInvalidNumber(), "a number", found);
    mistyped(use, result.getInvalidBoolean(), "true or false", found);
    mistyped(use, result.getInvalidDuration(), "a span of time such as 30s, 5m or 2h", found);
    if (result.getInvalidEnum() != null) {
      for (Object it : result.getInvalidEnum().keySet()) {
        Object choices =
            result.getInvalidEnumChoices() == null ? null : result.getInvalidEnumChoices().get(it);
        String form =
            choices instanceof String[] words ? "one of " + String.join(", ", words) : "another";
        found.add(mistyped(use, it.toString(), form));
      }
    }
    return found;
  }

  private static void mistyped(
      EndpointUse use, Map<?, ?> invalid, String form, List<Finding> found) {
    if (invalid != null) {
      invalid.keySet().forEach(it -> found.add(mistyped(use, it.toString(), form)));
    }
  }

  private static Finding mistyped(EndpointUse use, String option, String form) {
    Place place = use.place(option);
    return Finding.fault(
        place,
        "option %s of %s is \"%s\", but must be %s"
            .formatted(option, use.scheme(), use.parameters().get(option), form));
  }

  private Set<String> names(String scheme) {
    Set<String> names = new TreeSet<>();
    JsonNode schema;
    try {
      schema = new ObjectMapper().readTree(catalog.componentJSonSchema(scheme));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Camel's description of %s is no JSON".formatted(scheme), e);
    }
    schema.path("properties").fieldNames().forEachRemaining(names::add);
    return names;
  }

  private Set<String> names() {
    Set<String> names =
        new TreeSet<>(
            Set.of(
                "http", "https", "file", "sql", "log", "direct", "timer", "quartz", "bean",
                "seda"));
    names.addAll(camel.getComponentNames());
    names.addAll(OUR_OWN);
    return names;
  }

  /** Without making it a part of the context. */
  private boolean isThere(String scheme) {
    if (camel.hasComponent(scheme) != null
        || camel.getRegistry().lookupByName(scheme) instanceof Component) {
      return true;
    }
    try {
      return PluginHelper.getComponentResolver(camel).resolveComponent(scheme, camel) != null;
    } catch (Exception | LinkageError e) {
      return false;
    }
  }
}
