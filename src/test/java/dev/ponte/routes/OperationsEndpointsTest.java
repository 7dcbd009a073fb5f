package dev.ponte.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponte.connection.SettingWarnings;
import dev.ponte.flow.Flows;
import dev.ponte.kit.Hub;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The operations by HTTP, as a script uses them, in the whole hub with the shipped flows. */
class OperationsEndpointsTest {

  private static final Hub HUB =
      new Hub()
          .routes(Path.of("routes"))
          .set("ponte.connections.vtex.app-key", "key")
          .set("ponte.connections.vtex.app-token", "token")
          .set("ponte.connections.vtex.system", "vtex")
          .set("ponte.connections.vtex.base-url", "http://127.0.0.1:9");
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static long dead;

  @BeforeAll
  static void start() {
    HUB.start();
    JdbcClient jdbc = HUB.part(JdbcClient.class);
    jdbc.sql("INSERT INTO subscription (type, subscriber) VALUES ('order', 'erp')").update();
    jdbc.sql(
            "INSERT INTO head (type, source, origin, message_key, order_key, version, content_hash)"
                + " VALUES ('order', 'shop', '', '1234', '1234', 1, 'x')")
        .update();
    jdbc.sql(
            "INSERT INTO message (head_id, version, content_hash, body)"
                + " SELECT id, 1, 'x', '{}' FROM head")
        .update();
    jdbc.sql(
            "INSERT INTO delivery (subscription_id, head_id, message_id, version, state,"
                + " previous_state, finished_at, words, cause)"
                + " SELECT s.id, m.head_id, m.id, 1, 'dead', 'claimed', CURRENT_TIMESTAMP,"
                + " 'No carrier', 'erp.no-carrier' FROM message m, subscription s"
                + " WHERE s.subscriber = 'erp'")
        .update();
    dead = jdbc.sql("SELECT id FROM delivery").query(Long.class).single();
  }

