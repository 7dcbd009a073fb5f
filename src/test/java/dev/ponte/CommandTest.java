package dev.ponte;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The commands, as a person would type them in the folder of the project. */
class CommandTest {

  @Test
  void validate_finds_the_shipped_flows_well_and_needs_no_web_server() {
    assertThat(Command.run("validate", new String[0])).isZero();
  }

  @Test
  void call_refuses_a_connection_that_is_not_configured() {
    assertThat(Command.run("call", new String[] {"nobody", "nothing"})).isEqualTo(1);
  }
}
