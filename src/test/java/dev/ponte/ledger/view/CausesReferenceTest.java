package dev.ponte.ledger.view;

import dev.ponte.kit.GeneratedDocument;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** {@code docs/reference/causes.md} says what the pages say of each cause. */
class CausesReferenceTest {

  private static final Path TEXTS = Path.of("src/main/resources/causes.properties");
  private static final Path DOCUMENT = Path.of("docs/reference/causes.md");
  private static final String TITLE = ".title";

  private static final String HEAD =
      """
      # Causes

      What deliveries and records that need a person have in common, as the page *Problems* groups them. *Connection*, *what*
      and *number* stand for what the page says there. The last column says whether `done` needs the number that it has in
      the target. All other causes are the target's own words.
      """;

  @Test
  void the_document_lists_every_cause_with_what_happened_and_what_to_do() throws IOException {
    Properties texts = new Properties();
    try (Reader reader = Files.newBufferedReader(TEXTS, StandardCharsets.UTF_8)) {
      texts.load(reader);
    }
    TreeMap<String, StringBuilder> bySystem = new TreeMap<>();
    texts.stringPropertyNames().stream()
        .filter(it -> it.endsWith(TITLE))
        .map(it -> it.substring(0, it.length() - TITLE.length()))
        .sorted()
        .forEach(
            it ->
                bySystem
                    .computeIfAbsent(it.substring(0, it.indexOf('.')), any -> new StringBuilder())
                    .append(row(it, texts)));
    StringBuilder text = new StringBuilder(HEAD);
    bySystem.forEach(
        (system, rows) ->
            text.append("\n## ")
                .append(system)
                .append("\n\n| cause | what happened | what to do | number |\n|---|---|---|---|\n")
                .append(rows));

    GeneratedDocument.says(DOCUMENT, text.toString());
  }

  private static String row(String cause, Properties texts) {
    return "| `%s` | %s | %s | %s |\n"
        .formatted(
            cause,
            plain(texts.getProperty(cause + TITLE)),
            plain(texts.getProperty(cause + ".todo", "")),
            texts.getProperty(cause + ".number", "no").equals("yes") ? "yes" : "");
  }

  private static String plain(String text) {
    return GeneratedDocument.cell(
        text.replace("{0}", "*connection*").replace("{1}", "*what*").replace("{2}", "*number*"));
  }
}
