package dev.ponte;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.connection.ConnectionFaults;
import dev.ponte.connection.Finding;
import dev.ponte.connection.Place;
import dev.ponte.connection.SettingWarnings;
import dev.ponte.connection.SettingsCheck;
import dev.ponte.connection.YamlNode;
import dev.ponte.flow.Flows;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * {@code validate [dir] [--ask] [--json]}: all that is wrong in settings and flows, each with its
 * place. {@code dir} is a folder with {@code application.yaml} and {@code routes/}, or one with
 * flows; without it, the folder of work.
 */
final class Validation {

  private static final String ASK = "--ask";
  private static final String JSON = "--json";
  private static final String SETTINGS = "application.yaml";
  private static final String CONNECTIONS = "ponte.connections.";

  /** A sentence that begins with its place. */
  private static final Pattern PLACED = Pattern.compile("(\\S+?):(\\d+):(\\d+): (.*)");

  private final List<String> options = new ArrayList<>();
  private final PrintStream out;
  private final String[] alone;
  private Path folder;

  /**
   * @param alone what makes a hub without a ledger, a web server and routes
   */
  Validation(PrintStream out, String[] alone) {
    this.out = out;
    this.alone = alone;
  }

  /** The exit code: 0 well, 1 something is wrong, 2 wrongly used. */
  int run(String[] args) {
    for (String it : args) {
      if (Set.of(ASK, JSON).contains(it)) {
        options.add(it);
      } else if (folder == null && !it.startsWith("-")) {
        folder = Path.of(it);
      } else {
        out.println("Usage: java -jar ponte.jar validate [dir] [--ask] [--json]");
        return 2;
      }
    }
    if (folder != null && !Files.isDirectory(folder)) {
      out.println("There is no folder " + folder);
      return 2;
    }
    List<Finding> found = findings();
    long faults = found.stream().filter(it -> !it.warning()).count();
    if (options.contains(JSON)) {
      out.println(json(found, faults));
    } else {
      found.forEach(it -> out.println((it.warning() ? "Warning: " : "") + it));
      out.println(count(faults));
    }
    return faults == 0 ? 0 : 1;
  }

  private List<Finding> findings() {
    Path settings = settings();
    Optional<Finding> malformed = malformed(settings);
    if (malformed.isPresent()) {
      // Nothing else can be told without it.
      return List.of(malformed.get());
    }
    try (ConfigurableApplicationContext hub =
        new SpringApplicationBuilder(Ponte.class)
            .web(WebApplicationType.NONE)
            // It prints what else would be logged.
            .properties(
                "logging.level.dev.ponte.flow=OFF", "logging.level.dev.ponte.connection=OFF")
            .run(Stream.concat(Stream.of(alone), places().stream()).toArray(String[]::new))) {
      return findings(hub);
    }
  }

  private List<Finding> findings(ConfigurableApplicationContext hub) {
    SettingsCheck check = hub.getBean(SettingsCheck.class);
    List<Finding> found = new ArrayList<>(check.written());
    Set<String> told = new TreeSet<>();
    found.forEach(it -> told.add(it.sentence()));
    SettingWarnings places = hub.getBean(SettingWarnings.class);
    hub.getBean(ConnectionFaults.class)
        .faults()
        .forEach(
            (name, sentence) -> {
              Finding fault = placed(places, name, sentence);
              if (told.add(fault.sentence())) {
                found.add(fault);
              }
            });
    found.addAll(hub.getBean(Flows.class).validate());
    if (options.contains(ASK)) {
      check.asked().forEach(it -> found.add(Finding.warning(Place.of(SETTINGS), it)));
    }
    return found.stream().sorted().toList();
  }

  /** The settings of the folder that is asked for. */
  private Path settings() {
    return isInstallation() ? folder.resolve(SETTINGS) : Path.of(SETTINGS);
  }

  private List<String> places() {
    if (folder == null) {
      return List.of();
    }
    if (!isInstallation()) {
      return List.of("--ponte.routes=" + folder);
    }
    return List.of(
        "--spring.config.location=optional:classpath:/,optional:file:%s/,optional:file:%s/config/"
            .formatted(folder, folder),
        "--ponte.routes=" + folder.resolve("routes"));
  }

  private boolean isInstallation() {
    return folder != null
        && (Files.exists(folder.resolve(SETTINGS)) || Files.isDirectory(folder.resolve("routes")));
  }

  private static Optional<Finding> malformed(Path settings) {
    if (!Files.exists(settings)) {
      return Optional.empty();
    }
    try {
      return YamlNode.documents(settings.toString(), Files.readString(settings)).stream()
          .flatMap(it -> it.repeated().stream())
          .findFirst();
    } catch (YamlNode.Malformed e) {
      return Optional.of(e.finding());
    } catch (IOException e) {
      return Optional.of(
          Finding.fault(
              Place.of(settings.toString()), "this cannot be read as text: " + e.getMessage()));
    }
  }

  /** A sentence on a connection begins with its place, or with the property, or with neither. */
  private static Finding placed(SettingWarnings places, String connection, String sentence) {
    Matcher matcher = PLACED.matcher(sentence);
    if (matcher.matches()) {
      return Finding.fault(
          new Place(
              matcher.group(1),
              Integer.parseInt(matcher.group(2)),
              Integer.parseInt(matcher.group(3))),
          matcher.group(4));
    }
    String first = sentence.split("[ :]")[0];
    String property = first.startsWith(CONNECTIONS) ? first : CONNECTIONS + connection;
    return Finding.fault(places.placeOf(property).orElseGet(() -> Place.of(SETTINGS)), sentence);
  }

  private static String json(List<Finding> found, long faults) {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode json = mapper.createObjectNode().put("faults", faults);
    json.put("warnings", found.size() - faults).putArray("findings");
    for (Finding it : found) {
      json.withArray("findings")
          .addObject()
          .put("severity", it.warning() ? "warning" : "fault")
          .put("file", it.place().file())
          .put("line", it.place().line())
          .put("column", it.place().column())
          .put("sentence", it.sentence());
    }
    return json.toPrettyString();
  }

  private static String count(long faults) {
    if (faults == 0) {
      return "All flows and connections are well";
    }
    return faults == 1 ? "1 fault" : faults + " faults";
  }
}
