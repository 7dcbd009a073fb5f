package dev.ponte.architecture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.ponte.kit.GeneratedDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/kamelets.md} says what the Kamelets say of themselves. */
class KameletsReferenceTest {

  private static final Path KAMELETS = Path.of("src/main/resources/kamelets");
  private static final Path DOCUMENT = Path.of("docs/kamelets.md");
  private static final YAMLMapper YAML = new YAMLMapper();

  private static final String HEAD =
      """
      # Kamelets

      The blocks of the flows, made from their own descriptions. *Source* stands after `from`, *sink* after `to` behind
      `from: ledger:<type>`, *action* anywhere. A parameter in bold is needed.
      """;

  @Test
  void the_document_lists_every_kamelet_with_its_parameters() throws IOException {
    GeneratedDocument.says(DOCUMENT, text());
  }

  private static String text() throws IOException {
    Map<String, List<JsonNode>> bySystem = new TreeMap<>();
    try (Stream<Path> files = Files.list(KAMELETS)) {
      for (Path it : files.sorted().toList()) {
        JsonNode kamelet = YAML.readTree(it.toFile());
        String system = name(kamelet).split("-")[0];
        bySystem.computeIfAbsent(system, any -> new ArrayList<>()).add(kamelet);
      }
    }
    StringBuilder text = new StringBuilder(HEAD);
    bySystem.forEach(
        (system, kamelets) -> {
          text.append("\n## ").append(system).append('\n');
          kamelets.forEach(it -> describe(it, text));
        });
    return text.toString();
  }

  private static void describe(JsonNode kamelet, StringBuilder text) {
    JsonNode definition = kamelet.at("/spec/definition");
    text.append("\n### ").append(name(kamelet)).append("\n\n");
    text.append(definition.path("description").asText()).append("\n\n");
    text.append("| parameter | type | default | |\n|---|---|---|---|\n");
    Set<String> required = new TreeSet<>();
    definition.path("required").forEach(it -> required.add(it.asText()));
    definition
        .path("properties")
        .fields()
        .forEachRemaining(it -> parameter(it.getKey(), it.getValue(), required, text));
    text.append("\n```yaml\n").append(example(kamelet, required)).append("```\n");
  }

  private static void parameter(
      String name, JsonNode property, Set<String> required, StringBuilder text) {
    text.append(
        "| %s | %s | %s | %s |\n"
            .formatted(
                required.contains(name) ? "**" + name + "**" : name,
                property.path("type").asText(),
                property.has("default") ? "`" + property.path("default").asText() + "`" : "",
                property.path("description").asText().replace("|", "\\|")));
  }

  private static String example(JsonNode kamelet, Set<String> required) {
    String type = kamelet.at("/metadata/labels").path("camel.apache.org/kamelet.type").asText();
    StringBuilder example = new StringBuilder();
    example.append(type.equals("source") ? "from:\n" : "- to:\n");
    String indent = type.equals("source") ? "  " : "    ";
    example.append(indent).append("uri: kamelet:").append(name(kamelet)).append('\n');
    JsonNode properties = kamelet.at("/spec/definition/properties");
    if (!required.isEmpty()) {
      example.append(indent).append("parameters:\n");
      for (String it : required) {
        String value =
            it.equals("connection")
                ? name(kamelet).split("-")[0]
                : properties.path(it).path("example").asText("…");
        example.append(indent).append("  ").append(it).append(": ").append(value).append('\n');
      }
    }
    return example.toString();
  }

  private static String name(JsonNode kamelet) {
    return kamelet.at("/metadata/name").asText();
  }
}
