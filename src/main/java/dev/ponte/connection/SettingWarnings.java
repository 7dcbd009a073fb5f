package dev.ponte.connection;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;

/**
 * What stands in the files of settings and is not meant so: keys that nothing reads, values of the
 * wrong type or that YAML reads as something else than is written, secrets in plain. Each is one
 * sentence with its place; the hub starts all the same.
 */
@Component
public final class SettingWarnings {

  private static final String CONNECTIONS = "ponte.connections";
  private static final String RETENTION = "ponte.retention.";

  /** As Spring describes such a resource, wrapped or not. */
  private static final String IN_THE_JAR = "class path resource";

  private static final String SCHEDULE = "schedule";

  /** What Spring and Camel read; only what looks like one of these, or like ours, is told. */
  private static final Set<String> TOPS =
      Set.of(
          "ponte",
          "spring",
          "server",
          "management",
          "logging",
          "camel",
          "hawtio",
          "info",
          "debug",
          "trace");

  /** Keys that speak of a secret and are none. */
  private static final Pattern NO_SECRET =
      Pattern.compile("(?i).*(file|url|location|alias|name|id)");

  /** All else that is read under {@code ponte}. */
  private static final KnownKeys ROOT = KnownKeys.of(Root.class, RoutesRoot.class);

  private static final Pattern SECRET =
      Pattern.compile("(?i).*(password|token|secret|key|login)[^.]*");

  /** A scalar without quotes, in a block or in braces. */
  private static final Pattern PLAIN = Pattern.compile("^[^\\s,\\[\\]{}\"'#&*!|>]+");

  private static final Pattern ODD_NUMBER = Pattern.compile("[-+]?(0\\d[\\d_]*|\\d+(:\\d+)+)");

  private final ConfigurableEnvironment environment;
  private final Map<String, ApiSystem> systems = new HashMap<>();
  private final Map<String, FolderSettings> folders = new HashMap<>();
  private final Map<Resource, List<String>> files = new HashMap<>();
  private final Map<Resource, List<YamlNode>> trees = new HashMap<>();

  SettingWarnings(
      ConfigurableEnvironment environment, List<ApiSystem> systems, List<FolderSettings> folders) {
    this.environment = environment;
    systems.forEach(it -> this.systems.put(it.name(), it));
    folders.forEach(it -> this.folders.put(it.system(), it));
  }

  /** The keys under {@code ponte}; what is not bound to a record, and may be anything, is open. */
  record Root(
      String zone,
      Object connections,
      Object schedule,
      Map<String, String> retention,
      Map<String, String> folders,
      String routes,
      Object flows,
      Object console,
      StockSettings stock,
      Object sandbox) {}

  /** What else is read under {@code ponte.routes}, which is the folder's name. */
  record RoutesRoot(RoutesKeys routes) {}

  record RoutesKeys(Object reload) {}

  /**
   * What is read under each connection beside its common keys and its system's own.
   *
   * @param schedule Quartz cron by poll; what is missing is that of {@code ponte.schedule}
   * @param ordersFrom a day or time: older orders are left to the earlier integration
   */
  record Besides(Map<String, String> schedule, String ordersFrom) {}

  /** All of them, in the order of the files. */
  public synchronized List<Finding> list() {
    files.clear();
    trees.clear();
    Set<Finding> found = new LinkedHashSet<>();
    for (PropertySource<?> source : environment.getPropertySources()) {
      if (source instanceof OriginTrackedMapPropertySource file) {
        for (String name : file.getPropertyNames()) {
          if (file.getOrigin(name) instanceof TextResourceOrigin origin
              && origin.getResource() != null
              && origin.getLocation() != null) {
            trees.computeIfAbsent(origin.getResource(), this::tree);
            all(name, file.getProperty(name), origin).forEach(found::add);
          }
        }
      }
    }
    return List.copyOf(found);
  }

  private Stream<Finding> all(String property, Object value, TextResourceOrigin origin) {
    Stream<Optional<Finding>> found =
        property.startsWith("ponte.")
            ? Stream.of(judge(property, value, origin), plain(property, value, origin))
            : Stream.of(top(property, origin), plain(property, value, origin));
    return found.flatMap(Optional::stream);
  }

  private Optional<Finding> judge(String property, Object value, TextResourceOrigin origin) {
    ConfigurationPropertyName name = ConfigurationPropertyName.adapt(property, '.');
    boolean ofConnection = name.getNumberOfElements() > 2 && written(name, 1).equals("connections");
    Optional<KnownKeys> top = ofConnection ? connection(written(name, 2)) : Optional.of(ROOT);
    return top.flatMap(it -> judge(name, value, it, ofConnection ? 3 : 1, origin));
  }

