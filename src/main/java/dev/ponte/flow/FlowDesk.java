package dev.ponte.flow;

import dev.ponte.connection.Finding;
import dev.ponte.connection.Redaction;
import dev.ponte.connection.SettingsReload;
import dev.ponte.ledger.Act;
import dev.ponte.ledger.Audit;
import dev.ponte.ledger.Repairs.Answer;
import dev.ponte.ledger.Unacceptable;
import dev.ponte.ledger.view.Page;
import dev.ponte.ledger.view.Sentence;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What a person sees of the flows, and may do with them: files, routes and what ran when. */
@Component
public class FlowDesk {

  /** What leads to another route; of others an address may hold what is nobody's business. */
  private static final Set<String> INNER = Set.of("direct", "seda");

  /** A text that is longer is no flow. */
  private static final int MOST_TEXT = 200_000;

  private final Flows flows;
  private final FlowCheck check;
  private final FlowHistory history;
  private final ObjectProvider<FlowWatch> watch;
  private final ObjectProvider<FlowRollback> rollback;
  private final ObjectProvider<SettingsReload> settings;
  private final ObjectProvider<CamelContext> camel;
  private final Audit audit;

  FlowDesk(
      Flows flows,
      FlowCheck check,
      FlowHistory history,
      ObjectProvider<FlowWatch> watch,
      ObjectProvider<FlowRollback> rollback,
      ObjectProvider<SettingsReload> settings,
      ObjectProvider<CamelContext> camel,
      Audit audit) {
    this.flows = flows;
    this.check = check;
    this.history = history;
    this.watch = watch;
    this.rollback = rollback;
    this.settings = settings;
    this.camel = camel;
    this.audit = audit;
  }

  /** How a file stands in the folder, beside what runs of it. */
  public enum Disk {
    /** As it runs. */
    SAME,
    /** Something else is written there, or it does not run. */
    OTHER,
    /** It is not there any more, and what was loaded runs. */
    GONE,
    /** The folder cannot be read. */
    UNKNOWN
  }

  /**
   * One route of a file.
   *
   * @param from what it begins with, such as {@code ledger:order?subscriber=focco}
   * @param to where it sends to, in order
   * @param line on which it begins
   * @param missing connections that are not configured, without which it is left out
   * @param state {@code started}, {@code stopped} and so on in this process; null when it does not
   *     run
   */
  public record Route(
      String id,
      String description,
      String from,
      List<String> to,
      int line,
      Set<String> missing,
      String state) {

    public boolean running() {
      return "started".equals(state);
    }
  }

  /**
   * One file of the folder, or one that runs and is there no more.
   *
   * @param loadedAt null when nothing of it runs
   */
  public record File(
      String name, Instant loadedAt, Disk disk, List<String> faults, List<Route> routes) {}

  /**
   * One line of a file.
   *
   * @param change {@code "+"} when it is only on disk, {@code "-"} when it only runs, else empty
   */
  public record Line(String change, int number, String text) {}

  /**
   * A file with what is written in it.
   *
   * @param lines what runs and what stands on disk, together; without secrets
   */
  public record Text(File file, List<Line> lines) {}

  /**
   * A state of the files that ran.
   *
   * @param via {@code start}, {@code edit}, {@code reload}, {@code rollback to 7} or {@code
   *     connections}
   * @param who empty when nobody did it by name
   * @param running whether the same runs now
   */
  public record Past(
      long id, OffsetDateTime loadedAt, String hash, String via, String who, boolean running) {}

  /**
   * What would come of a text.
   *
   * @param faults what hinders it from running, and what is most probably not meant
   * @param added routes that would begin; {@code changed} and {@code gone} likewise
   */
  public record Checked(
      String name,
      List<Finding> faults,
      List<String> added,
      List<String> changed,
      List<String> gone) {

    public boolean runs() {
      return faults.stream().allMatch(Finding::warning);
    }
  }

  /** Whether edits count while Ponte runs: auto, manual or off. */
  public String mode() {
    return watch.stream().findFirst().map(it -> it.mode().name().toLowerCase()).orElse("off");
  }

  /** The folder, as a person would say it. */
  public String folder() {
    return flows.folder().shown();
  }

  /** Equal on all processes that run the same; empty before the start. */
  public String wiring() {
    return flows.hash().orElse("");
  }

  /** What is wrong with the folder as a whole and with files, one sentence each. */
  public List<String> faults() {
    return flows.faults();
  }

  /** All files. */
  public List<File> files() {
    Optional<SortedMap<String, String>> disk = disk();
    Map<String, Wiring.Standing> standings = standings();
    Set<String> names = new TreeSet<>(standings.keySet());
    disk.ifPresent(it -> names.addAll(it.keySet()));
    return names.stream().map(it -> file(it, standings.get(it), disk)).toList();
  }