  @AfterAll
  static void stop() {
    HUB.close();
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder(uri(path)).header("Authorization", login()).GET());
  }

  private static HttpResponse<String> post(String path, String json, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .header("Authorization", login())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static URI uri(String path) {
    return URI.create("http://localhost:%d/actuator/%s".formatted(HUB.port(), path));
  }

  private static String login() {
    return "Basic "
        + Base64.getEncoder().encodeToString("user:test".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void what_needs_a_person_is_listed_by_cause_and_page() throws Exception {
    assertThat(get("problems").body()).contains("erp.no-carrier", "\"number\":1", "No carrier");
    assertThat(get("deliveries?subscriber=erp&limit=10").body()).contains("\"key\":\"1234\"");
    assertThat(get("deliveries?state=delivered").statusCode()).isEqualTo(400);
    assertThat(get("deliveries?state=delivered").body()).contains("by their key");
    assertThat(get("deadletters").body()).contains("\"items\":[]");
  }

  @Test
  void nobody_acts_without_a_login_or_from_the_page_of_another_site() throws Exception {
    String path = "deliveries/%d/dismiss".formatted(dead);
    HttpRequest.Builder stranger =
        HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.ofString("{}"));

    assertThat(send(stranger).statusCode()).isIn(401, 403);
    assertThat(post(path, "{\"reason\":\"x\"}", "Origin", "https://evil.example").statusCode())
        .isIn(401, 403);
    assertThat(get("ledger/1234").body()).contains("\"state\":\"dead\"");
  }

  @Test
  void a_refusal_is_a_sentence_and_an_act_is_kept_with_the_name_of_who_is_logged_in()
      throws Exception {
    String plan = post("bulk", "{\"verb\":\"retry\",\"subscriber\":\"erp\"}").body();
    HttpResponse<String> refused = post("deliveries/%d/done".formatted(dead), "{}");

    assertThat(plan).contains("retry: 1 of 1 can be done; at least one call of erp");
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body()).contains("is not parked, so nothing was done");
    assertThat(get("audit/delivery/" + dead).body())
        .contains("\"who\":\"user\"", "\"via\":\"actuator\"", "\"verb\":\"done\"");
    assertThat(post("persons/export", "{\"document\":\"12\"}").body()).contains("A CPF has 11");
    assertThat(post("subscriptions/order/nobody/pause", "{}").statusCode()).isEqualTo(409);
    assertThat(get("subscriptions").body()).contains("\"subscriber\":\"erp\"");
  }

  @Test
  void a_connection_rests_until_a_person_resumes_it_and_the_audit_says_who() throws Exception {
    assertThat(post("connections/vtex/pause", "{}").body()).contains("Say why vtex is paused");
    assertThat(post("connections/vtex/pause", "{\"reason\":\"sale\"}").body())
        .contains("until it is resumed");
    assertThat(get("connections").body()).contains("\"who\":\"user\"", "\"why\":\"sale\"");
    assertThat(post("connections/vtex/resume", "{}").body()).contains("asked again");
    HttpRequest.Builder bare = HttpRequest.newBuilder(uri("connections/vtex/resume"));
    bare.header("Authorization", login()).POST(HttpRequest.BodyPublishers.noBody());
    assertThat(send(bare).statusCode()).as("curl -X POST").isNotEqualTo(415);
    assertThat(get("audit/connection/vtex").body()).contains("\"verb\":\"pause\"", "sale");
  }

  @Test
  void the_shipped_housekeeping_runs_in_the_whole_hub() {
    CamelContext camel = HUB.part(CamelContext.class);

    assertThat(HUB.part(Flows.class).faults()).isEmpty();
    assertThat(HUB.part(SettingWarnings.class).list()).isEmpty();
    assertThat(camel.getRouteController().getRouteStatus("housekeeping-finished"))
        .isEqualTo(ServiceStatus.Started);
    assertThat(camel.getEndpoint("sql:classpath:housekeeping/finished-bodies.sql")).isNotNull();
  }

  @Test
  void whom_to_register_is_a_list_for_programs_and_for_spreadsheets() throws Exception {
    waits("v1", "1", "Ana");
    waits("v2", "1", "Ana");
    waits("v3", "2", "=HYPERLINK(1)");

    HttpResponse<String> json = get("buyers");
    HttpResponse<String> csv = get("buyers?format=csv");
    HttpResponse<String> asked =
        send(
            HttpRequest.newBuilder(uri("buyers"))
                .header("Authorization", login())
                .header("Accept", "text/csv")
                .GET());

    assertThat(json.headers().firstValue("Content-Type").orElseThrow()).contains("json");
    assertThat(json.body())
        .contains("\"document\":\"00000000001\"", "\"id\":\"v1\"", "\"id\":\"v2\"")
        .contains("\"postalCode\":\"90010000\"", "\"state\":\"pending\"");
    assertThat(csv.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
    assertThat(csv.body().lines()).hasSize(3);
    assertThat(csv.body()).contains("\"shop v1, shop v2\"", "\"'=HYPERLINK(1)\"");
    assertThat(asked.body()).isEqualTo(csv.body());
    assertThat(get("buyers?format=pdf").statusCode()).isEqualTo(400);
  }

  private static void waits(String id, String document, String name) {
    JdbcClient jdbc = HUB.part(JdbcClient.class);
    String body =
        """
        {"source":"shop","id":"%s","createdAt":"2026-03-10T09:00:00Z","currency":"BRL",
         "customer":{"kind":"PERSON","document":"0000000000%s","documentType":"CPF","name":"%s"},
         "billing":{"street":"Rua das Flores","postalCode":"90010000"},
         "lines":[{"sku":"a","name":"A","quantity":1,"unitPrice":1,"net":1}],"total":1}
        """
            .formatted(id, document, name);
    jdbc.sql(
            "INSERT INTO head (type, source, origin, message_key, order_key, version, content_hash)"
                + " VALUES ('order', 'shop', '', ?, ?, 1, 'x')")
        .params(id, id)
        .update();
    jdbc.sql(
            "INSERT INTO message (head_id, version, content_hash, body)"
                + " SELECT id, 1, 'x', ? FROM head WHERE message_key = ?")
        .params(body, id)
        .update();
    jdbc.sql(
            "INSERT INTO delivery (subscription_id, head_id, message_id, version, state,"
                + " previous_state, due_at, failure_class, words, cause)"
                + " SELECT s.id, m.head_id, m.id, 1, 'pending', 'claimed',"
                + " CURRENT_TIMESTAMP + INTERVAL '1' DAY, 'held', 'register', 'focco.buyer-unknown'"
                + " FROM message m JOIN head h ON h.id = m.head_id, subscription s"
                + " WHERE s.subscriber = 'erp' AND h.message_key = ?")
        .param(id)
        .update();
  }
}
