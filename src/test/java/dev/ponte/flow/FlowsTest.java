package dev.ponte.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponte.connection.Connection;
import dev.ponte.connection.Connections;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlowsTest {

  private static final String TO_FOCCO =
      """
      - route:
          id: orders-to-focco
          from:
            uri: ledger:order
            parameters:
              subscriber: focco
            steps:
              - to:
                  uri: kamelet:focco-orders-sink
                  parameters:
                    connection: focco
      """;

  @TempDir private Path folder;

  @Test
  void a_route_of_an_unconfigured_connection_is_left_out_and_no_fault() throws IOException {
    write("orders.camel.yaml", TO_FOCCO);

    Flows flows = flows("vtex");

    assertThat(flows.read()).isEmpty();
    assertThat(flows.faults()).isEmpty();
  }

  @Test
  void malformed_yaml_is_one_fault_with_its_line_and_the_other_files_go_on() throws IOException {
    write("bad.camel.yaml", "- route:\n    id: [x\n");
    write("orders.camel.yaml", TO_FOCCO);

    Flows flows = flows("focco");

    assertThat(flows.read()).extracting(Flows.Loadable::name).containsExactly("orders.camel.yaml");
    assertThat(flows.faults()).singleElement().asString().contains("bad.camel.yaml", "line ");
  }

  @Test
  void a_missing_folder_is_one_fault_that_says_what_to_do() {
    Flows flows = new Flows(folder.resolve("nowhere"), known("focco"), Map::of, catalog());

    assertThat(flows.read()).isEmpty();
    assertThat(flows.faults())
        .singleElement()
        .asString()
        .contains("nowhere", "put the flows there");
  }

  @Test
  void a_second_sink_behind_the_ledger_is_refused() throws IOException {
    write(
        "orders.camel.yaml",
        TO_FOCCO
            + """
                      - to:
                          uri: kamelet:vtex-order-status-sink?connection=vtex
              """);

    Flows flows = flows("focco", "vtex");

    assertThat(flows.read()).isEmpty();
    assertThat(flows.faults()).singleElement().asString().contains("2 sinks");
  }

  @Test
  void seda_and_wire_tap_behind_the_ledger_are_refused() throws IOException {
    write(
        "orders.camel.yaml",
        """
        - route:
            id: leaky
            from:
              uri: ledger:order?subscriber=focco
              steps:
                - wireTap:
                    uri: log:tap
                - to:
                    uri: seda:later
        """);

    Flows flows = flows("focco");
    flows.read();

    assertThat(flows.faults()).hasSize(2).allMatch(it -> it.contains("leaky"));
  }

  @Test
  void types_that_go_round_in_circles_are_refused() throws IOException {
    write(
        "circle.camel.yaml",
        """
        - route:
            id: there
            from:
              uri: ledger:order?subscriber=a
              steps:
                - to:
                    uri: ledger:order-status
        - route:
            id: back
            from:
              uri: ledger:order-status?subscriber=b
              steps:
                - to:
                    uri: ledger:order
        """);

    Flows flows = flows("focco");

    assertThat(flows.read()).isEmpty();
    assertThat(flows.faults()).anyMatch(it -> it.contains("round in circles"));
  }

  @Test
  void an_unknown_kamelet_is_named() throws IOException {
    write("orders.camel.yaml", TO_FOCCO.replace("focco-orders-sink", "focco-oders-sink"));

    Flows flows = flows("focco");
    flows.read();

    assertThat(flows.faults()).singleElement().asString().contains("no Kamelet focco-oders-sink");
  }

  @Test
  void a_route_behind_the_ledger_needs_a_subscriber() throws IOException {
    write("orders.camel.yaml", TO_FOCCO.replace("subscriber: focco", "concurrency: 2"));

    Flows flows = flows("focco");
    flows.read();

    assertThat(flows.faults()).singleElement().asString().contains("without a subscriber");
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private Flows flows(String... connections) {
    return new Flows(folder, known(connections), Map::of, catalog());
  }

  private static KameletCatalog catalog() {
    return new KameletCatalog();
  }

  private static Connections known(String... names) {
    Set<String> all = Set.of(names);
    return new Connections() {
      @Override
      public Optional<Connection> find(String name) {
        return all.contains(name) ? Optional.of(connection(name)) : Optional.empty();
      }

      @Override
      public Collection<Connection> all() {
        return List.of();
      }
    };
  }

  private static Connection connection(String name) {
    return new Connection(
        name,
        null,
        URI.create("http://x"),
        ZoneOffset.UTC,
        null,
        Duration.ZERO,
        false,
        Map.of(),
        null);
  }
}