  private Optional<Finding> judge(
      ConfigurationPropertyName name,
      Object value,
      KnownKeys top,
      int from,
      TextResourceOrigin origin) {
    KnownKeys place = top;
    for (int i = from; i < name.getNumberOfElements(); i++) {
      Optional<KnownKeys> child = place.child(written(name, i));
      if (child.isEmpty()) {
        return Optional.of(unknown(name, i, place.names(), origin));
      }
      place = child.get();
    }
    Set<String> spans = shipped(RETENTION);
    if (name.toString().startsWith(RETENTION)
        && !spans.isEmpty()
        && !spans.contains(written(name, 2))) {
      return Optional.of(unknown(name, 2, spans, origin));
    }
    KnownKeys here = place;
    return schedule(name, origin)
        .or(() -> cron(name, value, origin))
        .or(() -> misread(name.toString(), value, here, origin))
        .or(() -> mistyped(name, value, here, origin));
  }

  /** A whole block under a name that looks like one that is read. */
  private Optional<Finding> top(String property, TextResourceOrigin origin) {
    String first = property.split("[.\\[]")[0];
    if (TOPS.contains(first)) {
      return Optional.empty();
    }
    return Nearest.of(first, TOPS)
        .map(
            it ->
                Finding.fault(
                    key(ConfigurationPropertyName.adapt(property, '.'), 0, origin),
                    "%s is read by nothing; did you mean %s?".formatted(first, it)));
  }

