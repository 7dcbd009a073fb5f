package dev.ponte.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VtexSimulatorTest {

  private static final String ORDERS = "/api/oms/pvt/orders";
  private static final String ID = VtexOrders.id(0);
  private static final String PART =
      "{\"type\":\"Output\",\"issuanceDate\":\"2026-01-05\",\"invoiceNumber\":\"1\",\"invoiceValue\":\"100\",\"items\":[]}";

  private final VtexSimulator vtex = new VtexSimulator(0);
  private final VtexOrders generator = new VtexOrders(5);
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeEach
  void start() {
    vtex.start();
    vtex.place(generator.mixed(0));
  }

  @AfterEach
  void stop() {
    vtex.close();
  }

  @Test
  void a_call_without_keys_is_refused_as_vtex_does() throws Exception {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(vtex.url().resolve(ORDERS)).build(), BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(json(answer).path("error").path("code").asText()).isEqualTo("1");
  }

  @Test
  void an_order_that_is_placed_now_has_the_date_of_now() throws Exception {
    vtex.placeNow(generator.mixed(1));

    JsonNode newest = json(get(ORDERS + "?f_status=ready-for-handling")).path("list").path(0);
    assertThat(newest.path("orderId").asText()).isEqualTo(VtexOrders.id(1));
    assertThat(OffsetDateTime.parse(newest.path("creationDate").asText()).toInstant())
        .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
  }

  @Test
  void list_rows_carry_no_items() throws Exception {
    JsonNode list = json(get(ORDERS + "?f_status=ready-for-handling"));

    assertThat(list.path("list").path(0).path("orderId").asText()).isEqualTo(ID);
    assertThat(list.path("list").path(0).path("items").isNull()).isTrue();
    assertThat(list.path("paging").path("total").asInt()).isEqualTo(1);
  }

  @Test
  void the_list_has_fifteen_rows_a_page_by_default() throws Exception {
    for (int number = 1; number < 40; number++) {
      vtex.place(generator.mixed(number));
    }

    JsonNode list = json(get(ORDERS));

    assertThat(list.path("list")).hasSize(15);
    assertThat(list.path("paging").path("pages").asInt()).isEqualTo(3);
  }

  @Test
  void the_list_filters_by_creation_date() throws Exception {
    vtex.place(generator.mixed(1000));
    String window = "creationDate:[2026-01-05T13:00:00.000Z TO 2099-01-01T00:00:00.000Z]";

    JsonNode list = json(get(ORDERS + "?f_creationDate=" + encoded(window)));

    assertThat(list.path("list")).singleElement();
    assertThat(list.path("list").path(0).path("orderId").asText()).isEqualTo(VtexOrders.id(1000));
  }

  @ParameterizedTest
  @CsvSource({"page=31, Max page exceed", "per_page=101, Invalid"})
  void more_than_vtex_allows_is_refused(String query, String words) throws Exception {
    HttpResponse<String> answer = get(ORDERS + "?" + query);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains(words);
  }

  @Test
  void start_handling_works_once_and_is_refused_with_400_and_409_in_turn() throws Exception {
    assertThat(post("/start-handling", "").statusCode()).isEqualTo(204);

    HttpResponse<String> second = post("/start-handling", "");
    HttpResponse<String> third = post("/start-handling", "");

    assertThat(second.body()).contains("OMS003");
    assertThat(java.util.List.of(second.statusCode(), third.statusCode()))
        .containsExactlyInAnyOrder(400, 409);
    assertThat(vtex.handled(ID)).isEqualTo(1);
    assertThat(vtex.handlingCalls(ID)).isEqualTo(3);
  }

  @Test
  void a_cancellation_needs_a_body_and_takes_a_while() throws Exception {
    assertThat(post("/cancel", "").statusCode()).isEqualTo(415);
    assertThat(get(ORDERS + "/" + ID + "/cancel").statusCode()).isEqualTo(404);

    assertThat(post("/cancel", "{\"reason\":\"x\"}").statusCode()).isEqualTo(200);

    assertThat(json(get(ORDERS + "/" + ID)).path("status").asText()).isEqualTo("cancel");
    get(ORDERS + "/" + ID);
    assertThat(json(get(ORDERS + "/" + ID)).path("status").asText()).isEqualTo("canceled");
    assertThat(vtex.history(ID)).containsExactly("ready-for-handling", "cancel", "canceled");
  }

  @Test
  void an_order_comes_back_as_it_was_placed() throws Exception {
    JsonNode placed = new JsonMapper().readTree(generator.mixed(0));

    JsonNode read = json(get(ORDERS + "/" + ID));

    assertThat(read.path("items").toString()).isEqualTo(placed.path("items").toString());
    assertThat(read.path("value")).isEqualTo(placed.path("value"));
    assertThat(read.path("status").asText()).isEqualTo("ready-for-handling");
  }

  @Test
  void an_invoice_of_the_whole_value_ends_the_order() throws Exception {
    post("/start-handling", "");
    long value = json(get(ORDERS + "/" + ID)).path("value").asLong();
    String invoice =
        "{\"type\":\"Output\",\"issuanceDate\":\"2026-01-05\",\"invoiceNumber\":\"1\",\"invoiceValue\":\"%d\",\"items\":[]}";

    assertThat(post("/invoice", invoice.formatted(value + 1)).statusCode()).isEqualTo(400);
    assertThat(post("/invoice", invoice.formatted(value)).statusCode()).isEqualTo(200);

    assertThat(vtex.status(ID)).isEqualTo("invoiced");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "invoiceNumber":"1"          | "invoiceNumber":"1/2"         | invoiceNumber is invalid
          "invoiceValue":"100"         | "invoiceValue":"1.00"         | invoiceValue is invalid
          "invoiceValue":"100"         | "invoiceValue":"0"            | invoiceValue is invalid
          "type":"Output"              | "type":"Sale"                 | type is invalid
          "type":"Output"              | "type":"Input"                | exceeds what is invoiced
          "items":[]                   | "items":[{"id":"9"}]          | not in the order
          "issuanceDate":"2026-01-05", | ''                            | issuanceDate is required
          """)
  void what_breaks_an_invoice_is_refused(String found, String instead, String words)
      throws Exception {
    post("/start-handling", "");

    HttpResponse<String> answer = post("/invoice", PART.replace(found, instead));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains(words);
    assertThat(vtex.invoices(ID)).isEmpty();
  }

  @Test
  void a_part_sends_the_order_back_and_its_number_is_counted() throws Exception {
    post("/start-handling", "");

    assertThat(post("/invoice", PART).statusCode()).isEqualTo(200);
    assertThat(post("/invoice", PART).statusCode()).isEqualTo(200);

    assertThat(vtex.status(ID)).isEqualTo("payment-approved");
    assertThat(vtex.invoices(ID)).singleElement().extracting(VtexInvoice::posts).isEqualTo(2);
  }

  @Test
  void an_invoice_shows_after_some_reads_and_only_then_can_be_tracked() throws Exception {
    vtex.readsUntilInvoiceShows(1);
    post("/start-handling", "");
    post("/invoice", PART);

    assertThat(packages()).isZero();
    assertThat(vtex.status(ID)).isEqualTo("handling");
    assertThat(track("{\"trackingNumber\":\"SR1\"}")).contains("Invoice Not Found");
    assertThat(packages()).isEqualTo(1);

    assertThat(track("{\"trackingNumber\":\"SR1\"}")).contains("receipt");
    assertThat(vtex.status(ID)).isEqualTo("payment-approved");
    assertThat(vtex.invoices(ID).get(0).trackingNumber()).isEqualTo("SR1");
  }

  @Test
  void an_order_that_is_not_in_handling_takes_no_invoice() throws Exception {
    assertThat(post("/invoice", PART).body()).contains("OMS003");
  }

  @Test
  void a_lagging_list_shows_what_was() throws Exception {
    vtex.freezeList(true);
    vtex.setStatus(ID, "handling");

    assertThat(json(get(ORDERS + "?f_status=ready-for-handling")).path("list")).hasSize(1);
    vtex.freezeList(false);
    assertThat(json(get(ORDERS + "?f_status=ready-for-handling")).path("list")).isEmpty();
  }

  @Test
  void the_same_number_gives_the_same_order() {
    assertThat(new VtexOrders(9).mixed(17)).isEqualTo(new VtexOrders(9).mixed(17));
    assertThat(new VtexOrders(9).mixed(17)).isNotEqualTo(new VtexOrders(8).mixed(17));
  }

  private int packages() throws Exception {
    JsonNode order = json(get(ORDERS + "/" + ID));
    return order.path("packageAttachment").path("packages").size();
  }

  private String track(String body) throws Exception {
    return send(request(ORDERS + "/" + ID + "/invoice/1")
            .header("Content-Type", "application/json")
            .method("PATCH", BodyPublishers.ofString(body)))
        .body();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path).GET());
  }

  private HttpResponse<String> post(String action, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = request(ORDERS + "/" + ID + action);
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    return send(request.POST(BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(vtex.url() + path))
        .header("X-VTEX-API-AppKey", VtexSimulator.APP_KEY)
        .header("X-VTEX-API-AppToken", VtexSimulator.APP_TOKEN);
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    return new JsonMapper().readTree(answer.body());
  }

  private static String encoded(String text) {
    return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
  }
}
