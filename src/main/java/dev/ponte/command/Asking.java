package dev.ponte.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** What the commands share that ask the running hub. */
abstract class Asking {

  static final String API = "/api/v1";

  private static final Pattern SPAN = Pattern.compile("(\\d+)\\s*([smhd])");
  private static final String BY_CURSOR = "cursor";

  @ParentCommand private Commands ponte;

  /** How much of a list, and how. */
  static final class Part {

    @Option(
        names = "--limit",
        paramLabel = "<n>",
        description = "So many at once: 50 unless you say otherwise, 500 at most.")
    private Integer limit;

    @Option(names = "--all", description = "All of them, however many.")
    private boolean all;

    @Option(names = "--csv", description = "As CSV, with the fields of the API.")
    private boolean csv;

    @Option(
        names = "--fail-if-any",
        description = "Ends with 4 when there is anything in the list.")
    private boolean failIfAny;
  }

  final Commands ponte() {
    return ponte;
  }

  final Hub hub() {
    return ponte.hub();
  }

  /** A list, by the cursors of the API. */
  final int list(String path, Map<String, String> query, Part part, Table table) {
    Map<String, String> asked = new HashMap<>(query);
    if (part.limit != null || part.all || part.csv) {
      asked.put("limit", String.valueOf(part.limit == null ? 500 : part.limit));
    }
    boolean any = part.csv ? csv(path, asked, part.all) : rows(path, asked, part.all, table);
    return any && part.failIfAny ? Exit.IN_PART : Exit.WELL;
  }

  private boolean rows(String path, Map<String, String> query, boolean all, Table table) {
    List<JsonNode> rows = new ArrayList<>();
    JsonNode page;
    do {
      page = hub().get(API + path, query);
      page.path("items").forEach(rows::add);
      query.put(BY_CURSOR, page.path("next").asText());
    } while (all && page.hasNonNull("next"));
    if (ponte.json()) {
      ponte.say(all ? new com.fasterxml.jackson.databind.ObjectMapper().valueToTree(rows) : page);
    } else if (rows.isEmpty()) {
      ponte.say("None");
    } else {
      table.print(ponte.out(), rows);
      if (page.hasNonNull("next")) {
        ponte.say("There are more: --all, or --limit up to 500");
      }
    }
    return !rows.isEmpty();
  }

  private boolean csv(String path, Map<String, String> query, boolean all) {
    Hub.Answer answer = hub().csv(API + path, query);
    boolean any = !answer.text().isEmpty();
    ponte.out().print(answer.text());
    while (all && answer.next() != null) {
      query.put(BY_CURSOR, answer.next());
      answer = hub().csv(API + path, query);
      // The header stands there once.
      ponte.out().print(answer.text().substring(answer.text().indexOf('\n') + 1));
    }
    ponte.out().flush();
    return any;
  }

  /** The JSON for a program; else the caller tells it. */
  final boolean told(JsonNode it) {
    if (ponte.json()) {
      ponte.say(it);
    }
    return ponte.json();
  }

  /** An act, whose sentence is told; a refusal throws. */
  final int act(String path, Object... namesAndValues) {
    JsonNode answer = hub().post(API + path, body(namesAndValues));
    if (!told(answer)) {
      ponte.say(answer.path("result").asText());
    }
    return Exit.WELL;
  }

  /** What has a value. */
  static Map<String, Object> body(Object... namesAndValues) {
    Map<String, Object> body = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      if (namesAndValues[i + 1] != null) {
        body.put((String) namesAndValues[i], namesAndValues[i + 1]);
      }
    }
    return body;
  }

  /** An act on each; what is refused hinders no other. */
  final int each(List<Long> ids, java.util.function.LongFunction<Integer> act) {
    int refused = 0;
    for (long id : ids) {
      try {
        act.apply(id);
      } catch (Refused e) {
        if (e.code() != Exit.REFUSED) {
          throw e;
        }
        ponte.say(e.getMessage());
        refused++;
      }
    }
    return refused == 0 ? Exit.WELL : refused == ids.size() ? Exit.REFUSED : Exit.IN_PART;
  }

  /** A day of the hub: {@code today}, {@code yesterday} or as it is. */
  final String day(String text) {
    if (text == null || !text.equals("today") && !text.equals("yesterday")) {
      return text;
    }
    ZonedDateTime now = now();
    return (text.equals("today") ? now : now.minusDays(1)).toLocalDate().toString();
  }

  /** A time to come: {@code 06:00} of the hub, {@code 1h}, or as the API takes it. */
  final String ahead(String text) {
    if (text == null) {
      return null;
    }
    Matcher span = SPAN.matcher(text);
    if (span.matches()) {
      String unit = span.group(2).toUpperCase();
      return unit.equals("D") ? "P" + span.group(1) + unit : "PT" + span.group(1) + unit;
    }
    if (text.matches("\\d\\d:\\d\\d")) {
      ZonedDateTime now = now();
      ZonedDateTime then = now.with(LocalTime.parse(text));
      return (then.isAfter(now) ? then : then.plusDays(1)).toOffsetDateTime().toString();
    }
    return text;
  }

  private ZonedDateTime now() {
    JsonNode about = hub().get(API + "/about");
    return OffsetDateTime.parse(about.path("now").asText())
        .atZoneSameInstant(ZoneId.of(about.path("zone").asText()));
  }
}
