package dev.ponte.console.api;

import dev.ponte.ledger.SubscriptionActs;
import dev.ponte.ledger.Subscriptions;
import dev.ponte.ledger.view.Sentence;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Who takes which type. */
@RestController
class ApiSubscriptions {

  private final Subscriptions all;
  private final SubscriptionActs subscriptions;
  private final Acts acts;

  ApiSubscriptions(Subscriptions all, SubscriptionActs subscriptions, Acts acts) {
    this.all = all;
    this.subscriptions = subscriptions;
    this.acts = acts;
  }

  @Operation("Who takes which type, with its pauses")
  @GetMapping("/api/v1/subscriptions")
  Listed<Subscriptions.Standing> list() {
    return new Listed<>(all.all(), null, null);
  }

  @Operation("Nothing more is sent to it, on all replicas; a reason is required")
  @PostMapping("/api/v1/subscriptions/{type}/{subscriber}/pause")
  Result pause(
      @PathVariable String type,
      @PathVariable String subscriber,
      @RequestBody(required = false) ApiConnections.Pause body) {
    String reason =
        Acts.required(body == null ? null : body.reason(), "said.connection.why", subscriber);
    return acts.of(subscriptions.pause(type, subscriber, body.until(), acts.by(reason)));
  }

  @Operation("It goes on")
  @PostMapping("/api/v1/subscriptions/{type}/{subscriber}/resume")
  Result resume(@PathVariable String type, @PathVariable String subscriber) {
    return acts.of(subscriptions.resume(type, subscriber, acts.by(null)));
  }

  /**
   * What comes with a replay.
   *
   * @param from beginning, a day or a time
   * @param run true to send; else it is only told what would be sent
   */
  record Replay(String from, Boolean run, String reason) {}

  @Operation(
      "Sends it what it was never given, and of states the newest value again; only tells what that is until run is true")
  @PostMapping("/api/v1/subscriptions/{type}/{subscriber}/replay")
  Result replay(
      @PathVariable String type, @PathVariable String subscriber, @RequestBody Replay body) {
    return acts.done(
        subscriptions.replay(
            type,
            subscriber,
            body.from() == null ? "" : body.from(),
            Boolean.TRUE.equals(body.run()),
            acts.by(body.reason())));
  }

  @Operation("Has a state sent to it for the first time, after what would change was told")
  @PostMapping("/api/v1/subscriptions/{type}/{subscriber}/start")
  Result start(@PathVariable String type, @PathVariable String subscriber) {
    return acts.done(Sentence.words(subscriptions.start(type, subscriber, acts.by(null))));
  }

  @Operation("Ends it; its backlog is never sent. For admins, and only while no route serves it")
  @PostMapping("/api/v1/subscriptions/{type}/{subscriber}/end")
  Result end(@PathVariable String type, @PathVariable String subscriber) {
    return acts.of(subscriptions.end(type, subscriber, acts.by(null)));
  }
}
