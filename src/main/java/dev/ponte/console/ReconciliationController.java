package dev.ponte.console;

import dev.ponte.canonical.Canonical;
import dev.ponte.connection.Connections;
import dev.ponte.ledger.Differences;
import dev.ponte.ledger.Reconciliations;
import dev.ponte.ledger.view.Page;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Whether connections hold what they were told. */
@Controller
class ReconciliationController {

  private static final int PAGE = 50;
  private static final Duration WEEK = Duration.ofDays(7);

  private final Reconciliations reconciliations;
  private final Differences differences;
  private final Connections connections;
  private final Days days;
  private final Clock clock;

  ReconciliationController(
      Reconciliations reconciliations,
      Differences differences,
      Connections connections,
      Days days,
      Clock clock) {
    this.reconciliations = reconciliations;
    this.differences = differences;
    this.connections = connections;
    this.days = days;
    this.clock = clock;
  }

  @GetMapping("/reconciliation")
  String page(
      @RequestParam Map<String, String> given,
      @RequestParam(required = false) String cursor,
      Model model) {
    Map<String, String> wanted =
        Listing.filter(given, List.of("type", "connection", "key", "since", "until"));
    Page<Differences.Found> page =
        differences.page(
            new Differences.Filter(
                wanted.get("type"),
                wanted.get("connection"),
                wanted.get("key"),
                days.begin(wanted.get("since")),
                days.end(wanted.get("until"))),
            cursor,
            PAGE);
    model.addAttribute("list", new Listing("/reconciliation", wanted, page.next()));
    model.addAttribute("differences", page.items());
    model.addAttribute("passes", reconciliations.passes());
    model.addAttribute(
        "week",
        differences.since(clock.instant().minus(WEEK)).stream()
            .collect(
                Collectors.toMap(
                    it -> it.type() + "/" + it.connection(), Differences.Tally::number)));
    model.addAttribute(
        "filters",
        List.of(
            Field.of("type", Canonical.STATES.stream().sorted().toList(), "type."),
            Field.of("connection", connections.all().stream().map(it -> it.name()).toList(), null),
            Field.text("key"),
            Field.day("since"),
            Field.day("until")));
    return "reconciliation";
  }
}
