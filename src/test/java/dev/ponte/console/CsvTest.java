package dev.ponte.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CsvTest {

  @Test
  void no_cell_begins_like_a_formula_and_a_quote_ends_none() {
    assertThat(Csv.cell("=cmd|' /C calc'!A1")).isEqualTo("\"'=cmd|' /C calc'!A1\"");
    assertThat(Csv.cell("@x")).isEqualTo("\"'@x\"");
    assertThat(Csv.cell("a \"b\", c")).isEqualTo("\"a \"\"b\"\", c\"");
    assertThat(Csv.cell(null)).isEqualTo("\"\"");
  }
}
