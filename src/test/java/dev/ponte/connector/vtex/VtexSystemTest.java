package dev.ponte.connector.vtex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.report.ValidationReport;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.OrderRef;
import dev.ponte.canonical.Shipment;
import dev.ponte.connection.AnswerBody;
import dev.ponte.connection.ApiAnswer;
import dev.ponte.connection.ApiCall;
import dev.ponte.connection.ApiFailure;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Operation;
import dev.ponte.delivery.FailureClass;
import dev.ponte.kit.Shared;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("shared")
class VtexSystemTest {

  private static final String OMS003 =
      "{\"error\":{\"code\":\"OMS003\",\"message\":\"Order status should be ready\",\"exception\":null}}";

  private final VtexSystem system = new VtexSystem();
  private final Connection connection =
      Store.connection(URI.create("https://loja.vtexcommercestable.com.br"), Store.settings());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"error":{"code":"OMS007","message":"Order Not Found"}}          | OMS007 | OMS007 Order Not Found
          {"title":"Bad","status":400,"errors":{"Queue":["too short"]}}    | 404    | Bad {"Queue":["too short"]}
          {"Message":"Gone wrong"}                                         | 404    | Gone wrong
          "Unable to acquire lock"                                         | 404    | Unable to acquire lock
          No authorized                                                    | 404    | No authorized
          """)
  void each_shape_of_error_gives_its_words_and_code(String body, String code, String words) {
    ApiFailure failure = judge(call("get-order"), 404, "application/json", body);

    assertThat(failure.failureClass()).isEqualTo(FailureClass.REJECTED);
    assertThat(failure.code()).contains(code);
    assertThat(failure).hasMessageContaining(words);
  }

  @ParameterizedTest
  @CsvSource({"400", "409"})
  void the_code_of_a_wrong_status_is_the_same_with_either_http_status(int status) {
    assertThat(judge(call("start-handling"), status, "application/json", OMS003).code())
        .contains("OMS003");
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          get-order,       500, TRANSIENT
          start-handling,  500, IN_DOUBT
          set-inventory,   423, TRANSIENT
          get-order,       401, UNAUTHORIZED
          get-order,       403, FORBIDDEN
          get-transaction, 403, REJECTED
          get-transaction, 404, REJECTED
          get-order,       429, THROTTLED
          """)
  void http_statuses_have_their_class(String operation, int status, FailureClass expected) {
    assertThat(judge(call(operation), status, "text/plain", "no").failureClass())
        .isEqualTo(expected);
  }

  @Test
  void an_answer_that_is_no_json_is_no_success() {
    ApiFailure read = judge(call("get-order"), 200, "text/plain", "Please log in");
    ApiFailure write = judge(call("start-handling"), 200, "text/plain", "Please log in");

    assertThat(read.failureClass()).isEqualTo(FailureClass.TRANSIENT);
    assertThat(write.failureClass()).isEqualTo(FailureClass.IN_DOUBT);
    assertThat(read).hasMessageContaining("permission");
  }

  @Test
  void json_under_another_content_type_is_a_success() {
    assertThat(judge(call("set-inventory"), 200, "text/plain", "true")).isNull();
  }

  @Test
  void neither_key_nor_token_shows_in_texts() {
    assertThat(connection.settings().toString()).isEqualTo("VtexSettings");
  }

  @Test
  void operations_go_to_the_host_that_answers_them() {
    assertThat(call("get-order").baseUrl()).isNull();
    assertThat(call("get-transaction").baseUrl())
        .isEqualTo(URI.create("https://loja.vtexpayments.com.br"));
    assertThat(call("get-price").baseUrl()).isEqualTo(URI.create("https://api.vtex.com/loja"));
  }

  @Test
  void the_paths_of_2014_are_a_matter_of_configuration() {
    VtexSettings it = Store.settings();
    VtexSettings old =
        new VtexSettings(
            "k",
            "t",
            it.status(),
            100,
            it.sellers(),
            "order",
            null,
            null,
            "GET",
            "pub",
            null,
            null,
            null,
            null);
    Connection store = Store.connection(URI.create("http://x"), old);

    assertThat(system.operation(store, "cancel", Documents.json("{\"orderId\":\"1\"}")).method())
        .isEqualTo("GET");
    assertThat(
            system
                .operation(store, "invoice", Documents.json("{\"orderId\":\"1\",\"body\":{}}"))
                .path())
        .isEqualTo("/api/oms/pub/orders/1/invoice");
  }

  @Test
  void wrong_arguments_are_said_in_one_sentence() {
    assertThatThrownBy(() -> system.operation(connection, "get-order", Documents.json("{}")))
        .hasMessage("get-order needs orderId");
    assertThatThrownBy(
            () -> system.operation(connection, "get-order", Documents.json("{\"id\":1}")))
        .hasMessageContaining("no argument id");
    assertThatThrownBy(() -> system.operation(connection, "fly", Documents.json("{}")))
        .hasMessageContaining("vtex has no operation fly");
  }

  @Test
  void an_order_id_cannot_climb_to_another_path() {
    ApiCall call =
        system.operation(connection, "get-order", Documents.json("{\"orderId\":\"1/cancel\"}"));

    assertThat(call.path()).isEqualTo("/api/oms/pvt/orders/1%2Fcancel");
  }

  @ParameterizedTest
  @MethodSource("operations")
  void every_request_is_one_that_vtexs_own_description_allows(String operation) throws Exception {
    ApiCall call = call(operation);
    String file = readable(Shared.text("openapi/" + description(call)));
    OpenApiInteractionValidator validator =
        OpenApiInteractionValidator.createForInlineApiSpecification(file)
            .withBasePathOverride("/")
            .build();

    ValidationReport report = validator.validateRequest(request(call));

    assertThat(report.getMessages()).filteredOn(it -> !it.getKey().contains("accept")).isEmpty();
  }

  static Stream<String> operations() {
    return Stream.of(
        "list-orders",
        "get-order",
        "start-handling",
        "cancel",
        "invoice",
        "update-tracking",
        "tracking-events",
        "get-payment-transaction",
        "notify-payment",
        "get-feed",
        "commit-feed",
        "get-feed-config",
        "get-transaction",
        "get-payment",
        "set-inventory",
        "set-quantity",
        "get-price",
        "set-price");
  }

  @Test
  void what_the_sinks_send_is_what_vtexs_own_description_allows() throws Exception {
    Invoices invoices = new Invoices("1-01");
    ObjectNode order = Documents.plain(Documents.item("100", 2, 1000, ""));
    var bare = invoices.sale("12", new BigDecimal("20.00"));
    Shipment shipment =
        new Shipment(
            "presence",
            "s",
            new OrderRef("vtex", "1-01"),
            "12",
            null,
            "SR1",
            null,
            null,
            OffsetDateTime.parse("2026-01-06T10:30:00-03:00"),
            List.of(
                new Shipment.Event(
                    OffsetDateTime.parse("2026-01-05T23:30:00Z"), "Postado", null, null)),
            null);
    var tracking = new VtexShipmentMapper(connection.zone());

    for (var invoice :
        List.of(bare, Invoices.complete(bare), invoices.back("13", new BigDecimal("20.00")))) {
      requireAllowed(call("invoice", new VtexInvoiceMapper(order).toBody(invoice)));
    }
    requireAllowed(call("update-tracking", tracking.tracking(shipment)));
    requireAllowed(call("tracking-events", tracking.events(shipment)));
    assertThat(tracking.events(shipment).toString())
        .contains("\"deliveredDate\":\"2026-01-06 10:30\"")
        .contains("\"date\":\"2026-01-05\"");
  }

  private ApiCall call(String operation, ObjectNode body) {
    ObjectNode arguments = (ObjectNode) Documents.json("{\"orderId\":\"1-01\"}");
    if (!operation.equals("invoice")) {
      arguments.put("invoiceNumber", "12");
    }
    arguments.set("body", body);
    return system.operation(connection, operation, arguments);
  }

  private static void requireAllowed(ApiCall call) throws Exception {
    String file = readable(Shared.text("openapi/vtex-orders.json"));
    ValidationReport report =
        OpenApiInteractionValidator.createForInlineApiSpecification(file)
            .withBasePathOverride("/")
            .build()
            .validateRequest(request(call));
    assertThat(report.getMessages()).filteredOn(it -> !it.getKey().contains("accept")).isEmpty();
  }

  private static String description(ApiCall call) {
    if (call.path().startsWith("/api/logistics")) {
      return "vtex-logistics.json";
    }
    if (call.path().startsWith("/pricing")) {
      return "vtex-pricing.json";
    }
    return call.path().startsWith("/api/pvt/transactions")
        ? "vtex-payments-gateway.json"
        : "vtex-orders.json";
  }

  /** VTEX's description of the gateway has path parameters that are not required. */
  private static String readable(String description) {
    JsonNode document = Documents.json(description);
    document.findParents("in").stream()
        .filter(it -> it.path("in").asText().equals("path"))
        .forEach(it -> ((ObjectNode) it).put("required", true));
    return document.toString();
  }

  private static Request request(ApiCall call) {
    SimpleRequest.Builder builder =
        new SimpleRequest.Builder(Request.Method.valueOf(call.method()), call.path())
            .withHeader("Accept", "application/json")
            .withHeader("X-VTEX-API-AppKey", "k")
            .withHeader("X-VTEX-API-AppToken", "t")
            .withContentType("application/json");
    call.query().forEach(builder::withQueryParam);
    if (call.body() != null) {
      builder.withBody(new String(call.body(), StandardCharsets.UTF_8));
    }
    return builder.build();
  }

  /** The operation with an example for each of its arguments. */
  private ApiCall call(String operation) {
    Operation row = VtexOperations.TABLE.get(operation);
    ObjectNode arguments = (ObjectNode) Documents.json("{}");
    var variables = Pattern.compile("\\{(\\w+)}").matcher(row.path());
    while (variables.find()) {
      arguments.put(variables.group(1), "1");
    }
    if (operation.equals("list-orders")) {
      arguments.put("f_status", "ready-for-handling").put("page", 1).put("per_page", 100);
    }
    if (operation.equals("get-feed")) {
      arguments.put("maxlot", "10");
    }
    if (row.takes("body")) {
      arguments.set("body", Documents.json(BODIES.getOrDefault(operation, "{}")));
    }
    return system.operation(connection, operation, arguments);
  }

  private static final Map<String, String> BODIES =
      Map.of(
          "cancel", "{\"reason\":\"x\"}",
          "invoice",
              "{\"type\":\"Output\",\"issuanceDate\":\"2026-01-05T12:00:00-03:00\",\"invoiceNumber\":\"NFe-1\",\"invoiceValue\":\"9508\",\"items\":[{\"id\":\"345117\",\"price\":9003,\"quantity\":1}]}",
          "update-tracking",
              "{\"trackingNumber\":\"SR1\",\"trackingUrl\":\"http://x\",\"dispatchedDate\":null,\"courier\":\"Correios\"}",
          "tracking-events",
              "{\"isDelivered\":false,\"deliveredDate\":\"2026-01-06 10:00\",\"events\":[{\"city\":\"Rio\",\"state\":\"RJ\",\"description\":\"x\",\"date\":\"2026-01-05\"}]}",
          "commit-feed", "{\"handles\":[\"a\"]}",
          "set-inventory",
              "{\"quantity\":1,\"unlimitedQuantity\":false,\"dateUtcOnBalanceSystem\":\"2026-01-05T12:00:00Z\",\"leadTime\":\"1.00:00:00\"}",
          "set-quantity", "{\"quantity\":1,\"unlimitedQuantity\":false}",
          "set-price", "{\"markup\":50,\"basePrice\":50}");

  private ApiFailure judge(ApiCall call, int status, String type, String body) {
    ApiAnswer answer =
        new ApiAnswer(
            status,
            type,
            Map.of(),
            AnswerBody.of(body.getBytes(StandardCharsets.UTF_8)),
            Instant.now());
    return catchThrowableOfType(ApiFailure.class, () -> system.judge(connection, call, answer));
  }
}
