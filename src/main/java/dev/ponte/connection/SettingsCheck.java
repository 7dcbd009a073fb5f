package dev.ponte.connection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Tells in the log what is most probably not meant in the settings: at the start what their files
 * show, and a while later what the systems say when they are asked. Nothing waits for it.
 */
@Component
public final class SettingsCheck implements DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(SettingsCheck.class);

  /** The start has more urgent calls. */
  private static final Duration LATER = Duration.ofMinutes(2);

  private final SettingWarnings warnings;
  private final Connections connections;
  private final Api api;
  private final boolean start;
  private final ScheduledThreadPoolExecutor later;

  SettingsCheck(
      SettingWarnings warnings,
      Connections connections,
      Api api,
      @Value("${ponte.flows.start:true}") boolean start) {
    this.warnings = warnings;
    this.connections = connections;
    this.api = api;
    this.start = start;
    later =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread thread = new Thread(work, "settings-check");
              thread.setDaemon(true);
              return thread;
            });
    later.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @EventListener(ApplicationReadyEvent.class)
  void started() {
    if (start) {
      written().forEach(it -> LOG.warn("{}", it));
      later.schedule(
          () -> asked().forEach(it -> LOG.warn("{}", it)), LATER.toSeconds(), TimeUnit.SECONDS);
    }
  }

  /** What the files show. */
  public List<Finding> written() {
    return warnings.list();
  }

  /** What the systems do not know of the settings, one sentence each. Calls them. */
  public List<String> asked() {
    List<String> doubts = new ArrayList<>();
    for (Connection connection : connections.all()) {
      try {
        doubts.addAll(connection.system().doubts(connection, api));
      } catch (RuntimeException failure) {
        doubts.add(
            "Whether %s knows the codes in its settings could not be asked: %s"
                .formatted(connection.name(), failure.getMessage()));
      }
    }
    return doubts;
  }

  /** A call that is under way ends by itself, since what it writes must not be torn. */
  @Override
  public void destroy() {
    later.shutdown();
  }
}
