package dev.ponte.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The files of flows of the running hub, and its routes. */
@Command(
    name = "flows",
    aliases = "routes",
    description =
        "The files of flows: what runs since when, what has changed on disk, and what is wrong.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ponte flows check routes/orders.camel.yaml   # what an edit would change; nothing is saved",
      "  ponte flows rollback 7                       # the files of then, loaded at once"
    })
final class Flows extends Asking implements Callable<Integer> {

  @Override
  @Calls("GET /api/v1/flows")
  public Integer call() {
    JsonNode all = hub().get(API + "/flows");
    if (!told(all)) {
      ponte()
          .say(
              "Wiring %s, reload: %s"
                  .formatted(all.path("wiring").asText(), all.path("reload").asText()));
      new Table("file=name", "loaded=loadedAt", "on disk=disk", "faults")
          .print(ponte().out(), all.path("files"));
      all.path("faults").forEach(it -> ponte().say(it.asText()));
    }
    return all.path("faults").isEmpty() ? Exit.WELL : Exit.IN_PART;
  }

  @Calls("GET /api/v1/flows/{file}")
  @Command(
      name = "show",
      description = "One file: its routes, and what runs beside what stands on disk.")
  int show(
      @Parameters(paramLabel = "<file>", description = "Its name in the folder.") String file) {
    JsonNode it = hub().get(Hub.path(API + "/flows/%s", file));
    if (!told(it)) {
      it.path("lines")
          .forEach(
              l ->
                  ponte()
                      .say(
                          "%1s %4d  %s"
                              .formatted(
                                  l.path("change").asText(),
                                  l.path("number").asInt(),
                                  l.path("text").asText())));
    }
    return Exit.WELL;
  }

  @Calls("POST /api/v1/flows/check")
  @Command(
      name = "check",
      description = "What an edit would change in the running hub; nothing is saved.")
  int check(@Parameters(paramLabel = "<file>", description = "On this machine.") Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new Refused(
          Exit.WRONG_USE, "The file %s cannot be read: %s".formatted(file, e.getMessage()));
    }
    JsonNode it =
        hub().post(API + "/flows/check", body("name", file.getFileName().toString(), "text", text));
    if (!told(it)) {
      it.path("faults")
          .forEach(
              f ->
                  ponte()
                      .say(
                          "%s%s:%d:%d: %s"
                              .formatted(
                                  f.path("severity").asText().equals("warning") ? "Warning: " : "",
                                  file,
                                  f.path("line").asInt(),
                                  f.path("column").asInt(),
                                  f.path("sentence").asText())));
      ponte()
          .say(
              "Routes added: %s; changed: %s; gone: %s"
                  .formatted(
                      names(it.path("added")), names(it.path("changed")), names(it.path("gone"))));
    }
    return it.path("runs").asBoolean() ? Exit.WELL : Exit.REFUSED;
  }

  private static String names(JsonNode it) {
    return it.isEmpty() ? "none" : Table.text(it);
  }

  @Calls("GET /api/v1/flows/history")
  @Command(name = "history", description = "What ran since when, by what and whom.")
  int history(@Mixin Part part) {
    return list(
        "/flows/history",
        Map.of(),
        part,
        new Table("id", "at=loadedAt", "wiring=hash", "via", "who", "running"));
  }

  @Calls("POST /api/v1/flows/reload")
  @Command(
      name = "reload",
      description = "Loads what was edited; what has a fault leaves its file as it was.")
  int reload(
      @Option(names = "--reason", paramLabel = "<text>", description = "Why, for the audit.")
          String reason) {
    return act("/flows/reload", "reason", reason);
  }

  @Calls("POST /api/v1/flows/history/{id}/rollback")
  @Command(
      name = "rollback",
      description = "Writes the files of then into the folder, and loads them; for admins.")
  int rollback(
      @Parameters(paramLabel = "<number>", description = "As in history.") long number,
      @Option(names = "--reason", paramLabel = "<text>", description = "Why, for the audit.")
          String reason) {
    return act("/flows/history/" + number + "/rollback", "reason", reason);
  }

  @Calls("GET /api/v1/routes")
  @Command(
      name = "list",
      description = "The routes of the process that answers, with their states.")
  int list(@Mixin Part part) {
    return list("/routes", Map.of(), part, new Table("id", "state", "from", "description"));
  }

  @Calls("GET /api/v1/routes/{id}")
  @Command(name = "route", description = "One route of the process that answers.")
  int route(@Parameters(paramLabel = "<id>", description = "Its id.") String id) {
    ponte().say(hub().get(Hub.path(API + "/routes/%s", id)));
    return Exit.WELL;
  }

  @Calls("POST /api/v1/routes/{id}/start")
  @Command(name = "start", description = "Starts a route in the process that answers; for admins.")
  int start(@Parameters(paramLabel = "<id>", description = "Its id.") String id) {
    return act(Hub.path("/routes/%s/start", id));
  }

  @Calls("POST /api/v1/routes/{id}/stop")
  @Command(
      name = "stop",
      description =
          "Stops a route in the process that answers; calls under way end first. For admins.")
  int stop(@Parameters(paramLabel = "<id>", description = "Its id.") String id) {
    return act(Hub.path("/routes/%s/stop", id));
  }
}
