package dev.ponte.connection;

import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.Gate;
import dev.ponte.delivery.Priority;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Decides for each connection whether calls make sense now: pause, breaker and quota in one. */
@Component
final class GateKeeper implements Gate {

  private static final Logger LOG = LoggerFactory.getLogger(GateKeeper.class);
  private static final Duration SHORT = Duration.ofSeconds(2);
  private static final Duration STEP = Duration.ofMillis(5);
  private static final int OTHER_CONCURRENCY = 4;
  private static final Duration OTHER_GIVE_UP = Duration.ofHours(72);

  /** What a dry run withholds is as fresh at its end as it was at its beginning. */
  private static final Duration NEVER = Duration.ofDays(36_500);

  private final Connections connections;
  private final Quotas quotas;
  private final PollPace pollPace;
  private final Pauses pauses;
  private final Clock clock;

  GateKeeper(Connections connections, Quotas quotas, PollPace pollPace, Pauses pauses) {
    this.connections = connections;
    this.quotas = quotas;
    this.pollPace = pollPace;
    this.pauses = pauses;
    this.clock = pauses.clock();
  }

  @Override
  public Optional<Instant> ordersFrom(String name) {
    return connections.ordersFrom(name);
  }

  @Override
  public Optional<Instant> closedUntil(String name, int priority) {
    Connection connection = connections.find(name).orElse(null);
    if (connection == null) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    Optional<Instant> paused = book(connection).restsUntil(now);
    return paused.isPresent() ? paused : exhaustedUntil(connection, priority, now);
  }

  private Optional<Instant> exhaustedUntil(Connection connection, int priority, Instant now) {
    return quotas.exhaustedUntil(connection, priority).filter(it -> it.isAfter(now.plus(SHORT)));
  }

  @Override
  public int concurrency(String name) {
    return connections.find(name).map(it -> it.limits().concurrency()).orElse(OTHER_CONCURRENCY);
  }

  @Override
  public Duration giveUpAfter(String name) {
    return connections
        .find(name)
        .map(it -> it.dryRun() ? NEVER : it.giveUpAfter())
        .orElse(OTHER_GIVE_UP);
  }

  @Override
  public Optional<Instant> lastOf(String name, long calls, int priority) {
    Instant now = clock.instant();
    return connections.find(name).map(quotas::look).orElse(List.of()).stream()
        .map(it -> it.lastOf(calls, priority, now))
        .max(Comparator.naturalOrder());
  }

  @Override
  public Optional<String> missing(String name, String type, boolean ranBefore) {
    return connections
        .find(name)
        .flatMap(
            it ->
                it.sending()
                    .missing(name, type, ranBefore)
                    .or(() -> it.system().missing(it, type)));
  }

  @Override
  public boolean asksFirst(String name) {
    return connections
        .find(name)
        .filter(it -> it.sending().firstPass() == Sending.FirstPass.ASK)
        .isPresent();
  }

  @Override
  public boolean keepsOneInvoice(String name) {
    return connections.find(name).filter(it -> it.system().keepsOneInvoice()).isPresent();
  }

  @Override
  public boolean isComparable(String name, String type) {
    return connections.find(name).filter(it -> it.system().isComparable(it, type)).isPresent();
  }

  /**
   * When polls of the connection may begin; empty when they may now. That operations are refused
   * stops none: what another poll needs may be allowed.
   *
   * @param first whether it is for one that goes before all others, as the poll of orders does
   */
  Optional<Instant> pollsRestUntil(Connection connection, boolean first) {
    Instant now = clock.instant();
    return book(connection)
        .stopping(List.of(Scope.CONNECTION), now)
        .map(PauseBook.Rest::until)
        .or(() -> exhaustedUntil(connection, Priority.ORDERS.level(), now))
        .or(() -> pollPace.restUntil(connection, first));
  }

  /**
   * Lets one call pass. Waits for it when a short window is about to turn, as with one call a
   * second, and while another call tries what has rested.
   *
   * @param overtaken whether somebody else is to go first meanwhile
   * @return to be given back by {@link #ended}; empty when it was overtaken, and nothing was taken
   * @throws GateClosed when it is; nothing was sent then
   */
  Optional<PauseBook.Pass> permit(Connection connection, ApiCall call, BooleanSupplier overtaken) {
    requireOpen(connection, call);
    Optional<Instant> used = quotas.take(connection, call.priority().level());
    while (used.isPresent()) {
      if (used.get().isAfter(clock.instant().plus(SHORT))) {
        throw closed(connection, used.get(), "its quota is used");
      }
      if (!waitFor(connection, used.get(), overtaken)) {
        return Optional.empty();
      }
      used = quotas.take(connection, call.priority().level());
    }
    try {
      return Optional.of(entered(connection, call));
    } catch (RuntimeException e) {
      quotas.ended(connection);
      throw e;
    }
  }

  /**
   * Returns when a call may be made, as far as pauses go.
   *
   * @throws GateClosed when it may not
   */
  void requireOpen(Connection connection, ApiCall call) {
    Optional<PauseBook.Rest> rest =
        book(connection).stopping(Scope.of(connection, call), clock.instant());
    if (rest.isPresent() && !rest.get().probed()) {
      throw closed(connection, rest.get());
    }
  }

