package dev.ponte.connection;

import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.Gate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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

  private final Connections connections;
  private final Quotas quotas;
  private final PollPace pollPace;
  private final Clock clock;
  private final Map<String, Pause> pauses = new ConcurrentHashMap<>();

  GateKeeper(Connections connections, Quotas quotas, PollPace pollPace, Clock clock) {
    this.connections = connections;
    this.quotas = quotas;
    this.pollPace = pollPace;
    this.clock = clock;
  }

  @Override
  public Optional<Instant> closedUntil(String name, int priority) {
    Connection connection = connections.find(name).orElse(null);
    if (connection == null) {
      return Optional.empty();
    }
    Optional<Instant> paused = pause(name).until(clock.instant());
    return paused.isPresent()
        ? paused
        : quotas
            .exhaustedUntil(connection, priority)
            .filter(it -> it.isAfter(clock.instant().plus(SHORT)));
  }

  @Override
  public int concurrency(String name) {
    return connections.find(name).map(it -> it.limits().concurrency()).orElse(OTHER_CONCURRENCY);
  }

  @Override
  public Duration giveUpAfter(String name) {
    return connections.find(name).map(Connection::giveUpAfter).orElse(OTHER_GIVE_UP);
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
  public boolean isComparable(String name, String type) {
    return connections.find(name).filter(it -> it.system().isComparable(it, type)).isPresent();
  }

  /** When polls of the connection may begin; empty when they may now. */
  Optional<Instant> pollsRestUntil(Connection connection) {
    return closedUntil(connection.name(), 1).or(() -> pollPace.restUntil(connection));
  }

  /**
   * Lets one call pass. Waits for it when a short window is about to turn, as with one call a
   * second.
   *
   * @param overtaken whether somebody else is to go first meanwhile
   * @return false when it was overtaken; nothing was taken then
   * @throws GateClosed when it is; nothing was sent then
   */
  boolean permit(Connection connection, ApiCall call, BooleanSupplier overtaken) {
    requireNoPause(connection);
    Optional<Instant> used = quotas.take(connection, call.priority());
    while (used.isPresent()) {
      if (used.get().isAfter(clock.instant().plus(SHORT))) {
        throw closed(connection, used.get(), "its quota is used");
      }
      if (!waitFor(connection, used.get(), overtaken)) {
        return false;
      }
      used = quotas.take(connection, call.priority());
    }
    if (call.delivery() == null && call.priority() < ApiCall.SPARE) {
      paced(connection);
    }
    return true;
  }

  private void requireNoPause(Connection connection) {
    Pause pause = pause(connection.name());
    Optional<Instant> paused = pause.until(clock.instant());
    if (paused.isPresent()) {
      String why = pause.reason().orElse("it asked for a rest");
      throw closed(connection, paused.get(), why);
    }
  }

  private void paced(Connection connection) {
    try {
      pollPace.polled(connection);
    } catch (RuntimeException e) {
      quotas.ended(connection);
      throw e;
    }
  }

  /** A call that was permitted has its answer, or never will. */
  void ended(Connection connection) {
    quotas.ended(connection);
  }

  /** Names no instant for the delivery: the gate itself knows when it opens again. */
  private static GateClosed closed(Connection connection, Instant until, String why) {
    return new GateClosed("%s is not asked before %s: %s".formatted(connection.name(), until, why));
  }

  /** Looks at the clock again and again, since a clock in tests may run fast. */
  private boolean waitFor(Connection connection, Instant until, BooleanSupplier overtaken) {
    while (clock.instant().isBefore(until)) {
      if (overtaken.getAsBoolean()) {
        return false;
      }
      LockSupport.parkNanos(STEP.toNanos());
      if (Thread.interrupted()) {
        Thread.currentThread().interrupt();
        throw closed(connection, until, "Ponte is stopping");
      }
    }
    return !overtaken.getAsBoolean();
  }

  /** A call ended well. */
  void succeeded(Connection connection) {
    if (pause(connection.name()).recovered()) {
      LOG.info("{} answers again", connection.name());
    }
  }

  /** A call failed. */
  void failed(Connection connection, DeliveryFailure failure) {
    pause(connection.name())
        .failed(failure, clock.instant())
        .ifPresent(
            until ->
                LOG.error(
                    "{} pauses until {}: {}", connection.name(), until, failure.getMessage()));
  }

  /** Why the connection is paused or was last failing; empty when all is well. */
  Optional<String> trouble(String name) {
    return pause(name).reason();
  }

  private Pause pause(String name) {
    return pauses.computeIfAbsent(name, any -> new Pause());
  }
}
