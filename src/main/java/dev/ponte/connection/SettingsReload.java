package dev.ponte.connection;

import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.env.ConfigTreePropertySource;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.stereotype.Component;

/**
 * Takes over what the settings say of connections while Ponte runs: a key in {@code
 * application.yaml}, a secret file that was put anew. A connection with a fault, or that does not
 * answer one call with its new settings, goes on with its old ones.
 */
@Component
@ConditionalOnProperty(name = "ponte.flows.start", matchIfMissing = true)
public final class SettingsReload implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(SettingsReload.class);
  private static final long LOOK_SECONDS = 2;
  private static final long LAST_SECONDS = 60;
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** Spring's own view of all the others. */
  private static final String ATTACHED = "configurationProperties";

  private final ConfigurableEnvironment environment;
  private final ConfiguredConnections connections;
  private final List<ApiSystem> systems;
  private final List<FolderSettings> folders;
  private final SslBundles bundles;
  private final HttpApi api;
  private final GateKeeper gate;
  private final Pauses pauses;
  private final ReaderThreads readers;
  private final ObjectProvider<RoutesAround> routes;
  private final boolean auto;
  private ScheduledExecutorService timer;
  private String stamp;
  private String seen;

  /** Since when new settings wait for a system that does not answer; null when none do. */
  private Long retry;

  SettingsReload(
      ConfigurableEnvironment environment,
      ConfiguredConnections connections,
      List<ApiSystem> systems,
      List<FolderSettings> folders,
      SslBundles bundles,
      HttpApi api,
      GateKeeper gate,
      Pauses pauses,
      ReaderThreads readers,
      ObjectProvider<RoutesAround> routes,
      @Value("${ponte.routes.reload:auto}") String mode) {
    this.environment = environment;
    this.connections = connections;
    this.systems = systems;
    this.folders = folders;
    this.bundles = bundles;
    this.api = api;
    this.gate = gate;
    this.pauses = pauses;
    this.readers = readers;
    this.routes = routes;
    this.auto = mode.strip().toLowerCase(Locale.ROOT).matches("auto|true");
  }

  @Override
  public synchronized void start() {
    if (auto) {
      stamp = stamp();
      timer =
          Executors.newSingleThreadScheduledExecutor(
              task -> {
                Thread thread = new Thread(task, "settings-watch");
                thread.setDaemon(true);
                return thread;
              });
      timer.scheduleWithFixedDelay(this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }
  }

  @Override
  public void stop() {
    ScheduledExecutorService last = timer;
    if (last != null) {
      timer = null;
      last.shutdown();
      try {
        last.awaitTermination(LAST_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean isRunning() {
    return timer != null;
  }

  /** Before anything else of the hub stops. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }

  /** What two looks agree on counts, so that nothing is read while it is written. */
  private void look() {
    try {
      String now = stamp();
      boolean settled = now.equals(seen);
      seen = now;
      boolean again = retry != null && System.nanoTime() - retry > RETRY_NANOS;
      if (settled && (again || !now.equals(stamp))) {
        reload();
        stamp = now;
      }
    } catch (RuntimeException | Error e) {
      LOG.warn("Settings are not taken over yet, tries again: {}", words(e));
    }
  }

  /**
   * Reads the settings again.
   *
   * @return the connections that changed
   */
  public synchronized Set<String> reload() {
    ConfiguredConnections next;
    try {
      next = ConfiguredConnections.quietly(fresh(), systems, folders, bundles);
    } catch (RuntimeException e) {
      connections.held("application.yaml", "cannot be read: " + words(e));
      return Set.of();
    }
    connections.released("application.yaml");
    retry = null;
    Set<String> changed = new TreeSet<>();
    for (String name : connections.changed(next)) {
      Optional<String> refusal = refusal(name, next);
      if (refusal.isPresent()) {
        connections.held(name, refusal.get());
      } else {
        connections.released(name);
        changed.add(name);
      }
    }
    if (!changed.isEmpty()) {
      around(changed, () -> take(next, changed));
      LOG.info("Settings are taken over: {}", String.join(", ", changed));
    }
    return changed;
  }

  private void around(Set<String> changed, Runnable change) {
    routes.stream().findFirst().ifPresentOrElse(it -> it.around(changed, change), change);
  }

  private void take(ConfiguredConnections next, Set<String> changed) {
    connections.take(next, changed);
    changed.forEach(api::forget);
    changed.stream().flatMap(it -> connections.find(it).stream()).forEach(readers::add);
  }

  /** Why the new settings do not count; empty when they do. */
  private Optional<String> refusal(String name, ConfiguredConnections next) {
    if (connections.find(name).isEmpty()) {
      return Optional.empty();
    }
    String fault = next.faults().get(name);
    if (fault != null) {
      return Optional.of(fault);
    }
    Optional<Connection> connection = next.find(name);
    if (connection.isEmpty() && next.names().contains(name)) {
      return Optional.of("its keys are empty; take the whole connection out if that is meant");
    }
    return connection.flatMap(it -> tried(it, next));
  }

  private Optional<String> tried(Connection connection, ConfiguredConnections next) {
    Optional<ApiSystem.Probe> probe = connection.system().probe();
    String name = connection.name();
    boolean byPerson = !gate.troubles(name).getOrDefault(Scope.Kind.PERSON, Map.of()).isEmpty();
    if (probe.isEmpty() || byPerson) {
      return Optional.empty();
    }
    try (Attempt attempt = api.attempt()) {
      attempt.read(connection, probe.get());
      if (connections.opensOtherwise(name, next)) {
        // Whatever rests, rests for the sake of the old login.
        pauses.resume(name, "ponte", "its settings have changed");
      }
      return Optional.empty();
    } catch (DeliveryFailure failure) {
      if (failure.failureClass() == FailureClass.TRANSIENT
          || failure.failureClass() == FailureClass.THROTTLED) {
        retry = System.nanoTime();
      }
      return Optional.of("with its new settings: " + failure.getMessage());
    } catch (IOException e) {
      LOG.debug("What was tried with {} could not be closed", name, e);
      return Optional.empty();
    }
  }

  /** All settings as a start would read them now. */
  private ConfigurableEnvironment fresh() {
    StandardEnvironment fresh = new StandardEnvironment();
    MutablePropertySources sources = fresh.getPropertySources();
    sources.forEach(it -> sources.remove(it.getName()));
    for (PropertySource<?> it : environment.getPropertySources()) {
      if (!isFile(it) && !it.getName().equals(ATTACHED)) {
        sources.addLast(it);
      }
    }
    ConfigDataEnvironmentPostProcessor.applyTo(
        fresh, new DefaultResourceLoader(), null, environment.getActiveProfiles());
    return fresh;
  }

  private static boolean isFile(PropertySource<?> source) {
    return source instanceof OriginTrackedMapPropertySource
        || source instanceof ConfigTreePropertySource;
  }

  /** Of all files that settings come from; another one when any of them changes. */
  private String stamp() {
    StringBuilder stamp = new StringBuilder();
    for (Path it : places()) {
      try (Stream<Path> files = Files.walk(it, 2, FileVisitOption.FOLLOW_LINKS)) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          stamp
              .append(file)
              .append(Files.size(file))
              .append(Files.getLastModifiedTime(file))
              .append(Files.readAttributes(file, "unix:ino"))
              .append('\n');
        }
      } catch (IOException | UncheckedIOException | UnsupportedOperationException gone) {
        stamp.append(it).append(" is being written\n");
      }
    }
    return stamp.toString();
  }

  /** Files and folders that settings were read from. */
  private Set<Path> places() {
    Set<Path> places = new TreeSet<>();
    for (PropertySource<?> it : environment.getPropertySources()) {
      if (it instanceof ConfigTreePropertySource tree) {
        places.add(tree.getSource());
      } else if (it instanceof OriginTrackedMapPropertySource file) {
        Stream.of(file.getPropertyNames())
            .map(file::getOrigin)
            .flatMap(origin -> file(origin).stream())
            .forEach(places::add);
      }
    }
    return places;
  }

  private static Optional<Path> file(Origin origin) {
    if (origin instanceof TextResourceOrigin text
        && text.getResource() != null
        && text.getResource().isFile()) {
      try {
        return Optional.of(text.getResource().getFile().toPath());
      } catch (IOException gone) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static String words(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage()).replaceAll("\\s+", " ");
  }
}
