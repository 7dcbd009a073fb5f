package dev.ponte.connection;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * What rests of all connections: kept in the database, so that replicas share it and a restart
 * forgets nothing, and in memory, so that no call waits for the database and calls go on without
 * it. A person may pause and resume a connection.
 */
@Component
public final class Pauses implements InitializingBean, DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(Pauses.class);

  /** How soon replicas learn of each other. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  private static final int LOOKS_A_COMPARISON = 60;
  private static final Duration WRITING = Duration.ofSeconds(10);

  private final PauseStore store;
  private final Connections connections;
  private final Clock clock;
  private final Runnable compare;
  private final Map<String, PauseBook> books = new ConcurrentHashMap<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Pauses::thread);
  private final AtomicBoolean urged = new AtomicBoolean();
  private int looks;
  private volatile boolean away;

  /**
   * One pause.
   *
   * @param part the host or operation that rests; null when all of the connection does
   * @param since when the trouble began
   * @param until null for as long as nobody resumes it; in the past when one call is to try next
   * @param who the person who paused it; null when it was its system or Ponte
   * @param why in that person's or the system's words
   */
  public record Paused(
      String connection, String part, Instant since, Instant until, String who, String why) {}

  @Autowired
  Pauses(PauseStore store, Connections connections, SharedClock shared) {
    this(store, connections, shared.clock(), shared::compare);
  }

  /**
   * @param compare sets the clock right, now and then
   */
  Pauses(PauseStore store, Connections connections, Clock clock, Runnable compare) {
    this.store = store;
    this.connections = connections;
    this.clock = clock;
    this.compare = compare;
  }

  @Override
  public void afterPropertiesSet() {
    look();
    timer.scheduleWithFixedDelay(
        this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void destroy() {
    timer.shutdownNow();
  }

  /**
   * No call is made to the connection until a person resumes it or the time is over: no poll, no
   * delivery, no login. Deliveries wait without an attempt; calls under way end. A pause that a
   * person has made before is replaced.
   *
   * @param until null for as long as nobody resumes it
   * @param who the person
   * @param why in that person's words
   * @throws IllegalArgumentException in one sentence, when there is no such connection, the time is
   *     over or nobody says why
   */
  public synchronized void pause(String connection, Instant until, String who, String why) {
    requireKnown(connection);
    Instant now = clock.instant();
    if (until != null && !until.isAfter(now)) {
      throw new IllegalArgumentException(
          "%s cannot be paused until %s, which is over".formatted(connection, until));
    }
    if (who == null || who.isBlank() || why == null || why.isBlank()) {
      throw new IllegalArgumentException(
          "Say who pauses %s, and why: whoever finds it paused wants to know"
              .formatted(connection));
    }
    store.write(
        new PauseStore.Row(connection, Scope.PERSON, now, until, false, 0, why, who, stamp(), null),
        null);
    readAll();
    LOG.info(
        "{} is paused {} by {}: {}",
        connection,
        until == null ? "until somebody resumes it" : "until " + until,
        who,
        why);
  }

  /**
   * Ends the pause of a person, and whatever else rests of the connection: the next call of each is
   * tried at once.
   *
   * @return false when nothing rested
   * @throws IllegalArgumentException in one sentence, when there is no such connection
   */
  public synchronized boolean resume(String connection, String who, String why) {
    requireKnown(connection);
    boolean stored = store.removeAll(connection);
    boolean rested = book(connection).clear();
    if (stored || rested) {
      LOG.info("{} is resumed by {}: {}", connection, who, why);
    }
    return stored || rested;
  }

  /** What rests, by connection, as this process knows it. */
  public List<Paused> list() {
    return books.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .flatMap(it -> it.getValue().rows(it.getKey()).stream())
        .map(Pauses::paused)
        .toList();
  }

  /** The time that pauses go by. */
  Clock clock() {
    return clock;
  }

  PauseBook book(String connection) {
    return books.computeIfAbsent(connection, any -> new PauseBook());
  }

  /** Something has changed that other replicas want to know. */
  void urge() {
    if (urged.compareAndSet(false, true) && !timer.isShutdown()) {
      timer.execute(this::look);
    }
  }

  /**
   * Whether a call may try, for all replicas, what has rested: each of its probes must be free.
   * Without the database each replica makes its own.
   */
  boolean takesProbes(Connection connection, PauseBook.Pass pass) {
    PauseBook book = book(connection.name());
    Instant now = clock.instant();
    Instant end =
        now.plus(connection.limits().readTimeout()).plus(WRITING).truncatedTo(ChronoUnit.MILLIS);
    return pass.probes().entrySet().stream()
        .allMatch(
            it -> {
              boolean here = takesProbe(connection, it.getKey(), it.getValue(), now, end);
              book.probed(it.getKey(), here, here ? end : now.plus(LOOK));
              return here;
            });
  }

  private boolean takesProbe(
      Connection connection, Scope scope, String stamp, Instant now, Instant end) {
    try {
      return away || store.probe(connection.name(), scope, stamp, now, end);
    } catch (DataAccessException goesOn) {
      LOG.debug("{} is tried without the database", connection.name(), goesOn);
      return true;
    }
  }

  /** Tells other replicas what they do not know, and learns what they know. */
  synchronized void look() {
    urged.set(false);
    try {
      if (looks++ % LOOKS_A_COMPARISON == 0) {
        compare.run();
      }
      books.forEach(this::tell);
      readAll();
      if (away) {
        LOG.info("Pauses are shared again");
      }
      away = false;
    } catch (RuntimeException e) {
      if (!away) {
        LOG.warn("Pauses are kept in memory until the database is back: {}", e.getMessage());
      }
      away = true;
    }
  }

  private void tell(String connection, PauseBook book) {
    for (PauseBook.Untold it : book.untold(connection)) {
      if (it.row() == null) {
        store.remove(connection, it.scope(), it.stored());
      } else {
        store.write(it.row(), it.stored());
      }
      book.told(it.scope(), it.row() == null ? null : it.row().stamp());
    }
  }

  private void readAll() {
    Map<String, List<PauseStore.Row>> rows =
        store.all().stream()
            .filter(this::isWanted)
            .collect(Collectors.groupingBy(PauseStore.Row::connection));
    rows.keySet().forEach(this::book);
    books.forEach(
        (connection, book) -> {
          Map<Scope, PauseStore.Row> byScope =
              rows.getOrDefault(connection, List.of()).stream()
                  .collect(Collectors.toMap(PauseStore.Row::scope, Function.identity()));
          book.learn(byScope).forEach(it -> log(connection, it));
        });
  }

  /** A person's pause that is over is forgotten; all others wait for a call that tries. */
  private boolean isWanted(PauseStore.Row row) {
    boolean over =
        row.scope().equals(Scope.PERSON)
            && row.until() != null
            && !row.until().isAfter(clock.instant());
    if (over) {
      store.remove(row.connection(), row.scope(), row.stamp());
      LOG.info("The pause of {} by {} is over", row.connection(), row.who());
    }
    return !over;
  }

  private static void log(String connection, PauseStore.Row row) {
    LOG.info(
        "{} rests until {}, as another process says: {}",
        row.scope().of(connection),
        row.until(),
        row.reason());
  }

  private void requireKnown(String connection) {
    if (connections.find(connection).isEmpty()) {
      throw new IllegalArgumentException(
          "There is no connection %s; there are %s"
              .formatted(connection, connections.all().stream().map(Connection::name).toList()));
    }
  }

  private static Paused paused(PauseStore.Row row) {
    return new Paused(
        row.connection(),
        row.scope().name().isEmpty() ? null : row.scope().name(),
        row.since(),
        row.until(),
        row.who().isEmpty() ? null : row.who(),
        row.reason());
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "pauses");
    thread.setDaemon(true);
    return thread;
  }

  private static String stamp() {
    return UUID.randomUUID().toString();
  }
}
