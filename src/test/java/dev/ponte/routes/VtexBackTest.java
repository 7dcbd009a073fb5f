package dev.ponte.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.kit.Hub;
import dev.ponte.kit.Shared;
import dev.ponte.sandbox.Fault;
import dev.ponte.sandbox.VtexInvoice;
import dev.ponte.sandbox.VtexOrders;
import dev.ponte.sandbox.VtexSimulator;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.jdbc.core.simple.JdbcClient;

/** NF-e files and cancellations through the whole hub. */
@Execution(ExecutionMode.CONCURRENT)
class VtexBackTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String ID = VtexOrders.id(1);
  private static final String ROUTES =
      """
      - route:
          id: orders-from-vtex
          routeConfigurationId: intake
          from:
            uri: kamelet:vtex-orders-source
            parameters:
              connection: vtex
            steps:
              - to:
                  uri: ledger:order
      - route:
          id: cancellations-from-vtex
          routeConfigurationId: intake
          from:
            uri: kamelet:vtex-cancellations-source
            parameters:
              connection: vtex
            steps:
              - to:
                  uri: ledger:order
      - route:
          id: orders-to-nobody
          from:
            uri: ledger:order
            parameters:
              subscriber: erp
            steps:
              - to:
                  uri: log:orders
      - route:
          id: invoices-from-files
          routeConfigurationId: intake
          from:
            uri: kamelet:nfe-files-source
            parameters:
              folder: "%s"
              minAge: 300
              every: 200
            steps:
              - to:
                  uri: ledger:invoice
      - route:
          id: invoices-to-vtex
          from:
            uri: ledger:invoice
            parameters:
              subscriber: vtex
              origin: vtex
            steps:
              - to:
                  uri: kamelet:vtex-invoices-sink
                  parameters:
                    connection: vtex
      """;

  @TempDir Path temp;

  private final VtexSimulator vtex = new VtexSimulator(0);
  private Hub hub;
  private Path files;
  private BigDecimal value;
  private String buyer;

  @BeforeEach
  void start() throws IOException {
    vtex.start();
    files = Files.createDirectory(temp.resolve("nfe"));
    Path routes = Files.createDirectory(temp.resolve("routes"));
    Files.writeString(routes.resolve("all.camel.yaml"), ROUTES.formatted(files));
    ObjectNode order = (ObjectNode) new JsonMapper().readTree(VtexOrders.order(1));
    order.put("creationDate", Instant.now().minus(Duration.ofDays(1)).toString());
    boolean company = order.at("/clientProfileData/isCorporate").asBoolean();
    buyer =
        order
            .at("/clientProfileData/" + (company ? "corporateDocument" : "document"))
            .asText()
            .replaceAll("[^0-9A-Z]", "");
    value = BigDecimal.valueOf(order.path("value").asLong(), 2);
    vtex.place(order.toString());
    hub =
        new Hub()
            .connect("vtex", vtex)
            .routes(routes)
            .set("ponte.schedule.cancellations", "0/1 * * * * ?")
            .start();
    await().atMost(SOON).until(() -> hub.state(ID, "erp").equals("delivered"));
  }

  @AfterEach
  void stop() {
    hub.close();
    vtex.close();
  }

  @Test
  void an_nfe_file_ends_its_order_in_the_store() throws IOException {
    vtex.setStatus(ID, "handling");

    Files.writeString(files.resolve("nota.xml"), nfe());

    await().atMost(SOON).until(() -> vtex.status(ID).equals("invoiced"));
    assertThat(vtex.invoices(ID)).extracting(VtexInvoice::posts).containsExactly(1);
    assertThat(vtex.invoices(ID).get(0).xml()).isEqualTo(nfe());
    await().atMost(SOON).until(() -> hub.state(ID + "/SALE/1/123", "vtex").equals("delivered"));
    assertThat(files.resolve("done")).isNotEmptyDirectory();
  }

  @Test
  void orders_go_on_while_invoices_are_forbidden_and_invoices_when_they_are_allowed()
      throws IOException {
    vtex.setStatus(ID, "handling");
    vtex.inject("invoice", Fault.FORBIDDEN, Integer.MAX_VALUE);
    Files.writeString(files.resolve("nota.xml"), nfe());
    await().atMost(SOON).until(() -> vtex.calls("invoice") == 1);

    IntStream.rangeClosed(2, 8).forEach(i -> vtex.place(VtexOrders.order(i)));

    await()
        .atMost(Duration.ofSeconds(8))
        .until(
            () ->
                IntStream.rangeClosed(2, 8)
                    .allMatch(i -> hub.state(VtexOrders.id(i), "erp").equals("delivered")));
    String invoice = ID + "/SALE/1/123";
    assertThat(hub.state(invoice, "vtex")).isEqualTo("retrying");
    assertThat(hub.words(invoice)).contains("Have invoice: Notify invoice allowed");
    assertThat(health()).contains("refused invoice: Notify invoice");
    vtex.heal();
    await().atMost(SOON).until(() -> hub.state(invoice, "vtex").equals("delivered"));
    assertThat(vtex.calls("invoice")).isLessThanOrEqualTo(4);
  }

  private String health() {
    HealthEndpoint health = hub.part(HealthEndpoint.class);
    return ((Health) health.healthForPath("connections")).getDetails().toString();
  }

  @Test
  void a_file_without_order_is_a_dead_letter_with_its_text() throws IOException {
    Files.writeString(files.resolve("nota.xml"), nfe().replaceAll("<compra>.*</compra>", ""));

    await().atMost(SOON).until(() -> hub.words("nota.xml").contains("names no order"));
    await().atMost(SOON).until(() -> Files.isDirectory(files.resolve("failed")));
  }

  @Test
  void a_cancellation_in_the_store_is_one_new_version_of_the_order() {
    vtex.setStatus(ID, "cancellation-requested");

    await().atMost(SOON).until(() -> versions() == 2);
    vtex.setStatus(ID, "canceled");
    long calls = vtex.calls("list-orders");
    await().atMost(SOON).until(() -> vtex.calls("list-orders") > calls + 15);

    assertThat(versions()).isEqualTo(2);
    assertThat(newest()).contains("\"cancelled\":true");
  }

  private String nfe() {
    return Shared.resource("nfe/nfeProc.xml")
        .replace("1000000000001-01", ID)
        .replace("52998224725", buyer)
        .replace("<vNF>117.36", "<vNF>" + value.toPlainString());
  }

  private long versions() {
    return hub.part(JdbcClient.class)
        .sql("SELECT MAX(version) FROM head WHERE type = 'order' AND message_key = :key")
        .param("key", ID)
        .query(Long.class)
        .single();
  }

  private String newest() {
    return hub.part(JdbcClient.class)
        .sql(
            "SELECT m.body FROM message m JOIN head h ON h.id = m.head_id"
                + " WHERE h.message_key = :key ORDER BY m.version DESC FETCH FIRST 1 ROWS ONLY")
        .param("key", ID)
        .query(String.class)
        .single();
  }
}
