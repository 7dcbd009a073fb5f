package dev.ponte.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What a process on this machine costs, as Linux counts it. */
final class Processes {

  private static final double TICKS = 100;

  private Processes() {}

  /** The memory that is resident, in megabytes. */
  static double residentMegabytes(long pid) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
              .filter(it -> it.startsWith("VmRSS"))
              .mapToLong(it -> Long.parseLong(it.replaceAll("\\D", "")))
              .sum()
          / 1024.0;
    }
  }

  /** The processor time of all threads so far, in seconds. */
  static double processorSeconds(long pid) throws IOException {
    return seconds(Path.of("/proc/" + pid + "/stat"));
  }

  /**
   * The processor time of the compiler's threads so far, in seconds; those that ended are missing.
   */
  static double compilerSeconds(long pid) throws IOException {
    double sum = 0;
    for (Path thread : threads(pid)) {
      sum += compiler(thread);
    }
    return sum;
  }

  /** Waits that long. */
  static void pause(Duration time) throws InterruptedException {
    new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static double compiler(Path thread) throws IOException {
    try {
      String name = Files.readString(thread.resolve("comm"));
      boolean compiles = name.startsWith("C1 Compiler") || name.startsWith("C2 Compiler");
      return compiles ? seconds(thread.resolve("stat")) : 0;
    } catch (java.nio.file.NoSuchFileException ended) {
      return 0;
    }
  }

  private static List<Path> threads(long pid) throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc/" + pid + "/task"))) {
      return new ArrayList<>(all.toList());
    }
  }

  private static double seconds(Path stat) throws IOException {
    String line = Files.readString(stat);
    String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
  }
}
