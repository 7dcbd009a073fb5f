package dev.ponte.flow;

import dev.ponte.connection.Finding;
import dev.ponte.connection.Place;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of flows that run in one Camel. Another state of the files is checked whole, then taken
 * over file by file: routes that are written as before go on untouched, the others end their calls
 * and make room. What has a fault leaves everything of its file as it was.
 */
final class Wiring {

  private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);
  private static final int HASH = 12;

  private final FlowCheck check;
  private final RouteSwap swap;
  private final Clock clock;
  private final String folder;
  private final SortedMap<String, Running> running = new TreeMap<>();

  /** What is wrong, by file; what concerns the folder stands under an empty name. */
  private final SortedMap<String, List<Finding>> faults = new TreeMap<>();

  /** Files whose newest state does not run. */
  private final Set<String> held = new TreeSet<>();

  private volatile boolean torn;
  private volatile View view =
      new View(List.of(), List.of(), Collections.emptySortedMap(), hash(new TreeMap<>()));

  Wiring(FlowCheck check, CamelContext camel, Clock clock, String folder) {
    this.check = check;
    this.swap = new RouteSwap(camel);
    this.clock = clock;
    this.folder = folder;
  }

  /**
   * A file that runs.
   *
   * @param text all that is written in it, routes that are left out too
   * @param whole whether it must be loaded anew as a whole, since there is more in it than routes
   */
  private record Running(String text, boolean whole, List<RunningRoute> routes, Instant at) {}

  /**
   * @param id as Camel knows it
   * @param content what is written of it, whatever lines it stands on
   */
  private record RunningRoute(String id, String content) {}

  /** What came of another state of the files. */
  record Outcome(Set<String> loaded, Set<String> gone, Set<String> held) {

    boolean changed() {
      return !loaded.isEmpty() || !gone.isEmpty();
    }
  }

  /** How a file stands. */
  record Standing(String file, Instant loadedAt, boolean held, List<String> faults) {}

  /** What others see; a swap that waits for calls keeps nobody waiting who only looks. */
  private record View(
      List<Standing> standings,
      List<String> faults,
      SortedMap<String, String> texts,
      String hash) {}

  List<Standing> standings() {
    return view.standings();
  }

  /** What is wrong, each with its place. */
  List<String> faults() {
    return view.faults();
  }

  /** What is written in the files that run. */
  SortedMap<String, String> texts() {
    return view.texts();
  }

  /** Equal on all processes that run the same files. */
  String hash() {
    return view.hash();
  }

  /** Whether something that ran could not be brought back, so that it is to be tried again. */
  boolean isTorn() {
    return torn;
  }

  private void publish() {
    Set<String> names = new TreeSet<>(running.keySet());
    names.addAll(held);
    List<Standing> standings =
        names.stream()
            .map(
                it ->
                    new Standing(
                        it,
                        running.containsKey(it) ? running.get(it).at() : null,
                        held.contains(it),
                        faults.getOrDefault(it, List.of()).stream()
                            .map(Finding::toString)
                            .toList()))
            .toList();
    List<String> words =
        faults.values().stream().flatMap(List::stream).map(Finding::toString).distinct().toList();
    SortedMap<String, String> texts = live();
    view = new View(standings, words, Collections.unmodifiableSortedMap(texts), hash(texts));
  }

  private SortedMap<String, String> live() {
    SortedMap<String, String> texts = new TreeMap<>();
    running.forEach((name, it) -> texts.put(name, it.text()));
    return texts;
  }

  static String hash(SortedMap<String, String> texts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      texts.forEach(
          (name, text) -> {
            digest.update((name + "\0" + text + "\0").getBytes(StandardCharsets.UTF_8));
          });
      return HexFormat.of().formatHex(digest.digest()).substring(0, HASH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Notes what is wrong with the folder as a whole. */
  synchronized void folderFault(String sentence) {
    tell("", List.of(Finding.fault(Place.of(folder), sentence)));
    publish();
  }

  /** The folder is as it should be. */
  synchronized void folderWell() {
    tell("", List.of());
    publish();
  }

  /**
   * Loads what the files say when nothing runs yet. Routes with a fault are left out, and the
   * others run: first all are built, so that every subscription is stored, then all are started.
   */
  synchronized void begin(SortedMap<String, String> texts) {
    FlowCheck.Result result = check.check(texts, folder);
    List<String> built = new ArrayList<>();
    for (String name : texts.keySet()) {
      tell(name, result.faults(shown(name)));
      FlowFile file = result.file(name);
      if (file == null) {
        held.add(name);
        continue;
      }
      try {
        List<FlowRoute> routes = runnable(file, result);
        String yaml = file.yaml(routes::contains);
        List<String> ids = yaml.isBlank() ? List.of() : swap.build(name, yaml);
        built.addAll(ids);
        running.put(name, running(file, routes, ids));
      } catch (Exception e) {
        fault(name, "%s is left out: %s".formatted(name, Expressions.words(e)));
        held.add(name);
      }
    }
    for (String id : built) {
      try {
        swap.start(id);
      } catch (Exception e) {
        fault(fileOf(id), "Route %s does not start: %s".formatted(id, Expressions.words(e)));
      }
    }
    publish();
  }

  /**
   * Takes over another state of the files.
   *
   * @param wanted what stands in them; what is not among them goes
   */
  synchronized Outcome change(SortedMap<String, String> wanted) {
    faults.remove("");
    torn = false;
    if (wanted.isEmpty() && !running.isEmpty()) {
      folderFault(
          "all files are gone, and nothing would be left to run; what was loaded goes on. Put at least one back");
      return new Outcome(Set.of(), Set.of(), Set.of());
    }
    Set<String> looked = new TreeSet<>(held);
    looked.addAll(changed(wanted));
    held.clear();
    SortedMap<String, String> target = new TreeMap<>(wanted);
    FlowCheck.Result result = agreed(target);
    publish();
    List<Set<String>> units = units(target, result);
    Set<String> loaded = new TreeSet<>();
    Set<String> gone = new TreeSet<>();
    for (Set<String> unit : units) {
      if (swapped(unit, target, result)) {
        unit.forEach(it -> (target.containsKey(it) ? loaded : gone).add(it));
      } else {
        held.addAll(unit);
      }
    }
    faults
        .keySet()
        .removeIf(it -> !it.isEmpty() && !wanted.containsKey(it) && !running.containsKey(it));
    held.retainAll(wanted.keySet());
    looked.removeAll(held);
    looked.stream().filter(running::containsKey).forEach(it -> tell(it, result.faults(shown(it))));
    publish();
    return new Outcome(loaded, gone, new TreeSet<>(held));
  }

  /**
   * Takes the routes out that use one of these connections, once their calls have ended; the next
   * {@link #change} brings those back that may run then.
   */
  synchronized void without(Set<String> connections) throws Exception {
    Set<String> out = new HashSet<>();
    running.forEach(
        (name, it) ->
            check.routes(name, it.text(), folder).stream()
                .filter(route -> route.connections().stream().anyMatch(connections::contains))
                .forEach(route -> out.add(route.id())));
    swap.remove(out);
    running.replaceAll(
        (name, it) ->
            new Running(
                it.text(),
                it.whole(),
                it.routes().stream().filter(route -> !out.contains(route.id())).toList(),
                it.at()));
  }

  /**
   * Puts back in the target what runs wherever the new text has a fault, until what is left may run
   * together.
   */
  private FlowCheck.Result agreed(SortedMap<String, String> target) {
    Set<String> before = new HashSet<>();
    check.check(live(), folder).faults().forEach(it -> before.add(it.toString()));
    while (true) {
      FlowCheck.Result result = check.check(target, folder);
      Map<String, List<Finding>> bad = new LinkedHashMap<>();
      for (String name : changed(target)) {
        List<Finding> found = new ArrayList<>(result.faults(shown(name)));
        result.refused(shown(name)).stream().filter(it -> !found.contains(it)).forEach(found::add);
        if (!found.isEmpty()) {
          bad.put(name, found);
        }
      }
      if (bad.isEmpty()) {
        bad.putAll(others(target, result, before));
      }
      if (bad.isEmpty()) {
        bad.putAll(tried(target, result));
      }
      if (bad.isEmpty()) {
        return result;
      }
      bad.forEach((name, found) -> hold(target, name, found));
    }
  }

  /** Faults that come up in files nobody touched speak against all that was. */
  private Map<String, List<Finding>> others(
      SortedMap<String, String> target, FlowCheck.Result result, Set<String> before) {
    List<Finding> found =
        result.faults().stream().filter(it -> !before.contains(it.toString())).toList();
    Map<String, List<Finding>> bad = new LinkedHashMap<>();
    if (!found.isEmpty()) {
      changed(target).forEach(it -> bad.put(it, found));
      gone(target).forEach(it -> bad.put(it, found));
    }
    return bad;
  }

  private Map<String, List<Finding>> tried(
      SortedMap<String, String> target, FlowCheck.Result result) {
    Map<String, List<Finding>> bad = new LinkedHashMap<>();
    List<FlowFile> files = changed(target).stream().map(result::file).toList();
    check.tried(files, result, folder).forEach((name, it) -> bad.put(name, List.of(it)));
    return bad;
  }

  private void hold(SortedMap<String, String> target, String name, List<Finding> found) {
    held.add(name);
    if (running.containsKey(name)) {
      target.put(name, running.get(name).text());
    } else {
      target.remove(name);
    }
    tell(name, found);
    LOG.error(
        "{} is not loaded{}", shown(name), running.containsKey(name) ? ", and runs as before" : "");
  }

  private List<String> changed(SortedMap<String, String> target) {
    return target.entrySet().stream()
        .filter(
            it ->
                !running.containsKey(it.getKey())
                    || !running.get(it.getKey()).text().equals(it.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private List<String> gone(SortedMap<String, String> target) {
    return running.keySet().stream().filter(it -> !target.containsKey(it)).toList();
  }

  /** Files that change together, since a route or a subscriber moves from one to another. */
  private List<Set<String>> units(SortedMap<String, String> target, FlowCheck.Result result) {
    Set<String> names = new TreeSet<>(changed(target));
    names.addAll(gone(target));
    target.keySet().stream().filter(it -> runsOtherwise(it, result)).forEach(names::add);
    if (names.stream().anyMatch(it -> isWhole(it, result))) {
      // What routes of other files may use.
      names.addAll(target.keySet());
      return List.of(names);
    }
    Map<String, Set<String>> byKey = new LinkedHashMap<>();
    List<Set<String>> units = new ArrayList<>();
    for (String name : names) {
      Set<String> unit = new TreeSet<>(Set.of(name));
      for (String key : keys(name, target, result)) {
        unit.addAll(byKey.getOrDefault(key, Set.of()));
      }
      Set<String> joined = unit;
      units.removeIf(it -> it.stream().anyMatch(joined::contains));
      units.add(unit);
      for (String member : unit) {
        keys(member, target, result).forEach(key -> byKey.put(key, joined));
      }
    }
    return units;
  }

  private boolean isWhole(String name, FlowCheck.Result result) {
    FlowFile file = result.file(name);
    return running.containsKey(name) && running.get(name).whole()
        || file != null && file.hasMoreThanRoutes();
  }

  /** By which its routes, old and new, are known to others. */
  private Set<String> keys(String name, SortedMap<String, String> target, FlowCheck.Result result) {
    Set<String> keys = new TreeSet<>();
    if (running.containsKey(name)) {
      running.get(name).routes().forEach(it -> keys.add("id " + it.id()));
      check.routes(name, running.get(name).text(), folder).forEach(it -> keys.addAll(it.keys()));
    }
    if (target.containsKey(name)) {
      result.file(name).routes().forEach(it -> keys.addAll(it.keys()));
    }
    return keys;
  }

  /** Whether other routes of an unchanged file may run than do, since a connection has changed. */
  private boolean runsOtherwise(String name, FlowCheck.Result result) {
    Running runs = running.get(name);
    FlowFile file = result.file(name);
    if (runs == null || file == null || file.routes().stream().anyMatch(it -> !it.hasId())) {
      return false;
    }
    Set<String> may = new HashSet<>();
    runnable(file, result).forEach(it -> may.add(it.id()));
    Set<String> are = new HashSet<>();
    runs.routes().forEach(it -> are.add(it.id()));
    return !may.equals(are);
  }

  /** Whether the files of the unit run as the target says; else they run as before. */
  private boolean swapped(
      Set<String> unit, SortedMap<String, String> target, FlowCheck.Result result) {
    boolean whole = unit.stream().anyMatch(it -> isWhole(it, result));
    Map<String, RunningRoute> old = new LinkedHashMap<>();
    for (String name : unit) {
      if (running.containsKey(name)) {
        running.get(name).routes().forEach(it -> old.put(it.id(), it));
      }
    }
    Map<String, Set<FlowRoute>> fresh = new LinkedHashMap<>();
    Map<String, List<RunningRoute>> kept = new LinkedHashMap<>();
    for (String name : unit) {
      if (target.containsKey(name)) {
        sort(name, runnable(result.file(name), result), whole, old, fresh, kept);
      }
    }
    Set<String> stopped = new HashSet<>();
    old.keySet().stream().filter(swap::isStopped).forEach(stopped::add);
    Map<String, List<String>> built = new LinkedHashMap<>();
    try {
      swap.remove(old.keySet());
      forget(unit, whole);
      for (Map.Entry<String, Set<FlowRoute>> it : fresh.entrySet()) {
        FlowFile file = result.file(it.getKey());
        String yaml = file.yaml(it.getValue()::contains);
        if (!yaml.isBlank() && (whole || !it.getValue().isEmpty())) {
          built.put(it.getKey(), swap.build(it.getKey(), yaml));
        }
      }
      for (List<String> ids : built.values()) {
        start(ids, stopped);
      }
    } catch (Exception e) {
      restore(unit, target, e, built, old, stopped, whole);
      return false;
    }
    for (String name : unit) {
      if (!target.containsKey(name)) {
        running.remove(name);
        continue;
      }
      Running now =
          running(
              result.file(name), List.copyOf(fresh.get(name)), built.getOrDefault(name, List.of()));
      List<RunningRoute> routes = new ArrayList<>(kept.get(name));
      routes.addAll(now.routes());
      running.put(name, new Running(now.text(), now.whole(), routes, clock.instant()));
    }
    tellSwapped(unit, target, old, fresh, kept);
    return true;
  }

  /** Which routes of a file are new, and which go on as they are; these are taken out of old. */
  private static void sort(
      String name,
      List<FlowRoute> routes,
      boolean whole,
      Map<String, RunningRoute> old,
      Map<String, Set<FlowRoute>> fresh,
      Map<String, List<RunningRoute>> kept) {
    fresh.put(name, new HashSet<>());
    kept.put(name, new ArrayList<>());
    for (FlowRoute route : routes) {
      RunningRoute runs = old.get(route.id());
      if (!whole && runs != null && runs.content().equals(route.node().content())) {
        old.remove(route.id());
        kept.get(name).add(runs);
      } else {
        fresh.get(name).add(route);
      }
    }
  }

  private void start(Collection<String> ids, Set<String> stopped) throws Exception {
    for (String id : ids) {
      if (!stopped.contains(id)) {
        swap.start(id);
      }
    }
  }

  /** The old routes come back as they were. */
  private void restore(
      Set<String> unit,
      SortedMap<String, String> target,
      Exception why,
      Map<String, List<String>> built,
      Map<String, RunningRoute> old,
      Set<String> stopped,
      boolean whole) {
    String words = Expressions.words(why);
    unit.stream()
        .filter(target::containsKey)
        .forEach(
            it ->
                tell(it, List.of(Finding.fault(Place.of(shown(it)), "does not start: " + words))));
    LOG.error("{} did not start: {}; the routes from before come back", unit, words);
    try {
      for (List<String> ids : built.values()) {
        swap.remove(ids.stream().filter(swap::isOfFile).toList());
      }
      forget(unit, whole);
      for (String name : unit) {
        Running before = running.get(name);
        if (before != null) {
          back(name, before, old, stopped, whole);
        }
      }
    } catch (Exception e) {
      LOG.error("Not all of {} could be started again", unit, e);
      torn = true;
      for (String it : unit) {
        fault(it, "could not be started again, and is tried again: " + Expressions.words(e));
        running.computeIfPresent(
            it, (name, was) -> new Running("", was.whole(), List.of(), clock.instant()));
      }
    }
  }

  private void back(
      String name,
      Running before,
      Map<String, RunningRoute> old,
      Set<String> stopped,
      boolean whole)
      throws Exception {
    FlowFile file = check.file(name, before.text(), folder);
    Set<FlowRoute> lost = new HashSet<>();
    file.routes().stream()
        .filter(
            it ->
                old.containsKey(it.id()) && old.get(it.id()).content().equals(it.node().content()))
        .forEach(lost::add);
    String yaml = file.yaml(lost::contains);
    if (!yaml.isBlank() && (whole || !lost.isEmpty())) {
      start(swap.build(name, yaml), stopped);
    }
  }

  private void forget(Set<String> unit, boolean whole) throws Exception {
    if (whole) {
      Set<String> ids = new HashSet<>();
      for (String name : unit) {
        if (running.containsKey(name)) {
          ids.addAll(check.configurations(name, running.get(name).text(), folder));
        }
      }
      swap.forgetConfigurations(ids);
    }
  }

  private List<FlowRoute> runnable(FlowFile file, FlowCheck.Result result) {
    return file.routes().stream().filter(it -> check.isConnected(it) && result.mayRun(it)).toList();
  }

  private Running running(FlowFile file, List<FlowRoute> routes, List<String> ids) {
    List<String> ofFile = ids.stream().filter(swap::isOfFile).toList();
    Map<String, FlowRoute> byId = new LinkedHashMap<>();
    routes.forEach(it -> byId.put(it.id(), it));
    List<RunningRoute> known =
        ofFile.stream()
            .map(
                id ->
                    new RunningRoute(id, byId.containsKey(id) ? byId.get(id).node().content() : ""))
            .toList();
    return new Running(file.text(), file.hasMoreThanRoutes(), known, clock.instant());
  }

  private void tellSwapped(
      Set<String> unit,
      SortedMap<String, String> target,
      Map<String, RunningRoute> old,
      Map<String, Set<FlowRoute>> fresh,
      Map<String, List<RunningRoute>> kept) {
    for (String name : unit) {
      if (target.containsKey(name)) {
        LOG.info(
            "{} is loaded: {} routes begin, {} go on as they were",
            shown(name),
            fresh.get(name).size(),
            kept.get(name).size());
      } else {
        LOG.info("{} is gone, and so are its routes", shown(name));
      }
    }
  }

  private String fileOf(String id) {
    return running.entrySet().stream()
        .filter(it -> it.getValue().routes().stream().anyMatch(route -> route.id().equals(id)))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("");
  }

  private void fault(String name, String sentence) {
    List<Finding> all = new ArrayList<>(faults.getOrDefault(name, List.of()));
    all.add(Finding.fault(Place.of(name.isEmpty() ? folder : shown(name)), sentence));
    tell(name, all);
  }

  /** Keeps what is wrong with a file, and logs what is new of it. */
  private void tell(String name, List<Finding> found) {
    List<Finding> known = faults.getOrDefault(name, List.of());
    found.stream().filter(it -> !known.contains(it)).forEach(it -> LOG.error("{}", it));
    if (found.isEmpty()) {
      faults.remove(name);
    } else {
      faults.put(name, List.copyOf(found));
    }
  }

  private String shown(String name) {
    return FlowCheck.shown(folder, name);
  }
}
