package dev.ponte.command;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** All that is wrong in settings and flows, each with its place. */
@Command(
    name = "validate",
    description = "Tells all that is wrong in settings and flows, each with its place.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ponte validate                  # the folder of work: application.yaml and routes/",
      "  ponte validate ../next --json   # another folder, for a program",
      "  ponte validate --ask            # asks the connections too, by one cheap call each"
    })
final class Validate implements Callable<Integer> {

  private static final String SETTINGS = "application.yaml";
  private static final String CONNECTIONS = "ponte.connections.";

  /** A sentence that begins with its place. */
  private static final Pattern PLACED = Pattern.compile("(\\S+?):(\\d+):(\\d+): (.*)");

  @ParentCommand private Commands ponte;

  @Parameters(
      arity = "0..1",
      paramLabel = "<folder>",
      description =
          "One with application.yaml and routes/, or one with flows; else the folder of work.")
  private Path folder;

  @Option(names = "--ask", description = "Asks the connections too, by one cheap call each.")
  private boolean ask;

  @Override
  public Integer call() {
    if (folder != null && !Files.isDirectory(folder)) {
      throw new Refused(Exit.WRONG_USE, "There is no folder " + folder);
    }
    List<Finding> found = findings();
    long faults = found.stream().filter(it -> !it.warning()).count();
    if (ponte.json()) {
      ponte.say(json(found, faults));
    } else {
      found.forEach(it -> ponte.say((it.warning() ? "Warning: " : "") + it));
      ponte.say(count(faults));
    }
    return faults == 0 ? Exit.WELL : Exit.REFUSED;
  }

  private List<Finding> findings() {
    Path settings = settings();
    Optional<Finding> malformed = malformed(settings);
    if (malformed.isPresent()) {
      // Nothing else can be told without it.
      return List.of(malformed.get());
    }
    try (ConfigurableApplicationContext hub = ponte.alone().start(places())) {
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
    if (ask) {
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