  /** A secret that whoever reads the file can read. */
  private Optional<Finding> plain(String property, Object value, TextResourceOrigin origin) {
    String text = String.valueOf(value);
    boolean secret =
        (property.startsWith("ponte.") || property.startsWith("spring."))
            && isSecret(property)
            && !NO_SECRET.matcher(property).matches();
    boolean elsewhere = text.isBlank() || text.contains("${") || text.startsWith("{");
    if (!secret || elsewhere || inTheJar(origin)) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.warning(
            place(origin),
            "%s is written in plain; take it from the environment, as in \"${NAME:}\", or from a file by spring.config.import=configtree:"
                .formatted(property)));
  }

  private Optional<KnownKeys> connection(String name) {
    String system =
        Binder.get(environment)
            .bind(CONNECTIONS + "." + name + ".system", String.class)
            .orElse(folders.containsKey(name) ? name : "");
    if (folders.containsKey(system)) {
      return Optional.of(
          KnownKeys.of(OfFolder.class, folders.get(system).settings(), Besides.class));
    }
    return Optional.ofNullable(systems.get(system))
        .map(it -> KnownKeys.of(ConfiguredConnections.Common.class, it.settings(), Besides.class));
  }

  record OfFolder(String system) {}

  private static String written(ConfigurationPropertyName name, int element) {
    return name.getElement(element, ConfigurationPropertyName.Form.ORIGINAL);
  }

  private Finding unknown(
      ConfigurationPropertyName name, int at, Set<String> names, TextResourceOrigin origin) {
    String key = written(name, at);
    String advice =
        names.isEmpty()
            ? "there can be nothing below " + name.chop(at)
            : Nearest.of(key, names)
                .map("did you mean %s?"::formatted)
                .orElse("there are " + String.join(", ", names));
    return Finding.fault(
        key(name, at, origin), "%s is read by nothing; %s".formatted(name.chop(at + 1), advice));
  }

  /** Who writes routes may name polls as they like, so only what looks like a slip is told. */
  private Optional<Finding> schedule(ConfigurationPropertyName name, TextResourceOrigin origin) {
    int last = name.getNumberOfElements() - 1;
    if (last < 2 || !written(name, last - 1).equals(SCHEDULE)) {
      return Optional.empty();
    }
    Set<String> polls = shipped("ponte.schedule.");
    String poll = written(name, last);
    return polls.isEmpty() || polls.contains(poll)
        ? Optional.empty()
        : Nearest.of(poll, polls)
            .map(
                it ->
                    Finding.fault(
                        key(name, last, origin),
                        "there is no poll %s in %s; did you mean %s?".formatted(poll, name, it)));
  }

  private static Optional<Finding> cron(
      ConfigurationPropertyName name, Object value, TextResourceOrigin origin) {
    int last = name.getNumberOfElements() - 1;
    String text = String.valueOf(value);
    if (last < 2 || !written(name, last - 1).equals(SCHEDULE) || text.contains("${")) {
      return Optional.empty();
    }
    try {
      new Schedule(name.toString(), text, ZoneOffset.UTC).check();
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(Finding.fault(place(origin), e.getMessage()));
    }
  }

  /** The names that the defaults in the jar have below a prefix. */
  private Set<String> shipped(String prefix) {
    Set<String> names = new TreeSet<>();
    for (PropertySource<?> source : environment.getPropertySources()) {
      if (source instanceof OriginTrackedMapPropertySource file) {
        for (String name : file.getPropertyNames()) {
          if (name.startsWith(prefix)
              && file.getOrigin(name) instanceof TextResourceOrigin origin
              && origin.getResource() != null
              && inTheJar(origin)) {
            names.add(name.substring(prefix.length()));
          }
        }
      }
    }
    return names;
  }

  private static boolean inTheJar(TextResourceOrigin origin) {
    return origin.getResource().getDescription().startsWith(IN_THE_JAR);
  }

  /** What Spring could not make a value of. */
  private Optional<Finding> mistyped(
      ConfigurationPropertyName name, Object value, KnownKeys place, TextResourceOrigin origin) {
    String text = environment.resolvePlaceholders(String.valueOf(value)).strip();
    if (text.isEmpty() || text.contains("${")) {
      return Optional.empty();
    }
    Optional<String> form =
        name.toString().startsWith(RETENTION)
            ? KnownKeys.of(Duration.class).refuses(text)
            : name.toString().equals("ponte.zone")
                ? KnownKeys.of(ZoneId.class).refuses(text)
                : place.refuses(text);
    return form.map(it -> Finding.fault(place(origin), wrongType(name.toString(), text, it)));
  }

  /** One sentence on a value that is of the wrong type. */
  static String wrongType(String name, Object value, String form) {
    return "%s is %s must be %s"
        .formatted(name, isSecret(name) ? "set, but" : value + ", but", form);
  }

  private Optional<Finding> misread(
      String property, Object value, KnownKeys place, TextResourceOrigin origin) {
    if (!(value instanceof Number || value instanceof Boolean)) {
      return Optional.empty();
    }
    Optional<String> raw = raw(origin);
    if (raw.isEmpty() || raw.get().equals(value.toString())) {
      return Optional.empty();
    }
    boolean meant =
        place.isBoolean()
            || (place.isNumber() || place.isOpen()) && !ODD_NUMBER.matcher(raw.get()).matches();
    if (meant) {
      return Optional.empty();
    }
    String sentence =
        isSecret(property)
            ? "YAML reads something else than is written for %s; put it in quotes"
                .formatted(property)
            : "%s is %s, which YAML reads as %s; if it is meant as it stands, write \"%2$s\""
                .formatted(property, raw.get(), value);
    return Optional.of(Finding.fault(place(origin), sentence));
  }

  private Optional<String> raw(TextResourceOrigin origin) {
    List<String> lines = files.computeIfAbsent(origin.getResource(), SettingWarnings::lines);
    int line = origin.getLocation().getLine();
    int column = origin.getLocation().getColumn();
    if (line >= lines.size() || column >= lines.get(line).length()) {
      return Optional.empty();
    }
    Matcher scalar = PLAIN.matcher(lines.get(line).substring(column));
    return scalar.find() ? Optional.of(scalar.group()) : Optional.empty();
  }

  private static List<String> lines(Resource file) {
    List<String> lines = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8))) {
      reader.lines().forEach(lines::add);
      return lines;
    } catch (IOException gone) {
      // It was there a moment ago; without its text nothing can be said of it.
      return List.of();
    }
  }

  /** Where a value stands. */
  static Place place(TextResourceOrigin origin) {
    return new Place(
        origin.getResource().getFilename(),
        origin.getLocation().getLine() + 1,
        origin.getLocation().getColumn() + 1);
  }

  /** Where the property stands, or what is written of it; empty when it stands in no file. */
  public synchronized Optional<Place> placeOf(String property) {
    List<String> path = List.of(property.split("\\."));
    for (int deep = path.size(); deep > 2; deep--) {
      List<String> part = path.subList(0, deep);
      Optional<Place> place =
          trees.values().stream()
              .flatMap(List::stream)
              .flatMap(it -> find(it, part).stream())
              .findFirst();
      if (place.isPresent()) {
        return place;
      }
    }
    return Optional.empty();
  }

  /** Where the key stands that is so many elements deep; the value's place when it is not found. */
  private Place key(ConfigurationPropertyName name, int at, TextResourceOrigin origin) {
    List<String> path = new ArrayList<>();
    for (int i = 0; i <= at; i++) {
      path.add(written(name, i));
    }
    return trees.computeIfAbsent(origin.getResource(), this::tree).stream()
        .flatMap(it -> find(it, path).stream())
        .findFirst()
        .orElseGet(() -> place(origin));
  }

  private List<YamlNode> tree(Resource file) {
    String text = String.join("\n", files.computeIfAbsent(file, SettingWarnings::lines));
    return YamlNode.documents(file.getFilename(), text);
  }

  private static Optional<Place> find(YamlNode node, List<String> path) {
    for (YamlNode.Entry it : node.entries()) {
      List<String> key = List.of(it.key().split("\\."));
      boolean whole = key.size() == path.size();
      if (key.size() <= path.size() && same(key, path.subList(0, key.size()))) {
        Optional<Place> found =
            whole
                ? Optional.of(it.place())
                : find(it.value(), path.subList(key.size(), path.size()));
        if (found.isPresent()) {
          return found;
        }
      }
    }
    if (node.isList() && path.get(0).matches("\\d{1,6}")) {
      int index = Integer.parseInt(path.get(0));
      List<YamlNode> items = node.items();
      if (index < items.size()) {
        return path.size() == 1
            ? Optional.of(items.get(index).place())
            : find(items.get(index), path.subList(1, path.size()));
      }
    }
    return Optional.empty();
  }

  private static boolean same(List<String> one, List<String> other) {
    for (int i = 0; i < one.size(); i++) {
      if (!Nearest.plain(one.get(i)).equals(Nearest.plain(other.get(i)))) {
        return false;
      }
    }
    return true;
  }

  /** Whether the value of such a key is told to nobody. */
  static boolean isSecret(String key) {
    return SECRET.matcher(key).matches();
  }
}
