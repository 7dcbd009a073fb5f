package dev.ponte.flow;

import dev.ponte.connection.Finding;
import dev.ponte.connection.Place;
import dev.ponte.connection.RoutesAround;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The flows in {@code routes/}: what runs, and what is wrong with the rest. A fault in one file or
 * route leaves the others alone.
 */
@Component
public final class Flows implements RoutesAround {

  private static final Logger LOG = LoggerFactory.getLogger(Flows.class);

  private final FlowFolder folder;
  private final FlowCheck check;
  private final ObjectProvider<FlowHistory> history;
  private final Clock clock;
  private volatile Wiring wiring;

  Flows(
      @Value("${ponte.routes:routes}") String folder,
      FlowCheck check,
      ObjectProvider<FlowHistory> history,
      Clock clock) {
    this.folder = new FlowFolder(Path.of(folder));
    this.check = check;
    this.history = history;
    this.clock = clock;
  }

  /** One sentence a fault. */
  public List<String> faults() {
    Wiring now = wiring;
    return now == null ? List.of() : now.faults();
  }

  /** Files that are not loaded as they stand in the folder now. */
  public List<String> held() {
    return standings().stream().filter(Wiring.Standing::held).map(Wiring.Standing::file).toList();
  }

  List<Wiring.Standing> standings() {
    Wiring now = wiring;
    return now == null ? List.of() : now.standings();
  }

  /** Equal on all processes that run the same files; empty before the start. */
  public Optional<String> hash() {
    return Optional.ofNullable(wiring).map(Wiring::hash);
  }

  /** Checks all files as thoroughly as can be, and starts nothing. */
  public List<Finding> validate() {
    SortedMap<String, String> texts;
    try {
      texts = folder.read();
    } catch (IllegalStateException e) {
      return List.of(Finding.fault(Place.of(folder.shown()), e.getMessage()));
    }
    FlowCheck.Result result = check.check(texts, folder.shown());
    List<Finding> found = new ArrayList<>(result.findings());
    found.addAll(check.tried(result.files(), result, folder.shown()).values());
    return found.stream().sorted().toList();
  }

  /** Whether routes may change now: without the database no subscription could be stored. */
  boolean mayChange() {
    return history.getObject().isReachable();
  }

  /** Whether something that ran could not be brought back. */
  boolean isTorn() {
    Wiring now = wiring;
    return now != null && now.isTorn();
  }

  /** What is written in the files that run. */
  SortedMap<String, String> texts() {
    Wiring now = wiring;
    return now == null ? new TreeMap<>() : now.texts();
  }

  /** The folder cannot be read; what runs goes on. */
  void folderGone(String sentence) {
    Wiring now = wiring;
    if (now != null) {
      now.folderFault(sentence + "; what was loaded goes on");
    }
  }

  /** The folder can be read again. */
  void folderBack() {
    Wiring now = wiring;
    if (now != null) {
      now.folderWell();
    }
  }

  FlowFolder folder() {
    return folder;
  }

  /** Loads all that may run. */
  void begin(CamelContext camel) {
    Wiring first = new Wiring(check, camel, clock, folder.shown());
    try {
      SortedMap<String, String> texts = folder.read();
      first.begin(texts);
      tellLeftOut(texts);
    } catch (IllegalStateException e) {
      first.folderFault(e.getMessage());
    }
    wiring = first;
    if (!first.texts().isEmpty()) {
      history.getObject().keep(first.texts(), "start", null);
    }
  }

  /**
   * Takes over what stands in the files now.
   *
   * @param via by what
   * @param who null when nobody did it by name
   */
  synchronized Wiring.Outcome reload(SortedMap<String, String> texts, String via, String who) {
    Wiring.Outcome outcome = wiring.change(texts);
    if (outcome.changed()) {
      history.getObject().keep(wiring.texts(), via, who);
    }
    return outcome;
  }

  @Override
  public synchronized void around(Set<String> connections, Runnable change) {
    Wiring now = wiring;
    if (now == null) {
      change.run();
      return;
    }
    if (!mayChange()) {
      throw new IllegalStateException("the database does not answer");
    }
    try {
      now.without(connections);
    } catch (Exception e) {
      throw new IllegalStateException("Routes could not be stopped: " + e.getMessage(), e);
    }
    try {
      change.run();
    } finally {
      now.change(now.texts());
    }
  }

  private void tellLeftOut(Map<String, String> texts) {
    List<FlowRoute> all = new ArrayList<>();
    new TreeMap<>(texts)
        .forEach((name, text) -> all.addAll(check.routes(name, text, folder.shown())));
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
