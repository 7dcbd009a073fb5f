package dev.ponte.console;

import dev.ponte.ledger.Audit;
import dev.ponte.ledger.StateActs;
import dev.ponte.ledger.view.Page;
import dev.ponte.ledger.view.States;
import jakarta.servlet.http.HttpServletResponse;
import java.math.BigDecimal;
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

/** Products, prices and stocks: as known, as told, as held. */
@Controller
class StatesController {

  private static final int PAGE = 50;

  private final States states;
  private final StateActs acts;
  private final AvailableToSell available;
  private final StateParts parts;
  private final Audit audit;
  private final Answers answers;

  StatesController(
      States states,
      StateActs acts,
      AvailableToSell available,
      StateParts parts,
      Audit audit,
      Answers answers) {
    this.states = states;
    this.acts = acts;
    this.available = available;
    this.parts = parts;
    this.audit = audit;
    this.answers = answers;
  }

  @GetMapping("/states")
  String list(
      @RequestParam Map<String, String> given,
      @RequestParam(required = false) String cursor,
      Model model) {
    Map<String, String> wanted = Listing.filter(given, List.of("q", "type"));
    String type = wanted.get("type");
    if (type != null && !States.TYPES.contains(type)) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    Page<States.Item> page = states.page(type, wanted.get("q"), cursor, PAGE);
    model.addAttribute("list", new Listing("/states", wanted, page.next()));
    model.addAttribute("items", page.items());
    model.addAttribute(
        "filters", List.of(Field.text("q"), Field.of("type", States.TYPES, "type.")));
    if (wanted.isEmpty()) {
      model.addAttribute("flows", states.flows());
    }
    return "states";
  }

  @GetMapping("/states/live")
  String live(Model model) {
    model.addAttribute("flows", states.flows());
    return "states :: live";
  }

  /** A key may hold any character, so it is no part of the path. */
  @GetMapping("/states/{type}")
  String one(@PathVariable String type, @RequestParam String key, Model model) {
    States.View view =
        states.find(type, key).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    model.addAttribute("it", view);
    model.addAttribute("stores", available.of(view));
    model.addAttribute("parts", parts);
    model.addAttribute("one", BigDecimal.ONE);
    model.addAttribute("acts", audit.of(Audit.STATE, type + "/" + key));
    return "state";
  }

  @PostMapping("/states/{type}/replay")
  String replay(
      @PathVariable String type,
      @RequestParam String key,
      @RequestParam String subscriber,
      Model model,
      RedirectAttributes next,
      HttpServletResponse response) {
    return answers.of(
        acts.replay(type, key, subscriber, audit.by("console", null)),
        next,
        model,
        response,
        Say.pathOfState(type, key));
  }
}
