package dev.ponte.flow;

import dev.ponte.canonical.Canonical;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Connections;
import dev.ponte.connection.Finding;
import dev.ponte.connection.Nearest;
import dev.ponte.ledger.LedgerEndpoint;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a flow must not do, each as one sentence. */
final class FlowRules {

  /** Behind the ledger they are told of by their route. */
  static final Set<String> ASYNCHRONOUS = Set.of("seda", "disruptor", "vm");

  private static final String CONNECTION = "connection";

  private final KameletCatalog kamelets;
  private final Connections connections;

  FlowRules(KameletCatalog kamelets, Connections connections) {
    this.kamelets = kamelets;
    this.connections = connections;
  }

  /** Whether all connections are there that the route cannot do without. */
  boolean isConnected(FlowRoute route) {
    return missing(route).isEmpty();
  }

  /** The connections that the route needs and that are not there. */
  Set<String> missing(FlowRoute route) {
    Set<String> missing = new TreeSet<>();
    for (EndpointUse use : route.uses()) {
      String name = use.parameters().get(CONNECTION);
      if (use.isKamelet()
          && name != null
          && kamelets.needsConnection(use)
          && connections.find(name).isEmpty()) {
        missing.add(name);
      }
    }
    return missing;
  }

  /** The faults of one route; empty when there are none. */
  List<Finding> findings(FlowRoute route) {
    List<Finding> found = new ArrayList<>();
    for (EndpointUse use : route.uses()) {
      if (use.isKamelet()) {
        found.addAll(kamelets.faults(use));
        connection(route, use).ifPresent(found::add);
        schedule(route, use).ifPresent(found::add);
      } else if (use.isLedger()) {
        ledger(use, found);
      }
    }
    if (route.source() != null && route.source().isLedger()) {
      behindTheLedger(route, found);
    }
    return found;
  }

  private Optional<Finding> connection(FlowRoute route, EndpointUse use) {
    String name = use.parameters().get(CONNECTION);
    if (name == null || Mistyped.isOpen(name) || !kamelets.needsConnection(use)) {
      return Optional.empty();
    }
    Optional<Connection> connection = connections.find(name);
    if (connection.isPresent()) {
      return otherSystem(use, connection.get()).or(() -> lacks(route, use, connection.get()));
    }
    Collection<String> names = connections.names();
    if (names.contains(name)) {
      // It has no keys yet, or a fault of its own.
      return Optional.empty();
    }
    return Optional.of(
        Nearest.of(name, names)
            .map(
                it ->
                    Finding.fault(
                        use.place(CONNECTION),
                        "there is no connection %s; did you mean %s?".formatted(name, it)))
            .orElseGet(
                () ->
                    Finding.warning(
                        use.place(CONNECTION),
                        "there is no connection %s in ponte.connections, so route %s is left out"
                            .formatted(name, route.id()))));
  }

