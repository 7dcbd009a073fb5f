package dev.ponte.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Five hundred edits of all kinds to the files of a hub that moves orders all the while: {@code
 * ./mvnw -Psoak verify -Dit.test=RewiringFuzzTest}, with {@code -Dedits=50} for a short one.
 */
@Tag("soak")
class RewiringFuzzTest {

  private static final int EDITS = Integer.getInteger("edits", 500);
  private static final int AT_ONCE = 3;
  private static final long SEED = Long.getLong("seed", 2026);

  @TempDir private Path folder;
  private final Random random = new Random(SEED);
  private final Map<String, Set<String>> untouched = new ConcurrentHashMap<>();
  private final List<String> gaps = new ArrayList<>();
  private final AtomicBoolean over = new AtomicBoolean();
  private final Map<String, Integer> kinds = new TreeMap<>();
  private Duration slowest = Duration.ZERO;

  /**
   * What was done to a file.
   *
   * @param fault what must be told, with file and line; null when the edit is well
   */
  private record Edit(String file, String kind, String text, String fault) {}

  @Test
  void five_hundred_edits_stop_nothing_lose_nothing_and_leave_nothing_behind() throws Exception {
    try (Rig rig = new Rig(folder).start()) {
      SortedMap<String, String> shipped = rig.texts();
      rig.focco.latency(Duration.ofMillis(20));
      rig.place(5);
      rig.awaitAllHandled();
      Thread watcher = watch(rig);
      warmUp(rig, shipped);
      Map<String, Long> before = measured(rig);

      int done = 0;
      while (done < EDITS) {
        done += round(rig, shipped, Math.min(AT_ONCE, EDITS - done));
        rig.place(1);
      }
      restore(rig, shipped);
      rig.awaitAllHandled();
      over.set(true);
      watcher.join();
      Map<String, Long> after = measured(rig);

      System.out.printf(
          "%d edits of kinds %s; the slowest was live after %d ms%n",
          done, kinds, slowest.toMillis());
      System.out.printf("before %s%nafter  %s%n", before, after);
      assertThat(gaps).isEmpty();
      assertThat(rig.focco.orders()).hasSize(rig.placed());
      assertThat(rig.vtex.orderIds())
          .allSatisfy(it -> assertThat(rig.focco.ordersOf(it)).hasSize(1));
      assertThat(rig.mostAttempts()).as("no call was interrupted").isEqualTo(1);
      for (String it : List.of("routes", "endpoints", "definitions")) {
        assertThat(after.get(it)).as(it).isEqualTo(before.get(it));
      }
      assertThat(after.get("threads")).isLessThanOrEqualTo(before.get("threads") + 10);
      assertThat(after.get("classes")).isLessThanOrEqualTo(before.get("classes") + 500);
      assertThat(after.get("heap MB")).isLessThanOrEqualTo(before.get("heap MB") + 15);
    }
  }

  /** So that what is made once is made. */
  private void warmUp(Rig rig, SortedMap<String, String> shipped) {
    round(rig, shipped, AT_ONCE);
    restore(rig, shipped);
    kinds.clear();
    slowest = Duration.ZERO;
  }

