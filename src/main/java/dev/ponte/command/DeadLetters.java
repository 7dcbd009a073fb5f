package dev.ponte.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Records that were not understood. */
@Command(
    name = "dead-letters",
    description = "Records that were not understood. Without a verb, those that need somebody.")
final class DeadLetters extends Asking implements Callable<Integer> {

  private static final String IDS = "Numbers of records, as in the list.";

  @Override
  public Integer call() {
    return list(null, null, null, null, null, null, new Part());
  }

  @Calls("GET /api/v1/dead-letters")
  @Command(name = "list", description = "Those that need somebody, the newest first.")
  int list(
      @Option(names = "--type", paramLabel = "<type>", description = "Such as order.") String type,
      @Option(names = "--source", paramLabel = "<connection>", description = "Read from it.")
          String source,
      @Option(names = "--key", paramLabel = "<key>", description = "About it.") String key,
      @Option(names = "--cause", paramLabel = "<cause>", description = "Failed by it.")
          String cause,
      @Option(names = "--subject", paramLabel = "<text>", description = "What is to be repaired.")
          String subject,
      @Option(
              names = "--since",
              paramLabel = "<time>",
              description = "A time, or a span such as PT24H.")
          String since,
      @Mixin Part part) {
    return list(
        "/dead-letters",
        Hub.query(
            "type", type, "source", source, "key", key, "cause", cause, "subject", subject, "since",
            since),
        part,
        new Table(
            "id", "type", "key", "from=source", "cause", "subject", "at=recordedAt", "reason"));
  }

  @Calls("GET /api/v1/dead-letters/{id}")
  @Command(name = "show", description = "One record, as it came.")
  int show(@Parameters(paramLabel = "<id>", description = "Its number.") long id) {
    JsonNode it = hub().get(API + "/dead-letters/" + id);
    if (!told(it)) {
      ponte().say(Table.text(it.at("/letter/reason")));
      ponte().say(Table.text(it.at("/letter/todo")));
      ponte().say(it.path("raw").asText(""));
    }
    return Exit.WELL;
  }

  @Calls("POST /api/v1/dead-letters/{id}/fetch-again")
  @Command(
      name = "fetch-again",
      description = "The next poll that lists the record reads it again.")
  int fetchAgain(
      @Parameters(arity = "1..*", paramLabel = "<id>", description = IDS) List<Long> ids,
      @Option(names = "--reason", paramLabel = "<text>", description = "Why, for the audit.")
          String reason) {
    return each(ids, it -> act("/dead-letters/" + it + "/fetch-again", "reason", reason));
  }

  @Calls("POST /api/v1/dead-letters/{id}/take-total")
  @Command(
      name = "take-total",
      description =
          "Takes an order whose parts do not make its total, with the total of its store.")
  int takeTotal(
      @Parameters(arity = "1..*", paramLabel = "<id>", description = IDS) List<Long> ids,
      @Option(names = "--reason", paramLabel = "<text>", description = "Why, for the audit.")
          String reason) {
    return each(ids, it -> act("/dead-letters/" + it + "/take-total", "reason", reason));
  }

  @Calls("POST /api/v1/dead-letters/{id}/dismiss")
  @Command(name = "dismiss", description = "Nothing more will be done about it.")
  int dismiss(
      @Parameters(arity = "1..*", paramLabel = "<id>", description = IDS) List<Long> ids,
      @Option(
              names = "--reason",
              required = true,
              paramLabel = "<text>",
              description = "Why, for the audit.")
          String reason) {
    return each(ids, it -> act("/dead-letters/" + it + "/dismiss", "reason", reason));
  }
}
