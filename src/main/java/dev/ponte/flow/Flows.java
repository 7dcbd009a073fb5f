package dev.ponte.flow;

import dev.ponte.connection.ConnectionFaults;
import dev.ponte.connection.Connections;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The flows in {@code routes/}: what may run, and what is wrong with the rest. A fault in one file
 * or route leaves the others alone.
 */
@Component
public final class Flows {

  private static final Logger LOG = LoggerFactory.getLogger(Flows.class);
  private static final String ENDING = ".camel.yaml";

  private final Path folder;
  private final Connections connections;
  private final ConnectionFaults connectionFaults;
  private final FlowRules rules;
  private final List<String> faults = new CopyOnWriteArrayList<>();

  Flows(
      @Value("${ponte.routes:routes}") Path folder,
      Connections connections,
      ConnectionFaults connectionFaults,
      KameletCatalog kamelets) {
    this.folder = folder;
    this.connections = connections;
    this.connectionFaults = connectionFaults;
    this.rules = new FlowRules(kamelets, connections);
  }

  /**
   * YAML that Camel can load.
   *
   * @param name the file's name
   * @param yaml the routes that may run; blank when there is none
   */
  record Loadable(String name, String yaml) {}

  /** One sentence a fault, so far. */
  public List<String> faults() {
    return List.copyOf(faults);
  }

  /** Checks all files and connections and starts nothing; gives one sentence a fault. */
  public List<String> validate() {
    read();
    return Stream.concat(connectionFaults.faults().values().stream(), faults.stream()).toList();
  }

  /** Notes and logs a fault. */
  void fault(String sentence) {
    faults.add(sentence);
    LOG.error("{}", sentence);
  }

  /** Reads and checks all files; faults are noted and logged, the rest is returned. */
  List<Loadable> read() {
    List<FlowFile> files = files();
    List<FlowRoute> all = files.stream().flatMap(file -> file.routes().stream()).toList();
    List<FlowRoute> running = all.stream().filter(this::isConnected).toList();
    tellLeftOut(all);
    List<FlowRefusal> refusals = rules.refusals(running);
    refusals.forEach(it -> fault(it.sentence()));
    Set<FlowRoute> refused =
        refusals.stream().flatMap(it -> it.routes().stream()).collect(Collectors.toSet());
    return files.stream()
        .map(file -> new Loadable(file.path().getFileName().toString(), runnable(file, refused)))
        .filter(it -> !it.yaml().isBlank())
        .toList();
  }

  private void tellLeftOut(List<FlowRoute> all) {
    List<FlowRoute> leftOut = all.stream().filter(it -> !isConnected(it)).toList();
    if (!leftOut.isEmpty()) {
      LOG.info(
          "{} of {} routes are left out, since these connections are not configured: {}",
          leftOut.size(),
          all.size(),
          leftOut.stream()
              .flatMap(it -> it.connections().stream())
              .filter(it -> connections.find(it).isEmpty())
              .distinct()
              .sorted()
              .collect(Collectors.joining(", ")));
    }
  }

  private String runnable(FlowFile file, Set<FlowRoute> refused) {
    return file.yaml(route -> !refused.contains(route) && mayRun(file, route));
  }

  private boolean mayRun(FlowFile file, FlowRoute route) {
    if (!isConnected(route)) {
      return false;
    }
    List<String> found = rules.faults(route);
    found.forEach(sentence -> fault("%s: %s".formatted(file.path(), sentence)));
    return found.isEmpty();
  }

  private boolean isConnected(FlowRoute route) {
    return route.connections().stream().allMatch(name -> connections.find(name).isPresent());
  }

  private List<FlowFile> files() {
    List<FlowFile> files = new ArrayList<>();
    for (Path path : paths()) {
      try {
        files.add(FlowFile.read(path));
      } catch (IllegalArgumentException e) {
        fault(e.getMessage());
      }
    }
    return files;
  }

  private List<Path> paths() {
    if (!Files.isDirectory(folder)) {
      fault(
          "There is no folder %s, so nothing moves; put the flows there and start again"
              .formatted(folder.toAbsolutePath()));
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(it -> it.getFileName().toString().endsWith(ENDING)).sorted().toList();
    } catch (IOException e) {
      fault("%s cannot be read: %s".formatted(folder, e.getMessage()));
      return List.of();
    }
  }
}
