package dev.ponte.flow;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.Suspendable;
import org.apache.camel.component.kamelet.KameletEndpoint;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts routes into a running Camel and takes them out. A Kamelet that a route uses is a route of
 * its own, which belongs to the endpoint and so to all routes that name it alike.
 */
final class RouteSwap {

  private static final Logger LOG = LoggerFactory.getLogger(RouteSwap.class);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long TELL_NANOS = TimeUnit.SECONDS.toNanos(15);

  private final CamelContext camel;

  RouteSwap(CamelContext camel) {
    this.camel = camel;
  }

  /**
   * Builds the routes of a text and starts none, so that the subscriptions of all are stored before
   * the first of them works.
   *
   * @return the ids of what was built, Kamelets too, in the order to start them
   * @throws Exception when Camel refuses it; nothing of it is left then
   */
  List<String> build(String name, String yaml) throws Exception {
    Set<String> before = ids();
    Boolean startup = camel.isAutoStartup();
    camel.setAutoStartup(false);
    try {
      PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString(name, yaml));
      dropDoubles();
      return since(before);
    } catch (Exception e) {
      dropDoubles();
      remove(since(before));
      throw e;
    } finally {
      camel.setAutoStartup(startup);
    }
  }

  /** Camel builds a Kamelet that is not to start at once twice, and forgets about the first. */
  private void dropDoubles() {
    Set<String> seen = new HashSet<>();
    List<Route> all = new ArrayList<>(camel.getRoutes());
    Collections.reverse(all);
    for (Route it : all) {
      if (!seen.add(it.getRouteId())) {
        camel.getCamelContextExtension().removeRoute(it);
      }
    }
  }

  void start(String id) throws Exception {
    camel.getRouteController().startRoute(id);
  }

  /** Whether somebody has stopped it. */
  boolean isStopped(String id) {
    return camel.getRoute(id) != null && camel.getRouteController().getRouteStatus(id).isStopped();
  }

  /** Whether the route is one that a file has, and no Kamelet. */
  boolean isOfFile(String id) {
    Route route = camel.getRoute(id);
    return route != null && !route.isCreatedByKamelet();
  }

  /**
   * Takes routes out: first nothing more is claimed or polled by any of them, then their calls end,
   * as long as that takes, then they go, with the Kamelets that nobody else uses.
   */
  void remove(Collection<String> ids) throws Exception {
    List<String> all = withSources(ids);
    for (String id : all) {
      Route route = camel.getRoute(id);
      // What stands between a source Kamelet and its route takes what is under way.
      if (route != null && !(route.getEndpoint() instanceof KameletEndpoint)) {
        suspend(route.getConsumer());
      }
    }
    awaitCalls(all);
    for (String id : all) {
      take(id);
    }
    Set<String> looked = new HashSet<>();
    for (String it = orphan(looked); it != null; it = orphan(looked)) {
      looked.add(it);
      take(it);
    }
  }

  /** Configurations of routes are in nobody's way any more. */
  void forgetConfigurations(Collection<String> ids) throws Exception {
    if (camel instanceof ModelCamelContext model) {
      for (RouteConfigurationDefinition it :
          List.copyOf(model.getRouteConfigurationDefinitions())) {
        if (ids.contains(it.getId())) {
          model.removeRouteConfiguration(it);
        }
      }
    }
  }

  private void take(String id) throws Exception {
    if (camel.getRoute(id) != null) {
      camel.getRouteController().stopRoute(id);
      camel.removeRoute(id);
    }
  }

  /** With the source Kamelets that the routes begin with, before them. */
  private List<String> withSources(Collection<String> ids) {
    Set<String> all = new LinkedHashSet<>();
    for (String id : ids) {
      if (camel.getRoute(id) != null
          && camel.getRoute(id).getEndpoint() instanceof KameletEndpoint source
          && camel.getRoute(source.getRouteId()) != null) {
        all.add(source.getRouteId());
      }
    }
    all.addAll(ids);
    return new ArrayList<>(all);
  }

  private static void suspend(Consumer consumer) {
    if (consumer instanceof Suspendable) {
      ServiceHelper.suspendService(consumer);
    }
  }

  private void awaitCalls(Collection<String> ids) {
    long told = System.nanoTime();
    while (inFlight(ids) > 0) {
      if (System.nanoTime() - told > TELL_NANOS) {
        LOG.info("{} calls are waited for before their routes change", inFlight(ids));
        told = System.nanoTime();
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private int inFlight(Collection<String> ids) {
    return ids.stream().mapToInt(it -> camel.getInflightRepository().size(it)).sum();
  }

  /** A Kamelet's route that no endpoint leads to any more; null when there is none. */
  private String orphan(Set<String> looked) {
    Set<String> used =
        camel.getEndpoints().stream()
            .filter(RouteSwap::leadsToKamelet)
            .map(it -> ((KameletEndpoint) it).getRouteId())
            .collect(Collectors.toSet());
    return camel.getRoutes().stream()
        .filter(Route::isCreatedByKamelet)
        .map(Route::getRouteId)
        .filter(it -> !used.contains(it) && !looked.contains(it))
        .findFirst()
        .orElse(null);
  }

  /** And is not its inner end. */
  private static boolean leadsToKamelet(Endpoint endpoint) {
    return endpoint instanceof KameletEndpoint
        && !endpoint.getEndpointBaseUri().matches("kamelet:(//)?(source|sink)");
  }

  private Set<String> ids() {
    return camel.getRoutes().stream().map(Route::getRouteId).collect(Collectors.toSet());
  }

  private List<String> since(Set<String> before) {
    return camel.getRoutes().stream()
        .map(Route::getRouteId)
        .filter(it -> !before.contains(it))
        .toList();
  }
}
