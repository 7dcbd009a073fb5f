package dev.ponte.command;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Who takes which type. */
@Command(
    name = "subscriptions",
    description = "Who takes which type, with its pauses. Without a verb, all.")
final class Subscriptions extends Asking implements Callable<Integer> {

  private static final String TYPE = "Such as order.";
  private static final String SUBSCRIBER = "Such as focco.";

  @Override
  public Integer call() {
    return list(new Part());
  }

  @Calls("GET /api/v1/subscriptions")
  @Command(name = "list", description = "All of them.")
  int list(@Mixin Part part) {
    return list(
        "/subscriptions",
        Map.of(),
        part,
        new Table(
            "type",
            "subscriber",
            "since=createdAt",
            "paused=pausedAt",
            "by=pausedBy",
            "until=pausedUntil",
            "why=pauseReason"));
  }

  @Calls("POST /api/v1/subscriptions/{type}/{subscriber}/pause")
  @Command(name = "pause", description = "Nothing more is sent to it, on all replicas.")
  int pause(
      @Parameters(index = "0", paramLabel = "<type>", description = TYPE) String type,
      @Parameters(index = "1", paramLabel = "<subscriber>", description = SUBSCRIBER)
          String subscriber,
      @Option(
              names = "--until",
              paramLabel = "<time>",
              description = "06:00 of the hub, 1h, or a whole time; else until it is resumed.")
          String until,
      @Option(names = "--reason", required = true, paramLabel = "<text>", description = "Why.")
          String reason) {
    return act(path(type, subscriber, "pause"), "until", ahead(until), "reason", reason);
  }

  @Calls("POST /api/v1/subscriptions/{type}/{subscriber}/resume")
  @Command(name = "resume", description = "It goes on.")
  int resume(
      @Parameters(index = "0", paramLabel = "<type>", description = TYPE) String type,
      @Parameters(index = "1", paramLabel = "<subscriber>", description = SUBSCRIBER)
          String subscriber) {
    return act(path(type, subscriber, "resume"));
  }

  @Calls("POST /api/v1/subscriptions/{type}/{subscriber}/replay")
  @Command(
      name = "replay",
      description = "Sends it what it was never given, and of states the newest value again.",
      footerHeading = "%nExample:%n",
      footer =
          "  ponte subscriptions replay stock moovin --from beginning      # tells what that would be")
  int replay(
      @Parameters(index = "0", paramLabel = "<type>", description = TYPE) String type,
      @Parameters(index = "1", paramLabel = "<subscriber>", description = SUBSCRIBER)
          String subscriber,
      @Option(
              names = "--from",
              required = true,
              paramLabel = "<when>",
              description = "beginning, a day or a time.")
          String from,
      @Option(names = "--yes", description = "Does it; without it only what it would be is told.")
          boolean yes,
      @Option(names = "--reason", paramLabel = "<text>", description = "Why, for the audit.")
          String reason) {
    return act(path(type, subscriber, "replay"), "from", day(from), "run", yes, "reason", reason);
  }

  @Calls("POST /api/v1/subscriptions/{type}/{subscriber}/start")
  @Command(
      name = "start",
      description = "Has a state sent to it for the first time, after what would change was told.")
  int start(
      @Parameters(index = "0", paramLabel = "<type>", description = TYPE) String type,
      @Parameters(index = "1", paramLabel = "<subscriber>", description = SUBSCRIBER)
          String subscriber) {
    return act(path(type, subscriber, "start"));
  }

  @Calls("POST /api/v1/subscriptions/{type}/{subscriber}/end")
  @Command(
      name = "end",
      description =
          "Ends it; its backlog is never sent. For admins, and only while no route serves it.")
  int end(
      @Parameters(index = "0", paramLabel = "<type>", description = TYPE) String type,
      @Parameters(index = "1", paramLabel = "<subscriber>", description = SUBSCRIBER)
          String subscriber) {
    return act(path(type, subscriber, "end"));
  }

  private static String path(String type, String subscriber, String verb) {
    return Hub.path("/subscriptions/%s/%s/", type, subscriber) + verb;
  }
}