  /** One file; empty when there is none of the name. */
  public Optional<Text> file(String name) {
    Optional<SortedMap<String, String>> disk = disk();
    Wiring.Standing standing = standings().get(name);
    String written = disk.map(it -> it.get(name)).orElse(null);
    if (standing == null && written == null) {
      return Optional.empty();
    }
    String running = flows.texts().get(name);
    return Optional.of(
        new Text(
            file(name, standing, disk),
            lines(running == null ? written : running, written == null ? running : written)));
  }

  private Optional<SortedMap<String, String>> disk() {
    try {
      return Optional.of(flows.folder().read());
    } catch (IllegalStateException unreadable) {
      return Optional.empty();
    }
  }

  private Map<String, Wiring.Standing> standings() {
    return flows.standings().stream()
        .collect(Collectors.toMap(Wiring.Standing::file, it -> it, (a, b) -> a, TreeMap::new));
  }

  private File file(
      String name, Wiring.Standing standing, Optional<SortedMap<String, String>> disk) {
    String running = flows.texts().get(name);
    String written = disk.map(it -> it.get(name)).orElse(null);
    Disk stands =
        disk.isEmpty()
            ? Disk.UNKNOWN
            : written == null ? Disk.GONE : written.equals(running) ? Disk.SAME : Disk.OTHER;
    String text = running == null ? written : running;
    return new File(
        name,
        standing == null ? null : standing.loadedAt(),
        stands,
        standing == null ? List.of() : standing.faults(),
        text == null ? List.of() : routes(name, text));
  }

  private List<Route> routes(String name, String text) {
    return check.routes(name, text, folder()).stream().map(this::route).toList();
  }

  private Route route(FlowRoute it) {
    return new Route(
        it.id(),
        it.node().get("description").map(node -> node.text()).orElse(null),
        it.source() == null ? null : said(it.source()),
        it.uses().stream().filter(use -> !use.isSource()).map(FlowDesk::said).distinct().toList(),
        it.place().line(),
        check.missing(it),
        state(it.id()));
  }

  /** With the parameters that say which connection or type; no other may stand there. */
  private static String said(EndpointUse use) {
    String told =
        use.parameters().entrySet().stream()
            .filter(it -> Set.of("connection", "subscriber", "batchSize").contains(it.getKey()))
            .map(it -> it.getKey() + "=" + it.getValue())
            .collect(Collectors.joining("&"));
    boolean named = use.isLedger() || INNER.contains(use.scheme());
    String path =
        use.isKamelet() ? use.path() : named ? use.scheme() + ":" + use.path() : use.scheme();
    return Redaction.mask(told.isEmpty() ? path : path + "?" + told);
  }

  private String state(String id) {
    CamelContext context = camel.getIfAvailable();
    return context == null || context.getRoute(id) == null
        ? null
        : context.getRouteController().getRouteStatus(id).name().toLowerCase();
  }

