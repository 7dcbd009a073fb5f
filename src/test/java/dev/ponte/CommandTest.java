package dev.ponte;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The commands, as a person types them in the folder of the project: in a process of their own,
 * since they keep the log quiet for all of theirs.
 */
class CommandTest {

  @Test
  void validate_finds_the_shipped_flows_well_and_needs_no_web_server() throws Exception {
    Ended ended = run("validate");

    assertThat(ended.said()).contains("All flows and connections are well");
    assertThat(ended.code()).isZero();
  }

  @Test
  void call_refuses_a_connection_that_is_not_configured() throws Exception {
    Ended ended = run("call", "nobody", "nothing");

    assertThat(ended.said()).contains("There is no connection nobody");
    assertThat(ended.code()).isEqualTo(1);
  }

  static Ended run(String... words) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                // An empty element would be the folder of work, and its routes a part of the jar.
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"))
                    .replaceAll(":+$", ""),
                Ponte.class.getName()));
    command.addAll(List.of(words));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), said);
  }

  record Ended(int code, String said) {}
}
