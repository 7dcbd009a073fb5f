package dev.ponte.console.api;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.ponte.console.Say;
import dev.ponte.ledger.Bulks;
import dev.ponte.ledger.Filters;
import dev.ponte.ledger.Unacceptable;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** One verb for many: a plan that freezes the set and tells what it costs, then its run. */
@RestController
class ApiBulks {

  private final Bulks bulks;
  private final Acts acts;
  private final Say say;

  ApiBulks(Bulks bulks, Acts acts, Say say) {
    this.bulks = bulks;
    this.acts = acts;
    this.say = say;
  }

  /**
   * What a plan is made of: a filter or ids.
   *
   * @param verb retry, done, not-there or dismiss; of records fetch-again, take-total or
   *     dismiss-records
   * @param filter as of the list of deliveries; one that is empty is refused
   * @param reason of dismiss, dismiss-records and not-there it is required
   */
  record Wanted(String verb, Map<String, String> filter, List<Long> ids, String reason) {}

  /**
   * A plan, or how far it is.
   *
   * @param state planned, running, stopped or ended
   * @param says the same in one sentence, with what it costs while it is planned
   * @param items of the set: waiting, done, refused
   * @param deliveries what became of those that are done, by state
   * @param calls that it takes at least
   * @param refusals some of those that are refused
   */
  record Plan(
      long id,
      String verb,
      String state,
      Said says,
      @JsonRawValue String filter,
      String reason,
      String who,
      Map<String, Long> items,
      Map<String, Long> deliveries,
      long calls,
      OffsetDateTime madeAt,
      OffsetDateTime begunAt,
      OffsetDateTime endedAt,
      List<Bulks.Refusal> refusals) {}

  @Operation("The newest plans")
  @GetMapping("/api/v1/bulk")
  Listed<Plan> list() {
    return new Listed<>(bulks.newest().stream().map(this::plan).toList(), null, null);
  }

  @Operation("A plan, or how far it is")
  @GetMapping("/api/v1/bulk/{id}")
  Plan one(@PathVariable long id) {
    return plan(report(id));
  }

  @Operation(
      "Freezes a set and tells what it costs; nothing is done before its run. With an Idempotency-Key a repetition answers the plan that was made first")
  @PostMapping("/api/v1/bulk")
  ResponseEntity<Plan> make(
      @RequestBody Wanted body,
      @RequestHeader(name = "Idempotency-Key", required = false) String key) {
    if (body.verb() == null) {
      throw new Unacceptable("said.bulk.no-verb", "").in("verb");
    }
    Bulks.Report made =
        body.ids() == null
            ? bulks.plan(
                body.verb(),
                Filters.of(body.filter() == null ? Map.of() : body.filter()),
                acts.by(body.reason()),
                key)
            : bulks.plan(body.verb(), body.ids(), acts.by(body.reason()), key);
    return ResponseEntity.status(HttpStatus.CREATED)
        .header("Location", "/api/v1/bulk/" + made.id())
        .body(plan(made));
  }

  @Operation("Has a plan, or one that was stopped, carried out")
  @PostMapping("/api/v1/bulk/{id}/run")
  Result run(@PathVariable long id) {
    return acts.of(bulks.run(report(id).id(), acts.by(null)), null, report(id).state());
  }

  @Operation("Begins no more of it; what is on its way is sent")
  @PostMapping("/api/v1/bulk/{id}/stop")
  Result stop(@PathVariable long id) {
    return acts.of(bulks.stop(report(id).id(), acts.by(null)), null, report(id).state());
  }

  private Bulks.Report report(long id) {
    return bulks.find(id).orElseThrow(() -> new NotFound(say.text("api.none", "" + id)));
  }

  private Plan plan(Bulks.Report it) {
    return new Plan(
        it.id(),
        it.verb(),
        it.state(),
        new Said(it.sentence().code(), say.sentence(it.sentence())),
        it.filter(),
        it.reason(),
        it.who(),
        it.items(),
        it.deliveries(),
        it.calls(),
        it.madeAt(),
        it.begunAt(),
        it.endedAt(),
        it.refusals());
  }
}
