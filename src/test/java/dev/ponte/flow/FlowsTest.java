package dev.ponte.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponte.connection.Connection;
import dev.ponte.connection.Connections;
import dev.ponte.connection.Schedule;
import dev.ponte.connection.Sending;
import dev.ponte.ledger.Replicas;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.actuate.health.Status;

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

  private static final Map<String, Schedule> SCHEDULES =
      Map.of(
          "orders", schedule("orders", "0 * * * * ?"),
          "order-status", schedule("order-status", "0 * * * * ?"),
          "stock", schedule("stock", "0 * * * * ?"),
          "prices", schedule("prices", "0 * * * * ?"),
          "customers", schedule("customers", "each minute"));

  private static final CamelContext CAMEL = started();

  @TempDir private Path folder;

  private static CamelContext started() {
    DefaultCamelContext camel = new DefaultCamelContext();
    camel.disableJMX();
    camel.start();
    return camel;
  }

  @AfterAll
  static void stop() {
    CAMEL.stop();
  }

  @Test
  void a_route_of_an_unconfigured_connection_is_left_out_and_no_fault() throws IOException {
    write("orders.camel.yaml", TO_FOCCO);

    Checked flows = checked("vtex");

    assertThat(flows.read()).isEmpty();
    assertThat(flows.faults()).isEmpty();
  }

  @Test
  void malformed_yaml_is_one_fault_with_its_line_and_the_other_files_go_on() throws IOException {
    write("bad.camel.yaml", "- route:\n    id: [x\n");
    write("orders.camel.yaml", TO_FOCCO);

    Checked flows = checked("focco");

    assertThat(flows.read()).extracting(Loadable::name).containsExactly("orders.camel.yaml");
    assertThat(flows.faults())
        .singleElement()
        .asString()
        .contains("bad.camel.yaml:3:1: this is no YAML");
  }

  @Test
  void a_schedule_that_is_no_cron_leaves_its_route_out_and_names_the_key() throws IOException {
    write("orders.camel.yaml", from("vtex-orders-source", "vtex", "order"));
    write("customers.camel.yaml", from("focco-customers-source", "focco", "customer"));

    Checked flows = checked("vtex", "focco");

    assertThat(flows.read()).extracting(Loadable::name).containsExactly("orders.camel.yaml");
    assertThat(flows.faults())
        .singleElement()
        .asString()
        .contains(
            "customers.camel.yaml",
            "Route customer-in",
            "ponte.schedule.customers is \"each minute\"");
  }

  @Test
  void a_schedule_that_is_missing_leaves_its_route_out() throws IOException {
    write("orders.camel.yaml", from("vtex-cancellations-source", "vtex", "order"));

    Checked flows = checked("vtex");

    assertThat(flows.read()).isEmpty();
    assertThat(flows.faults()).singleElement().asString().contains("set ponte.schedule.cancel");
  }

  private static String from(String kamelet, String connection, String type) {
    return """
        - route:
            id: %3$s-in
            from:
              uri: kamelet:%1$s
              parameters:
                connection: %2$s
              steps:
                - to:
                    uri: ledger:%3$s
        """
        .formatted(kamelet, connection, type);
  }

  @Test
  void a_missing_folder_is_one_fault_that_says_what_to_do() {
    Checked flows = new Checked(folder.resolve("nowhere"), check("focco"));

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

    Checked flows = checked("focco", "vtex");

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

    Checked flows = checked("focco");
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

    Checked flows = checked("focco");

    assertThat(flows.read()).isEmpty();
    assertThat(flows.faults()).anyMatch(it -> it.contains("round in circles"));
  }

  @Test
  void a_state_that_two_connections_tell_each_other_is_refused_and_the_routes_are_named()
      throws IOException {
    write("from.camel.yaml", from("moovin", "price") + from("fastcommerce", "price"));
    write(
        "to.camel.yaml",
        to("moovin", "price", "")
            + to("fastcommerce", "price", "")
            + to("vtex", "price", "moovin"));

    Checked flows = checked("moovin", "fastcommerce", "vtex");

    assertThat(loaded(flows)).contains("price-from-moovin", "price-to-vtex");
    assertThat(loaded(flows)).doesNotContain("price-to-moovin", "price-to-fastcommerce");
    assertThat(flows.faults().get(0))
        .contains("type price", "fastcommerce and moovin")
        .contains("price-to-fastcommerce and price-to-moovin")
        .contains("set source");
  }

  @Test
  void a_circle_over_three_connections_is_found_too() throws IOException {
    write("from.camel.yaml", from("a", "stock") + from("b", "stock") + from("c", "stock"));
    write("to.camel.yaml", to("b", "stock", "a") + to("c", "stock", "b") + to("a", "stock", "c"));

    Checked flows = checked("a", "b", "c");
    flows.read();

    assertThat(flows.faults())
        .singleElement()
        .asString()
        .contains("a and b and c")
        .contains("stock-to-a and stock-to-b and stock-to-c");
  }

  @Test
  void what_goes_one_way_only_and_never_back_is_no_circle() throws IOException {
    write("from.camel.yaml", from("focco", "stock") + from("moovin", "stock"));
    write(
        "to.camel.yaml",
        to("moovin", "stock", "") + to("fastcommerce", "stock", "focco") + to("vtex", "price", ""));

    Checked flows = checked("focco", "moovin", "fastcommerce", "vtex");

    assertThat(loaded(flows)).contains("stock-to-moovin", "stock-to-fastcommerce");
    assertThat(flows.faults()).isEmpty();
  }

  @Test
  void a_subscriber_of_a_state_has_one_source_or_says_which() throws IOException {
    write("from.camel.yaml", from("focco", "stock") + from("presence", "stock"));
    write("to.camel.yaml", to("moovin", "stock", "") + to("fastcommerce", "stock", "presence"));

    Checked flows = checked("focco", "presence", "moovin", "fastcommerce");

    assertThat(loaded(flows)).contains("stock-to-fastcommerce").doesNotContain("stock-to-moovin");
    assertThat(flows.faults().get(0))
        .contains("stock-to-moovin", "focco and presence", "set source");
  }

  @Test
  void a_state_belongs_to_no_order_so_a_route_for_one_origin_takes_none() throws IOException {
    write("from.camel.yaml", from("focco", "stock") + from("presence", "stock"));
    write("to.camel.yaml", to("moovin", "stock", "").replace("source: \"\"", "origin: vtex"));

    Checked flows = checked("focco", "presence", "moovin");
    flows.read();

    assertThat(flows.faults()).isEmpty();
  }

  @Test
  void a_source_that_is_not_configured_is_none() throws IOException {
    write("from.camel.yaml", from("focco", "stock") + from("presence", "stock"));
    write("to.camel.yaml", to("moovin", "stock", ""));

    Checked flows = checked("focco", "moovin");

    assertThat(loaded(flows)).contains("stock-to-moovin");
    assertThat(flows.faults()).isEmpty();
  }

  @Test
  void events_may_come_from_several_sources() throws IOException {
    write("from.camel.yaml", from("focco", "order-status") + from("presence", "order-status"));
    write("to.camel.yaml", to("moovin", "order-status", ""));

    Checked flows = checked("focco", "presence", "moovin");
    flows.read();

    assertThat(flows.faults()).isEmpty();
  }

  @Test
  void an_unknown_kamelet_is_named() throws IOException {
    write("orders.camel.yaml", TO_FOCCO.replace("focco-orders-sink", "focco-oders-sink"));

    Checked flows = checked("focco");
    flows.read();

    assertThat(flows.faults()).singleElement().asString().contains("no Kamelet focco-oders-sink");
  }

  @Test
  void a_state_is_taken_under_the_name_of_the_connection_that_it_is_sent_to() throws IOException {
    write(
        "products.camel.yaml",
        """
        - route:
            id: products-to-moovin
            from:
              uri: ledger:product
              parameters:
                subscriber: loja
              steps:
                - to:
                    uri: kamelet:moovin-products-sink
                    parameters:
                      connection: moovin
        """);
    Checked flows = checked("moovin");

    assertThat(flows.read()).isEmpty();
    assertThat(flows.faults())
        .singleElement()
        .asString()
        .contains("Route products-to-moovin takes product as subscriber loja but sends to moovin");
  }

  @Test
  void a_route_behind_the_ledger_needs_a_subscriber() throws IOException {
    write("orders.camel.yaml", TO_FOCCO.replace("subscriber: focco", "concurrency: 2"));

    Checked flows = checked("focco");
    flows.read();

    assertThat(flows.faults()).singleElement().asString().contains("without a subscriber");
  }

  private static String from(String connection, String type) {
    return """
        - route:
            id: %2$s-from-%1$s
            from:
              uri: kamelet:%3$s
              parameters:
                connection: %1$s
              steps:
                - to:
                    uri: ledger:%2$s
        """
        .formatted(
            connection,
            type,
            type.equals("order-status") ? "focco-order-status-source" : "focco-stock-source");
  }

  private static String to(String connection, String type, String source) {
    return """
        - route:
            id: %2$s-to-%1$s
            from:
              uri: ledger:%2$s
              parameters:
                subscriber: %1$s
                source: "%3$s"
              steps:
                - to:
                    uri: kamelet:vtex-order-status-sink
                    parameters:
                      connection: %1$s
        """
        .formatted(connection, type, source);
  }

  private static String loaded(Checked flows) {
    return flows.read().stream().map(Loadable::yaml).reduce("", String::concat);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  @Test
  void health_names_a_route_that_somebody_has_stopped_and_stays_up() throws Exception {
    try (CamelContext camel = new DefaultCamelContext()) {
      camel.addRoutes(
          new RouteBuilder() {
            @Override
            public void configure() {
              from("direct:a").routeId("a").to("direct:b");
              from("direct:b").routeId("b").stop();
            }
          });
      camel.start();
      StaticListableBeanFactory beans = new StaticListableBeanFactory();
      beans.addBean("camel", camel);
      FlowsHealth health =
          new FlowsHealth(
              new Flows(
                  folder.toString(),
                  check(),
                  beans.getBeanProvider(FlowHistory.class),
                  Clock.systemUTC()),
              beans.getBeanProvider(CamelContext.class),
              beans.getBeanProvider(Replicas.class));
      assertThat(health.health().getDetails()).doesNotContainKey("stopped");

      camel.getRouteController().stopRoute("a");

      assertThat(health.health().getDetails()).containsEntry("stopped", List.of("a"));
      assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    }
  }

  private Checked checked(String... connections) {
    return new Checked(folder, check(connections));
  }

  private record Loadable(String name, String yaml) {}

  /** The files of a folder as the start sees them. */
  private static final class Checked {
    private final FlowFolder folder;
    private final FlowCheck check;
    private List<String> faults = List.of();

    private Checked(Path folder, FlowCheck check) {
      this.folder = new FlowFolder(folder);
      this.check = check;
    }

    List<String> faults() {
      return faults;
    }

    List<Loadable> read() {
      try {
        FlowCheck.Result result = check.check(folder.read(), folder.shown());
        faults = result.faults().stream().map(Object::toString).toList();
        return result.files().stream()
            .map(
                file ->
                    new Loadable(
                        file.name(), file.yaml(it -> check.isConnected(it) && result.mayRun(it))))
            .filter(it -> !it.yaml().isBlank())
            .toList();
      } catch (IllegalStateException e) {
        faults = List.of(e.getMessage());
        return List.of();
      }
    }
  }

  private static FlowCheck check(String... connections) {
    StaticListableBeanFactory beans = new StaticListableBeanFactory();
    beans.addBean("camel", CAMEL);
    return new FlowCheck(
        known(connections), new KameletCatalog(), beans.getBeanProvider(CamelContext.class));
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

      @Override
      public Collection<String> names() {
        return List.of("vtex", "moovin", "fastcommerce", "focco", "presence", "a", "b", "c");
      }
    };
  }

  private static Schedule schedule(String poll, String cron) {
    return new Schedule("ponte.schedule." + poll, cron, ZoneOffset.UTC);
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
        SCHEDULES,
        Sending.UNSET,
        null);
  }
}
