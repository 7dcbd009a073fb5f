package dev.ponte.console.api;

import dev.ponte.console.Eyes;
import dev.ponte.ledger.DeadLetters;
import dev.ponte.ledger.Deliveries;
import dev.ponte.ledger.Filters;
import dev.ponte.ledger.view.LetterRow;
import dev.ponte.ledger.view.ProblemList;
import java.util.HashMap;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Records that were not understood. */
@RestController
class ApiDeadLetters {

  private final DeadLetters deadLetters;
  private final ProblemList problems;
  private final Told told;
  private final Acts acts;
  private final Eyes eyes;

  ApiDeadLetters(DeadLetters deadLetters, ProblemList problems, Told told, Acts acts, Eyes eyes) {
    this.deadLetters = deadLetters;
    this.problems = problems;
    this.told = told;
    this.acts = acts;
    this.eyes = eyes;
  }

  /** What comes with an act; of dismiss the reason is required. */
  record Why(String reason) {

    static String of(Why it) {
      return it == null ? null : it.reason();
    }
  }

  /**
   * One record.
   *
   * @param raw the whole record as it came; null for a viewer, since it may be personal, and when
   *     it is gone
   */
  record Letter(Told.LetterItem letter, String raw) {}

  @Operation("Records that were not understood and need somebody, the newest first")
  @GetMapping("/api/v1/dead-letters")
  Listed<Told.LetterItem> list(
      @RequestParam(required = false) String type,
      @RequestParam(required = false) String source,
      @RequestParam(required = false) String key,
      @RequestParam(required = false) String cause,
      @RequestParam(required = false) String subject,
      @RequestParam(required = false) String before,
      @RequestParam(required = false) String since,
      @RequestParam(required = false) String cursor,
      @RequestParam(required = false) Integer limit) {
    Map<String, String> given = new HashMap<>();
    given.put("type", type);
    given.put("source", source);
    given.put("key", key);
    given.put("cause", cause);
    given.put("subject", subject);
    given.put("before", before);
    given.put("since", since);
    Deliveries.Filter filter = Filters.of(given);
    DeadLetters.Page page = deadLetters.page(filter, cursor, Listed.limit(limit));
    return new Listed<>(
        page.items().stream().map(ApiDeadLetters::row).map(told::letter).toList(),
        page.next(),
        deadLetters.count(filter));
  }

  @Operation("One record that was not understood")
  @GetMapping("/api/v1/dead-letters/{id}")
  Letter one(@PathVariable long id) {
    return new Letter(
        told.letter(row(id)), eyes.seePersons() ? problems.raw(id).orElse(null) : null);
  }

  @Operation("The next poll that lists the record reads it again")
  @PostMapping("/api/v1/dead-letters/{id}/fetch-again")
  Result fetchAgain(@PathVariable long id, @RequestBody(required = false) Why body) {
    row(id);
    return acts.of(deadLetters.fetchAgain(id, acts.by(Why.of(body))));
  }

  @Operation("An order whose parts do not come to its total is taken with the total of its store")
  @PostMapping("/api/v1/dead-letters/{id}/take-total")
  Result takeTotal(@PathVariable long id, @RequestBody(required = false) Why body) {
    row(id);
    return acts.of(deadLetters.takeTotal(id, acts.by(Why.of(body))));
  }

  @Operation("Nothing more will be done about it")
  @PostMapping("/api/v1/dead-letters/{id}/dismiss")
  Result dismiss(@PathVariable long id, @RequestBody(required = false) Why body) {
    String reason = Acts.required(Why.of(body), "said.letter.why-dismiss", "" + id);
    row(id);
    return acts.of(deadLetters.dismiss(id, acts.by(reason)));
  }

  private static LetterRow row(DeadLetters.Letter it) {
    return new LetterRow(
        it.id(),
        it.source(),
        it.type(),
        it.key(),
        it.reason(),
        it.cause(),
        it.subject(),
        it.recordedAt(),
        it.endedAt(),
        it.endedBy());
  }

  private LetterRow row(long id) {
    return problems.letter(id).orElseThrow(() -> told.none(id));
  }
}
