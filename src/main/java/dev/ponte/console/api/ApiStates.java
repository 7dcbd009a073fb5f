package dev.ponte.console.api;

import dev.ponte.canonical.StateMessage;
import dev.ponte.canonical.StockRule;
import dev.ponte.console.AvailableToSell;
import dev.ponte.console.Days;
import dev.ponte.ledger.Differences;
import dev.ponte.ledger.StateActs;
import dev.ponte.ledger.view.Page;
import dev.ponte.ledger.view.States;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Products, prices and stocks: as known, as told, as held. */
@RestController
class ApiStates {

  private final States states;
  private final StateActs stateActs;
  private final AvailableToSell available;
  private final Differences differences;
  private final Days days;
  private final Told told;
  private final Acts acts;

  ApiStates(
      States states,
      StateActs stateActs,
      AvailableToSell available,
      Differences differences,
      Days days,
      Told told,
      Acts acts) {
    this.states = states;
    this.stateActs = stateActs;
    this.available = available;
    this.differences = differences;
    this.days = days;
    this.told = told;
    this.acts = acts;
  }

  /**
   * All of one type on their way to one target.
   *
   * @param drained when the last of it can be sent by the quota; null when that is now or unknown
   * @param hold what holds all of it up; null when nothing does
   * @param sent in the last 24 hours
   * @param saved calls that were not made in these, since the target had the value already
   * @param differences that were found in these
   */
  record TargetItem(
      String type,
      String subscriber,
      long waiting,
      OffsetDateTime oldest,
      Instant drained,
      Said hold,
      long dead,
      long sent,
      long saved,
      long differences) {}

  /**
   * A key of which something is known.
   *
   * @param recordedAt when its newest value was read
   */
  record StateItem(
      String type, String key, String source, long version, OffsetDateTime recordedAt) {}

  /**
   * What one source says.
   *
   * @param value in canonical form; null when its body is gone
   */
  record Known(String source, long version, OffsetDateTime recordedAt, StateMessage value) {}

  /**
   * What one target was told.
   *
   * @param last the value that it acknowledged last, in canonical form
   * @param toldAt when; null for never
   * @param seenAt when it was last seen to hold that; null for never
   * @param now the delivery of the newest value
   */
  record ToldItem(
      String subscriber,
      String source,
      StateMessage last,
      OffsetDateTime toldAt,
      OffsetDateTime seenAt,
      Told.DeliveryItem now) {}

  /** The number that a store may be told of a stock, and how it comes about. */
  record Available(String store, String source, StockRule.Sum sum) {}

  /**
   * All that is known of a key.
   *
   * @param differences what targets held otherwise than they acknowledged, the newest first
   * @param available of a stock; none for others
   */
  record StateLife(
      String type,
      String key,
      List<Known> known,
      List<ToldItem> told,
      List<Differences.Found> differences,
      List<Available> available,
      List<StateItem> others) {}

  /** Which state is sent to whom again. */
  record Again(String key, String subscriber, String reason) {}

  @Operation(
      "Products, prices and stocks whose key begins with q, or those that were read last; three characters at least")
  @GetMapping("/api/v1/states")
  Listed<StateItem> list(
      @RequestParam(required = false) String type,
      @RequestParam(required = false) String q,
      @RequestParam(required = false) String cursor,
      @RequestParam(required = false) Integer limit) {
    Page<States.Item> page =
        states.page(type == null ? null : known(type), q, cursor, Listed.limit(limit));
    return new Listed<>(page.items().stream().map(ApiStates::item).toList(), page.next(), null);
  }

  @Operation("How the states go to each target: what waits, was sent, was saved, differs")
  @GetMapping("/api/v1/states/targets")
  Listed<TargetItem> targets() {
    return new Listed<>(
        states.flows().stream()
            .map(
                it ->
                    new TargetItem(
                        it.type(),
                        it.subscriber(),
                        it.waiting(),
                        it.oldest(),
                        it.drained(),
                        told.said(it.hold()),
                        it.dead(),
                        it.sent(),
                        it.saved(),
                        it.differences()))
            .toList(),
        null,
        null);
  }

  @Operation("One of them: what sources say, what targets were told and hold, what may be sold")
  @GetMapping("/api/v1/states/{type}")
  StateLife one(@PathVariable String type, @RequestParam String key) {
    States.View it = states.find(known(type), key).orElseThrow(() -> told.none(type + "/" + key));
    return new StateLife(
        it.type(),
        it.key(),
        it.known().stream()
            .map(k -> new Known(k.source(), k.version(), k.recordedAt(), k.value()))
            .toList(),
        it.told().stream()
            .map(
                t ->
                    new ToldItem(
                        t.subscriber(),
                        t.source(),
                        t.last(),
                        t.toldAt(),
                        t.seenAt(),
                        told.delivery(t.now(), t.waitsFor())))
            .toList(),
        it.differences(),
        available.of(it).stream().map(a -> new Available(a.name(), a.source(), a.sum())).toList(),
        it.others().stream().map(ApiStates::item).toList());
  }

  @Operation(
      "Sends a target once more what it acknowledged last, unless something newer is on its way")
  @PostMapping("/api/v1/states/{type}/replay")
  Result replay(@PathVariable String type, @RequestBody Again body) {
    return acts.of(
        stateActs.replay(known(type), body.key(), body.subscriber(), acts.by(body.reason())));
  }

  @Operation("What connections held otherwise than they were told, the newest first")
  @GetMapping("/api/v1/differences")
  Listed<Differences.Found> differences(
      @RequestParam(required = false) String type,
      @RequestParam(required = false) String connection,
      @RequestParam(required = false) String key,
      @RequestParam(required = false) String since,
      @RequestParam(required = false) String until,
      @RequestParam(required = false) String cursor,
      @RequestParam(required = false) Integer limit) {
    Page<Differences.Found> page =
        differences.page(
            new Differences.Filter(type, connection, key, days.begin(since), days.end(until)),
            cursor,
            Listed.limit(limit));
    return new Listed<>(page.items(), page.next(), null);
  }

  private String known(String type) {
    if (!States.TYPES.contains(type)) {
      throw told.none(type);
    }
    return type;
  }

  private static StateItem item(States.Item it) {
    return new StateItem(it.type(), it.key(), it.source(), it.version(), it.recordedAt());
  }
}
