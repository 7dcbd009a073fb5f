package dev.ponte.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is only looked at; each a command of its own. */
final class Looking {

  private Looking() {}

  @Calls("GET /api/v1/summary")
  @Command(
      name = "summary",
      description = "Whether all is well, in one sentence, and how everything flows.")
  static final class Summary extends Asking implements Callable<Integer> {

    @Override
    public Integer call() {
      JsonNode it = hub().get(API + "/summary");
      if (!told(it)) {
        ponte().say(Table.text(it.path("says")));
        if (it.hasNonNull("cause")) {
          ponte().say(Table.text(it.path("cause")));
        }
        ponte().say("");
        new Table(
                "type",
                "to=subscriber",
                "waiting",
                "oldest",
                "dead",
                "parked",
                "a minute=perMinute",
                "drained",
                "hold")
            .print(ponte().out(), it.path("edges"));
      }
      return Exit.WELL;
    }
  }

  @Calls("GET /api/v1/about")
  @Command(name = "about", description = "What answers: its version, its zone, its time.")
  static final class About extends Asking implements Callable<Integer> {

    @Override
    public Integer call() {
      ponte().say(hub().get(API + "/about"));
      return Exit.WELL;
    }
  }

  @Calls("GET /api/v1/openapi.json")
  @Command(name = "openapi", description = "The document of the API, for programs.")
  static final class OpenApi extends Asking implements Callable<Integer> {

    @Override
    public Integer call() {
      ponte().say(hub().get(API + "/openapi.json"));
      return Exit.WELL;
    }
  }

  @Calls("GET /api/v1/quotas")
  @Command(name = "quotas", description = "What is left of the quotas, and what waits for them.")
  static final class Quotas extends Asking implements Callable<Integer> {

    @Override
    public Integer call() {
      JsonNode it = hub().get(API + "/quotas");
      if (!told(it)) {
        new Table("connection", "window", "calls", "used", "left", "next=nextReset")
            .print(ponte().out(), it.path("quotas"));
        ponte().say("");
        new Table(
                "type",
                "to=subscriber",
                "waiting",
                "oldest s=oldestSeconds",
                "drained in s=drainSeconds")
            .print(ponte().out(), it.path("queues"));
      }
      return Exit.WELL;
    }
  }

  @Calls("GET /api/v1/reconciliation")
  @Command(
      name = "reconciliation",
      description =
          "Whether connections hold what they were told: what waits for a word, and the passes.")
  static final class Reconciliation extends Asking implements Callable<Integer> {

    @Override
    public Integer call() {
      JsonNode it = hub().get(API + "/reconciliation");
      if (!told(it)) {
        new Table("type", "to=subscriber", "waiting", "why")
            .print(ponte().out(), it.path("waiting"));
        ponte().say("");
        new Table(
                "type",
                "connection",
                "running",
                "begun=begunAt",
                "ended=endedAt",
                "compared",
                "differing")
            .print(ponte().out(), it.path("passes"));
      }
      return Exit.WELL;
    }
  }

  @Calls("GET /api/v1/differences")
  @Command(
      name = "differences",
      description = "What connections held otherwise than they were told.")
  static final class Differences extends Asking implements Callable<Integer> {

    @Option(names = "--type", paramLabel = "<type>", description = "Such as stock.")
    private String type;

    @Option(names = "--connection", paramLabel = "<name>", description = "Held by it.")
    private String connection;

    @Option(names = "--key", paramLabel = "<key>", description = "Of it.")
    private String key;

    @Option(names = "--since", paramLabel = "<day>", description = "Found on that day or later.")
    private String since;

    @Option(names = "--until", paramLabel = "<day>", description = "Found on that day or before.")
    private String until;

    @Mixin private Part part;

    @Override
    public Integer call() {
      return list(
          "/differences",
          Hub.query(
              "type",
              type,
              "connection",
              connection,
              "key",
              key,
              "since",
              day(since),
              "until",
              day(until)),
          part,
          new Table(
              "at=foundAt",
              "type",
              "key",
              "connection",
              "expected",
              "found",
              "sent again=sentAgain"));
    }
  }

  @Calls("GET /api/v1/audit")
  @Command(
      name = "audit",
      description = "Who did what; for admins.",
      footerHeading = "%nExample:%n",
      footer = "  ponte audit --who ana --since today")
  static final class Audit extends Asking implements Callable<Integer> {

    @Option(names = "--who", paramLabel = "<name>", description = "By this user.")
    private String who;

    @Option(names = "--verb", paramLabel = "<verb>", description = "Such as retry.")
    private String verb;

    @Option(names = "--on", paramLabel = "<kind>", description = "Such as delivery or connection.")
    private String on;

    @Option(names = "--object", paramLabel = "<number>", description = "On this one.")
    private String object;

    @Option(names = "--since", paramLabel = "<day>", description = "On that day or later.")
    private String since;

    @Option(names = "--until", paramLabel = "<day>", description = "On that day or before.")
    private String until;

    @Mixin private Part part;

    @Override
    public Integer call() {
      return list(
          "/audit",
          Hub.query(
              "who",
              who,
              "verb",
              verb,
              "on",
              on,
              "object",
              object,
              "since",
              day(since),
              "until",
              day(until)),
          part,
          new Table("at", "who", "role", "via", "verb", "on=objectType", "object", "result"));
    }
  }

  @Calls("GET /api/v1/settings")
  @Command(
      name = "settings",
      description = "Each key with its value and where it stands, without secrets; for admins.")
  static final class Settings extends Asking implements Callable<Integer> {

    @Mixin private Part part;

    @Override
    public Integer call() {
      return list("/settings", Map.of(), part, new Table("key", "value", "stands in=origin"));
    }
  }

  @Calls("GET /api/v1/buyers")
  @Command(
      name = "buyers",
      description = "Buyers that the ERP does not know, to be registered there.")
  static final class Buyers extends Asking implements Callable<Integer> {

    @Mixin private Part part;

    @Override
    public Integer call() {
      return list(
          "/buyers",
          Map.of(),
          part,
          new Table("at=target", "document=customer/document", "name=customer/name", "orders"));
    }
  }
}
