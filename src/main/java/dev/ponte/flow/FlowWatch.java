package dev.ponte.flow;

import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Looks at the files of flows again and again, and has what changed loaded. A file counts when two
 * looks have found the same in it, so that one that is being written is left alone. The text itself
 * is compared: links that turn, dates that stand still and folders of other machines say nothing.
 */
@Component
@ConditionalOnProperty(name = "ponte.flows.start", matchIfMissing = true)
final class FlowWatch implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(FlowWatch.class);
  private static final long LOOK_MILLIS = 500;
  private static final long LAST_SECONDS = 60;

  /** What becomes of an edit. */
  enum Mode {
    /** It is loaded by itself. */
    AUTO,
    /** It is loaded when a person says so. */
    MANUAL,
    /** It counts from the next start on. */
    OFF
  }

  private final Flows flows;
  private final Mode mode;

  /** As the last look found them; null before the first. */
  private SortedMap<String, String> seen;

  /** As they were handed over last. */
  private SortedMap<String, String> taken;

  private ScheduledExecutorService timer;
  private String trouble;

  FlowWatch(Flows flows, @Value("${ponte.routes.reload:auto}") String mode) {
    this.flows = flows;
    this.mode = mode(mode);
  }

  private static Mode mode(String word) {
    // YAML reads off as false.
    String plain =
        word.strip().toUpperCase(Locale.ROOT).replace("FALSE", "OFF").replace("TRUE", "AUTO");
    try {
      return Mode.valueOf(plain);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "ponte.routes.reload is %s, but must be auto, manual or off".formatted(word), e);
    }
  }

  Mode mode() {
    return mode;
  }

  @Override
  public synchronized void start() {
    if (mode == Mode.AUTO) {
      timer =
          Executors.newSingleThreadScheduledExecutor(
              task -> {
                Thread thread = new Thread(task, "routes-watch");
                thread.setDaemon(true);
                return thread;
              });
      timer.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /** Before anything else of the hub stops. */
  @Override
  public void stop() {
    ScheduledExecutorService last = timer;
    if (last == null) {
      return;
    }
    timer = null;
    last.shutdown();
    try {
      // A swap that waits for calls ends with them.
      if (!last.awaitTermination(LAST_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("Routes are still being loaded while Ponte stops");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return timer != null;
  }

  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }

  /** One look; what two looks agree on is loaded. */
  synchronized void look() {
    try {
      SortedMap<String, String> now = flows.folder().read();
      if (trouble != null) {
        flows.folderBack();
        trouble = null;
      }
      if (seen != null && flows.hash().isPresent()) {
        taken = taken == null ? atStart(now) : taken;
        SortedMap<String, String> settled = settled(now);
        seen = now;
        boolean news = !settled.equals(taken) || flows.isTorn();
        if (news && flows.mayChange()) {
          taken = settled;
          flows.reload(settled, "edit", null);
        }
      }
      seen = now;
    } catch (IllegalStateException unreadable) {
      missing(unreadable.getMessage());
    } catch (RuntimeException | Error e) {
      LOG.error("The files of flows could not be looked at, tries again", e);
    }
  }

  /** What was loaded at the start, so that an edit since then is seen. */
  private SortedMap<String, String> atStart(SortedMap<String, String> now) {
    SortedMap<String, String> first = new TreeMap<>(flows.texts());
    // A file that could not be loaded at the start has been told of.
    flows.held().stream().filter(now::containsKey).forEach(it -> first.put(it, now.get(it)));
    return first;
  }

  /** Files that are as at the last look; one that is not yet counts as it was taken. */
  private SortedMap<String, String> settled(SortedMap<String, String> now) {
    SortedMap<String, String> settled = new TreeMap<>();
    now.forEach(
        (name, text) -> {
          if (text.equals(seen.get(name))) {
            settled.put(name, text);
          } else if (taken.containsKey(name)) {
            settled.put(name, taken.get(name));
          }
        });
    // Gone only when it was gone at the last look too: editors take a file away and put it back.
    taken.forEach(
        (name, text) -> {
          if (!now.containsKey(name) && seen.containsKey(name)) {
            settled.put(name, text);
          }
        });
    return settled;
  }

  private void missing(String sentence) {
    if (!sentence.equals(trouble)) {
      flows.folderGone(sentence);
      trouble = sentence;
    }
  }

  /**
   * Loads what stands in the files now, since a person says so.
   *
   * @throws IllegalStateException in one sentence, when they cannot be read
   */
  synchronized Wiring.Outcome reload(String via, String who) {
    requireAllowed();
    if (!flows.mayChange()) {
      throw new IllegalStateException("The database does not answer; nothing was changed");
    }
    SortedMap<String, String> now = flows.folder().read();
    taken = now;
    seen = now;
    return flows.reload(now, via, who);
  }

  /**
   * @throws IllegalArgumentException in one sentence, when nothing may be loaded while Ponte runs
   */
  void requireAllowed() {
    if (mode == Mode.OFF) {
      throw new IllegalArgumentException(
          "ponte.routes.reload is off, so edits count from the next start on");
    }
  }
}
