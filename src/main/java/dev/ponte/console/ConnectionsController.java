package dev.ponte.console;

import dev.ponte.connection.ConnectionFaults;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.ledger.Audit;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Whether we can talk to each system, and what a person may do about it. */
@Controller
class ConnectionsController {

  private final Standings standings;
  private final ConnectionFaults faults;
  private final ConnectionActs acts;
  private final Answers answers;
  private final Audit audit;

  ConnectionsController(
      Standings standings,
      ConnectionFaults faults,
      ConnectionActs acts,
      Answers answers,
      Audit audit) {
    this.standings = standings;
    this.faults = faults;
    this.acts = acts;
    this.answers = answers;
    this.audit = audit;
  }

  @GetMapping("/connections")
  String all(Model model) {
    model.addAttribute("connections", standings.all());
    model.addAttribute("faults", faults.faults());
    return "connections";
  }

  @GetMapping("/connections/live")
  String live(Model model) {
    all(model);
    return "connections :: live";
  }

  @GetMapping("/connections/{name}")
  String one(@PathVariable String name, Model model) {
    model.addAttribute("it", known(name));
    model.addAttribute("queues", standings.queues(name));
    model.addAttribute("acts", audit.of(Audit.CONNECTION, name));
    return "connection";
  }

  @PostMapping("/connections/{name}/pause")
  String pause(
      @PathVariable String name,
      @RequestParam(required = false) String until,
      @RequestParam(required = false) String reason,
      Model model,
      RedirectAttributes next,
      HttpServletResponse response) {
    String page = "/connections/" + known(name).name();
    try {
      return answers.done(next, acts.pause(name, until, audit.by("console", reason)), page);
    } catch (IllegalArgumentException e) {
      return answers.wrong(model, response, e, page);
    }
  }

  @PostMapping("/connections/{name}/resume")
  String resume(@PathVariable String name, RedirectAttributes next) {
    String page = "/connections/" + known(name).name();
    return answers.done(next, acts.resume(name, audit.by("console", null)), page);
  }

  @PostMapping("/connections/{name}/test")
  String test(
      @PathVariable String name,
      Model model,
      RedirectAttributes next,
      HttpServletResponse response) {
    String page = "/connections/" + known(name).name();
    try {
      return answers.done(next, acts.test(name, audit.by("console", null)), page);
    } catch (DeliveryFailure | IllegalArgumentException e) {
      return answers.wrong(model, response, e, page);
    }
  }

  @PostMapping("/connections/{name}/compare")
  String compare(
      @PathVariable String name,
      @RequestParam(required = false) String back,
      RedirectAttributes next) {
    String page = "/connections/" + known(name).name();
    return answers.done(
        next, acts.compare(name, audit.by("console", null)), back == null ? page : back);
  }

  private Standings.Standing known(String name) {
    return standings
        .find(name)
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }
}
