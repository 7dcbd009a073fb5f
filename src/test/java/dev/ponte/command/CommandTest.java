package dev.ponte.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that work alone, as a person types them in the folder of the project. */
class CommandTest {

  @Test
  void validate_finds_the_shipped_flows_well_and_needs_no_web_server() {
    Typed typed = new Typed().types("validate");

    assertThat(typed.said()).contains("All flows and connections are well");
    assertThat(typed.code()).isZero();
  }

  @Test
  void call_refuses_a_connection_that_is_not_configured() {
    Typed typed = new Typed().types("call", "nobody", "nothing");

    assertThat(typed.said()).contains("There is no connection nobody");
    assertThat(typed.code()).isEqualTo(1);
  }

  @Test
  void import_references_writes_them_into_the_ledger_of_the_folder(@TempDir Path folder)
      throws Exception {
    String ledger = "jdbc:h2:" + folder.resolve("ponte");
    Path file = Files.writeString(folder.resolve("open.csv"), "moovin,1234,focco,50481,12346");

    Typed typed =
        new Typed()
            .with("--spring.datasource.url=" + ledger)
            .with("--ponte.connections.moovin.system=moovin")
            .with("--ponte.connections.focco.system=focco")
            .types("import", "references", file.toString());

    assertThat(typed.said()).contains("1 reference imported, 0 known already");
    assertThat(typed.code()).isZero();
    assertThat(idOf(ledger, "1234")).isEqualTo("50481");
  }

  @Test
  void what_is_no_command_starts_no_hub_and_is_told_what_was_meant() {
    Typed typed = new Typed().types("validat");

    assertThat(typed.said()).contains("Did you mean: ponte validate");
    assertThat(typed.code()).isEqualTo(2);
  }

  @Test
  void settings_alone_start_the_hub() {
    assertThat(Commands.isMeantBy(new String[] {})).isFalse();
    assertThat(Commands.isMeantBy(new String[] {"--spring.profiles.active=sandbox"})).isFalse();
    assertThat(Commands.isMeantBy(new String[] {"--help"})).isTrue();
    assertThat(Commands.isMeantBy(new String[] {"--url=http://other", "orders"})).isTrue();
    assertThat(Commands.isMeantBy(new String[] {"validate"})).isTrue();
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
}
