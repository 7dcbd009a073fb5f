package dev.ponte.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Deliveries, and what may be done with one. */
@Command(
    name = "deliveries",
    description = "Deliveries that have not ended well. Without a verb, those that need a person.")
final class Deliveries extends Asking implements Callable<Integer> {

  static final String IDS = "Numbers of deliveries, as in the list.";

  private static final Table DELIVERIES =
      new Table(
          "id",
          "type",
          "key",
          "from=source",
          "to=subscriber",
          "state",
          "attempts",
          "cause",
          "subject",
          "words");

  @Override
  public Integer call() {
    return list(null, null, null, null, null, null, null, null, null, new Part());
  }

  @Calls("GET /api/v1/deliveries")
  @Command(
      name = "list",
      description =
          "Deliveries by filters, the newest first; dead and parked ones unless you say otherwise.",
      footerHeading = "%nExample:%n",
      footer = "  ponte deliveries list --state retrying --subscriber focco --since PT1H")
  int list(
      @Option(
              names = "--state",
              paramLabel = "<state>",
              description = "dead, parked, retrying, pending; several with +.")
          String state,
      @Option(names = "--type", paramLabel = "<type>", description = "Such as order.") String type,
      @Option(names = "--subscriber", paramLabel = "<name>", description = "On their way to it.")
          String subscriber,
      @Option(names = "--source", paramLabel = "<connection>", description = "Read from it.")
          String source,
      @Option(names = "--origin", paramLabel = "<store>", description = "Of orders of this store.")
          String origin,
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
        "/deliveries",
        Hub.query(
            "state",
            state,
            "type",
            type,
            "subscriber",
            subscriber,
            "source",
            source,
            "origin",
            origin,
            "key",
            key,
            "cause",
            cause,
            "subject",
            subject,
            "since",
            since),
        part,
        DELIVERIES);
  }

  @Calls("GET /api/v1/deliveries/{id}")
  @Command(name = "show", description = "One delivery.")
  int show(@Parameters(paramLabel = "<id>", description = "Its number.") long id) {
    JsonNode it = hub().get(API + "/deliveries/" + id);
    if (!told(it)) {
      it.fields().forEachRemaining(f -> field(f.getKey(), Table.text(f.getValue())));
    }
    return Exit.WELL;
  }

  private void field(String name, String text) {
    if (!text.isEmpty()) {
      ponte().say("%-14s %s".formatted(name, text));
    }
  }

  @Calls("POST /api/v1/deliveries/{id}/retry")
  @Command(
      name = "retry",
      description = "Sends dead ones again, and retrying ones now.",
      footerHeading = "%nExample:%n",
      footer = "  ponte deliveries retry 17 18 --expect dead,7")
  int retry(
      @Parameters(arity = "1..*", paramLabel = "<id>", description = IDS) List<Long> ids,
      @Option(
              names = "--expect",
              paramLabel = "<state,attempts>",
              description = "How it was seen; nothing is done when it has changed since.")
          String expect,
      @Option(names = "--reason", paramLabel = "<text>", description = "Why, for the audit.")
          String reason) {
    return each(ids, it -> act("/deliveries/" + it + "/retry", "expect", expect, "reason", reason));
  }

  @Calls("POST /api/v1/deliveries/{id}/done")
  @Command(
      name = "done",
      description = "You have carried a parked one out, with its number there or none.",
      footerHeading = "%nExample:%n",
      footer = "  ponte deliveries done 17 --number 90211")
  int done(
      @Parameters(paramLabel = "<id>", description = "Its number.") long id,
      @Option(names = "--number", paramLabel = "<number>", description = "At the target.")
          String number,
      @Option(names = "--expect", paramLabel = "<state,attempts>", description = "How it was seen.")
          String expect,
      @Option(names = "--reason", paramLabel = "<text>", description = "Why, for the audit.")
          String reason) {
    return act("/deliveries/" + id + "/done", "number", number, "expect", expect, "reason", reason);
  }

  @Calls("POST /api/v1/deliveries/{id}/not-there")
  @Command(
      name = "not-there",
      description = "You have looked at the target and it is not there: it is sent.",
      footerHeading = "%nExample:%n",
      footer = "  ponte deliveries not-there 17 --looked")
  int notThere(
      @Parameters(paramLabel = "<id>", description = "Its number.") long id,
      @Option(names = "--looked", required = true, description = "You have looked.") boolean looked,
      @Option(names = "--expect", paramLabel = "<state,attempts>", description = "How it was seen.")
          String expect,
      @Option(names = "--reason", paramLabel = "<text>", description = "Why, for the audit.")
          String reason) {
    return act(
        "/deliveries/" + id + "/not-there", "looked", looked, "expect", expect, "reason", reason);
  }

  @Calls("POST /api/v1/deliveries/{id}/dismiss")
  @Command(
      name = "dismiss",
      description = "Nothing more will be done about dead ones.",
      footerHeading = "%nExample:%n",
      footer = "  ponte deliveries dismiss 17 --reason \"A test order\"")
  int dismiss(
      @Parameters(arity = "1..*", paramLabel = "<id>", description = IDS) List<Long> ids,
      @Option(
              names = "--reason",
              required = true,
              paramLabel = "<text>",
              description = "Why, for the audit.")
          String reason,
      @Option(names = "--expect", paramLabel = "<state,attempts>", description = "How it was seen.")
          String expect) {
    return each(
        ids, it -> act("/deliveries/" + it + "/dismiss", "expect", expect, "reason", reason));
  }
}
