package dev.ponte.console;

import dev.ponte.connection.ConnectionFaults;
import dev.ponte.connection.Connections;
import dev.ponte.connection.Pauses;
import dev.ponte.connection.QuotaMeter;
import dev.ponte.connection.QuotaWindow;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.ledger.Audit;
import dev.ponte.ledger.Backlogs;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
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

/** Whether we can talk to each system, and what a person may do about it. */
@Controller
class ConnectionsController {

  private final Connections connections;
  private final ConnectionFaults faults;
  private final Pauses pauses;
  private final QuotaMeter meter;
  private final Backlogs backlogs;
  private final ConnectionActs acts;
  private final Answers answers;
  private final Audit audit;

  ConnectionsController(
      Connections connections,
      ConnectionFaults faults,
      Pauses pauses,
      QuotaMeter meter,
      Backlogs backlogs,
      ConnectionActs acts,
      Answers answers,
      Audit audit) {
    this.connections = connections;
    this.faults = faults;
    this.pauses = pauses;
    this.meter = meter;
    this.backlogs = backlogs;
    this.acts = acts;
    this.answers = answers;
    this.audit = audit;
  }

  /**
   * One connection.
   *
   * @param paused by a person; null when it is not
   * @param rests what else rests of it
   */
  public record Standing(
      String name,
      String system,
      String host,
      boolean dryRun,
      Pauses.Paused paused,
      List<Pauses.Paused> rests,
      List<QuotaWindow> quotas,
      long waiting,
      long oldestSeconds,
      boolean testable) {

    public String tone() {
      if (paused != null) {
        return "off";
      }
      if (!rests.isEmpty()) {
        return "trouble";
      }
      return quotas.stream().anyMatch(QuotaWindow::isUsedUp) ? "waits" : "well";
    }
  }

  @GetMapping("/connections")
  String all(Model model) {
    model.addAttribute("connections", standings());
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
    model.addAttribute("queues", queues(name));
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
  String compare(@PathVariable String name, RedirectAttributes next) {
    String page = "/connections/" + known(name).name();
    return answers.done(next, acts.compare(name, audit.by("console", null)), page);
  }

  private Standing known(String name) {
    return standings().stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  private List<Backlogs.Backlog> queues(String name) {
    return backlogs.all().stream().filter(it -> it.subscriber().equals(name)).toList();
  }

  private List<Standing> standings() {
    Map<String, List<Pauses.Paused>> resting =
        pauses.list().stream().collect(Collectors.groupingBy(Pauses.Paused::connection));
    Map<String, List<Backlogs.Backlog>> queues =
        backlogs.all().stream().collect(Collectors.groupingBy(Backlogs.Backlog::subscriber));
    return connections.all().stream()
        .map(
            it -> {
              List<Pauses.Paused> rests = resting.getOrDefault(it.name(), List.of());
              List<Backlogs.Backlog> waiting = queues.getOrDefault(it.name(), List.of());
              return new Standing(
                  it.name(),
                  it.system().name(),
                  it.baseUrl().getHost(),
                  it.dryRun(),
                  rests.stream().filter(rest -> rest.who() != null).findFirst().orElse(null),
                  rests.stream().filter(rest -> rest.who() == null).toList(),
                  meter.windows(it.name()),
                  waiting.stream().mapToLong(Backlogs.Backlog::waiting).sum(),
                  waiting.stream().mapToLong(Backlogs.Backlog::oldestSeconds).max().orElse(0),
                  it.system().probe().isPresent());
            })
        .toList();
  }
}
