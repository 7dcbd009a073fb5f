package dev.ponte.console;

import dev.ponte.ledger.Audit;
import dev.ponte.ledger.view.Page;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Who did what. */
@Controller
class AuditController {

  private static final int PAGE = 50;
  private static final List<String> VERBS =
      List.of(
          "retry",
          "done",
          "not-there",
          "dismiss",
          "fetch-again",
          "take-total",
          "plan-retry",
          "plan-done",
          "plan-not-there",
          "plan-dismiss",
          "plan-fetch-again",
          "plan-take-total",
          "plan-dismiss-records",
          "run",
          "stop",
          "start",
          "pause",
          "resume",
          "test",
          "compare",
          "replay",
          "reload",
          "rollback",
          "end",
          "export",
          "erase",
          "login",
          "refuse");
  private static final List<String> OBJECTS =
      List.of(
          Audit.DELIVERY,
          Audit.DEAD_LETTER,
          Audit.BULK,
          Audit.CONNECTION,
          Audit.SUBSCRIPTION,
          Audit.ROUTE,
          Audit.STATE,
          Audit.FLOWS,
          Audit.PERSON,
          "login");

  private final Audit audit;
  private final Days days;

  AuditController(Audit audit, Days days) {
    this.audit = audit;
    this.days = days;
  }

  @GetMapping("/audit")
  String page(
      @RequestParam Map<String, String> given,
      @RequestParam(required = false) String cursor,
      Model model) {
    Map<String, String> wanted =
        Listing.filter(given, List.of("who", "verb", "on", "object", "since", "until"));
    Page<Audit.Entry> page =
        audit.page(
            new Audit.Filter(
                wanted.get("who"),
                wanted.get("verb"),
                wanted.get("on"),
                wanted.get("object"),
                days.begin(wanted.get("since")),
                days.end(wanted.get("until"))),
            cursor,
            PAGE);
    model.addAttribute("list", new Listing("/audit", wanted, page.next()));
    model.addAttribute("acts", page.items());
    model.addAttribute(
        "filters",
        List.of(
            Field.text("who"),
            Field.of("verb", VERBS, "verb."),
            Field.of("on", OBJECTS, "object."),
            Field.text("object"),
            Field.day("since"),
            Field.day("until")));
    return "audit";
  }
}
