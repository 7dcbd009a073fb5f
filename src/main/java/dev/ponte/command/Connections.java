package dev.ponte.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Connections, and what a person may do about one. */
@Command(
    name = "connections",
    description = "Connections: whether the hub can talk to each. Without a verb, all.")
final class Connections extends Asking implements Callable<Integer> {

  private static final String NAME = "Its name in application.yaml.";

  private static final Table CONNECTIONS =
      new Table("name", "system", "host", "state", "waiting", "oldest s=oldestSeconds", "rests");

  @Override
  public Integer call() {
    return list(new Part());
  }

  @Calls("GET /api/v1/connections")
  @Command(name = "list", description = "All of them.")
  int list(@Mixin Part part) {
    return list("/connections", Map.of(), part, CONNECTIONS);
  }

  @Calls("GET /api/v1/connections/{name}")
  @Command(
      name = "show",
      description = "One of them: what rests of it and why, what is left of its quota.")
  int show(@Parameters(paramLabel = "<name>", description = NAME) String name) {
    JsonNode it = hub().get(Hub.path(API + "/connections/%s", name));
    ponte().say(it);
    return Exit.WELL;
  }

  @Calls("POST /api/v1/connections/{name}/test")
  @Command(name = "test", description = "Makes one cheap call of it.")
  int test(@Parameters(paramLabel = "<name>", description = NAME) String name) {
    return act(Hub.path("/connections/%s/test", name));
  }

  @Calls("POST /api/v1/connections/{name}/pause")
  @Command(
      name = "pause",
      description = "No call and no poll, on all replicas.",
      footerHeading = "%nExamples:%n",
      footer = {
        "  ponte connections pause focco --until 06:00 --reason \"ERP update\"",
        "  ponte connections pause focco --until 1h --reason \"ERP update\""
      })
  int pause(
      @Parameters(paramLabel = "<name>", description = NAME) String name,
      @Option(
              names = "--until",
              paramLabel = "<time>",
              description =
                  "06:00 of the hub, 1h, PT90M or a whole time; else until it is resumed.")
          String until,
      @Option(names = "--reason", required = true, paramLabel = "<text>", description = "Why.")
          String reason) {
    return act(Hub.path("/connections/%s/pause", name), "until", ahead(until), "reason", reason);
  }

  @Calls("POST /api/v1/connections/{name}/resume")
  @Command(name = "resume", description = "Ends a pause, and whatever else rests of it.")
  int resume(@Parameters(paramLabel = "<name>", description = NAME) String name) {
    return act(Hub.path("/connections/%s/resume", name));
  }

  @Calls("POST /api/v1/connections/{name}/compare")
  @Command(name = "compare", description = "Has what it holds compared with what it was told.")
  int compare(@Parameters(paramLabel = "<name>", description = NAME) String name) {
    return act(Hub.path("/connections/%s/compare", name));
  }
}
