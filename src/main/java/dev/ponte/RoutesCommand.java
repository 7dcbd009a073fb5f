package dev.ponte;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;

/**
 * {@code routes}, {@code routes history}, {@code routes reload} and {@code routes rollback
 * <number>} of the hub that runs in this folder. It is asked by HTTP, with the password of the
 * console from {@code PONTE_PASSWORD} or the file that the hub has made.
 */
final class RoutesCommand {

  private static final String USAGE =
      "Usage: java -jar ponte.jar routes [history | reload | rollback <number>]";
  private static final Path PASSWORD = Path.of("data/console-password");

  /** A reload waits for the calls in flight. */
  private static final Duration PATIENCE = Duration.ofMinutes(20);

  private static final int REFUSED = 1;
  private static final int WRONG_USE = 2;
  private static final int NO_HUB = 3;

  private final PrintStream out;

  RoutesCommand(PrintStream out) {
    this.out = out;
  }

  /** The exit code: 0 well, 1 refused, 2 wrongly used, 3 no hub, or not allowed. */
  int run(String[] args) {
    String what = String.join(" ", args);
    if (what.isEmpty()) {
      return ask("GET", "");
    }
    if (what.equals("history")) {
      return ask("GET", "/history");
    }
    if (what.equals("reload")) {
      return ask("POST", "/reload");
    }
    if (what.matches("rollback \\d+")) {
      return ask("POST", "/" + what.replace(' ', '/'));
    }
    out.println(USAGE);
    return WRONG_USE;
  }

  private int ask(String method, String path) {
    String port = System.getenv().getOrDefault("SERVER_PORT", "8080");
    URI uri = URI.create("http://127.0.0.1:" + port + "/actuator/routes" + path);
    try {
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(uri)
                      .timeout(PATIENCE)
                      .header("Authorization", login())
                      .header("Content-Type", "application/json")
                      .method(method, HttpRequest.BodyPublishers.ofString("{}"))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
      return told(answer);
    } catch (IOException e) {
      out.println("No hub answers at " + uri);
      return NO_HUB;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return REFUSED;
    }
  }

  private int told(HttpResponse<String> answer) throws IOException {
    if (answer.statusCode() == 401 || answer.statusCode() == 403) {
      out.println(
          "The hub does not know this login, or it may not do that; set PONTE_USER and PONTE_PASSWORD");
      return NO_HUB;
    }
    JsonNode json = new ObjectMapper().readTree(answer.body());
    if (json.isArray()) {
      for (JsonNode it : json) {
        out.printf(
            "%5d  %s  %-12s  %s %s%n",
            it.path("id").asLong(),
            it.path("loadedAt").asText(),
            it.path("hash").asText(),
            it.path("via").asText(),
            it.path("who").asText());
      }
    } else {
      out.println(json.has("error") ? json.path("error").asText() : json.toPrettyString());
    }
    return answer.statusCode() < 300 ? 0 : REFUSED;
  }

  private static String login() throws IOException {
    String password = System.getenv("PONTE_PASSWORD");
    if (password == null && Files.exists(PASSWORD)) {
      password = Files.readString(PASSWORD).strip();
    }
    String login = System.getenv().getOrDefault("PONTE_USER", "ponte") + ":" + password;
    return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
  }
}
