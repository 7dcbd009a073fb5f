package dev.ponte.flow;

import dev.ponte.connection.Place;
import dev.ponte.connection.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * One route of a flow, as far as its rules need to know it.
 *
 * @param id its id; "without id" when it has none
 * @param uses all endpoints it names, in order
 * @param node what is written of it
 * @param element of the file's list in which that stands
 */
record FlowRoute(String id, List<EndpointUse> uses, YamlNode node, YamlNode element) {

  static final String WITHOUT_ID = "without id";

  private static final Set<String> ROLES = Set.of("from", "to", "toD", "wireTap", "kamelet");
  private static final String PARAMETERS = "parameters";

  static FlowRoute of(YamlNode element, UnaryOperator<String> resolver) {
    YamlNode route = element.get("route").filter(YamlNode::isMap).orElse(element);
    List<EndpointUse> uses = new ArrayList<>();
    collect(route, uses, resolver);
    String id = route.get("id").map(YamlNode::text).orElse(WITHOUT_ID);
    return new FlowRoute(id, uses, route, element);
  }

  boolean hasId() {
    return !id.equals(WITHOUT_ID);
  }

  EndpointUse source() {
    return uses.stream().filter(EndpointUse::isSource).findFirst().orElse(null);
  }

  /** By which other routes may not be known. */
  Set<String> keys() {
    EndpointUse source = source();
    Set<String> keys = new TreeSet<>();
    if (hasId()) {
      keys.add("id " + id);
    }
    if (source != null && source.isLedger()) {
      keys.add(source.path() + " to " + source.parameters().get("subscriber"));
    }
    return keys;
  }

  /** Where its id stands, or else where it begins. */
  Place place() {
    return node.entry("id").map(it -> it.value().place()).orElse(node.place());
  }

  /** Whether the place is within it. */
  boolean has(Place place) {
    Place start = element.place();
    return start.file().equals(place.file())
        && place.line() >= start.line()
        && place.line() <= element.lastLine();
  }

  /** The connections that the route cannot do without. */
  List<String> connections() {
    return uses.stream()
        .filter(EndpointUse::isKamelet)
        .map(use -> use.parameters().get("connection"))
        .filter(name -> name != null)
        .distinct()
        .toList();
  }

  /** The connections that the route sends to. */
  List<String> targets() {
    return uses.stream()
        .filter(EndpointUse::isSink)
        .map(use -> use.parameters().get("connection"))
        .filter(name -> name != null)
        .distinct()
        .toList();
  }

  private static void collect(
      YamlNode node, List<EndpointUse> uses, UnaryOperator<String> resolver) {
    for (YamlNode.Entry it : node.entries()) {
      if (ROLES.contains(it.key())) {
        add(it.key(), it.value(), uses, resolver);
      }
      // What stands there is the endpoint's, even if it is called "to".
      if (!it.key().equals(PARAMETERS)) {
        collect(it.value(), uses, resolver);
      }
    }
    node.items().forEach(item -> collect(item, uses, resolver));
  }

  private static void add(
      String role, YamlNode value, List<EndpointUse> uses, UnaryOperator<String> resolver) {
    YamlNode uri =
        value.isMap() ? value.get(role.equals("kamelet") ? "name" : "uri").orElse(null) : value;
    if (uri != null && uri.isScalar()) {
      YamlNode parameters = value.isMap() ? value.get(PARAMETERS).orElse(null) : null;
      uses.add(EndpointUse.of(role, uri, parameters, resolver));
    }
  }
}
