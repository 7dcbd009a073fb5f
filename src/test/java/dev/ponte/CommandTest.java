package dev.ponte;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  @Test
  void import_references_writes_them_into_the_ledger_of_the_folder(@TempDir Path folder)
      throws Exception {
    String ledger = "jdbc:h2:" + folder.resolve("ponte");
    Path file = Files.writeString(folder.resolve("open.csv"), "moovin,1234,focco,50481,12346");

    Ended ended =
        run(
            Map.of(
                "SPRING_DATASOURCE_URL",
                ledger,
                "SPRING_APPLICATION_JSON",
                "{\"ponte.connections.moovin.system\":\"moovin\",\"ponte.connections.focco.system\":\"focco\"}"),
            "import",
            "references",
            file.toString());

    assertThat(ended.said()).contains("1 reference imported, 0 known already");
    assertThat(ended.code()).isZero();
    assertThat(idOf(ledger, "1234")).isEqualTo("50481");
  }

  private static String idOf(String ledger, String order) throws SQLException {
    try (Connection database = DriverManager.getConnection(ledger);
        PreparedStatement query =
            database.prepareStatement(
                "SELECT target_id FROM reference WHERE kind = 'order' AND source_key = ?")) {
      query.setString(1, order);
      ResultSet rows = query.executeQuery();
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }

  static Ended run(String... words) throws IOException, InterruptedException {
    return run(Map.of(), words);
  }

  private static Ended run(Map<String, String> environment, String... words)
      throws IOException, InterruptedException {
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
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), said);
  }

  record Ended(int code, String said) {}
}
