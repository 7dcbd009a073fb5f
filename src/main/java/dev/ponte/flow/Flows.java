package dev.ponte.flow;

import dev.ponte.connection.Finding;
import dev.ponte.connection.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
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

  private final FlowFolder folder;
  private final FlowCheck check;
  private final List<String> faults = new CopyOnWriteArrayList<>();

  Flows(@Value("${ponte.routes:routes}") String folder, FlowCheck check) {
    this.folder = new FlowFolder(Path.of(folder));
    this.check = check;
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

  /** Checks all files as thoroughly as can be, and starts nothing. */
  public List<Finding> validate() {
    Map<String, String> texts;
    try {
      texts = folder.read();
    } catch (IllegalStateException e) {
      return List.of(Finding.fault(Place.of(folder.shown()), e.getMessage()));
    }
    FlowCheck.Result result = check.check(texts, folder.shown());
    List<Finding> found = new ArrayList<>(result.findings());
    found.addAll(check.tried(result.files(), result, folder.shown()));
    return found.stream().sorted().toList();
  }

  /** Notes and logs a fault. */
  void fault(String sentence) {
    faults.add(sentence);
    LOG.error("{}", sentence);
  }

  /** Reads and checks all files; faults are noted and logged, the rest is returned. */
  List<Loadable> read() {
    Map<String, String> texts;
    try {
      texts = folder.read();
    } catch (IllegalStateException e) {
      fault(e.getMessage());
      return List.of();
    }
    FlowCheck.Result result = check.check(texts, folder.shown());
    result.faults().forEach(it -> fault(it.toString()));
    List<FlowRoute> all = result.files().stream().flatMap(it -> it.routes().stream()).toList();
    tellLeftOut(all);
    return result.files().stream()
        .map(
            file ->
                new Loadable(
                    file.name(),
                    file.yaml(route -> check.isConnected(route) && result.mayRun(route))))
        .filter(it -> !it.yaml().isBlank())
        .toList();
  }

  private void tellLeftOut(List<FlowRoute> all) {
    List<FlowRoute> leftOut = all.stream().filter(it -> !check.isConnected(it)).toList();
    if (!leftOut.isEmpty()) {
      Set<String> missing = new TreeSet<>();
      leftOut.forEach(it -> missing.addAll(check.missing(it)));
      LOG.info(
          "{} of {} routes are left out, since these connections are not configured: {}",
          leftOut.size(),
          all.size(),
          String.join(", ", missing));
    }
  }
}
