package dev.ponte;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.ponte.kit.Hub;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The health check of the Dockerfile, run as the container runs it. */
class ContainerProbeTest {

  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  @Test
  void a_hub_that_runs_is_alive_and_one_that_ended_is_not() throws Exception {
    int port;
    try (Hub hub = new Hub().start()) {
      port = hub.port();
      assertThat(probe(port)).isZero();
    }
    assertThat(probe(port)).isNotZero();
  }

  @Test
  void a_hub_that_says_it_is_down_is_not_alive() throws Exception {
    HttpServer down = HttpServer.create(new InetSocketAddress(HERE, 0), 0);
    down.createContext("/", exchange -> exchange.sendResponseHeaders(503, -1));
    down.start();
    try {
      assertThat(probe(down.getAddress().getPort())).isNotZero();
    } finally {
      down.stop(0);
    }
  }

  @Test
  void a_hub_that_accepts_and_does_not_answer_is_not_alive() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, HERE)) {
      assertThat(probe(silent.getLocalPort())).isNotZero();
    }
  }

  @Test
  void the_container_asks_the_probe_and_starts_no_virtual_machine_for_it() throws IOException {
    assertThat(Files.readAllLines(Path.of("Dockerfile")))
        .filteredOn(it -> it.startsWith("HEALTHCHECK"))
        .singleElement()
        .asString()
        .endsWith("CMD [\"/app/alive\"]");
    assertThat(Path.of("docker/alive")).isExecutable();
  }

  private static int probe(int port) throws Exception {
    ProcessBuilder command = new ProcessBuilder("docker/alive");
    command.environment().put("SERVER_PORT", String.valueOf(port));
    Process probe =
        command
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(probe.waitFor(Duration.ofMinutes(1).toSeconds(), TimeUnit.SECONDS)).isTrue();
    return probe.exitValue();
  }
}
