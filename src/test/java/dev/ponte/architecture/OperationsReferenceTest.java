package dev.ponte.architecture;

import dev.ponte.connection.Operation;
import dev.ponte.connection.Operations;
import dev.ponte.kit.GeneratedDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What can be called by name stands in the documentation, as the tables say it. */
class OperationsReferenceTest {

  private static final Path DOCUMENT = Path.of("docs/operations.md");

  private static final List<String> SYSTEMS =
      List.of("vtex", "moovin", "fastcommerce", "focco", "presence");

  private static final String HEAD =
      """
      # Operations

      What `java -jar ponte.jar call <connection> <operation> '<json>'` and the Kamelets `<system>-call-action` can call.
      Written from the tables `src/main/resources/operations`, by which arguments are checked before a call is spent.
      `call <connection>` lists those of a connection.

      `*` is required. Behind a name stands what its value must look like: `s35` text of up to 35 characters, `i11` a whole
      number of up to 11 digits, `n1..100` a whole number within bounds, `q` a number, `m12` an amount with 2 decimals, `d` a
      date such as 2026-02-13, `t` a date with or without time, `p` its beginning, `u` dd/mm/yyyy, `b` 0 or 1, `cpf` a CPF or
      CNPJ, `x` measures such as 12x13x14, `j` JSON, `a|b` one of these (`=a|b` in this letter case), `s` any text;
      Fastcommerce's own words are those of its dictionary. An effect *once* must not be repeated before it is known what
      became of it. What is *dangerous* is called only where `allow-dangerous` of the connection is true.
      """;

  @Test
  void the_document_says_what_the_tables_say() throws IOException {
    StringBuilder text = new StringBuilder(HEAD);
    for (String system : SYSTEMS) {
      text.append("\n## ").append(system).append("\n\n");
      text.append("| operation | takes | effect | priority |\n|---|---|---|---|\n");
      Operations.of(system).all().forEach(it -> text.append(row(it)));
    }
    GeneratedDocument.says(DOCUMENT, text.toString());
  }

  private static String row(Operation it) {
    String effect = it.effect().name().toLowerCase(Locale.ROOT);
    return "| `%s` | %s | %s | %s |\n"
        .formatted(
            it.name(),
            it.documentation().replace("|", "\\|"),
            it.more().containsKey(Operation.DANGEROUS) ? effect + ", dangerous" : effect,
            it.priority().name().toLowerCase(Locale.ROOT));
  }
}