  private int round(Rig rig, SortedMap<String, String> shipped, int many) {
    List<String> files = new ArrayList<>(shipped.keySet());
    Collections.shuffle(files, random);
    Map<String, Edit> edits = new TreeMap<>();
    for (String file : files.subList(0, many)) {
      edits.put(file, edit(file, shipped.get(file)));
    }
    Map<String, Set<String>> calm = new HashMap<>();
    // A file whose edit is refused is as if nobody had touched it.
    files.stream()
        .filter(it -> !edits.containsKey(it) || edits.get(it).fault() != null)
        .forEach(it -> calm.put(it, ids(rig, it, rig.flows().texts().get(it))));
    untouched.keySet().retainAll(calm.keySet());
    untouched.putAll(calm);
    long start = System.nanoTime();
    edits.values().forEach(it -> apply(rig, it));
    for (Edit it : edits.values()) {
      kinds.merge(it.kind(), 1, Integer::sum);
      if (it.fault() != null) {
        rig.awaitFault(it.fault());
      } else {
        await(it.kind() + " of " + it.file())
            .atMost(Rig.LIVE)
            .pollInterval(Duration.ofMillis(50))
            .until(() -> Objects.equals(rig.flows().texts().get(it.file()), it.text()));
      }
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    slowest = took.compareTo(slowest) > 0 ? took : slowest;
    return edits.size();
  }

  private static void apply(Rig rig, Edit edit) {
    if (edit.text() == null) {
      rig.delete(edit.file());
    } else {
      rig.write(edit.file(), edit.text());
    }
  }

  private void restore(Rig rig, SortedMap<String, String> shipped) {
    untouched.clear();
    shipped.forEach(rig::write);
    rig.awaitLive();
    await().until(() -> rig.flows().faults().isEmpty());
  }

  private Edit edit(String file, String text) {
    String[] lines = text.split("\n", -1);
    return switch (random.nextInt(8)) {
      case 0 -> typo(file, lines, "steps:", "stepps:", "unknown key stepps in from");
      case 1 -> typo(file, lines, "from:", "form:", "unknown key form in route");
      case 2 -> typo(file, lines, "uri: ", "uri: nothing-", "there is no component nothing-");
      case 3 -> truncated(file, text);
      case 4 ->
          file.startsWith("orders") ? changed(file, text) : new Edit(file, "deletion", null, null);
      case 5 -> swapped(file, text);
      case 6 -> new Edit(file, "emptied", "", "the file is empty");
      default -> changed(file, text);
    };
  }

  private Edit typo(String file, String[] lines, String right, String wrong, String sentence) {
    List<Integer> where = new ArrayList<>();
    for (int i = 0; i < lines.length; i++) {
      if (lines[i].contains(right)) {
        where.add(i);
      }
    }
    int at = where.get(random.nextInt(where.size()));
    String[] edited = lines.clone();
    edited[at] = lines[at].replace(right, wrong);
    return new Edit(file, "typo", String.join("\n", edited), "%s:%d:".formatted(file, at + 1));
  }

  /** In the middle of a text in quotes or of a key, where no YAML ends. */
  private Edit truncated(String file, String text) {
    int line = 1 + random.nextInt(3);
    int at = 0;
    for (int i = 0; i < line; i++) {
      at = text.indexOf("- route:", at + 1) < 0 ? at : text.indexOf("- route:", at + 1);
    }
    String cut = text.substring(0, at) + "- rou";
    int last = 1 + (int) cut.chars().filter(it -> it == '\n').count();
    return new Edit(file, "truncation", cut, "%s:%d:".formatted(file, last));
  }

  /** The first route stands last. */
  private Edit swapped(String file, String text) {
    int second = text.indexOf("- route:", 1);
    String swapped = second < 0 ? text : text.substring(second) + text.substring(0, second);
    return new Edit(file, "swap", swapped, null);
  }

  private Edit changed(String file, String text) {
    String said = "description: Edit " + random.nextInt(1_000_000) + ".";
    return new Edit(file, "change", text.replaceFirst("description: .*", said), null);
  }

  private static Set<String> ids(Rig rig, String file, String text) {
    if (text == null) {
      return Set.of();
    }
    FlowCheck check = rig.hub.part(FlowCheck.class);
    Set<String> ids = new TreeSet<>();
    check.routes(file, text, rig.folder.toString()).stream()
        .filter(check::isConnected)
        .forEach(it -> ids.add(it.id()));
    return ids;
  }

  /** Looks all the time whether the routes of files that nobody touches run. */
  private Thread watch(Rig rig) {
    CamelContext camel = rig.camel();
    Thread watcher =
        new Thread(
            () -> {
              while (!over.get()) {
                untouched.forEach(
                    (file, ids) ->
                        ids.stream()
                            .filter(it -> !runs(camel, it) && untouched.get(file) == ids)
                            .forEach(it -> gaps.add(it + " of " + file)));
                LockSupport.parkNanos(5_000_000);
              }
            },
            "gaps");
    watcher.start();
    return watcher;
  }

  private static boolean runs(CamelContext camel, String id) {
    return camel.getRoute(id) != null && camel.getRouteController().getRouteStatus(id).isStarted();
  }

  private static Map<String, Long> measured(Rig rig) {
    Map<String, Long> measured = new TreeMap<>();
    rig.counts().forEach((name, count) -> measured.put(name, count.longValue()));
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    measured.put("threads", (long) ManagementFactory.getThreadMXBean().getThreadCount());
    measured.put("classes", (long) ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
    measured.put(
        "heap MB", ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20);
    return measured;
  }
}
