package dev.ponte;

import dev.ponte.connection.CallAction;
import dev.ponte.connection.TextFiles;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.References;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The commands. They use the configuration of the folder, start no route and leave the ledger of a
 * running hub alone.
 */
final class Command {

  private static final String CALL = "call";
  private static final String VALIDATE = "validate";
  private static final String ROUTES = "routes";
  private static final String HEALTH = "health";
  private static final String IMPORT = "import";
  private static final String REFERENCES = "references";
  private static final Duration HEALTH_TIME_OUT = Duration.ofSeconds(4);
  private static final int WRONG_USE = 2;

  /** What H2 says of a file that another process holds. */
  private static final int HELD = 90_020;

  /** What makes a hub without a ledger, a web server and routes, and keeps it quiet. */
  private static final String[] ALONE = {
    "--spring.datasource.url=jdbc:h2:mem:command",
    "--ponte.flows.start=false",
    "--spring.jmx.enabled=false",
    "--spring.main.log-startup-info=false",
    // What only a web server needs is never asked for, so it is never made.
    "--spring.main.lazy-initialization=true",
    "--logging.level.root=ERROR",
    "--logging.level.dev.ponte=ERROR"
  };

  /** The same on the ledger of the folder, with nothing started that would work on it. */
  private static final String[] ON_LEDGER =
      Stream.concat(
              Stream.of(ALONE).filter(it -> !it.startsWith("--spring.datasource.url")),
              Stream.of(
                  "--logging.level.com.zaxxer=OFF",
                  // What stops it is told in one sentence, or thrown.
                  "--logging.level.org.springframework.boot.SpringApplication=OFF"))
          .toArray(String[]::new);

  private Command() {}

  static boolean knows(String word) {
    return Set.of(CALL, VALIDATE, HEALTH, IMPORT, ROUTES).contains(word);
  }

  /** Does the command and gives the exit code: 0 well, 1 failed, 2 wrongly used. */
  static int run(String word, String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    if (word.equals(CALL) && (args.length < 1 || args.length > 3)) {
      out.println("Usage: java -jar ponte.jar call <connection> [<operation> ['<json>']]");
      return WRONG_USE;
    }
    if (word.equals(VALIDATE)) {
      return new Validation(out, ALONE).run(args);
    }
    if (word.equals(ROUTES)) {
      return new RoutesCommand(out).run(args);
    }
    if (word.equals(HEALTH)) {
      return health(out);
    }
    if (word.equals(IMPORT)) {
      return importReferences(args, out);
    }
    SpringApplicationBuilder hub =
        new SpringApplicationBuilder(Ponte.class).web(WebApplicationType.NONE);
    try (ConfigurableApplicationContext context = hub.run(ALONE)) {
      return call(context, args, out);
    }
  }

  /** Asks a hub on this machine, without starting another; for the container's health check. */
  private static int health(PrintStream out) {
    String port = System.getenv().getOrDefault("SERVER_PORT", "8080");
    URI uri = URI.create("http://127.0.0.1:" + port + "/actuator/health");
    try {
      HttpClient client = HttpClient.newBuilder().connectTimeout(HEALTH_TIME_OUT).build();
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(uri).timeout(HEALTH_TIME_OUT).build(),
              HttpResponse.BodyHandlers.ofString());
      out.println(answer.body());
      return answer.statusCode() == 200 ? 0 : 1;
    } catch (IOException e) {
      out.println("No hub answers at " + uri);
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  private static int call(ConfigurableApplicationContext hub, String[] args, PrintStream out) {
    try {
      CallAction action = hub.getBean(CallAction.class);
      out.println(
          args.length == 1
              ? action.operations(args[0])
              : action.call(args[0], args[1], args.length == 3 ? args[2] : null));
      return 0;
    } catch (IllegalArgumentException | DeliveryFailure e) {
      out.println(e.getMessage());
      return 1;
    }
  }

  /** Into the ledger itself, which a hub with a file holds alone. */
  private static int importReferences(String[] args, PrintStream out) {
    if (args.length != 2 || !args[0].equals(REFERENCES)) {
      out.println("Usage: java -jar ponte.jar import references <file.csv>");
      return WRONG_USE;
    }
    String text;
    try {
      text = TextFiles.text(Files.readAllBytes(Path.of(args[1])));
    } catch (IOException e) {
      out.println("The file %s cannot be read: %s".formatted(args[1], e.getMessage()));
      return 1;
    }
    SpringApplicationBuilder hub =
        new SpringApplicationBuilder(Ponte.class).web(WebApplicationType.NONE);
    try (ConfigurableApplicationContext context = hub.run(ON_LEDGER)) {
      ReferenceImport.Result result =
          new ReferenceImport(connections(context), context.getBean(References.class)).run(text);
      result.faults().forEach(out::println);
      out.println(result.words());
      return result.faults().isEmpty() ? 0 : 1;
    } catch (RuntimeException e) {
      if (!isHeld(e)) {
        throw e;
      }
      out.println(
          "A hub is running and holds the file of the ledger; stop it, import, and start it again. Nothing is imported");
      return 1;
    }
  }

  private static Set<String> connections(ConfigurableApplicationContext hub) {
    return new TreeSet<>(
        Binder.get(hub.getEnvironment())
            .bind("ponte.connections", Bindable.mapOf(String.class, Object.class))
            .orElse(Map.of())
            .keySet());
  }

  private static boolean isHeld(Throwable failure) {
    for (Throwable it = failure; it != null; it = it.getCause() == it ? null : it.getCause()) {
      if (it instanceof SQLException sql && sql.getErrorCode() == HELD) {
        return true;
      }
    }
    return false;
  }
}
