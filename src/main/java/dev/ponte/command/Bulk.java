package dev.ponte.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Plans: one verb for many. */
@Command(
    name = "bulk",
    description =
        "Plans: one verb for a frozen set, told beforehand what it costs. Without a verb, the newest.")
final class Bulk extends Asking implements Callable<Integer> {

  private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();

  @Override
  @Calls("GET /api/v1/bulk")
  public Integer call() {
    return list(
        "/bulk",
        Map.of(),
        new Part(),
        new Table("id", "verb", "state", "who", "at=madeAt", "says"));
  }

  @Calls("GET /api/v1/bulk/{id}")
  @Command(name = "show", description = "A plan, or how far it is.")
  int show(@Parameters(paramLabel = "<id>", description = "Its number.") long id) {
    JsonNode plan = plan(this, id);
    if (!told(plan)) {
      ponte().say("%s: %s".formatted(plan.path("state").asText(), Table.text(plan.path("says"))));
      plan.path("refusals").forEach(it -> ponte().say(it.toString()));
    }
    return Exit.WELL;
  }

  @Calls("POST /api/v1/bulk")
  @Command(
      name = "plan",
      description = "Freezes a set and tells what it costs; nothing is done before its run.",
      footerHeading = "%nExample:%n",
      footer = {
        "  ponte bulk plan retry --filter cause=focco.no-carrier --filter subscriber=focco",
        "  ponte bulk run 88 --wait"
      })
  int plan(
      @Parameters(
              paramLabel = "<verb>",
              description =
                  "retry, done, not-there or dismiss; of records fetch-again, take-total or dismiss-records.")
          String verb,
      @Option(
              names = "--filter",
              paramLabel = "<name>=<value>",
              description = "As of deliveries list.")
          Map<String, String> filter,
      @Option(names = "--id", paramLabel = "<id>", description = "These, instead of a filter.")
          List<Long> ids,
      @Option(names = "--reason", paramLabel = "<text>", description = "Why, for the audit.")
          String reason) {
    return made(
        this, body("verb", verb, "filter", filter, "ids", ids, "reason", reason), false, false);
  }

  @Calls("POST /api/v1/bulk/{id}/run")
  @Command(name = "run", description = "Has a plan, or one that was stopped, carried out.")
  int run(
      @Parameters(paramLabel = "<id>", description = "Its number.") long id,
      @Option(names = "--wait", description = "Until all of it has come to an end.") boolean wait) {
    act("/bulk/" + id + "/run");
    return wait ? awaited(this, id) : Exit.WELL;
  }

  @Calls("POST /api/v1/bulk/{id}/stop")
  @Command(name = "stop", description = "Begins no more of it; what is on its way is sent.")
  int stop(@Parameters(paramLabel = "<id>", description = "Its number.") long id) {
    return act("/bulk/" + id + "/stop");
  }

  /** Makes a plan, and has it carried out when that is wanted. */
  static int made(Asking command, Map<String, Object> wanted, boolean yes, boolean wait) {
    JsonNode plan = command.hub().post(API + "/bulk", wanted);
    long id = plan.path("id").asLong();
    if (!command.told(plan)) {
      command.ponte().say("Plan %d: %s".formatted(id, Table.text(plan.path("says"))));
    }
    if (!yes) {
      if (!command.ponte().json()) {
        command.ponte().say("Nothing is done yet; ponte bulk run %d does it".formatted(id));
      }
      return Exit.WELL;
    }
    command.act("/bulk/" + id + "/run");
    return wait ? awaited(command, id) : Exit.WELL;
  }

  private static JsonNode plan(Asking command, long id) {
    return command.hub().get(API + "/bulk/" + id);
  }

  /** Until each delivery of it has come to an end: delivered, or in need of a person again. */
  private static int awaited(Asking command, long id) {
    JsonNode plan = plan(command, id);
    while (plan.path("state").asText().equals("running") || isUnderWay(plan)) {
      LockSupport.parkNanos(LOOK_NANOS);
      plan = plan(command, id);
    }
    if (!command.told(plan)) {
      command.ponte().say(Table.text(plan.path("says")));
    }
    boolean whole =
        plan.path("state").asText().equals("ended")
            && plan.at("/items/refused").asLong() == 0
            && plan.at("/deliveries/dead").asLong() == 0
            && plan.at("/deliveries/parked").asLong() == 0;
    return whole ? Exit.WELL : Exit.IN_PART;
  }

  private static boolean isUnderWay(JsonNode plan) {
    return plan.path("state").asText().equals("ended")
        && Set.of("pending", "retrying", "claimed").stream()
            .anyMatch(it -> plan.path("deliveries").path(it).asLong() > 0);
  }
}
