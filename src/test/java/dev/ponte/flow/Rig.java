package dev.ponte.flow;

import static org.awaitility.Awaitility.await;

import dev.ponte.kit.Hub;
import dev.ponte.sandbox.FoccoSimulator;
import dev.ponte.sandbox.VtexOrders;
import dev.ponte.sandbox.VtexSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.model.ModelCamelContext;
import org.springframework.boot.actuate.health.Health;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A hub between a VTEX store and Focco whose files of flows can be edited. */
final class Rig implements AutoCloseable {

  /** What an edit may take until it is live, on a machine with nothing else to do. */
  static final Duration LIVE = Duration.ofSeconds(5);

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final List<String> FILES =
      List.of("orders", "order-updates", "invoices", "shipments", "housekeeping");

  final VtexSimulator vtex = new VtexSimulator(0);
  final FoccoSimulator focco = new FoccoSimulator(0);
  final Path folder;
  final Hub hub;
  private int orders;

  Rig(Path folder) {
    this.folder = folder;
    for (String name : FILES) {
      write(name + ".camel.yaml", read(Path.of("routes", name + ".camel.yaml")));
    }
    vtex.start();
    focco.start();
    hub = new Hub().connect("vtex", vtex).connect("focco", focco).routes(folder);
  }

  Rig start() {
    hub.start();
    return this;
  }

  /** Places so many orders more. */
  void place(int many) {
    for (int i = 0; i < many; i++) {
      vtex.place(VtexOrders.order(++orders));
    }
  }

  int placed() {
    return orders;
  }

  void awaitAllHandled() {
    await().atMost(SOON).until(() -> vtex.count("handling") == orders);
  }

  /** As an editor does that takes care: the whole text appears at once. */
  void write(String name, String text) {
    try {
      Path next = folder.resolve("." + name + ".swp");
      Files.writeString(next, text);
      Files.move(next, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void delete(String name) {
    try {
      Files.deleteIfExists(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String text(String name) {
    return read(folder.resolve(name));
  }

  /** All files as they are in the folder. */
  SortedMap<String, String> texts() {
    return new FlowFolder(folder).read();
  }

  Flows flows() {
    return hub.part(Flows.class);
  }

  /** Until what runs is what stands in the folder. */
  void awaitLive() {
    String wanted = Wiring.hash(texts());
    await().atMost(LIVE.multipliedBy(4)).until(() -> flows().hash().equals(Optional.of(wanted)));
  }

  void awaitFault(String words) {
    await()
        .atMost(LIVE.multipliedBy(4))
        .until(() -> flows().faults().stream().anyMatch(it -> it.contains(words)));
  }

  Health health() {
    return hub.part(FlowsHealth.class).health();
  }

  /** Ids of the routes that run, Kamelets apart. */
  Set<String> running() {
    CamelContext camel = camel();
    return camel.getRoutes().stream()
        .filter(it -> !it.isCreatedByKamelet())
        .map(Route::getRouteId)
        .filter(it -> camel.getRouteController().getRouteStatus(it).isStarted())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The ids that are written in a file and whose connections are there. */
  Set<String> ids(String name) {
    FlowCheck check = hub.part(FlowCheck.class);
    return check.routes(name, text(name), folder.toString()).stream()
        .filter(check::isConnected)
        .map(FlowRoute::id)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  CamelContext camel() {
    return hub.part(CamelContext.class);
  }

  /** How many of what may not pile up. */
  Map<String, Integer> counts() {
    Map<String, Integer> counts = new TreeMap<>();
    counts.put("routes", camel().getRoutes().size());
    counts.put("endpoints", camel().getEndpoints().size());
    counts.put("definitions", ((ModelCamelContext) camel()).getRouteDefinitions().size());
    return counts;
  }

  /** The most attempts that a delivery of an order has needed. */
  int mostAttempts() {
    return hub.part(JdbcClient.class)
        .sql("SELECT COALESCE(MAX(attempts), 0) FROM delivery")
        .query(Integer.class)
        .single();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    hub.close();
    vtex.close();
    focco.close();
  }
}