  /** A Kamelet is named after its system. */
  private Optional<Finding> otherSystem(EndpointUse use, Connection connection) {
    String kamelet = KameletCatalog.name(use);
    if (connection.system() == null || kamelet.startsWith(connection.system().name() + "-")) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.fault(
            use.place(CONNECTION),
            "%s takes a connection of system %s, but %s is one of system %s"
                .formatted(
                    kamelet,
                    kamelet.split("-")[0],
                    connection.name(),
                    connection.system().name())));
  }

  /** Nothing is refused for it: what is recorded waits until it is set. */
  private static Optional<Finding> lacks(FlowRoute route, EndpointUse use, Connection connection) {
    EndpointUse source = route.source();
    if (connection.system() == null || source == null || !source.isLedger() || !use.isSink()) {
      return Optional.empty();
    }
    return connection
        .system()
        .missing(connection, source.path())
        .map(it -> Finding.warning(use.place(), "route %s waits: %s".formatted(route.id(), it)));
  }

  /** What is wrong with the schedule of a source, which is not asked then. */
  private Optional<Finding> schedule(FlowRoute route, EndpointUse use) {
    String name = use.parameters().get(CONNECTION);
    Optional<String> schedule = use.isSource() ? kamelets.schedule(use) : Optional.empty();
    Optional<Connection> connection = name == null ? Optional.empty() : connections.find(name);
    if (connection.isEmpty() || schedule.isEmpty()) {
      return Optional.empty();
    }
    try {
      connection.get().schedule(schedule.get()).check();
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(
          Finding.fault(use.place(), "Route %s: %s".formatted(route.id(), e.getMessage())));
    }
  }

  private void ledger(EndpointUse use, List<Finding> found) {
    String type = use.path();
    Set<String> types = LedgerEndpoint.types(use.isSource());
    if (!types.contains(type)) {
      String why =
          LedgerEndpoint.types(!use.isSource()).contains(type)
              ? "ledger:%s is not read by a route; look at it in the console".formatted(type)
              : "ledger:%s is no type of the ledger%s"
                  .formatted(
                      type,
                      Nearest.of(type, types)
                          .map("; did you mean ledger:%s?"::formatted)
                          .orElse("; there are " + String.join(", ", types)));
      found.add(Finding.fault(use.place(), why));
    }
    Map<String, Class<?>> options = LedgerEndpoint.options(use.isSource());
    use.parameters()
        .forEach(
            (given, value) ->
                option(use, options, given, value)
                    .ifPresent(it -> found.add(Finding.fault(use.place(given), it))));
    if (use.isSource()) {
      name(use, "subscriber", "; did you mean %s? Under a new name it takes what comes from now on")
          .ifPresent(found::add);
      name(use, "origin", "; did you mean %s?").ifPresent(found::add);
      name(use, "source", "; did you mean %s?").ifPresent(found::add);
    }
  }

  private static Optional<String> option(
      EndpointUse use, Map<String, Class<?>> options, String given, String value) {
    Class<?> type = options.get(given);
    if (type != null) {
      return Mistyped.form(Mistyped.type(type), value)
          .map(
              form ->
                  "parameter %s of ledger:%s is \"%s\", but must be %s"
                      .formatted(given, use.path(), value, form));
    }
    return Optional.of(
        LedgerEndpoint.options(!use.isSource()).containsKey(given)
            ? "parameter %s belongs after %s: ledger:%s"
                .formatted(given, use.isSource() ? "to" : "from", use.path())
            : "unknown parameter %s of ledger:%s%s"
                .formatted(
                    given,
                    use.path(),
                    Nearest.of(given, options.keySet())
                        .map("; did you mean %s?"::formatted)
                        .orElse("; it has " + String.join(", ", new TreeSet<>(options.keySet())))));
  }

  /** Any name may be meant, but for one that looks like a connection's. */
  private Optional<Finding> name(EndpointUse use, String parameter, String advice) {
    String name = use.parameters().getOrDefault(parameter, "");
    Collection<String> names = connections.names();
    if (name.isBlank() || Mistyped.isOpen(name) || names.contains(name)) {
      return Optional.empty();
    }
    return Nearest.of(name, names)
        .filter(it -> it.length() > 3 && name.length() > 3 && !isNumbered(name, it))
        .map(
            it ->
                Finding.fault(
                    use.place(parameter),
                    "%s is %s, and there is no such connection".formatted(parameter, name)
                        + advice.formatted(it)));
  }

  /** As vtex and vtex2, which are two names on purpose. */
  private static boolean isNumbered(String one, String other) {
    return one.replaceAll("[-_]?\\d+$", "").equals(other.replaceAll("[-_]?\\d+$", ""));
  }

  /** What these routes must not do together; empty when there is nothing. */
  List<FlowRefusal> refusals(List<FlowRoute> routes) {
    List<FlowRefusal> refusals = new ArrayList<>(new StateFlows(routes).refusals());
    List<FlowRoute> leadOn = routes.stream().filter(FlowRules::leadsOn).toList();
    cycles(routes).forEach(sentence -> refusals.add(new FlowRefusal(sentence, Set.copyOf(leadOn))));
    return refusals;
  }

  /** The second and later routes of one id, or of one type and subscriber. */
  List<FlowRefusal> repeated(List<FlowRoute> routes) {
    List<FlowRefusal> refusals = new ArrayList<>();
    Map<String, FlowRoute> ids = new HashMap<>();
    Map<String, FlowRoute> takers = new HashMap<>();
    for (FlowRoute route : routes) {
      FlowRoute first = route.hasId() ? ids.putIfAbsent(route.id(), route) : null;
      if (first != null) {
        refusals.add(
            new FlowRefusal(
                "Route %s is there already, at %s; give this one another id"
                    .formatted(route.id(), first.place()),
                Set.of(route)));
        continue;
      }
      EndpointUse source = route.source();
      String subscriber =
          source != null && source.isLedger() ? source.parameters().get("subscriber") : null;
      FlowRoute other =
          subscriber == null ? null : takers.putIfAbsent(source.path() + " " + subscriber, route);
      if (other != null) {
        refusals.add(
            new FlowRefusal(
                "Route %s takes %s as subscriber %s, as route %s does at %s; of one type and subscriber there is one route, so give this one another subscriber"
                    .formatted(route.id(), source.path(), subscriber, other.id(), other.place()),
                Set.of(route)));
      }
    }
    return refusals;
  }

  /** Types that go round in circles through these routes; empty when there are none. */
  private static List<String> cycles(List<FlowRoute> routes) {
    Map<String, Set<String>> next = new HashMap<>();
    for (FlowRoute route : routes) {
      EndpointUse source = route.source();
      if (source != null && source.isLedger()) {
        next.computeIfAbsent(source.path(), type -> new HashSet<>()).addAll(written(route));
      }
    }
    return next.keySet().stream()
        .filter(type -> reaches(type, next))
        .sorted()
        .map(
            type ->
                "Messages of type %s would go round in circles: a route from ledger:%s leads back to it"
                    .formatted(type, type))
        .toList();
  }

  private static void behindTheLedger(FlowRoute route, List<Finding> faults) {
    EndpointUse source = route.source();
    if (source.parameters().getOrDefault("subscriber", "").isBlank()) {
      faults.add(
          Finding.fault(
              source.place(),
              "Route %s reads ledger:%s without a subscriber; name one, normally its target's connection"
                  .formatted(route.id(), source.path())));
    }
    List<EndpointUse> sinks = route.uses().stream().filter(EndpointUse::isSink).toList();
    if (sinks.size() > 1) {
      faults.add(
          Finding.fault(
              sinks.get(1).place(),
              "Route %s has %d sinks; one of them could fail after the other was done, so make it %d routes, each with its own subscriber"
                  .formatted(route.id(), sinks.size(), sinks.size())));
    }
    otherName(route).ifPresent(it -> faults.add(Finding.fault(source.place("subscriber"), it)));
    for (EndpointUse use : route.uses()) {
      if (use.role().equals("wireTap") || ASYNCHRONOUS.contains(use.scheme())) {
        faults.add(
            Finding.fault(
                use.place(),
                "Route %s uses %s behind the ledger; the ledger would take the message for delivered before it is"
                    .formatted(
                        route.id(), use.role().equals("wireTap") ? "wireTap" : use.scheme())));
      }
    }
  }

  /** By the subscriber's name the ledger knows what a store holds, and what it may be sent. */
  private static Optional<String> otherName(FlowRoute route) {
    String subscriber = route.source().parameters().get("subscriber");
    return Canonical.STATES.contains(route.source().path())
        ? route.targets().stream()
            .filter(target -> subscriber != null && !target.equals(subscriber))
            .findFirst()
            .map(
                target ->
                    "Route %s takes %s as subscriber %s but sends to %s; name the subscriber %s, so that what %s holds is not written over unseen"
                        .formatted(
                            route.id(), route.source().path(), subscriber, target, target, target))
        : Optional.empty();
  }

  private static boolean leadsOn(FlowRoute route) {
    return route.source() != null && route.source().isLedger() && !written(route).isEmpty();
  }

  private static Set<String> written(FlowRoute route) {
    Set<String> types = new HashSet<>();
    for (EndpointUse use : route.uses()) {
      if (!use.isSource() && use.isLedger() && Canonical.TYPES.containsKey(use.path())) {
        types.add(use.path());
      }
    }
    return types;
  }

  private static boolean reaches(String type, Map<String, Set<String>> next) {
    Set<String> seen = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(next.getOrDefault(type, Set.of()));
    while (!open.isEmpty()) {
      String one = open.pop();
      if (one.equals(type)) {
        return true;
      }
      if (seen.add(one)) {
        open.addAll(next.getOrDefault(one, Set.of()));
      }
    }
    return false;
  }
}
