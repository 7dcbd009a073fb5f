package dev.ponte.console.api;

import dev.ponte.console.Days;
import dev.ponte.ledger.Audit;
import dev.ponte.ledger.view.Page;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who did what. */
@RestController
class ApiAudit {

  private final Audit audit;
  private final Days days;

  ApiAudit(Audit audit, Days days) {
    this.audit = audit;
    this.days = days;
  }

  @Operation("Who did what, the newest first; for admins")
  @GetMapping("/api/v1/audit")
  Listed<Audit.Entry> list(
      @RequestParam(required = false) String who,
      @RequestParam(required = false) String verb,
      @RequestParam(required = false) String on,
      @RequestParam(required = false) String object,
      @RequestParam(required = false) String since,
      @RequestParam(required = false) String until,
      @RequestParam(required = false) String cursor,
      @RequestParam(required = false) Integer limit) {
    Page<Audit.Entry> page =
        audit.page(
            new Audit.Filter(who, verb, on, object, days.begin(since), days.end(until)),
            cursor,
            Listed.limit(limit));
    return new Listed<>(page.items(), page.next(), null);
  }
}
