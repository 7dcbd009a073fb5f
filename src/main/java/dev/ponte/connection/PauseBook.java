package dev.ponte.connection;

import dev.ponte.delivery.DeliveryFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What rests of one connection: itself, its side hosts, its operations. Thread-safe.
 *
 * <p>An operation that is refused says nothing of the others. Only when no call at all has gone
 * well for an hour the key itself is taken for refused.
 */
final class PauseBook {

  private static final Duration PROOF = Duration.ofHours(1);

  /** When a pause ends that only a person ends. */
  static final Instant FOREVER = Instant.parse("9999-12-31T00:00:00Z");

  private final Map<Scope, Pause> pauses = new LinkedHashMap<>();

  /** The wish of a person; null when nobody has one. */
  private PauseStore.Row person;

  private long moments;
  private Instant wellAt = Instant.MIN;

  /**
   * A call that may be made.
   *
   * @param moment when it was let pass
   * @param probes what it tries that has rested, by the stamp of the rest that replicas share
   */
  record Pass(List<Scope> scopes, long moment, Map<Scope, String> probes) {

    Scope narrowest() {
      return scopes.get(scopes.size() - 1);
    }
  }

  /**
   * Why a call may not be made.
   *
   * @param until when it may be tried again
   * @param reason in the words of the failure that began it
   * @param probed whether it is over, and one call finds out just now what has become of it
   */
  record Rest(Scope scope, Instant until, String reason, boolean probed) {}

  /**
   * What other replicas do not know yet.
   *
   * @param row null when all is well
   * @param stored the stamp of the row that they see; null when they see none
   */
  record Untold(Scope scope, PauseStore.Row row, String stored) {}

  /** What stops a call that depends on these; empty when nothing does. */
  synchronized Optional<Rest> stopping(List<Scope> scopes, Instant now) {
    Optional<Rest> wish = wish(now);
    return wish.isPresent() ? wish : resting(scopes, now);
  }

  private Optional<Rest> wish(Instant now) {
    return Optional.ofNullable(person)
        .map(
            it ->
                new Rest(Scope.PERSON, it.until() == null ? FOREVER : it.until(), words(it), false))
        .filter(it -> it.until().isAfter(now));
  }

  private static String words(PauseStore.Row wish) {
    return "%s paused it%s: %s"
        .formatted(
            wish.who(), wish.until() == null ? " until somebody resumes it" : "", wish.reason());
  }

  private Optional<Rest> resting(List<Scope> scopes, Instant now) {
    return scopes.stream().flatMap(it -> rest(it, now).stream()).findFirst();
  }

  /** Lets a call pass; empty when something stops it. */
  synchronized Optional<Pass> enter(List<Scope> scopes, Instant now) {
    if (stopping(scopes, now).isPresent()) {
      return Optional.empty();
    }
    long moment = ++moments;
    Map<Scope, String> probes = new LinkedHashMap<>();
    for (Scope scope : scopes) {
      known(scope)
          .flatMap(it -> it.enter(moment, now))
          .ifPresent(stamp -> probes.put(scope, stamp));
    }
    return Optional.of(new Pass(scopes, moment, probes));
  }

  /** Who has the probe of all replicas. */
  synchronized void probed(Scope scope, boolean here, Instant end) {
    known(scope).ifPresent(it -> it.probed(here, end));
  }

  /** A call that is over already. */
  synchronized Pass now(List<Scope> scopes) {
    return new Pass(scopes, ++moments, Map.of());
  }

  /** A call has its answer, or never will. */
  synchronized void leave(Pass pass) {
    pass.scopes().forEach(it -> known(it).ifPresent(pause -> pause.leave(pass.moment())));
  }

  /** A call went well; gives what is over by that. */
  synchronized List<Scope> succeeded(Pass pass, Instant now) {
    wellAt = now;
    return answered(pass, told(pass.scopes()), now);
  }

  /**
   * A call failed.
   *
   * @return the rest that begins by it; empty when none does
   */
  synchronized Optional<Rest> failed(Pass pass, DeliveryFailure failure, Instant now) {
    List<Scope> scopes = pass.scopes();
    Scope operation = pass.narrowest();
    return switch (failure.failureClass()) {
      case TRANSIENT, IN_DOUBT, THROTTLED, UNAUTHORIZED ->
          closed(scopes.get(Math.max(0, scopes.size() - 2)), pass, failure, now);
      case FORBIDDEN -> {
        // Whoever refuses something is there.
        answered(pass, told(scopes).stream().filter(it -> !it.equals(operation)).toList(), now);
        yield closed(operation, pass, failure, now);
      }
      default -> {
        answered(pass, told(scopes), now);
        yield Optional.empty();
      }
    };
  }

