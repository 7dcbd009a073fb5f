package dev.ponte.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What needs a person, by cause, and one verb for all of a cause. */
@Command(
    name = "problems",
    description = "What needs a person, by cause, with what to do. Without a verb, all of it.")
final class Problems extends Asking implements Callable<Integer> {

  /** Which of a cause, and whether it is done at once. */
  static final class Chosen {

    @Parameters(paramLabel = "<cause>", description = "As in the list, such as focco.no-carrier.")
    private String cause;

    @Option(names = "--subject", paramLabel = "<text>", description = "Only what this is about.")
    private String subject;

    @Option(names = "--subscriber", paramLabel = "<name>", description = "Only on their way to it.")
    private String subscriber;

    @Option(names = "--source", paramLabel = "<connection>", description = "Only read from it.")
    private String source;

    @Option(names = "--type", paramLabel = "<type>", description = "Only of this type.")
    private String type;

    @Option(names = "--reason", paramLabel = "<text>", description = "Why, for the audit.")
    private String reason;

    @Option(names = "--yes", description = "Does it; without it only the plan is told.")
    private boolean yes;

    @Option(names = "--wait", description = "With --yes: until all of it has come to an end.")
    private boolean wait;

    private Map<String, Object> wanted(String verb) {
      return body(
          "verb",
          verb,
          "filter",
          Hub.query(
              "cause",
              cause,
              "subject",
              subject,
              "subscriber",
              subscriber,
              "source",
              source,
              "type",
              type),
          "reason",
          reason);
    }
  }

  @Override
  public Integer call() {
    return list(false);
  }

  @Calls("GET /api/v1/problems")
  @Command(
      name = "list",
      description = "All that needs a person.",
      footerHeading = "%nExample:%n",
      footer = "  ponte problems list --fail-if-any     # for a check: ends with 4")
  int list(
      @Option(names = "--fail-if-any", description = "Ends with 4 when there is any.")
          boolean failIfAny) {
    JsonNode all = hub().get(API + "/problems");
    boolean any = !all.path("deliveries").isEmpty() || !all.path("records").isEmpty();
    if (!told(all)) {
      if (!any) {
        ponte().say("Nothing needs you");
      }
      all.path("deliveries").forEach(this::group);
      all.path("records").forEach(this::letters);
    }
    return any && failIfAny ? Exit.IN_PART : Exit.WELL;
  }

  @Calls("GET /api/v1/problems/{subscription}/{cause}")
  @Command(
      name = "show",
      description =
          "Those of one cause on their way to one subscriber, with the lines that would repair it.")
  int show(
      @Parameters(paramLabel = "<subscription>", description = "Its number, as in the list.")
          long subscription,
      @Parameters(index = "1", paramLabel = "<cause>", description = "As in the list.")
          String cause) {
    JsonNode groups = hub().get(Hub.path(API + "/problems/%s/%s", subscription, cause));
    if (!told(groups)) {
      groups.forEach(
          it -> {
            group(it);
            if (it.hasNonNull("yaml")) {
              ponte().say(it.path("yaml").asText());
            }
          });
    }
    return Exit.WELL;
  }

  private void group(JsonNode it) {
    ponte()
        .say(
            "%s %d  %s to %s  %s (subscription %s)"
                .formatted(
                    it.path("state").asText(),
                    it.path("number").asLong(),
                    it.path("type").asText(),
                    it.path("subscriber").asText(),
                    it.path("cause").asText(),
                    it.path("subscription").asText()));
    rest(it);
  }

  private void letters(JsonNode it) {
    ponte()
        .say(
            "not understood %d  %s of %s  %s"
                .formatted(
                    it.path("number").asLong(),
                    it.path("type").asText(),
                    it.path("source").asText(),
                    it.path("cause").asText()));
    rest(it);
  }

  private void rest(JsonNode it) {
    ponte().say("    " + Table.text(it.path("title")));
    if (!Table.text(it.path("todo")).isEmpty()) {
      ponte().say("    To do: " + Table.text(it.path("todo")));
    }
    it.path("subjects")
        .forEach(
            s ->
                ponte()
                    .say(
                        "    %6d  %s"
                            .formatted(s.path("number").asLong(), s.path("subject").asText())));
  }

  @Calls({"POST /api/v1/bulk", "POST /api/v1/bulk/{id}/run", "GET /api/v1/bulk/{id}"})
  @Command(
      name = "retry",
      description = "Sends all dead ones of a cause again.",
      footerHeading = "%nExamples:%n",
      footer = {
        "  ponte problems retry focco.no-carrier --subject \"Jadlog (Expresso)\"     # tells the plan",
        "  ponte problems retry focco.no-carrier --yes --wait"
      })
  int retry(@Mixin Chosen chosen) {
    return made("retry", chosen);
  }

  @Calls("POST /api/v1/bulk")
  @Command(
      name = "done",
      description =
          "You have carried all parked ones of a cause out; only where no number is needed.")
  int done(@Mixin Chosen chosen) {
    return made("done", chosen);
  }

  @Calls("POST /api/v1/bulk")
  @Command(
      name = "dismiss",
      description =
          "Nothing more will be done about all dead ones of a cause; --reason is required.")
  int dismiss(@Mixin Chosen chosen) {
    return made("dismiss", chosen);
  }

  @Calls("POST /api/v1/bulk")
  @Command(name = "fetch-again", description = "Records of a cause are read again.")
  int fetchAgain(@Mixin Chosen chosen) {
    return made("fetch-again", chosen);
  }

  @Calls("POST /api/v1/bulk")
  @Command(name = "take-total", description = "Takes orders whose parts do not make their totals.")
  int takeTotal(@Mixin Chosen chosen) {
    return made("take-total", chosen);
  }

  @Calls("POST /api/v1/bulk")
  @Command(
      name = "dismiss-records",
      description = "Nothing more will be done about records of a cause; --reason is required.")
  int dismissRecords(@Mixin Chosen chosen) {
    return made("dismiss-records", chosen);
  }

  private int made(String verb, Chosen chosen) {
    return Bulk.made(this, chosen.wanted(verb), chosen.yes, chosen.wait);
  }
}
