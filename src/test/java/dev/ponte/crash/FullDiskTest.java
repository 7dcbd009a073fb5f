package dev.ponte.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The disk of the H2 file is full while orders arrive, and then somebody makes room. */
@Tag("crash")
class FullDiskTest extends RealProcess {

  private Path disk;

  @AfterEach
  void unmount() throws Exception {
    hub.close();
    if (disk != null) {
      command("umount", disk.toString());
    }
  }

  @Test
  void a_full_disk_is_waited_out_and_everything_is_carried_out_once() throws Exception {
    disk = Files.createDirectory(folder.resolve("data"));
    if (!command("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", disk.toString())) {
      disk = null;
      Assumptions.abort("a small disk cannot be mounted here");
    }
    focco.latency(Duration.ofMillis(100));
    place(10);
    hub.start();
    awaitBegun(5);

    Path ballast = disk.resolve("ballast");
    fill(ballast);
    place(30);
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> hub.get("/actuator/health", false).statusCode() == 503);
    assertThat(hub.get("/actuator/health/liveness", false).statusCode()).isEqualTo(200);
    assertThat(hub.get("/actuator/health/readiness", false).statusCode()).isEqualTo(503);
    Files.delete(ballast);

    expectAllOnce("disk full");
    assertThat(hub.isHealthy()).isTrue();
    assertThat(hub.log().lines().filter(it -> it.contains("cannot be written")).count())
        .isBetween(1L, 10L);
  }

  private static void fill(Path ballast) {
    byte[] block = new byte[4_096];
    try (OutputStream out = Files.newOutputStream(ballast)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
  }

  private static boolean command(String... words) throws Exception {
    try {
      Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
      return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException notThere) {
      return false;
    }
  }
}
