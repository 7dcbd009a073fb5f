package dev.ponte.console;

import dev.ponte.ledger.Audit;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Who did what. */
@Controller
class AuditController {

  private final Audit audit;

  AuditController(Audit audit) {
    this.audit = audit;
  }

  @GetMapping("/audit")
  String newest(Model model) {
    model.addAttribute("acts", audit.newest());
    return "audit";
  }
}
