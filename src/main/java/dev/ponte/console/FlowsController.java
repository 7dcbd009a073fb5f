package dev.ponte.console;

import dev.ponte.flow.FlowDesk;
import dev.ponte.ledger.Audit;
import dev.ponte.ledger.Repairs;
import dev.ponte.ledger.Unacceptable;
import dev.ponte.ledger.view.Page;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What is wired, what an edit would change, and what ran when. */
@Controller
class FlowsController {

  private static final int PAGE = 50;

  private final FlowDesk desk;
  private final Audit audit;
  private final Answers answers;

  FlowsController(FlowDesk desk, Audit audit, Answers answers) {
    this.desk = desk;
    this.audit = audit;
    this.answers = answers;
  }

  @GetMapping("/flows")
  String all(Model model) {
    model.addAttribute("desk", desk);
    model.addAttribute("files", desk.files());
    return "flows";
  }

  @GetMapping("/flows/{name}")
  String one(@PathVariable String name, Model model) {
    model.addAttribute(
        "it", desk.file(name).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
    return "flow";
  }

  /** With what stands in a file, or empty. */
  @GetMapping("/flows/check")
  String check(@RequestParam(required = false) String name, Model model) {
    String text =
        name == null
            ? null
            : desk.file(name)
                .map(
                    it ->
                        it.lines().stream()
                            .filter(line -> !line.change().equals("-"))
                            .map(FlowDesk.Line::text)
                            .collect(Collectors.joining("\n")))
                .orElse(null);
    return check(name, text, null, model);
  }

  /** Nothing is saved. */
  @PostMapping("/flows/check")
  String check(
      @RequestParam String name,
      @RequestParam String text,
      Model model,
      HttpServletResponse response) {
    try {
      return check(name, text, desk.check(name.strip(), text), model);
    } catch (Unacceptable e) {
      return answers.wrong(model, response, e, "/flows/check");
    }
  }

  private String check(String name, String text, FlowDesk.Checked it, Model model) {
    model.addAttribute("it", it);
    model.addAttribute("name", name);
    model.addAttribute("text", text);
    model.addAttribute("names", desk.files().stream().map(FlowDesk.File::name).toList());
    return "flow-check";
  }

  @GetMapping("/flows/history")
  String history(@RequestParam(required = false) String cursor, Model model) {
    Page<FlowDesk.Past> page = desk.history(cursor, PAGE);
    model.addAttribute("states", page.items());
    model.addAttribute("rollback", !desk.mode().equals("off"));
    model.addAttribute("list", new Listing("/flows/history", Map.of(), page.next()));
    return "flow-history";
  }

  @PostMapping("/flows/reload")
  String reload(Model model, RedirectAttributes next, HttpServletResponse response) {
    return answers.of(desk.reload(audit.by("console", null)), next, model, response, "/flows");
  }

  @PostMapping("/flows/history/{id}/rollback")
  String rollback(
      @PathVariable long id,
      @RequestParam(required = false) String reason,
      Model model,
      RedirectAttributes next,
      HttpServletResponse response) {
    return answers.of(
        desk.rollback(id, audit.by("console", reason)), next, model, response, "/flows/history");
  }

  @PostMapping("/flows/routes/{id}/{verb:start|stop}")
  String move(
      @PathVariable String id,
      @PathVariable String verb,
      @RequestParam(defaultValue = "/flows") String back,
      Model model,
      RedirectAttributes next,
      HttpServletResponse response) {
    Repairs.Answer answer = verb.equals("start") ? desk.start(id) : desk.stop(id);
    return answers.of(answer, next, model, response, back);
  }
}
