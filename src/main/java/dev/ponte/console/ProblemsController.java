package dev.ponte.console;

import dev.ponte.connection.Pauses;
import dev.ponte.ledger.Act;
import dev.ponte.ledger.Audit;
import dev.ponte.ledger.Bulks;
import dev.ponte.ledger.DeadLetters;
import dev.ponte.ledger.Deliveries;
import dev.ponte.ledger.Filters;
import dev.ponte.ledger.Repairs;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What needs a person, by cause; and one verb for all of a cause. */
@Controller
class ProblemsController {

  private static final Set<String> FILTERS =
      Set.of("state", "type", "subscriber", "source", "cause", "subject");

  private final Deliveries deliveries;
  private final DeadLetters deadLetters;
  private final Bulks bulks;
  private final Pauses pauses;
  private final Audit audit;

  ProblemsController(
      Deliveries deliveries, DeadLetters deadLetters, Bulks bulks, Pauses pauses, Audit audit) {
    this.deliveries = deliveries;
    this.deadLetters = deadLetters;
    this.bulks = bulks;
    this.pauses = pauses;
    this.audit = audit;
  }

  @GetMapping("/problems")
  String problems(Model model) {
    List<Deliveries.Group> groups = deliveries.groups();
    model.addAttribute("parked", in("parked", groups));
    model.addAttribute("dead", in("dead", groups));
    model.addAttribute("letters", deadLetters.groups());
    model.addAttribute("resting", pauses.list());
    return "problems";
  }

  private static List<Deliveries.Group> in(String state, List<Deliveries.Group> groups) {
    return groups.stream().filter(it -> it.state().equals(state)).toList();
  }

  /** Freezes a set and shows what it will cost; nothing is done yet. */
  @PostMapping("/bulk")
  String plan(
      @RequestParam String verb,
      @RequestParam(required = false) String reason,
      @RequestParam Map<String, String> given,
      Model model,
      HttpServletResponse response) {
    Map<String, String> filter = new LinkedHashMap<>();
    given.forEach(
        (name, value) -> {
          if (FILTERS.contains(name)) {
            filter.put(name, value);
          }
        });
    try {
      Bulks.Report plan = bulks.plan(verb, Filters.of(filter), audit.by("console", reason));
      return "redirect:/bulk/" + plan.id();
    } catch (IllegalArgumentException e) {
      return Answers.wrong(model, response, e.getMessage(), "/problems");
    }
  }

  @GetMapping("/bulk")
  String all(Model model) {
    model.addAttribute("bulks", bulks.newest());
    return "bulks";
  }

  @GetMapping("/bulk/{id}")
  String one(@PathVariable long id, Model model) {
    model.addAttribute("it", bulks.report(id));
    return "bulk";
  }

  @GetMapping("/bulk/{id}/live")
  String live(@PathVariable long id, Model model) {
    one(id, model);
    return "bulk :: live";
  }

  @PostMapping("/bulk/{id}/{verb:run|stop}")
  String move(@PathVariable long id, @PathVariable String verb, RedirectAttributes next) {
    String words =
        verb.equals("run")
            ? bulks.run(id, audit.by("console", null))
            : bulks.stop(id, audit.by("console", null));
    return Answers.done(next, words, "/bulk/" + id);
  }

  @PostMapping("/dead-letters/{id}/{verb:fetch-again|take-total|dismiss}")
  String letter(
      @PathVariable long id,
      @PathVariable String verb,
      @RequestParam(required = false) String reason,
      Model model,
      RedirectAttributes next,
      HttpServletResponse response) {
    Act act = audit.by("console", reason);
    Repairs.Answer answer =
        switch (verb) {
          case "dismiss" -> deadLetters.dismiss(id, act);
          case "take-total" -> deadLetters.takeTotal(id, act);
          default -> deadLetters.fetchAgain(id, act);
        };
    return answer.done()
        ? Answers.done(next, answer.words(), "/problems")
        : Answers.refused(model, response, answer.words(), "/problems");
  }
}
