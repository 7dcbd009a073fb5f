package dev.ponte.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The building blocks and the shipped flows keep their contract: what is declared is used. */
class KameletsTest {

  private static final Path KAMELETS = Path.of("src/main/resources/kamelets");
  private static final Path ROUTES = Path.of("routes");
  private static final Path CONNECTOR_TESTS = Path.of("src/test/java/dev/ponte/connector");
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Pattern HOLE =
      Pattern.compile("\\{\\{\\??([A-Za-z][A-Za-z0-9]*)(?::[^}]*)?}}");
  private static final Pattern NAME =
      Pattern.compile(
          "[a-z-]+-((orders|order-status|cancellations|invoices|shipments|stock|products|prices|customers|files|report|order-changes|(stock|prices|products|orders)-check)-(source|sink)|call-action)");

  static Stream<Path> kamelets() throws IOException {
    return Files.list(KAMELETS).sorted();
  }

  static Stream<Path> flows() throws IOException {
    return Files.list(ROUTES).filter(Files::isRegularFile).sorted();
  }

  @ParameterizedTest
  @MethodSource("kamelets")
  void a_kamelet_is_named_like_its_file_and_says_what_it_is_for(Path file) throws IOException {
    JsonNode kamelet = YAML.readTree(file.toFile());
    String name = kamelet.at("/metadata/name").asText();
    JsonNode definition = kamelet.at("/spec/definition");

    assertThat(file.getFileName()).hasToString(name + ".kamelet.yaml");
    assertThat(name).matches(NAME);
    assertThat(kamelet.at("/metadata/labels").path("camel.apache.org/kamelet.type").asText())
        .isEqualTo(name.substring(name.lastIndexOf('-') + 1));
    assertThat(definition.path("title").asText()).isNotBlank();
    assertThat(definition.path("description").asText()).endsWith(".");
    definition
        .path("properties")
        .fields()
        .forEachRemaining(
            it -> {
              assertThat(it.getValue().path("title").asText()).as(it.getKey()).isNotBlank();
              assertThat(it.getValue().path("description").asText()).as(it.getKey()).endsWith(".");
              assertThat(it.getValue().path("type").asText()).as(it.getKey()).isNotBlank();
            });
  }

  @ParameterizedTest
  @MethodSource("kamelets")
  void every_parameter_is_declared_and_used(Path file) throws IOException {
    JsonNode kamelet = YAML.readTree(file.toFile());

    assertThat(holes(kamelet.at("/spec/template").toString()))
        .isEqualTo(names(kamelet.at("/spec/definition/properties")));
    assertThat(names(kamelet.at("/spec/definition/properties")))
        .containsAll(texts(kamelet.at("/spec/definition/required")));
  }

  @ParameterizedTest
  @MethodSource("kamelets")
  void a_source_ends_in_the_sink_and_a_sink_begins_with_the_source(Path file) throws IOException {
    JsonNode kamelet = YAML.readTree(file.toFile());
    String type = kamelet.at("/metadata/labels").path("camel.apache.org/kamelet.type").asText();
    String template = kamelet.at("/spec/template").toString();

    if (type.equals("source")) {
      assertThat(template).contains("\"uri\":\"kamelet:sink\"");
    } else {
      assertThat(kamelet.at("/spec/template/from/uri").asText()).isEqualTo("kamelet:source");
    }
  }

  /** What is beside them is written in the Kamelet for whoever reads it. */
  @ParameterizedTest
  @MethodSource("kamelets")
  void all_sinks_are_driven_in_one_way(Path file) throws IOException {
    JsonNode kamelet = YAML.readTree(file.toFile());
    JsonNode steps = kamelet.at("/spec/template/from/steps");
    if (!kamelet.at("/metadata/name").asText().endsWith("-sink")) {
      return;
    }

    assertThat(steps.at("/0/bean/ref").asText()).isEqualTo("sinks");
    assertThat(steps.at("/0/bean/method").asText())
        .matches("deliver\\('\\{\\{connection}}', '[a-zA-Z]+Sink', \\$\\{exchange}\\)");
    assertThat(steps.path(steps.size() - 1).at("/removeHeaders/pattern").asText())
        .isEqualTo("Camel*");
    String sink = steps.at("/0/bean/method").asText().split("'")[3];
    String system = file.getFileName().toString().split("-")[0];
    String test = system.substring(0, 1).toUpperCase(Locale.ROOT) + system.substring(1);
    assertThat(CONNECTOR_TESTS.resolve(system).resolve(test + "SinksTest.java"))
        .as("which holds each sink to the contract")
        .content()
        .contains("class %s extends".formatted(sink.substring(system.length())));
  }

  /** What asks for one thing a call has no list; it plans what to ask for. */
  private static final Set<String> ASKS_ONE_BY_ONE =
      Set.of("focco-stock-source", "focco-order-status-source");

  private static final String LIST =
      """
      - split:
          expression:
            simple:
              expression: "${body}"
          steps:
            - idempotentConsumer:
                idempotentRepository: fetched
                expression:
                  simple:
                    expression: "${body.id}"
                steps:
                  - bean:
                      ref: intake
                      method: read
                  - filter:
                      expression:
                        simple:
                          expression: "${body} != null"
                      steps:
                        - to:
                            uri: kamelet:sink
      """;
  private static final String COMPARISON =
      """
      - to:
          uri: kamelet:sink
      """;

  @ParameterizedTest
  @MethodSource("kamelets")
  void all_that_is_polled_has_one_shape(Path file) throws IOException {
    JsonNode kamelet = YAML.readTree(file.toFile());
    JsonNode from = kamelet.at("/spec/template/from");
    if (!from.path("uri").asText().startsWith("poll:")
        || ASKS_ONE_BY_ONE.contains(kamelet.at("/metadata/name").asText())) {
      return;
    }
    JsonNode steps = from.path("steps").deepCopy();
    if (steps.at("/0/split") instanceof ObjectNode split) {
      split.remove(List.of("parallelProcessing", "executorService"));
    }

    boolean isList = from.at("/parameters").has("feed");
    assertThat(isList || from.at("/parameters").has("holds")).as("what it reads").isTrue();
    assertThat(steps).isEqualTo(YAML.readTree(isList ? LIST : COMPARISON));
  }

  @ParameterizedTest
  @MethodSource("flows")
  void a_shipped_flow_reads_aloud_and_wires_known_blocks(Path file) throws IOException {
    for (JsonNode item : YAML.readTree(file.toFile())) {
      JsonNode route = item.path("route");
      assertThat(route.path("id").asText()).as("id in " + file).isNotBlank();
      assertThat(route.path("description").asText()).as("description in " + file).endsWith(".");
      for (JsonNode call : route.findParents("uri")) {
        String uri = call.path("uri").asText();
        assertThat(uri).as("parameters stand below the uri").doesNotContain("?");
        if (uri.startsWith("kamelet:")) {
          requireDeclared(uri.substring("kamelet:".length()), names(call.path("parameters")));
        }
      }
    }
  }

  private static void requireDeclared(String kamelet, Set<String> parameters) throws IOException {
    Path file = KAMELETS.resolve(kamelet + ".kamelet.yaml");
    assertThat(file).exists();
    JsonNode definition = YAML.readTree(file.toFile()).at("/spec/definition");
    assertThat(names(definition.path("properties"))).containsAll(parameters);
    assertThat(parameters).containsAll(texts(definition.path("required")));
  }

  private static Set<String> holes(String text) {
    Set<String> found = new TreeSet<>();
    Matcher matcher = HOLE.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }
}
