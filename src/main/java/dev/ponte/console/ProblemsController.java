package dev.ponte.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ponte.connection.Pauses;
import dev.ponte.ledger.Act;
import dev.ponte.ledger.Audit;
import dev.ponte.ledger.Bulks;
import dev.ponte.ledger.DeadLetters;
import dev.ponte.ledger.Deliveries;
import dev.ponte.ledger.Filters;
import dev.ponte.ledger.Repairs;
import dev.ponte.ledger.view.LetterRow;
import dev.ponte.ledger.view.ProblemList;
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

/** What needs a person, by cause; and one verb for all of a cause. */
@Controller
class ProblemsController {

  /** Changes nothing but the white space. */
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(
              DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS,
              DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private static final List<String> FILTERS =
      List.of("state", "type", "subscriber", "source", "cause", "subject");

  private static final int PAGE = 50;

  private final ProblemList problems;
  private final Deliveries deliveries;
  private final DeadLetters deadLetters;
  private final Bulks bulks;
  private final Pauses pauses;
  private final Audit audit;
  private final Eyes eyes;
  private final Answers answers;

  ProblemsController(
      ProblemList problems,
      Deliveries deliveries,
      DeadLetters deadLetters,
      Bulks bulks,
      Pauses pauses,
      Audit audit,
      Eyes eyes,
      Answers answers) {
    this.problems = problems;
    this.deliveries = deliveries;
    this.deadLetters = deadLetters;
    this.bulks = bulks;
    this.pauses = pauses;
    this.audit = audit;
    this.eyes = eyes;
    this.answers = answers;
  }

  @GetMapping("/problems")
  String problems(Model model) {
    List<ProblemList.Group> groups = problems.groups();
    model.addAttribute("parked", in("parked", groups));
    model.addAttribute("dead", in("dead", groups));
    model.addAttribute("letters", problems.letters());
    model.addAttribute("resting", pauses.list());
    return "problems";
  }

  private static List<ProblemList.Group> in(String state, List<ProblemList.Group> groups) {
    return groups.stream().filter(it -> it.state().equals(state)).toList();
  }

  /** All of one cause on their way to one target. */
  @GetMapping("/problems/{subscription}/{cause}")
  String group(@PathVariable long subscription, @PathVariable String cause, Model model) {
    List<ProblemList.Group> groups = problems.groups(subscription, cause);
    if (groups.isEmpty()) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    ProblemList.Group first = groups.get(0);
    List<String> subjects =
        groups.stream()
            .flatMap(it -> it.subjects().stream())
            .map(ProblemList.Subject::subject)
            .distinct()
            .toList();
    Map<String, String> filter =
        Map.of("type", first.type(), "subscriber", first.subscriber(), "cause", cause);
    model.addAttribute("groups", groups);
    model.addAttribute("it", first);
    model.addAttribute("met", problems.met(cause).orElse(null));
    model.addAttribute("yaml", YamlToAdd.of(cause, first.subscriber(), subjects).orElse(null));
    model.addAttribute("list", new Listing("/deliveries", filter, null));
    model.addAttribute("page", deliveries.page(Filters.of(filter), null, PAGE));
    return "problem";
  }

  /** Freezes a set and shows what it will cost; nothing is done yet. */
  @PostMapping("/bulk")
  String plan(
      @RequestParam String verb,
      @RequestParam(required = false) String reason,
      @RequestParam Map<String, String> given,
      Model model,
      HttpServletResponse response) {
    Map<String, String> filter = Listing.filter(given, FILTERS);
    try {
      Bulks.Report plan = bulks.plan(verb, Filters.of(filter), audit.by("console", reason));
      return "redirect:/bulk/" + plan.id();
    } catch (IllegalArgumentException e) {
      return answers.wrong(model, response, e, "/problems");
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
  String move(
      @PathVariable long id,
      @PathVariable String verb,
      Model model,
      RedirectAttributes next,
      HttpServletResponse response) {
    Repairs.Answer answer =
        verb.equals("run")
            ? bulks.run(id, audit.by("console", null))
            : bulks.stop(id, audit.by("console", null));
    return answers.of(answer, next, model, response, "/bulk/" + id);
  }

  /** One record that was not understood. */
  @GetMapping("/dead-letters/{id}")
  String letter(@PathVariable long id, Model model) {
    LetterRow it =
        problems.letter(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    model.addAttribute("it", it);
    model.addAttribute(
        "yaml",
        it.subject() == null
            ? null
            : YamlToAdd.of(it.cause(), it.source(), List.of(it.subject())).orElse(null));
    model.addAttribute(
        "raw",
        eyes.seePersons() ? problems.raw(id).map(ProblemsController::laidOut).orElse(null) : null);
    model.addAttribute("acts", audit.of(Audit.DEAD_LETTER, id));
    return "letter";
  }

  /** JSON on lines of its own; all else as it came. */
  private static String laidOut(String raw) {
    try {
      return JSON.readTree(raw).toPrettyString();
    } catch (JsonProcessingException other) {
      return raw;
    }
  }

  @PostMapping("/dead-letters/{id}/{verb:fetch-again|take-total|dismiss}")
  String act(
      @PathVariable long id,
      @PathVariable String verb,
      @RequestParam(required = false) String reason,
      @RequestParam(defaultValue = "/problems") String back,
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
    return answers.of(answer, next, model, response, back);
  }
}