  private Optional<Rest> closed(Scope scope, Pass pass, DeliveryFailure failure, Instant now) {
    return pauses
        .computeIfAbsent(scope, any -> new Pause())
        .failed(pass.moment(), ++moments, failure, now)
        .map(until -> new Rest(scope, until, failure.getMessage(), false));
  }

  /** Whether the key is good, as far as calls of the last hour tell. */
  synchronized boolean isWell(Instant now) {
    return wellAt.isAfter(now.minus(PROOF));
  }

  /** Until when all calls rest, or all that were tried lately. */
  synchronized Optional<Instant> restsUntil(Instant now) {
    Optional<Rest> rest = stopping(List.of(Scope.CONNECTION), now);
    return rest.isPresent() || isWell(now) ? rest.map(Rest::until) : allRefusedUntil(now);
  }

  private Optional<Instant> allRefusedUntil(Instant now) {
    List<Pause> refused =
        pauses.entrySet().stream()
            .filter(it -> it.getKey().kind() == Scope.Kind.OPERATION)
            .map(Map.Entry::getValue)
            .filter(it -> it.reason().isPresent())
            .toList();
    return refused.stream().allMatch(it -> it.until(now).isPresent())
        ? refused.stream().flatMap(it -> it.until(now).stream()).min(Comparator.naturalOrder())
        : Optional.empty();
  }

  /** What is in trouble by kind, each with its words; what rested and was not tried since too. */
  synchronized Map<Scope.Kind, Map<String, String>> troubles(Instant now) {
    Map<Scope.Kind, Map<String, String>> all = new EnumMap<>(Scope.Kind.class);
    wish(now).ifPresent(it -> all.put(Scope.Kind.PERSON, Map.of("", it.reason())));
    pauses.forEach(
        (scope, pause) ->
            pause
                .reason()
                .ifPresent(
                    it ->
                        all.computeIfAbsent(scope.kind(), any -> new LinkedHashMap<>())
                            .put(scope.name(), it)));
    return all;
  }

  /** All that rests, for a person to read. */
  synchronized List<PauseStore.Row> rows(String connection) {
    return Stream.concat(
            Stream.ofNullable(person),
            pauses.entrySet().stream()
                .flatMap(it -> it.getValue().row(connection, it.getKey()).stream()))
        .toList();
  }

  synchronized List<Untold> untold(String connection) {
    return pauses.entrySet().stream()
        .filter(it -> it.getValue().isUntold())
        .map(
            it ->
                new Untold(
                    it.getKey(),
                    it.getValue().row(connection, it.getKey()).orElse(null),
                    it.getValue().stored()))
        .toList();
  }

  /** Other replicas know by now; the stamp is null when they know that all is well. */
  synchronized void told(Scope scope, String stamp) {
    known(scope).ifPresent(it -> it.told(stamp));
  }

  /** How all stands by the rows that replicas share; gives the rests that are news here. */
  synchronized List<PauseStore.Row> learn(Map<Scope, PauseStore.Row> rows) {
    person = rows.get(Scope.PERSON);
    rows.keySet().stream()
        .filter(it -> !it.equals(Scope.PERSON))
        .forEach(it -> pauses.computeIfAbsent(it, any -> new Pause()));
    return pauses.entrySet().stream()
        // What other replicas do not know yet is newer.
        .filter(it -> !it.getValue().isUntold())
        .filter(it -> it.getValue().learn(rows.get(it.getKey()), ++moments))
        .map(it -> rows.get(it.getKey()))
        .filter(Objects::nonNull)
        .toList();
  }

  /** Nothing rests any more; false when nothing did. */
  synchronized boolean clear() {
    boolean rested =
        person != null || pauses.values().stream().anyMatch(it -> it.reason().isPresent());
    person = null;
    pauses.clear();
    return rested;
  }

  private List<Scope> answered(Pass pass, List<Scope> scopes, Instant now) {
    return scopes.stream()
        .filter(it -> known(it).map(pause -> pause.answered(pass.moment(), now)).orElse(false))
        .toList();
  }

  private Optional<Rest> rest(Scope scope, Instant now) {
    Pause pause = pauses.get(scope);
    if (pause == null || pause.reason().isEmpty()) {
      return Optional.empty();
    }
    Optional<Instant> until = pause.until(now);
    return until.isPresent() || pause.isProbed(now)
        ? Optional.of(new Rest(scope, until.orElse(now), pause.reason().get(), until.isEmpty()))
        : Optional.empty();
  }

  private Optional<Pause> known(Scope scope) {
    return Optional.ofNullable(pauses.get(scope));
  }

  /** What an answer tells of: a side host knows nothing of the other one, a login of no call. */
  private static List<Scope> told(List<Scope> scopes) {
    return switch (scopes.size()) {
      case 1 -> List.of();
      case 2 -> scopes;
      default -> scopes.subList(1, scopes.size());
    };
  }
}
