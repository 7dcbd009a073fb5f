package dev.ponte.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Products, prices and stocks. */
@Command(
    name = "states",
    description =
        "Products, prices and stocks: as known, as told, as held. Without a verb, how they go to each target.")
final class States extends Asking implements Callable<Integer> {

  @Override
  public Integer call() {
    return targets(new Part());
  }

  @Calls("GET /api/v1/states/targets")
  @Command(
      name = "targets",
      description = "What waits, was sent, was saved and differs, by type and target.")
  int targets(@Mixin Part part) {
    return list(
        "/states/targets",
        Map.of(),
        part,
        new Table(
            "type",
            "to=subscriber",
            "waiting",
            "oldest",
            "drained",
            "dead",
            "sent",
            "saved",
            "differences",
            "hold"));
  }

  @Calls("GET /api/v1/states")
  @Command(
      name = "list",
      description = "Keys of which something is known: those read last, or all that begin so.")
  int list(
      @Parameters(
              arity = "0..1",
              paramLabel = "<beginning>",
              description = "Three characters at least.")
          String text,
      @Option(names = "--type", paramLabel = "<type>", description = "stock, price or product.")
          String type,
      @Mixin Part part) {
    return list(
        "/states",
        Hub.query("q", text, "type", type),
        part,
        new Table("type", "key", "from=source", "version", "read=recordedAt"));
  }

  @Calls("GET /api/v1/states/{type}")
  @Command(
      name = "show",
      description =
          "What sources say of a SKU, what targets were told and hold, and what may be sold.",
      footerHeading = "%nExamples:%n",
      footer = {"  ponte states show SKU1", "  ponte states show SKU1@10 --type stock"})
  int show(
      @Parameters(paramLabel = "<key>", description = "A SKU, or the whole key of a state.")
          String key,
      @Option(
              names = "--type",
              paramLabel = "<type>",
              description = "stock, price or product; else all of the SKU.")
          String type) {
    if (type != null) {
      return one(type, key);
    }
    JsonNode found = hub().get(API + "/states", Hub.query("q", key)).path("items");
    java.util.Set<String> seen = new java.util.LinkedHashSet<>();
    for (JsonNode it : found) {
      String own = it.path("key").asText();
      if (own.equals(key) || own.startsWith(key + "@")) {
        if (seen.add(it.path("type").asText() + " " + own)) {
          one(it.path("type").asText(), own);
        }
      }
    }
    if (seen.isEmpty()) {
      throw new Refused(Exit.REFUSED, "Nothing was read of " + key);
    }
    return Exit.WELL;
  }

  private int one(String type, String key) {
    JsonNode it = hub().get(Hub.path(API + "/states/%s", type), Hub.query("key", key));
    if (told(it)) {
      return Exit.WELL;
    }
    ponte().say("%s %s".formatted(type, key));
    it.path("known")
        .forEach(
            k ->
                ponte()
                    .say(
                        "  %s says since %s: %s"
                            .formatted(
                                k.path("source").asText(),
                                Table.text(k.path("recordedAt")),
                                k.path("value"))));
    it.path("available")
        .forEach(
            a ->
                ponte()
                    .say(
                        "  may be sold in %s: %s"
                            .formatted(a.path("store").asText(), a.path("sum"))));
    new Table(
            "to=subscriber",
            "told=toldAt",
            "seen=seenAt",
            "newest=now/state",
            "waits for=now/waitingFor",
            "last")
        .print(ponte().out(), it.path("told"));
    return Exit.WELL;
  }

  @Calls("POST /api/v1/states/{type}/replay")
  @Command(name = "replay", description = "Sends a target once more what it acknowledged last.")
  int replay(
      @Parameters(index = "0", paramLabel = "<type>", description = "stock, price or product.")
          String type,
      @Parameters(index = "1", paramLabel = "<key>", description = "The whole key, as in show.")
          String key,
      @Parameters(index = "2", paramLabel = "<subscriber>", description = "Such as moovin.")
          String subscriber,
      @Option(names = "--reason", paramLabel = "<text>", description = "Why, for the audit.")
          String reason) {
    return act(
        Hub.path("/states/%s/replay", type),
        "key",
        key,
        "subscriber",
        subscriber,
        "reason",
        reason);
  }
}
