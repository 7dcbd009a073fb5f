package dev.ponte.console.api;

import dev.ponte.console.ConnectionActs;
import dev.ponte.console.Eyes;
import dev.ponte.console.Standings;
import dev.ponte.console.Standings.Standing;
import java.time.Instant;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Whether we can talk to each system, and what a person may do about it. */
@RestController
class ApiConnections {

  private final Standings standings;
  private final ConnectionActs connectionActs;
  private final Acts acts;
  private final Told told;
  private final Eyes eyes;

  ApiConnections(
      Standings standings, ConnectionActs connectionActs, Acts acts, Told told, Eyes eyes) {
    this.standings = standings;
    this.connectionActs = connectionActs;
    this.acts = acts;
    this.told = told;
    this.eyes = eyes;
  }

  /**
   * One connection.
   *
   * @param state well, waits (its quota is used), trouble or off (a person paused it)
   * @param rests what rests of it
   * @param waiting deliveries that wait for it
   */
  record ConnectionItem(
      String name,
      String system,
      String host,
      String state,
      boolean dryRun,
      List<Rest> rests,
      List<Window> quotas,
      long waiting,
      long oldestSeconds,
      boolean testable) {}

  /**
   * @param part the host or operation that rests; null when all of it does
   * @param until null for until somebody resumes it
   * @param who the person who paused it; null when its system or Ponte did
   */
  record Rest(String part, Instant since, Instant until, String who, String why) {}

  /**
   * @param window short or month
   */
  record Window(String window, int calls, int used, int left, Instant nextReset) {}

  /**
   * What comes with a pause.
   *
   * @param until a time or a span such as PT2H; null for until it is resumed
   */
  record Pause(String reason, String until) {}

  @Operation("All connections")
  @GetMapping("/api/v1/connections")
  Listed<ConnectionItem> list() {
    return new Listed<>(standings.all().stream().map(this::item).toList(), null, null);
  }

  @Operation("One connection")
  @GetMapping("/api/v1/connections/{name}")
  ConnectionItem one(@PathVariable String name) {
    return item(known(name));
  }

  @Operation("One cheap call of it")
  @PostMapping("/api/v1/connections/{name}/test")
  Result test(@PathVariable String name) {
    return acts.done(connectionActs.test(known(name).name(), acts.by(null)));
  }

  @Operation("No call and no poll, on all replicas; a reason is required")
  @PostMapping("/api/v1/connections/{name}/pause")
  Result pause(@PathVariable String name, @RequestBody(required = false) Pause body) {
    String reason = Acts.required(body == null ? null : body.reason(), "said.connection.why", name);
    return acts.done(connectionActs.pause(known(name).name(), body.until(), acts.by(reason)));
  }

  @Operation("Ends a pause, and whatever else rests of it")
  @PostMapping("/api/v1/connections/{name}/resume")
  Result resume(@PathVariable String name) {
    return acts.done(connectionActs.resume(known(name).name(), acts.by(null)));
  }

  @Operation(
      "Has what it holds compared with what it was told, as soon as there are calls to spare")
  @PostMapping("/api/v1/connections/{name}/compare")
  Result compare(@PathVariable String name) {
    return acts.done(connectionActs.compare(known(name).name(), acts.by(null)));
  }

  private Standing known(String name) {
    return standings.find(name).orElseThrow(() -> told.none(name));
  }

  private ConnectionItem item(Standing it) {
    return new ConnectionItem(
        it.name(),
        it.system(),
        it.host(),
        it.tone(),
        it.dryRun(),
        it.all().stream()
            .map(r -> new Rest(r.part(), r.since(), r.until(), r.who(), eyes.words(r.why())))
            .toList(),
        it.quotas().stream()
            .map(q -> new Window(q.name(), q.calls(), q.used(), q.left(), q.end()))
            .toList(),
        it.waiting(),
        it.oldestSeconds(),
        it.testable());
  }
}
