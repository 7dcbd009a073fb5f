package dev.ponte.console;

import dev.ponte.canonical.Canonical;
import dev.ponte.connection.Connections;
import dev.ponte.ledger.Act;
import dev.ponte.ledger.Audit;
import dev.ponte.ledger.Deliveries;
import dev.ponte.ledger.Filters;
import dev.ponte.ledger.Repairs;
import dev.ponte.ledger.Repairs.Answer;
import dev.ponte.ledger.Repairs.Seen;
import dev.ponte.ledger.Unacceptable;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What stands behind each number: deliveries, one by one, and what may be done with one. */
@Controller
class DeliveriesController {

  private static final int PAGE = 50;
  private static final List<String> STATES =
      List.of("dead", "parked", "retrying", "pending", "claimed");
  private static final List<String> FILTERS =
      List.of("state", "type", "subscriber", "source", "cause", "subject", "before", "since");

  private final Deliveries deliveries;
  private final Repairs repairs;
  private final Connections connections;
  private final Audit audit;
  private final Answers answers;

  DeliveriesController(
      Deliveries deliveries,
      Repairs repairs,
      Connections connections,
      Audit audit,
      Answers answers) {
    this.deliveries = deliveries;
    this.repairs = repairs;
    this.connections = connections;
    this.audit = audit;
    this.answers = answers;
  }

  @GetMapping("/deliveries")
  String list(
      @RequestParam Map<String, String> given,
      @RequestParam(required = false) String cursor,
      Model model) {
    Map<String, String> filter = Listing.filter(given, FILTERS);
    Deliveries.Page page = deliveries.page(Filters.of(filter), cursor, PAGE);
    model.addAttribute("list", new Listing("/deliveries", filter, page.next()));
    model.addAttribute("rows", page.items());
    model.addAttribute(
        "filters",
        List.of(
            Field.of("state", STATES, "state."),
            Field.of("type", List.copyOf(Canonical.TYPES.keySet()), "type."),
            Field.of(
                "subscriber", connections.all().stream().map(it -> it.name()).toList(), null)));
    return "deliveries";
  }

  @GetMapping("/deliveries/{id}")
  String one(@PathVariable long id, Model model) {
    List<Deliveries.Row> found = deliveries.rows(List.of(id));
    if (found.isEmpty()) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    model.addAttribute("it", found.get(0));
    model.addAttribute("acts", audit.of(Audit.DELIVERY, id));
    return "delivery";
  }

  @PostMapping("/deliveries/{id}/{verb:retry|done|not-there|dismiss}")
  String act(
      @PathVariable long id,
      @PathVariable String verb,
      @RequestParam(required = false) String expect,
      @RequestParam(required = false) String reason,
      @RequestParam(required = false) String number,
      @RequestParam(defaultValue = "false") boolean looked,
      @RequestParam(required = false) String back,
      Model model,
      RedirectAttributes next,
      HttpServletResponse response) {
    String page = back == null ? "/deliveries/" + id : back;
    if (verb.equals("not-there") && !looked) {
      return answers.wrong(model, response, new Unacceptable("said.look-first"), page);
    }
    Act act = audit.by("console", reason);
    Seen seen = Seen.parse(expect);
    Answer answer =
        switch (verb) {
          case "retry" -> repairs.retry(id, seen, act);
          case "done" -> repairs.done(id, number, seen, act);
          case "not-there" -> repairs.notThere(id, seen, act);
          default -> repairs.dismiss(id, seen, act);
        };
    return answers.of(answer, next, model, response, page);
  }
}
