package dev.ponte.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** The files of flows of the running hub. */
@Command(
    name = "routes",
    description = "Tells which files of flows run, since when, and what is wrong with them.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ponte routes history",
      "  ponte routes rollback 7   # the files of then, loaded at once"
    })
final class Routes implements Callable<Integer> {

  private static final String PATH = "/actuator/routes";

  @ParentCommand private Commands ponte;

  @Override
  public Integer call() {
    return told(ponte.hub().get(PATH));
  }

  @Command(name = "history", description = "What ran since when, by what and whom.")
  int history() {
    return told(ponte.hub().get(PATH + "/history"));
  }

  @Command(name = "reload", description = "Loads what was edited.")
  int reload() {
    return told(ponte.hub().post(PATH + "/reload", Map.of()));
  }

  @Command(
      name = "rollback",
      description = "Writes the files of then into the folder, and loads them.")
  int rollback(@Parameters(paramLabel = "<number>", description = "As in history.") long number) {
    return told(ponte.hub().post(PATH + "/rollback/" + number, Map.of()));
  }

  private int told(JsonNode answer) {
    if (answer.isArray() && !ponte.json()) {
      for (JsonNode it : answer) {
        ponte.say(
            "%5d  %s  %-12s  %s %s"
                .formatted(
                    it.path("id").asLong(),
                    it.path("loadedAt").asText(),
                    it.path("hash").asText(),
                    it.path("via").asText(),
                    it.path("who").asText()));
      }
    } else {
      ponte.say(answer);
    }
    return Exit.WELL;
  }
}
