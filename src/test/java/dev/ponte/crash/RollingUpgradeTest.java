package dev.ponte.crash;

import dev.ponte.kit.HubProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An older release and this one side by side on one PostgreSQL, as a rolling upgrade has them, each
 * killed while orders flow. The older one is built from its commit; {@code ponte.crash.release}
 * names another.
 */
@Tag("crash")
class RollingUpgradeTest {

  private static final String RELEASE = System.getProperty("ponte.crash.release", "53d8f9b");
  private static final int KILLS = Integer.getInteger("ponte.crash.kills", 3);
  private static final int ORDERS = Integer.getInteger("ponte.crash.orders", 8);

  @TempDir private Path folder;

  @Test
  void two_releases_side_by_side_lose_nothing_and_do_nothing_twice() throws Exception {
    Assumptions.assumeTrue(HubProcess.isBuilt(), "the jar is not built");
    Path older = build();
    try (Ground ground = Ground.postgres(folder, 0, false)) {
      HubProcess before = ground.hub(new HubProcess(older, folder.resolve("before")));
      ground.company.work(ORDERS);
      before.start();
      ground.awaitTraffic();
      // It changes the tables while the other one works on them.
      HubProcess after = ground.hub(new HubProcess(folder.resolve("after"))).start();
      for (int i = 0; i < 2 * KILLS; i++) {
        ground.company.work(2);
        ground.awaitTraffic();
        ground.pause(Duration.ofMillis(ground.random.nextInt(600)));
        HubProcess one = i % 2 == 0 ? before : after;
        one.kill();
        one.start();
      }
      ground.company.work(2);
      ground.awaitTraffic();
      ground.retire(before);
      ground.company.work(2);
      Tally tally = ground.settle("upgrade from " + RELEASE, "two, PostgreSQL");
      System.out.println(Tally.table(List.of(tally)));
      tally.judge(true);
    }
  }

  /** The older release, built once in a folder of its own. */
  private static Path build() throws IOException, InterruptedException {
    Path here = Path.of("").toAbsolutePath();
    Assumptions.assumeTrue(
        run(here, "git", "cat-file", "-e", RELEASE + "^{commit}"),
        "commit " + RELEASE + " is not in this clone; fetch it with git fetch --unshallow");
    Path checkout = here.resolve("target/release-" + RELEASE);
    if (!Files.exists(checkout.resolve("target/ponte.jar"))) {
      Files.createDirectories(checkout);
      Path sources = checkout.resolve("sources.tar");
      require(here, "git", "archive", "--output", sources.toString(), RELEASE);
      require(checkout, "tar", "-xf", sources.toString());
      require(checkout, "./mvnw", "-B", "-o", "-q", "-DskipTests", "package");
    }
    return checkout;
  }

  private static void require(Path folder, String... command)
      throws IOException, InterruptedException {
    if (!run(folder, command)) {
      throw new IllegalStateException(
          "%s failed in %s, see %s".formatted(String.join(" ", command), folder, log()));
    }
  }

  private static boolean run(Path folder, String... command)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
            .start();
    return process.waitFor(15, TimeUnit.MINUTES) && process.exitValue() == 0;
  }

  /** In the folder of what is built. */
  private static Path log() {
    return Path.of("target", "release-" + RELEASE + ".log").toAbsolutePath();
  }
}
