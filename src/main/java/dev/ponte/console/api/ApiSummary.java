package dev.ponte.console.api;

import dev.ponte.console.QuotaEndpoint;
import dev.ponte.ledger.Reconciliations;
import dev.ponte.ledger.view.Count;
import dev.ponte.ledger.view.OrderClass;
import dev.ponte.ledger.view.Overview;
import dev.ponte.ledger.view.Overviews;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether all is well, and what is the same for all orders. */
@RestController
class ApiSummary {

  private final Overviews overviews;
  private final QuotaEndpoint quotas;
  private final Reconciliations reconciliations;
  private final Told told;
  private final Clock clock;
  private final String zone;

  ApiSummary(
      Overviews overviews,
      QuotaEndpoint quotas,
      Reconciliations reconciliations,
      Told told,
      Clock clock,
      @Value("${ponte.zone:America/Sao_Paulo}") String zone) {
    this.overviews = overviews;
    this.quotas = quotas;
    this.reconciliations = reconciliations;
    this.told = told;
    this.clock = clock;
    this.zone = zone;
  }

  /**
   * Whether all is well.
   *
   * @param at when this was read
   * @param tone well, waits, trouble, person or off
   * @param says the verdict
   * @param cause of what needs a person first; null when nothing does
   * @param today orders placed since midnight
   * @param accepted of these those in the ERP
   * @param classes of these by class
   * @param records that were not understood and need somebody
   * @param faults why flows and connections are left out
   */
  record Summary(
      Instant at,
      String tone,
      Said says,
      Said cause,
      Count today,
      long accepted,
      Map<String, Long> classes,
      Count records,
      List<Edge> edges,
      List<Source> sources,
      List<StepItem> clock,
      List<Poll> polls,
      List<Replica> replicas,
      List<String> faults) {}

  /**
   * What goes to one subscriber of a type.
   *
   * @param perMinute delivered a minute in the last ones
   * @param drained when the last of it can be sent by the quota; null when now or unknown
   * @param hold what holds all of it up; null when nothing does
   */
  record Edge(
      String type,
      String subscriber,
      long waiting,
      OffsetDateTime oldest,
      long dead,
      long parked,
      double perMinute,
      Instant drained,
      Said hold) {}

  record Source(String source, String type, double perMinute) {}

  /**
   * One step of the orders of a week, in seconds.
   *
   * @param over orders that take longer than the limit now
   */
  record StepItem(String step, Long median, Long slow, Long limit, Count over) {}

  record Poll(
      String connection,
      String name,
      OffsetDateTime goodAt,
      String error,
      Long intervalSeconds,
      boolean overdue) {}

  record Replica(String name, String version, OffsetDateTime startedAt, OffsetDateTime seenAt) {}

  /**
   * What answers.
   *
   * @param version null when it was not built from a jar
   */
  record About(String name, String version, String zone, Instant now) {}

  @Operation("Whether all is well, and how everything flows; the same on all replicas")
  @GetMapping("/api/v1/summary")
  Summary summary() {
    Overview it = overviews.look();
    return new Summary(
        it.at(),
        it.verdict().tone().name().toLowerCase(Locale.ROOT),
        told.said(it.verdict().sentence()),
        told.said(it.verdict().cause()),
        it.today(),
        it.accepted(),
        it.classes().entrySet().stream()
            .collect(Collectors.toMap(c -> word(c.getKey()), Map.Entry::getValue)),
        it.records(),
        it.edges().stream().map(this::edge).toList(),
        it.sources().stream().map(s -> new Source(s.source(), s.type(), s.perMinute())).toList(),
        it.clock().stream().map(ApiSummary::step).toList(),
        it.polls().stream().map(this::poll).toList(),
        it.replicas().stream()
            .map(r -> new Replica(r.name(), r.version(), r.startedAt(), r.seenAt()))
            .toList(),
        it.faults().stream().map(told::words).toList());
  }

  @Operation("What is left of the quotas, and what waits for them")
  @GetMapping("/api/v1/quotas")
  QuotaEndpoint.Report quotas() {
    return quotas.report();
  }

  @Operation("What answers")
  @GetMapping("/api/v1/about")
  About about() {
    return new About(
        "Ponte", ApiSummary.class.getPackage().getImplementationVersion(), zone, clock.instant());
  }

  @Operation(
      "Whether connections hold what they were told: what waits for a word, the passes, and the newest differences")
  @GetMapping("/api/v1/reconciliation")
  Reconciliations.Report reconciliation() {
    return reconciliations.report();
  }

  private Edge edge(Overview.EdgeRow it) {
    return new Edge(
        it.type(),
        it.subscriber(),
        it.waiting(),
        it.oldest(),
        it.dead(),
        it.parked(),
        it.perMinute(),
        it.drained(),
        told.said(it.hold()));
  }

  private static StepItem step(Overview.StepRow it) {
    return new StepItem(
        it.step().word(),
        it.median() == null ? null : it.median().toSeconds(),
        it.slow() == null ? null : it.slow().toSeconds(),
        it.limit() == null ? null : it.limit().toSeconds(),
        it.over());
  }

  private Poll poll(Overview.PollRow it) {
    return new Poll(
        it.connection(),
        it.name(),
        it.goodAt(),
        told.words(it.error()),
        it.interval() == null ? null : it.interval().toSeconds(),
        it.overdue());
  }

  private static String word(OrderClass it) {
    return it.word();
  }
}
