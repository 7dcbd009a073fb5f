package dev.ponte.connection;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
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
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;

/**
 * What stands in the files of settings and is most probably not meant so: keys that nothing reads,
 * and values that YAML reads as something else than is written. Each is one sentence with file and
 * line; nothing is refused for it.
 */
@Component
public final class SettingWarnings {

  private static final String CONNECTIONS = "ponte.connections";
  private static final String RETENTION = "ponte.retention.";

  /** As Spring describes such a resource, wrapped or not. */
  private static final String IN_THE_JAR = "class path resource";

  private static final String SCHEDULE = "schedule";

  /** All else that is read under {@code ponte}. */
  private static final KnownKeys ROOT = KnownKeys.of(Root.class);

  private static final Pattern SECRET =
      Pattern.compile("(?i).*(password|token|secret|key|login)[^.]*");

  /** A scalar without quotes, in a block or in braces. */
  private static final Pattern PLAIN = Pattern.compile("^[^\\s,\\[\\]{}\"'#&*!|>]+");

  private static final Pattern ODD_NUMBER = Pattern.compile("[-+]?(0\\d[\\d_]*|\\d+(:\\d+)+)");

  private final ConfigurableEnvironment environment;
  private final Map<String, ApiSystem> systems = new HashMap<>();
  private final Map<String, FolderSettings> folders = new HashMap<>();
  private final Map<Resource, List<String>> files = new HashMap<>();

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

  /** What is read under each connection beside its common keys and its system's own. */
  record Besides(Map<String, String> schedule, String ordersFrom) {}

  /** All of them, in the order of the files. */
  public synchronized List<String> list() {
    files.clear();
    Set<String> warnings = new LinkedHashSet<>();
    for (PropertySource<?> source : environment.getPropertySources()) {
      if (source instanceof OriginTrackedMapPropertySource file) {
        for (String name : file.getPropertyNames()) {
          if (name.startsWith("ponte.")
              && file.getOrigin(name) instanceof TextResourceOrigin origin
              && origin.getResource() != null
              && origin.getLocation() != null) {
            judge(name, file.getProperty(name), origin).ifPresent(warnings::add);
          }
        }
      }
    }
    return List.copyOf(warnings);
  }

  private Optional<String> judge(String property, Object value, TextResourceOrigin origin) {
    ConfigurationPropertyName name = ConfigurationPropertyName.adapt(property, '.');
    boolean ofConnection = name.getNumberOfElements() > 2 && written(name, 1).equals("connections");
    Optional<KnownKeys> top = ofConnection ? connection(written(name, 2)) : Optional.of(ROOT);
    return top.flatMap(it -> judge(name, value, it, ofConnection ? 3 : 1, origin));
  }

  private Optional<String> judge(
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
    Optional<String> slip = schedule(name, origin);
    return slip.isPresent() ? slip : misread(name.toString(), value, place, origin);
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

  private String unknown(
      ConfigurationPropertyName name, int at, Set<String> names, TextResourceOrigin origin) {
    String key = written(name, at);
    String advice =
        names.isEmpty()
            ? "there can be nothing below " + name.chop(at)
            : KnownKeys.nearest(key, names)
                .map("did you mean %s?"::formatted)
                .orElse("there are " + String.join(", ", names));
    // The first value below stands nearest to the key.
    return "%s: %s is read by nothing; %s".formatted(where(origin), name.chop(at + 1), advice);
  }

  /** Who writes routes may name polls as they like, so only what looks like a slip is told. */
  private Optional<String> schedule(ConfigurationPropertyName name, TextResourceOrigin origin) {
    int last = name.getNumberOfElements() - 1;
    if (last < 2 || !written(name, last - 1).equals(SCHEDULE)) {
      return Optional.empty();
    }
    Set<String> polls = shipped("ponte.schedule.");
    String poll = written(name, last);
    return polls.isEmpty() || polls.contains(poll)
        ? Optional.empty()
        : KnownKeys.nearest(poll, polls)
            .map(
                it ->
                    "%s: there is no poll %s in %s; did you mean %s?"
                        .formatted(where(origin), poll, name, it));
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
              && origin.getResource().getDescription().startsWith(IN_THE_JAR)) {
            names.add(name.substring(prefix.length()));
          }
        }
      }
    }
    return names;
  }

  private Optional<String> misread(
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
    return Optional.of(where(origin) + ": " + sentence);
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

  /** File and line. */
  static String where(TextResourceOrigin origin) {
    return origin.getResource().getFilename() + ":" + (origin.getLocation().getLine() + 1);
  }

  /** Whether the value of such a key is told to nobody. */
  static boolean isSecret(String key) {
    return SECRET.matcher(key).matches();
  }
}
