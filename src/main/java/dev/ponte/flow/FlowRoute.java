package dev.ponte.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One route of a flow, as far as its rules need to know it.
 *
 * @param id its id; "without id" when it has none
 * @param uses all endpoints it names, in order
 */
record FlowRoute(String id, List<EndpointUse> uses) {

  private static final Set<String> ROLES = Set.of("from", "to", "toD", "wireTap");

  static FlowRoute of(Map<?, ?> route) {
    List<EndpointUse> uses = new ArrayList<>();
    collect(route, uses);
    Object id = route.get("id");
    return new FlowRoute(id == null ? "without id" : id.toString(), uses);
  }

  EndpointUse source() {
    return uses.stream().filter(EndpointUse::isSource).findFirst().orElse(null);
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

  private static void collect(Object node, List<EndpointUse> uses) {
    if (node instanceof Map<?, ?> map) {
      map.forEach(
          (name, value) -> {
            if (ROLES.contains(String.valueOf(name))) {
              add(String.valueOf(name), value, uses);
            }
            collect(value, uses);
          });
    } else if (node instanceof List<?> list) {
      list.forEach(item -> collect(item, uses));
    }
  }

  private static void add(String role, Object value, List<EndpointUse> uses) {
    if (value instanceof String uri) {
      uses.add(EndpointUse.of(role, uri, Map.of()));
    } else if (value instanceof Map<?, ?> map && map.get("uri") instanceof String uri) {
      Object parameters = map.get("parameters");
      uses.add(EndpointUse.of(role, uri, parameters instanceof Map<?, ?> m ? m : Map.of()));
    }
  }
}
