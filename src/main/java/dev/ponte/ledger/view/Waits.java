package dev.ponte.ledger.view;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** What each delivery waits for; the first that is true. */
final class Waits {

  /** A claim is noted as due again in so long, which tells when it began. */
  private static final Duration CLAIM = Duration.ofHours(1);

  private static final String DRY_RUN = "Dry run:";

  private Waits() {}

  /**
   * What a delivery waits for.
   *
   * @param edge its subscription; null when that was ended
   * @return empty when it has ended and needs nobody
   */
  static Optional<Wait> of(DeliveryRow it, Edge edge, Instant now) {
    return switch (it.state()) {
      case "dead", "parked" -> Optional.of(person(it));
      case "claimed" -> Optional.of(underWay(sending(it, now)));
      case "pending", "retrying" -> Optional.of(open(it, edge, now));
      default -> Optional.empty();
    };
  }

  private static Wait person(DeliveryRow it) {
    return new Wait(
        Wait.Tone.PERSON, Sentence.of("waits." + it.state(), it.subscriber(), CauseText.title(it)));
  }

  private static Sentence sending(DeliveryRow it, Instant now) {
    Duration since = Duration.between(it.dueAt().toInstant().minus(CLAIM), now);
    return since.isNegative() || since.compareTo(CLAIM) > 0
        ? Sentence.of("waits.sending", it.subscriber())
        : Sentence.of("waits.sending-for", it.subscriber(), since);
  }

  private static Wait open(DeliveryRow it, Edge edge, Instant now) {
    if (edge == null) {
      return waits("waits.no-subscription", it.subscriber());
    }
    return wish(edge)
        .or(() -> hold(edge))
        .or(() -> lack(it, edge))
        .or(() -> rest(edge, now))
        .orElseGet(() -> turn(it, edge));
  }

  /** What holds up all deliveries of a subscription; empty when nothing does. */
  static Optional<Wait> edge(Edge edge, Instant now) {
    return wish(edge).or(() -> hold(edge)).or(() -> rest(edge, now));
  }

  private static Optional<Wait> wish(Edge edge) {
    if (edge.pausedAt() != null) {
      return Optional.of(
          paused(
              "waits.subscription-paused",
              edge,
              edge.pausedBy(),
              edge.pausedAt(),
              edge.pausedUntil(),
              edge.pauseReason()));
    }
    return edge.rests().stream()
        .filter(it -> it.isOf("person"))
        .findFirst()
        .map(
            it ->
                paused(
                    "waits.connection-paused",
                    edge,
                    it.who(),
                    it.since(),
                    it.until(),
                    it.reason()));
  }

  private static Wait paused(
      String code,
      Edge edge,
      String who,
      OffsetDateTime since,
      OffsetDateTime until,
      String reason) {
    return until == null
        ? waits(code, edge.subscriber(), who, since, reason)
        : waits(code + "-until", edge.subscriber(), who, since, reason, until);
  }

  private static Optional<Wait> hold(Edge edge) {
    if (edge.hold() != null) {
      return Optional.of(waits("waits.held", edge.subscriber(), edge.hold()));
    }
    return edge.served()
        ? Optional.empty()
        : Optional.of(
            waits("waits.no-route", edge.subscriber(), Sentence.of("type." + edge.type())));
  }

  private static Optional<Wait> lack(DeliveryRow it, Edge edge) {
    if (it.failureClass() == null) {
      return Optional.empty();
    }
    return switch (it.failureClass()) {
      case "unconfigured" ->
          Optional.of(waits("waits.setting", edge.subscriber(), it.code(), it.words()));
      case "held" -> Optional.of(waits("waits.person", edge.subscriber(), it.words(), it.dueAt()));
      case "not_yet" ->
          Optional.of(
              it.words() != null && it.words().startsWith(DRY_RUN)
                  ? waits("waits.dry-run", edge.subscriber())
                  : waits("waits.not-yet", edge.subscriber(), it.words(), it.dueAt()));
      default -> Optional.empty();
    };
  }

  private static Optional<Wait> rest(Edge edge, Instant now) {
    Optional<Edge.Rest> rest =
        edge.rests().stream().filter(it -> it.isOf("connection")).findFirst();
    if (rest.isPresent()) {
      return Optional.of(
          waits(
              "waits.rests",
              edge.subscriber(),
              rest.get().reason(),
              rest.get().until(),
              rest.get().since()));
    }
    return Optional.ofNullable(edge.closedUntil())
        .filter(it -> it.isAfter(now))
        .map(it -> waits("waits.quota", edge.subscriber(), it));
  }

  private static Wait turn(DeliveryRow it, Edge edge) {
    return it.state().equals("retrying")
        ? waits(
            "waits.retry",
            it.attempts(),
            it.dueAt(),
            it.agedFrom().plus(edge.giveUpAfter()),
            it.words(),
            edge.subscriber())
        : underWay(Sentence.of("waits.turn", edge.subscriber()));
  }

  private static Wait waits(String code, Object... args) {
    return new Wait(Wait.Tone.WAITS, Sentence.of(code, args));
  }

  private static Wait underWay(Sentence sentence) {
    return new Wait(Wait.Tone.UNDER_WAY, sentence);
  }
}
