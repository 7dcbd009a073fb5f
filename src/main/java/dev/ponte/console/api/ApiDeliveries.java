package dev.ponte.console.api;

import dev.ponte.ledger.Act;
import dev.ponte.ledger.Deliveries;
import dev.ponte.ledger.Filters;
import dev.ponte.ledger.Repairs;
import dev.ponte.ledger.Repairs.Answer;
import dev.ponte.ledger.Repairs.Seen;
import dev.ponte.ledger.Unacceptable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Deliveries that have not ended well, and what may be done with one. */
@RestController
class ApiDeliveries {

  private final Deliveries deliveries;
  private final Repairs repairs;
  private final Told told;
  private final Acts acts;

  ApiDeliveries(Deliveries deliveries, Repairs repairs, Told told, Acts acts) {
    this.deliveries = deliveries;
    this.repairs = repairs;
    this.told = told;
    this.acts = acts;
  }

  /**
   * What comes with an act; each may be missing.
   *
   * @param expect how it was seen, such as {@code dead,7}; otherwise nothing is done
   * @param reason of dismiss it is required
   * @param number of done, the number at the target
   * @param looked of not-there it must be true: a person has looked
   */
  record Asked(String expect, String reason, String number, Boolean looked) {

    static Asked or(Asked it) {
      return it == null ? new Asked(null, null, null, null) : it;
    }
  }

  @Operation(
      "Deliveries that have not ended well, the newest first; dead and parked ones unless state says others")
  @GetMapping("/api/v1/deliveries")
  Listed<Told.DeliveryItem> list(
      @RequestParam(required = false) String state,
      @RequestParam(required = false) String type,
      @RequestParam(required = false) String subscriber,
      @RequestParam(required = false) String source,
      @RequestParam(required = false) String origin,
      @RequestParam(required = false) String key,
      @RequestParam(required = false) String cause,
      @RequestParam(required = false) String subject,
      @RequestParam(required = false) String before,
      @RequestParam(required = false) String since,
      @RequestParam(required = false) String cursor,
      @RequestParam(required = false) Integer limit) {
    Map<String, String> given = new HashMap<>();
    given.put("state", state);
    given.put("type", type);
    given.put("subscriber", subscriber);
    given.put("source", source);
    given.put("origin", origin);
    given.put("key", key);
    given.put("cause", cause);
    given.put("subject", subject);
    given.put("before", before);
    given.put("since", since);
    Deliveries.Filter filter = Filters.of(given);
    Deliveries.Page page = deliveries.page(filter, cursor, Listed.limit(limit));
    return new Listed<>(
        page.items().stream().map(told::delivery).toList(), page.next(), deliveries.count(filter));
  }

  @Operation("One delivery")
  @GetMapping("/api/v1/deliveries/{id}")
  Told.DeliveryItem one(@PathVariable long id) {
    return told.delivery(row(id));
  }

  @Operation("Sends a dead one again, and a retrying one now")
  @PostMapping("/api/v1/deliveries/{id}/retry")
  Result retry(@PathVariable long id, @RequestBody(required = false) Asked body) {
    return act(id, body, (asked, seen, act) -> repairs.retry(id, seen, act));
  }

  @Operation("A person carried a parked one out, with its number there or none")
  @PostMapping("/api/v1/deliveries/{id}/done")
  Result done(@PathVariable long id, @RequestBody(required = false) Asked body) {
    return act(id, body, (asked, seen, act) -> repairs.done(id, asked.number(), seen, act));
  }

  @Operation("A person looked and a parked one is not there: it is sent")
  @PostMapping("/api/v1/deliveries/{id}/not-there")
  Result notThere(@PathVariable long id, @RequestBody(required = false) Asked body) {
    if (!Boolean.TRUE.equals(Asked.or(body).looked())) {
      throw new Unacceptable("said.look-first").in("looked");
    }
    return act(id, body, (asked, seen, act) -> repairs.notThere(id, seen, act));
  }

  @Operation("Nothing more will be done about a dead one")
  @PostMapping("/api/v1/deliveries/{id}/dismiss")
  Result dismiss(@PathVariable long id, @RequestBody(required = false) Asked body) {
    Acts.required(Asked.or(body).reason(), "said.why-dismiss", "" + id);
    return act(id, body, (asked, seen, act) -> repairs.dismiss(id, seen, act));
  }

  private interface Verb {
    Answer on(Asked asked, Seen seen, Act act);
  }

  private Result act(long id, Asked body, Verb verb) {
    Asked asked = Asked.or(body);
    row(id);
    Answer answer = verb.on(asked, Seen.parse(asked.expect()), acts.by(asked.reason()));
    return acts.of(answer, asked.expect(), told.delivery(row(id)).expect());
  }

  private Deliveries.Row row(long id) {
    return deliveries.rows(List.of(id)).stream().findFirst().orElseThrow(() -> told.none(id));
  }
}
