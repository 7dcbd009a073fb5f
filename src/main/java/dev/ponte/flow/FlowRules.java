package dev.ponte.flow;

import dev.ponte.canonical.Canonical;
import dev.ponte.connection.Connections;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a flow must not do, each as one sentence. */
final class FlowRules {

  private static final Set<String> ASYNCHRONOUS = Set.of("seda", "disruptor", "vm");
  private static final String DEAD_LETTER = "dead-letter";

  private final KameletCatalog kamelets;
  private final Connections connections;

  FlowRules(KameletCatalog kamelets, Connections connections) {
    this.kamelets = kamelets;
    this.connections = connections;
  }

  /** The faults of one route; empty when there are none. */
  List<String> faults(FlowRoute route) {
    List<String> faults = new ArrayList<>();
    if (route.source() == null) {
      faults.add("Route %s has no from".formatted(route.id()));
      return faults;
    }
    for (EndpointUse use : route.uses()) {
      if (use.isKamelet()) {
        kamelets
            .fault(use)
            .or(() -> schedule(use))
            .ifPresent(it -> faults.add("Route %s: %s".formatted(route.id(), it)));
      }
    }
    if (route.source().isLedger()) {
      behindTheLedger(route, faults);
    }
    return faults;
  }

  /** What is wrong with the schedule of a source, which is not asked then. */
  private Optional<String> schedule(EndpointUse use) {
    String name = use.parameters().get("connection");
    Optional<String> schedule = use.isSource() ? kamelets.schedule(use) : Optional.empty();
    if (name == null || schedule.isEmpty()) {
      return Optional.empty();
    }
    try {
      connections.get(name).schedule(schedule.get()).check();
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(e.getMessage());
    }
  }

  /** What these routes must not do together; empty when there is nothing. */
  List<FlowRefusal> refusals(List<FlowRoute> routes) {
    List<FlowRefusal> refusals = new ArrayList<>(new StateFlows(routes).refusals());
    List<FlowRoute> leadOn = routes.stream().filter(FlowRules::leadsOn).toList();
    cycles(routes).forEach(sentence -> refusals.add(new FlowRefusal(sentence, Set.copyOf(leadOn))));
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

  private static void behindTheLedger(FlowRoute route, List<String> faults) {
    if (!route.source().parameters().containsKey("subscriber")) {
      faults.add(
          "Route %s reads ledger:%s without a subscriber; name one, normally its target's connection"
              .formatted(route.id(), route.source().path()));
    }
    long sinks = route.uses().stream().filter(EndpointUse::isSink).count();
    if (sinks > 1) {
      faults.add(
          "Route %s has %d sinks; one of them could fail after the other was done, so make it %d routes, each with its own subscriber"
              .formatted(route.id(), sinks, sinks));
    }
    otherName(route).ifPresent(faults::add);
    for (EndpointUse use : route.uses()) {
      if (use.role().equals("wireTap") || ASYNCHRONOUS.contains(use.scheme())) {
        faults.add(
            "Route %s uses %s behind the ledger; the ledger would take the message for delivered before it is"
                .formatted(route.id(), use.role().equals("wireTap") ? "wireTap" : use.scheme()));
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
      if (!use.isSource() && use.isLedger() && !use.path().equals(DEAD_LETTER)) {
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