  private PauseBook.Pass entered(Connection connection, ApiCall call) {
    PauseBook book = book(connection);
    PauseBook.Pass pass = passed(connection, book, Scope.of(connection, call));
    try {
      if (call.delivery() == null && call.priority() != Priority.SPARE) {
        pollPace.polled(connection, call.priority() == Priority.ORDERS);
      }
      return pass;
    } catch (RuntimeException e) {
      book.leave(pass);
      throw e;
    }
  }

  private PauseBook.Pass passed(Connection connection, PauseBook book, List<Scope> scopes) {
    long patience = System.nanoTime() + SHORT.toNanos();
    Optional<PauseBook.Pass> pass = entered(connection, book, scopes);
    while (pass.isEmpty()) {
      Optional<PauseBook.Rest> rest = book.stopping(scopes, clock.instant());
      if (rest.isPresent() && !(rest.get().probed() && System.nanoTime() < patience)) {
        throw closed(connection, rest.get());
      }
      park(connection);
      pass = entered(connection, book, scopes);
    }
    return pass.get();
  }

  private Optional<PauseBook.Pass> entered(
      Connection connection, PauseBook book, List<Scope> scopes) {
    Optional<PauseBook.Pass> pass = book.enter(scopes, clock.instant());
    if (pass.isEmpty() || pauses.takesProbes(connection, pass.get())) {
      return pass;
    }
    book.leave(pass.get());
    return Optional.empty();
  }

  /** A call that was permitted has its answer, or never will. */
  void ended(Connection connection, PauseBook.Pass pass) {
    book(connection).leave(pass);
    quotas.ended(connection);
  }

  private GateClosed closed(Connection connection, PauseBook.Rest rest) {
    Instant until = rest.until();
    String words = words(rest.scope().of(connection.name()), until, rest.reason());
    return switch (rest.scope().kind()) {
      case PERSON, CONNECTION -> GateClosed.connection(words);
      case HOST -> GateClosed.part(FailureClass.TRANSIENT, words, until);
      case OPERATION -> GateClosed.part(refusal(connection), words, until);
    };
  }

  private static GateClosed closed(Connection connection, Instant until, String why) {
    return GateClosed.connection(words(connection.name(), until, why));
  }

  private static String words(String who, Instant until, String why) {
    return until.equals(PauseBook.FOREVER)
        ? "%s is not asked: %s".formatted(who, why)
        : "%s is not asked before %s: %s".formatted(who, until, why);
  }

  /** Looks at the clock again and again, since a clock in tests may run fast. */
  private boolean waitFor(Connection connection, Instant until, BooleanSupplier overtaken) {
    while (clock.instant().isBefore(until)) {
      if (overtaken.getAsBoolean()) {
        return false;
      }
      park(connection);
    }
    return !overtaken.getAsBoolean();
  }

  private void park(Connection connection) {
    LockSupport.parkNanos(STEP.toNanos());
    if (Thread.interrupted()) {
      Thread.currentThread().interrupt();
      throw GateClosed.connection(
          "%s is not asked: Ponte is stopping".formatted(connection.name()));
    }
  }

  /** Its limits have changed. */
  void forget(String name) {
    quotas.forget(name);
  }

  /** A call ended well. */
  void succeeded(Connection connection, PauseBook.Pass pass) {
    List<Scope> over = book(connection).succeeded(pass, clock.instant());
    if (!over.isEmpty()) {
      over.forEach(it -> LOG.info("{} answers again", it.of(connection.name())));
      pauses.urge();
    }
  }

  /**
   * A call failed.
   *
   * @return what its caller is told
   */
  ApiFailure failed(Connection connection, PauseBook.Pass pass, ApiFailure failure) {
    Optional<PauseBook.Rest> rest = book(connection).failed(pass, failure, clock.instant());
    rest.ifPresent(
        it -> {
          LOG.error(
              "{} pauses until {}: {}",
              it.scope().of(connection.name()),
              it.until(),
              failure.getMessage());
          pauses.urge();
        });
    return failure.failureClass() == FailureClass.FORBIDDEN
        ? new ApiFailure(
            refusal(connection),
            advised(connection, pass, failure),
            failure.code().orElse(null),
            rest.map(PauseBook.Rest::until).or(failure::retryAt).orElse(null),
            failure.answer().orElse(null),
            failure)
        : failure;
  }

  private static String advised(Connection connection, PauseBook.Pass pass, ApiFailure failure) {
    return "%s; it is tried again by itself. Have %s allowed to the user or key of ponte.connections.%s"
        .formatted(failure.getMessage(), pass.narrowest().name(), connection.name());
  }

  /** A call failed that had gone well for the gate. */
  ApiFailure failed(Connection connection, ApiCall call, ApiFailure failure) {
    return failed(connection, book(connection).now(Scope.of(connection, call)), failure);
  }

  /** One operation that is refused while others go well, or a key that opens nothing. */
  private FailureClass refusal(Connection connection) {
    return book(connection).isWell(clock.instant())
        ? FailureClass.FORBIDDEN
        : FailureClass.UNAUTHORIZED;
  }

  /** What of the connection is paused or was last failing, with the system's words. */
  Map<Scope.Kind, Map<String, String>> troubles(String name) {
    return pauses.book(name).troubles(clock.instant());
  }

  private PauseBook book(Connection connection) {
    return pauses.book(connection.name());
  }
}