  /** Both texts line by line: what both begin with, what differs, what both end with. */
  private static List<Line> lines(String running, String written) {
    List<String> one = Arrays.asList(running.split("\n", -1));
    List<String> other = Arrays.asList(written.split("\n", -1));
    int head = 0;
    while (head < Math.min(one.size(), other.size()) && one.get(head).equals(other.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < Math.min(one.size(), other.size()) - head
        && one.get(one.size() - 1 - tail).equals(other.get(other.size() - 1 - tail))) {
      tail++;
    }
    List<Line> lines = new ArrayList<>();
    add(lines, "", one, 0, head);
    add(lines, "-", one, head, one.size() - tail);
    add(lines, "+", other, head, other.size() - tail);
    add(lines, "", one, one.size() - tail, one.size());
    return lines;
  }

  private static void add(List<Line> lines, String change, List<String> all, int from, int to) {
    IntStream.range(from, to)
        .mapToObj(i -> new Line(change, i + 1, Redaction.mask(all.get(i))))
        .forEach(lines::add);
  }

  /**
   * Checks a text as if it stood in the folder under that name. Nothing is saved, and nothing
   * started.
   *
   * @throws Unacceptable when it is no name of a flow, or too long
   */
  public Checked check(String name, String text) {
    if (name == null || !name.matches("[\\w.-]{1,80}\\.camel\\.yaml") || name.startsWith(".")) {
      throw new Unacceptable("said.flow.no-name", name == null ? "" : name).in("name");
    }
    if (text == null || text.isBlank() || text.length() > MOST_TEXT) {
      throw new Unacceptable("said.flow.no-text", MOST_TEXT).in("text");
    }
    SortedMap<String, String> all = new TreeMap<>(disk().orElseGet(flows::texts));
    all.put(name, text.replace("\r\n", "\n"));
    String shown = FlowCheck.shown(folder(), name);
    FlowCheck.Result result = check.check(all, folder());
    List<Finding> faults =
        result.findings().stream().filter(it -> it.place().file().equals(shown)).toList();
    Map<String, String> before = written(name, flows.texts().get(name));
    Map<String, String> after = written(name, all.get(name));
    return new Checked(
        name,
        faults,
        after.keySet().stream().filter(it -> !before.containsKey(it)).toList(),
        after.keySet().stream()
            .filter(it -> before.containsKey(it) && !before.get(it).equals(after.get(it)))
            .toList(),
        before.keySet().stream().filter(it -> !after.containsKey(it)).toList());
  }

  /** What is written of each route of a file, by its id. */
  private Map<String, String> written(String name, String text) {
    Map<String, String> written = new LinkedHashMap<>();
    if (text != null) {
      check.routes(name, text, folder()).forEach(it -> written.put(it.id(), it.node().content()));
    }
    return written;
  }

  /**
   * What ran since when, the newest first.
   *
   * @param cursor {@link Page#next} of the page before; null for the first one
   */
  public Page<Past> history(String cursor, int limit) {
    String now = wiring();
    List<Past> all =
        history.list().stream()
            .filter(it -> cursor == null || it.id() < number(cursor))
            .limit(limit + 1L)
            .map(
                it ->
                    new Past(
                        it.id(),
                        it.loadedAt(),
                        it.hash(),
                        it.via(),
                        it.who(),
                        it.hash().equals(now)))
            .toList();
    boolean more = all.size() > limit;
    List<Past> shown = more ? all.subList(0, limit) : all;
    return new Page<>(shown, more ? String.valueOf(shown.get(limit - 1).id()) : null);
  }

  private static long number(String cursor) {
    if (!cursor.matches("\\d{1,18}")) {
      throw new Unacceptable("said.no-cursor", cursor);
    }
    return Long.parseLong(cursor);
  }

  /** Loads what stands in the files now; what has a fault leaves its file as it was. */
  public Answer reload(Act act) {
    return kept(
        act,
        "reload",
        folder(),
        () -> {
          Set<String> connections = settings.getObject().reload();
          Wiring.Outcome outcome = watch.getObject().reload("reload", act.who());
          return outcome.changed() || !connections.isEmpty()
              ? new Answer(
                  true,
                  Sentence.of("said.flow.reloaded", outcome.loaded().size(), outcome.gone().size()))
              : new Answer(true, Sentence.of("said.flow.nothing-new"));
        });
  }

  /** Writes the files of then into the folder, and has them loaded. */
  public Answer rollback(long number, Act act) {
    Optional<SortedMap<String, String>> files = history.files(number);
    if (files.isEmpty()) {
      return new Answer(false, Sentence.of("said.flow.no-state", "" + number));
    }
    return kept(
        act,
        "rollback",
        "" + number,
        () -> {
          List<Finding> faults = rollback.getObject().faults(files.get());
          if (!faults.isEmpty()) {
            return new Answer(
                false, Sentence.of("said.flow.not-now", "" + number, faults.get(0).toString()));
          }
          rollback.getObject().to(number, files.get(), act.who());
          return new Answer(true, Sentence.of("said.flow.rolled-back", "" + number));
        });
  }

  private Answer kept(Act act, String verb, String object, Supplier<Answer> work) {
    if (watch.getIfAvailable() == null || mode().equals("off")) {
      return new Answer(false, Sentence.of("said.flow.off"));
    }
    Answer answer;
    try {
      answer = work.get();
    } catch (IllegalArgumentException | IllegalStateException refused) {
      answer = new Answer(false, Sentence.words(refused.getMessage()));
    }
    audit.keep(act, verb, Audit.FLOWS, object, null, answer.sentence());
    return answer;
  }

  /** Starts a route in this process; whoever hears of it keeps it in the audit. */
  public Answer start(String id) {
    return move(id, "said.route.started", true);
  }

  /**
   * Stops a route in this process, until somebody starts it or the process starts anew; calls under
   * way end first.
   */
  public Answer stop(String id) {
    return move(id, "said.route.stopped", false);
  }

  private Answer move(String id, String said, boolean start) {
    CamelContext context = camel.getIfAvailable();
    if (context == null || context.getRoute(id) == null) {
      return new Answer(false, Sentence.of("said.route.none", id));
    }
    try {
      if (start) {
        context.getRouteController().startRoute(id);
      } else {
        context.getRouteController().stopRoute(id);
      }
      return new Answer(true, Sentence.of(said, id));
    } catch (Exception refused) {
      return new Answer(false, Sentence.words(refused.getMessage()));
    }
  }
}
