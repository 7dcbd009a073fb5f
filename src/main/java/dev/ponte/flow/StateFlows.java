package dev.ponte.flow;

import dev.ponte.canonical.Canonical;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The ways that states take from connection to connection through these routes. A state knows no
 * origin: what it is depends on who told it last, so two sources of one target would overwrite each
 * other for ever, and so would two connections that tell each other.
 */
final class StateFlows {

  private final List<FlowRoute> routes;
  private final Map<String, Set<String>> sources = new TreeMap<>();

  StateFlows(List<FlowRoute> routes) {
    this.routes = routes;
    for (FlowRoute route : routes) {
      EndpointUse from = route.source();
      String connection = from == null ? null : from.parameters().get("connection");
      if (connection != null && from.isKamelet()) {
        for (String type : written(route)) {
          sources.computeIfAbsent(type, any -> new TreeSet<>()).add(connection);
        }
      }
    }
  }

  /** A type on its way from one connection to another. */
  private record Way(String type, String from, String to, FlowRoute route) {}

  /** What must not run; empty when all may. */
  List<FlowRefusal> refusals() {
    List<FlowRefusal> refusals = new ArrayList<>();
    List<Way> ways = new ArrayList<>();
    for (FlowRoute route : routes) {
      Set<String> taken = taken(route);
      if (taken.size() > 1) {
        refusals.add(severalSources(route, taken));
      }
      for (String to : route.targets()) {
        taken.stream()
            .filter(from -> !from.equals(to))
            .forEach(from -> ways.add(new Way(route.source().path(), from, to, route)));
      }
    }
    refusals.addAll(circles(ways));
    return refusals;
  }

  /** The connections whose states the route would take, but not back to where they were read. */
  private Set<String> taken(FlowRoute route) {
    EndpointUse from = route.source();
    if (from == null || !from.isLedger() || !Canonical.STATES.contains(from.path())) {
      return Set.of();
    }
    Set<String> taken = new TreeSet<>(sources.getOrDefault(from.path(), Set.of()));
    String source = from.parameters().getOrDefault("source", "");
    if (!source.isBlank()) {
      taken.retainAll(Set.of(source));
    }
    if (!from.parameters().getOrDefault("origin", "").isBlank()) {
      // Only what belongs to an order has an origin.
      taken.clear();
    }
    List<String> targets = route.targets();
    if (targets.size() == 1) {
      taken.removeAll(targets);
    }
    return taken;
  }

  private static FlowRefusal severalSources(FlowRoute route, Set<String> taken) {
    String type = route.source().path();
    return new FlowRefusal(
        "Route %s would take messages of type %s from %s, and each would overwrite the other; there is one source per type and subscriber, so set source to one of them"
            .formatted(route.id(), type, String.join(" and ", taken)),
        Set.of(route));
  }

  private static List<FlowRefusal> circles(List<Way> ways) {
    Map<String, Set<Way>> circles = new TreeMap<>();
    for (Way way : ways) {
      Set<String> behind = reachable(way.type(), way.to(), ways);
      if (behind.contains(way.from())) {
        Set<String> around = new TreeSet<>(behind);
        around.removeIf(it -> !reachable(way.type(), it, ways).contains(way.from()));
        circles.computeIfAbsent(way.type() + around, any -> new HashSet<>()).add(way);
      }
    }
    return circles.values().stream().map(StateFlows::circle).toList();
  }

  private static FlowRefusal circle(Set<Way> ways) {
    String type = ways.iterator().next().type();
    Set<FlowRoute> routes = ways.stream().map(Way::route).collect(Collectors.toSet());
    return new FlowRefusal(
        "Messages of type %s would go round in circles between %s by the routes %s; take one of these routes out, or set source so that it does not take what another of them brought"
            .formatted(
                type,
                sorted(ways.stream().map(Way::from).toList()),
                sorted(routes.stream().map(FlowRoute::id).toList())),
        routes);
  }

  /** All connections that the type gets to from this one, by one route or many. */
  private static Set<String> reachable(String type, String from, List<Way> ways) {
    Set<String> seen = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(from));
    while (!open.isEmpty()) {
      String one = open.pop();
      ways.stream()
          .filter(it -> it.type().equals(type) && it.from().equals(one))
          .filter(it -> seen.add(it.to()))
          .forEach(it -> open.push(it.to()));
    }
    return seen;
  }

  private static Set<String> written(FlowRoute route) {
    return route.uses().stream()
        .filter(it -> !it.isSource() && it.isLedger())
        .map(EndpointUse::path)
        .filter(Canonical.STATES::contains)
        .collect(Collectors.toSet());
  }

  private static String sorted(List<String> names) {
    return names.stream()
        .distinct()
        .sorted(Comparator.naturalOrder())
        .collect(Collectors.joining(" and "));
  }
}
