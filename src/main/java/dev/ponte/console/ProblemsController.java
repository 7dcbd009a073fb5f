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
import dev.ponte.ledger.Filters;
import dev.ponte.ledger.Repairs;
import dev.ponte.ledger.view.ProblemList;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  private static final Set<String> FILTERS =
      Set.of("state", "type", "subscriber", "source", "cause", "subject");

  private final ProblemList problems;
  private final DeadLetters deadLetters;
  private final Bulks bulks;
  private final Pauses pauses;
  private final Audit audit;
  private final Eyes eyes;

  ProblemsController(
      ProblemList problems,
      DeadLetters deadLetters,
      Bulks bulks,
      Pauses pauses,
      Audit audit,
      Eyes eyes) {
    this.problems = problems;
    this.deadLetters = deadLetters;
    this.bulks = bulks;
    this.pauses = pauses;
    this.audit = audit;
    this.eyes = eyes;
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

  /** One record that was not understood. */
  @GetMapping("/dead-letters/{id}")
  String letter(@PathVariable long id, Model model) {
    model.addAttribute(
        "it",
        problems.letter(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
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
    return answer.done()
        ? Answers.done(next, answer.words(), back)
        : Answers.refused(model, response, answer.words(), back);
  }
}
