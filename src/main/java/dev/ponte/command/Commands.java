package dev.ponte.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The command line. Most commands ask a running hub by its API and start no Spring, so they answer
 * at once; {@code run}, {@code validate}, {@code call} and {@code import} work alone.
 *
 * <p>To add a command write a class with {@code @Command} and name it in {@link #ALL}, or a method
 * with {@code @Command} in the class of its noun. {@code call()} prints by {@link #say}, heeds
 * {@link #json()}, gives a code of {@link Exit}, and throws {@link Refused} with a sentence when
 * nothing was done. What asks the hub extends {@link Asking} and names what it calls by {@link
 * Calls}; what works alone starts {@link #alone()}. Description and footer are its documentation:
 * {@code docs/reference/commands.md} is made of them.
 */
@Command(
    name = "ponte",
    description = "The hub, and everything that one may ask of it or do with it.",
    footerHeading = "%nMost commands ask a running hub; without a word the hub itself starts.%n",
    footer = {
      "The hub is at --url, else PONTE_URL, else http://127.0.0.1:8080. The login is --user with",
      "PONTE_PASSWORD, or with the first line of --password-file; on the machine of the hub it is",
      "read from data/console-password. What is the same each time may stand in ~/.ponte.properties",
      "(url=, user=, password-file=).",
      "",
      "Exit code: 0 well; 1 refused or failed, nothing was done; 2 wrongly used; 3 no hub, or not",
      "allowed; 4 done in part, or something found with --fail-if-any."
    })
public final class Commands implements Runnable {

  /** All of them, in the order of the help. */
  private static final List<Class<?>> ALL =
      List.of(
          Run.class,
          Run.Sandbox.class,
          Validate.class,
          Call.class,
          Import.class,
          Health.class,
          Looking.Summary.class,
          Orders.class,
          Problems.class,
          Deliveries.class,
          DeadLetters.class,
          Bulk.class,
          Connections.class,
          Subscriptions.class,
          States.class,
          Looking.Differences.class,
          Looking.Reconciliation.class,
          Looking.Quotas.class,
          Looking.Buyers.class,
          Flows.class,
          Looking.Audit.class,
          Looking.Settings.class,
          Looking.About.class,
          Looking.OpenApi.class);

  /** The options that lead to the hub; {@link Defaults} knows them. */
  static final Set<String> LEADS = Set.of("--url", "--user", "--password-file");

  /** What keeps the log quiet while a command works alone. */
  private static final List<String> QUIET =
      List.of(
          "--logging.level.root=ERROR",
          "--logging.level.dev.ponte=ERROR",
          // What they would log is printed.
          "--logging.level.dev.ponte.flow=OFF",
          "--logging.level.dev.ponte.connection=OFF",
          "--logging.level.com.zaxxer=OFF",
          // What stops it is told in one sentence, or thrown.
          "--logging.level.org.springframework.boot.SpringApplication=OFF");

  private static final Path MADE_BY_THE_HUB = Path.of("data/console-password");

  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Tells how it is used.")
  private boolean help;

  @Option(names = "--json", scope = ScopeType.INHERIT, description = "Answers as JSON.")
  private boolean json;

  @Option(
      names = "--url",
      scope = ScopeType.INHERIT,
      paramLabel = "<url>",
      description = "Where the hub is.")
  private String url;

  @Option(
      names = "--user",
      scope = ScopeType.INHERIT,
      paramLabel = "<name>",
      description = "Who asks; its password is never given here.")
  private String user;

  @Option(
      names = "--password-file",
      scope = ScopeType.INHERIT,
      paramLabel = "<file>",
      description = "A file with the password in its first line.")
  private Path passwordFile;

  private final Class<?> application;
  private final Map<String, String> environment;
  private final List<String> settings;

  /**
   * @param settings that go before all others while a command works alone
   */
  Commands(Class<?> application, Map<String, String> environment, List<String> settings) {
    this.application = application;
    this.environment = environment;
    this.settings = settings;
  }

  /** Whether these words ask for a command; what has only settings starts the hub. */
  public static boolean isMeantBy(String[] args) {
    return args.length > 0
        && !(Arrays.stream(args).allMatch(it -> it.startsWith("--")) && !isQuestion(args[0]));
  }

  private static boolean isQuestion(String word) {
    return word.equals("--help");
  }

  /** Does it and ends the process, unless it has started the hub. */
  public static void main(Class<?> application, String[] args) {
    Commands commands = new Commands(application, System.getenv(), QUIET);
    int code =
        commands
            .line(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                Path.of(System.getProperty("user.home")),
                args)
            .execute(args);
    if (code != Run.STAYS) {
      System.exit(code);
    }
  }

  /**
   * What parses and does it.
   *
   * @param home the folder of a person's own settings
   * @param words what is typed; only commands that are named there are made ready, since that takes
   *     longer than all the rest. Without any of them all are
   */
  CommandLine line(PrintWriter out, PrintWriter err, Path home, String... words) {
    CommandLine line = new CommandLine(this);
    List<Class<?>> named =
        ALL.stream().filter(it -> isNamed(it, Set.copyOf(Arrays.asList(words)))).toList();
    (named.isEmpty() ? ALL : named).forEach(it -> line.addSubcommand(new CommandLine(it)));
    line.setOut(out);
    line.setErr(err);
    line.setExpandAtFiles(false);
    line.setUsageHelpWidth(100);
    line.setUsageHelpAutoWidth(false);
    // Colours would be asked of classes that are nowhere, in each jar inside of the jar.
    line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
    line.getSubcommands().values().stream()
        .filter(it -> it.getCommand() instanceof Run)
        .forEach(it -> it.setUnmatchedOptionsArePositionalParams(true));
    line.setExecutionExceptionHandler(
        (e, command, parsed) -> {
          if (e instanceof Refused it) {
            command.getErr().println(it.getMessage());
            return it.code();
          }
          if (command.getCommand() instanceof Run) {
            // Spring has told why it does not start.
            return Exit.REFUSED;
          }
          throw e;
        });
    line.setDefaultValueProvider(new Defaults(environment, home));
    return line;
  }

  private static boolean isNamed(Class<?> command, Set<String> words) {
    Command it = command.getAnnotation(Command.class);
    return words.contains(it.name()) || Arrays.stream(it.aliases()).anyMatch(words::contains);
  }

  /** Without a command there is nothing to do but to tell which there are. */
  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(
      name = "completion",
      description = "Prints what teaches the shell (bash or zsh) to complete these commands.",
      footerHeading = "%nExample:%n",
      footer = {"  alias ponte='java -jar /opt/ponte/ponte.jar'", "  source <(ponte completion)"})
  int completion() {
    say(AutoComplete.bash(spec.name(), spec.commandLine()));
    return Exit.WELL;
  }

  /** One line, or some. */
  void say(String text) {
    spec.commandLine().getOut().println(text);
  }

  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** JSON as a person can read it. */
  void say(JsonNode it) {
    say(it.toPrettyString());
  }

  /** Whether a program asks. */
  boolean json() {
    return json;
  }

  Class<?> application() {
    return application;
  }

  /** What starts a hub for one command. */
  Alone alone() {
    return new Alone(application, settings);
  }

  /** The running hub. */
  Hub hub() {
    return new Hub(address(), user == null ? "ponte" : user, password());
  }

  /** Where it is, without a slash at its end. */
  private String address() {
    return url == null
        ? "http://127.0.0.1:" + environment.getOrDefault("SERVER_PORT", "8080")
        : url.replaceAll("/+$", "");
  }

  private String password() {
    if (passwordFile != null) {
      return firstLine(passwordFile);
    }
    String password = environment.get("PONTE_PASSWORD");
    return password == null && Files.exists(MADE_BY_THE_HUB)
        ? firstLine(MADE_BY_THE_HUB)
        : password;
  }

  private static String firstLine(Path file) {
    try {
      return Files.readString(file).lines().findFirst().orElse("").strip();
    } catch (IOException e) {
      throw new Refused(
          Exit.WRONG_USE,
          "The password cannot be read from %s: %s".formatted(file, e.getMessage()));
    }
  }
}
