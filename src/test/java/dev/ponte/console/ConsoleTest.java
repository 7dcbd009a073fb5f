package dev.ponte.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ponte.Ponte;
import dev.ponte.command.Typed;
import dev.ponte.kit.Flows;
import dev.ponte.kit.Monitored;
import dev.ponte.metrics.Metric;
import dev.ponte.sandbox.FoccoSimulator;
import dev.ponte.sandbox.VtexOrders;
import dev.ponte.sandbox.VtexSimulator;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** The console of the sandbox: who gets in where, and what a person sees and does. */
class ConsoleTest {

  /** Who may: viewer, operator, admin; a minus where one may not. Nobody may where no star is. */
  private static final String DOORS =
      """
      GET  /                                        VOA
      GET  /actuator                                VOA
      GET  /actuator/audit                          --A
      GET  /actuator/audit/{objectType}/{object}    -OA
      GET  /actuator/bulk                           -OA
      POST /actuator/bulk                           -OA
      GET  /actuator/bulk/{id}                      -OA
      POST /actuator/bulk/{id}/{verb}               -OA
      GET  /actuator/buyers                         -OA
      GET  /actuator/connections                    VOA
      POST /actuator/connections/{name}/{verb}      -OA
      GET  /actuator/deadletters                    -OA
      POST /actuator/deadletters/{id}/{verb}        -OA
      GET  /actuator/deliveries                     -OA
      POST /actuator/deliveries/{id}/{verb}         -OA
      GET  /actuator/health                         *
      GET  /actuator/health/**                      *
      GET  /actuator/info                           VOA
      GET  /actuator/ledger/{key}                   -OA
      POST /actuator/persons/{verb}                 --A
      GET  /actuator/problems                       -OA
      GET  /actuator/prometheus                     VOA
      GET  /actuator/quota                          VOA
      GET  /actuator/quota/{key}                    -OA
      GET  /actuator/reconciliation                 -OA
      POST /actuator/reconciliation/{connection}    -OA
      GET  /actuator/routes                         -OA
      GET  /actuator/routes/{what}                  -OA
      POST /actuator/routes/{verb}                  -OA
      POST /actuator/routes/{verb}/{number}         -OA
      GET  /actuator/start                          VOA
      POST /actuator/start/{type}/{connection}      -OA
      GET  /actuator/subscriptions                  VOA
      POST /actuator/subscriptions/{type}/{subscriber}/{verb}  -OA
      GET  /api/v1/about                            VOA
      GET  /api/v1/audit                            --A
      GET  /api/v1/buyers                           -OA
      GET  /api/v1/bulk                             VOA
      POST /api/v1/bulk                             -OA
      GET  /api/v1/bulk/{id}                        VOA
      POST /api/v1/bulk/{id}/run                    -OA
      POST /api/v1/bulk/{id}/stop                   -OA
      GET  /api/v1/connections                      VOA
      GET  /api/v1/connections/{name}               VOA
      POST /api/v1/connections/{name}/compare       -OA
      POST /api/v1/connections/{name}/pause         -OA
      POST /api/v1/connections/{name}/resume        -OA
      POST /api/v1/connections/{name}/test          -OA
      GET  /api/v1/dead-letters                     VOA
      GET  /api/v1/dead-letters/{id}                VOA
      POST /api/v1/dead-letters/{id}/dismiss        -OA
      POST /api/v1/dead-letters/{id}/fetch-again    -OA
      POST /api/v1/dead-letters/{id}/take-total     -OA
      GET  /api/v1/deliveries                       VOA
      GET  /api/v1/deliveries/{id}                  VOA
      POST /api/v1/deliveries/{id}/dismiss          -OA
      POST /api/v1/deliveries/{id}/done             -OA
      POST /api/v1/deliveries/{id}/not-there        -OA
      POST /api/v1/deliveries/{id}/retry            -OA
      GET  /api/v1/differences                      VOA
      GET  /api/v1/flows                            VOA
      POST /api/v1/flows/check                      -OA
      GET  /api/v1/flows/history                    VOA
      POST /api/v1/flows/history/{id}/rollback      --A
      POST /api/v1/flows/reload                     -OA
      GET  /api/v1/flows/{file}                     VOA
      GET  /api/v1/openapi.json                     VOA
      GET  /api/v1/orders                           VOA
      GET  /api/v1/orders/{origin}/{id}             VOA
      GET  /api/v1/problems                         VOA
      GET  /api/v1/problems/{subscription}/{cause}  VOA
      GET  /api/v1/quotas                           VOA
      GET  /api/v1/reconciliation                   -OA
      GET  /api/v1/routes                           VOA
      GET  /api/v1/routes/{id}                      VOA
      POST /api/v1/routes/{id}/start                --A
      POST /api/v1/routes/{id}/stop                 --A
      GET  /api/v1/search                           VOA
      GET  /api/v1/settings                         --A
      GET  /api/v1/states                           VOA
      GET  /api/v1/states/targets                   VOA
      GET  /api/v1/states/{type}                    VOA
      POST /api/v1/states/{type}/replay             -OA
      GET  /api/v1/subscriptions                    VOA
      POST /api/v1/subscriptions/{type}/{subscriber}/end     --A
      POST /api/v1/subscriptions/{type}/{subscriber}/pause   -OA
      POST /api/v1/subscriptions/{type}/{subscriber}/replay  -OA
      POST /api/v1/subscriptions/{type}/{subscriber}/resume  -OA
      POST /api/v1/subscriptions/{type}/{subscriber}/start   -OA
      GET  /api/v1/summary                          VOA
      GET  /audit                                   --A
      GET  /bulk                                    VOA
      POST /bulk                                    -OA
      GET  /bulk/{id}                               VOA
      GET  /bulk/{id}/live                          VOA
      POST /bulk/{id}/{verb:run|stop}               -OA
      GET  /buyers                                  VOA
      GET  /buyers.csv                              -OA
      GET  /connections                             VOA
      GET  /connections/live                        VOA
      GET  /connections/{name}                      VOA
      POST /connections/{name}/compare              -OA
      POST /connections/{name}/pause                -OA
      POST /connections/{name}/resume               -OA
      GET  /dead-letters/{id}                       VOA
      POST /connections/{name}/test                 -OA
      POST /dead-letters/{id}/{verb:fetch-again|take-total|dismiss}  -OA
      GET  /deliveries                              VOA
      GET  /deliveries/{id}                         VOA
      POST /deliveries/{id}/{verb:retry|done|not-there|dismiss}  -OA
      GET  /flows                                   VOA
      GET  /flows/check                             -OA
      POST /flows/check                             -OA
      GET  /flows/history                           VOA
      POST /flows/history/{id}/rollback             --A
      POST /flows/reload                            -OA
      POST /flows/routes/{id}/{verb:start|stop}     --A
      GET  /flows/{name}                            VOA
      POST /hooks/vtex/{connection}                 *
      GET  /keys                                    VOA
      GET  /live                                    VOA
      GET  /login                                   *
      POST /login/sandbox                           *
      GET  /orders                                  VOA
      GET  /orders.csv                              -OA
      GET  /orders/newer                            VOA
      GET  /orders/{origin}/{id}                    VOA
      GET  /orders/{origin}/{id}/live               VOA
      GET  /orders/{origin}/{id}/support            -OA
      GET  /reconciliation                          VOA
      GET  /search                                  VOA
      GET  /settings                                --A
      GET  /states                                  VOA
      GET  /states/live                             VOA
      GET  /states/{type}                           VOA
      POST /states/{type}/replay                    -OA
      POST /preferences                             VOA
      GET  /problems                                VOA
      GET  /problems/{subscription}/{cause}         VOA
      """;

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int ORDERS = 6;

  @TempDir private static Path folder;

  private static final Issuer ISSUER = new Issuer();

  private static ConfigurableApplicationContext hub;
  private static String base;

  @BeforeAll
  static void start() {
    hub =
        new SpringApplicationBuilder(Ponte.class)
            .profiles("sandbox")
            .run(
                Stream.of(
                        "server.port=0",
                        "spring.jmx.enabled=false",
                        "spring.quartz.properties.org.quartz.scheduler.jmx.export=false",
                        "spring.datasource.url=jdbc:h2:mem:console-test;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000",
                        "ponte.console.users[0].name=vera",
                        "ponte.console.users[0].password=v",
                        "ponte.console.users[0].role=viewer",
                        "ponte.console.users[1].name=otto",
                        "ponte.console.users[1].password={noop}o",
                        "ponte.console.users[1].role=operator",
                        "ponte.console.users[2].name=ada",
                        "ponte.console.users[2].password=a",
                        "ponte.console.users[2].role=admin",
                        "ponte.console.users[3].name=lena",
                        "ponte.console.users[3].password=l",
                        "ponte.console.users[3].role=viewer",
                        "spring.security.oauth2.client.registration.sso.client-id=" + Issuer.CLIENT,
                        "spring.security.oauth2.client.registration.sso.client-secret=canary-secret",
                        "spring.security.oauth2.client.registration.sso.scope=openid",
                        "spring.security.oauth2.client.provider.sso.issuer-uri=" + ISSUER.url(),
                        "ponte.console.oidc.roles[0].value=ponte-ops",
                        "ponte.console.oidc.roles[0].role=operator",
                        "ponte.sandbox.orders=" + ORDERS,
                        "ponte.sandbox.vtex-port=0",
                        "ponte.sandbox.focco-port=0",
                        "ponte.sandbox.moovin-port=0",
                        "ponte.sandbox.fastcommerce-port=0",
                        "ponte.sandbox.presence-port=0",
                        "ponte.routes=" + Flows.hasty(folder))
                    .map(it -> "--" + it)
                    .toArray(String[]::new));
    base = "http://localhost:" + hub.getEnvironment().getProperty("local.server.port");
  }

  @AfterAll
  static void stop() {
    hub.close();
    ISSUER.close();
  }

  private static Visitor visitor(String name) {
    return new Visitor(base).login(name, name.substring(0, 1));
  }

  @Test
  void each_door_opens_for_its_roles_alone_and_for_no_page_of_another_site() {
    Map<String, String> doors = new TreeMap<>();
    DOORS.lines().map(String::strip).forEach(it -> doors.put(door(it), who(it)));
    assertThat(routes()).as("routes, each with its row").isEqualTo(doors.keySet());

    Visitor nobody = new Visitor(base);
    nobody.look("/login");
    Map<String, Visitor> people =
        Map.of("V", visitor("vera"), "O", visitor("otto"), "A", visitor("ada"));
    List<String> wrong = new ArrayList<>();
    doors.forEach(
        (door, who) -> {
          String path = sample(door.substring(door.indexOf(' ') + 1));
          boolean posts = door.startsWith("POST");
          if (nobody.enters(posts, path) != who.equals("*")) {
            wrong.add("nobody: " + door);
          }
          people.forEach(
              (letter, person) -> {
                boolean may = who.equals("*") || who.contains(letter);
                if (person.enters(posts, path) != may) {
                  wrong.add(letter + ": " + door);
                }
                if (posts && person.entersForged(path)) {
                  wrong.add(letter + " with a forged token: " + door);
                }
                if (posts && person.entersFromElsewhere(path)) {
                  wrong.add(letter + " from another site: " + door);
                }
              });
        });
    assertThat(wrong).isEmpty();
  }

  @Test
  void each_page_is_whole_in_both_languages_and_names_no_key_that_has_no_words() {
    for (String language : List.of("en", "pt-BR")) {
      Visitor ada = visitor("ada").speaks(language);
      for (String page :
          List.of(
              "/problems",
              "/connections",
              "/connections/focco",
              "/deliveries",
              "/bulk",
              "/audit",
              "/states",
              "/states?q=FG",
              "/flows",
              "/flows/orders.camel.yaml",
              "/flows/check",
              "/flows/history",
              "/reconciliation",
              "/settings",
              "/buyers",
              "/keys")) {
        HttpResponse<String> answer = ada.get(page);
        assertThat(answer.statusCode()).as(page).isEqualTo(200);
        assertThat(answer.body()).as(page).endsWith("</html>\n").doesNotContain("??");
        assertThat(answer.body()).as(page).contains("lang=\"%s\"".formatted(language));
      }
      assertThat(ada.get("/nothing-here").statusCode()).isEqualTo(404);
      assertThat(ada.get("/nothing-here").body()).doesNotContain("??");
    }
  }

  @Test
  void both_languages_have_the_same_keys_and_the_same_places_in_them() throws Exception {
    for (String file : List.of("messages", "causes", "pages")) {
      Map<String, String> english = texts(file + ".properties");
      Map<String, String> portuguese = texts(file + "_pt_BR.properties");

      assertThat(portuguese.keySet()).as(file).isEqualTo(english.keySet());
      english.forEach(
          (key, words) -> assertThat(places(portuguese.get(key))).as(key).isEqualTo(places(words)));
    }
  }

  @Test
  void five_wrong_passwords_close_the_door_for_a_while_for_the_right_one_too() {
    Visitor visitor = new Visitor(base);
    for (int i = 0; i < 5; i++) {
      assertThat(visitor.basic("lena", "wrong", "/actuator/quota")).isEqualTo(401);
    }

    assertThat(visitor.basic("lena", "l", "/actuator/quota")).isEqualTo(401);
    assertThat(visitor.basic("ada", "a", "/actuator/quota")).isEqualTo(200);
  }

  @Test
  void a_part_of_a_page_without_a_login_sends_the_whole_page_to_it() {
    HttpResponse<String> answer =
        new Visitor(base).get("/connections/live", "HX-Request", "true", "Accept", "text/html");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("HX-Redirect")).contains("/login");
  }

  @Test
  void a_script_that_sends_its_login_with_each_request_leaves_no_session() {
    Visitor script = new Visitor(base);

    assertThat(script.basic("vera", "v", "/api/v1/about")).isEqualTo(200);
    assertThat(script.basic("vera", "v", "/actuator/quota")).isEqualTo(200);

    assertThat(script.cookie("JSESSIONID")).isNull();
    assertThat(script.get("/api/v1/about").statusCode()).isEqualTo(401);
  }

  /** Goes there, is vouched for, and comes back; the answer to that. */
  private static HttpResponse<String> comeBack(Visitor visitor, String name, String group) {
    String there = visitor.get("/oauth2/authorization/sso").headers().firstValue("Location").get();
    assertThat(there).startsWith(ISSUER.url() + "/authorize?");
    String code = ISSUER.vouch(name, List.of(group), parameter(there, "nonce"));
    return visitor.get(
        "/login/oauth2/code/sso?code=%s&state=%s".formatted(code, parameter(there, "state")));
  }

  private static String parameter(String address, String name) {
    return address.replaceAll(".*[?&]" + name + "=([^&]*).*", "$1");
  }

  @Test
  void whoever_is_vouched_for_elsewhere_gets_in_with_the_role_of_their_group_or_not_at_all() {
    Visitor olga = new Visitor(base);
    assertThat(olga.get("/login").body()).contains("/oauth2/authorization/sso");

    assertThat(comeBack(olga, "olga", "ponte-ops").headers().firstValue("Location"))
        .isNotEmpty()
        .get()
        .asString()
        .doesNotContain("/login");
    assertThat(olga.look("/connections/vtex").body()).contains("olga", "/connections/vtex/pause");
    assertThat(olga.get("/settings").statusCode()).isEqualTo(403);

    Visitor stranger = new Visitor(base);
    assertThat(comeBack(stranger, "stranger", "others").headers().firstValue("Location"))
        .get()
        .asString()
        .endsWith("/login?elsewhere");
    assertThat(stranger.get("/keys").statusCode()).isEqualTo(302);
  }

  private static final String STOCK =
      """
      SELECT h.message_key FROM delivery d
        JOIN head h ON h.id = d.head_id
        JOIN subscription s ON s.id = d.subscription_id
       WHERE h.type = 'stock' AND s.subscriber = 'vtex' AND d.state = 'delivered'
       ORDER BY d.id FETCH FIRST 1 ROWS ONLY
      """;

  @Test
  void a_stock_is_shown_as_known_as_told_and_as_it_may_be_sold_and_is_sent_again_on_demand() {
    JdbcClient jdbc = hub.getBean(JdbcClient.class);
    await().atMost(PATIENCE).until(() -> !jdbc.sql(STOCK).query(String.class).list().isEmpty());
    String key = jdbc.sql(STOCK).query(String.class).single();
    String page = "/states/stock?key=" + URLEncoder.encode(key, UTF_8);
    Visitor otto = visitor("otto");

    assertThat(otto.get("/states?q=" + URLEncoder.encode(key, UTF_8)).body()).contains(key);
    assertThat(otto.get(page).body())
        .contains("What focco says", "vtex may sell", "available to sell", "send again");
    assertThat(visitor("vera").speaks("pt-BR").get(page).body())
        .contains("O que focco diz", "disponível para venda")
        .doesNotContain("reenviar</button>");
    HttpResponse<String> answer =
        otto.post("/states/stock/replay", Map.of("key", key, "subscriber", "vtex"));
    assertThat(answer.statusCode()).isIn(302, 409);
    assertThat(visitor("ada").get("/audit?on=state").body()).contains(key, "otto");
    assertThat(
            otto.post("/states/stock/replay", Map.of("key", "NOTHING@1", "subscriber", "vtex"))
                .body())
        .contains("never went to vtex");
  }

  @Test
  void an_edit_is_checked_with_its_lines_before_anything_is_saved() {
    Visitor otto = visitor("otto");
    String flow =
        """
        - route:
            id: mine
            description: Does nothing that anybody knows.
            from:
              uri: ledger:order
              parameters: { subscriber: focco2 }
              steps:
                - to: { uri: "kamelet:focco-order-sink" }
        """;

    HttpResponse<String> answer =
        otto.post("/flows/check", Map.of("name", "mine.camel.yaml", "text", flow));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("line 8", "did you mean", "<dd>mine</dd>");
    assertThat(otto.get("/flows").body()).doesNotContain("mine.camel.yaml");
    assertThat(otto.post("/flows/check", Map.of("name", "../x", "text", flow)).statusCode())
        .isEqualTo(422);
  }

  @Test
  void a_route_is_stopped_and_started_on_its_page_and_the_audit_says_by_whom() {
    Visitor ada = visitor("ada");
    String id =
        hub.getBean(org.apache.camel.CamelContext.class).getRoutes().stream()
            .filter(it -> !it.isCreatedByKamelet())
            .map(it -> it.getRouteId())
            .filter(it -> it.contains("customer"))
            .findFirst()
            .orElseThrow();

    assertThat(ada.post("/flows/routes/" + id + "/stop", Map.of()).statusCode()).isEqualTo(302);
    assertThat(ada.get("/flows").body()).contains("is stopped here", "/" + id + "/start");
    assertThat(ada.post("/flows/routes/" + id + "/start", Map.of()).statusCode()).isEqualTo(302);

    assertThat(ada.get("/audit?on=route&object=" + id).body())
        .contains(id, "ada", "stop", "start", "console");
    assertThat(ada.post("/flows/routes/nothing/stop", Map.of()).statusCode()).isEqualTo(409);
  }

  @Test
  void what_ran_when_is_listed_and_what_has_not_changed_is_not_loaded_anew() {
    Visitor ada = visitor("ada");

    assertThat(ada.get("/flows/history").body()).contains("runs now");
    assertThat(ada.post("/flows/reload", Map.of()).statusCode()).isEqualTo(302);
    assertThat(ada.get("/flows").body()).contains("Nothing has changed in the files");
    assertThat(ada.post("/flows/history/999999/rollback", Map.of("reason", "x")).body())
        .contains("There is no state 999999");
  }

  @Test
  void settings_tell_where_each_key_stands_and_no_secret() {
    Visitor ada = visitor("ada");

    String all = ada.get("/settings").body() + ada.get("/settings?part=ponte").body();

    assertThat(all)
        .contains("ponte.connections.focco.base-url", "ponte.console.users[0].role", "otto")
        .contains("***")
        .doesNotContain(Canaries.SECRET);
    assertThat(ada.get("/settings?part=spring.security").body())
        .contains("client-secret", "***")
        .doesNotContain("canary-secret");
  }

  @Test
  void buyers_that_the_erp_does_not_know_stand_in_a_list_that_tells_a_viewer_no_person() {
    JdbcClient jdbc = hub.getBean(JdbcClient.class);
    String order =
        "SELECT d.id FROM delivery d JOIN head h ON h.id = d.head_id"
            + " WHERE h.type = 'order' AND h.source = 'vtex' AND d.state = 'delivered'"
            + " ORDER BY d.id FETCH FIRST 1 ROWS ONLY";
    await().atMost(PATIENCE).until(() -> !jdbc.sql(order).query(Long.class).list().isEmpty());
    List<Long> id = jdbc.sql(order).query(Long.class).list();
    fail(jdbc, id, "parked", "focco.buyer-unknown");
    try {
      assertThat(visitor("vera").get("/buyers").body())
          .contains("/orders/vtex/", "-**", "needs you")
          .doesNotContain("@ct.vtex.com.br", "buyers.csv");
      assertThat(visitor("otto").get("/buyers").body()).contains("@ct.vtex.com.br", "buyers.csv");
      assertThat(visitor("otto").get("/buyers.csv").body()).contains("documentType");
    } finally {
      jdbc.sql("UPDATE delivery SET state = 'delivered', cause = NULL WHERE id IN (:ids)")
          .param("ids", id)
          .update();
    }
  }

  @Test
  void passes_are_shown_with_what_they_found_and_one_is_asked_for_at_once() {
    JdbcClient jdbc = hub.getBean(JdbcClient.class);
    String passes = "SELECT COUNT(*) FROM reconciliation";
    await().atMost(PATIENCE).until(() -> jdbc.sql(passes).query(Integer.class).single() > 0);
    Visitor otto = visitor("otto");

    assertThat(otto.get("/reconciliation").body()).contains("compare now");
    assertThat(
            otto.post("/connections/vtex/compare", Map.of("back", "/reconciliation"))
                .headers()
                .firstValue("Location"))
        .get()
        .asString()
        .endsWith("/reconciliation");
    assertThat(visitor("vera").get("/reconciliation?type=stock").body())
        .doesNotContain("compare now");
  }

  @Test
  void a_login_outlives_its_session_by_a_cookie_that_the_password_signs() {
    Visitor otto = visitor("otto");
    otto.forget("JSESSIONID");

    assertThat(otto.get("/keys").statusCode()).isEqualTo(200);
    otto.forget("JSESSIONID");
    otto.forget("ponte-login");
    assertThat(otto.get("/keys").statusCode()).isEqualTo(302);
  }

  /** What is asked, of whom, and the status of the problem that is answered. */
  private static final String PROBLEMS =
      """
      401  nobody  GET   /orders
      401  who     GET   /orders
      403  vera    POST  /deliveries/1/retry                {}
      403  otto    GET   /audit
      404  vera    GET   /nothing-here
      404  vera    GET   /orders/vtex/nothing
      404  otto    POST  /deliveries/999999/retry           {}
      404  otto    POST  /bulk/999999/run                   {}
      400  vera    GET   /orders?class=lost
      400  vera    GET   /orders?from=yesterday
      400  vera    GET   /orders?cursor=nonsense
      400  vera    GET   /deliveries?state=delivered
      400  vera    GET   /deliveries/some
      400  vera    GET   /search
      405  otto    POST  /orders                            {}
      400  otto    POST  /bulk                              {"verb":
      422  otto    POST  /bulk                              {"verb":"explode","filter":{"type":"order"}}
      422  otto    POST  /bulk                              {"verb":"retry","filter":{}}
      422  otto    POST  /bulk                              {"verb":"retry","ids":[]}
      422  otto    POST  /bulk                              {"verb":"done","filter":{"type":"order"}}
      422  otto    POST  /connections/vtex/pause            {}
      422  otto    POST  /connections/vtex/pause            {"reason":"sale","until":"soon"}
      """;

  @Test
  void whatever_goes_wrong_with_the_api_is_a_problem_with_its_status_and_one_sentence() {
    Visitor script = new Visitor(base);
    PROBLEMS
        .lines()
        .forEach(
            row -> {
              String[] parts = row.strip().split(" +", 5);
              String name = parts[1].equals("nobody") ? null : parts[1];
              HttpResponse<String> answer =
                  script.api(name, parts[3], parts.length > 4 ? parts[4] : null);
              assertThat(answer.statusCode()).as(row).isEqualTo(Integer.parseInt(parts[0]));
              assertThat(answer.headers().firstValue("Content-Type"))
                  .as(row)
                  .contains("application/problem+json");
              assertThat(answer.body())
                  .as(row)
                  .contains("\"status\":" + parts[0], "\"detail\":\"")
                  .doesNotContain("??");
            });
    assertThat(script.api("otto", "/connections/vtex/pause", "{}").body())
        .contains("\"field\":\"reason\"", "Say why vtex is paused");
    assertThat(script.speaks("pt-BR").api("otto", "/connections/vtex/pause", "{}").body())
        .contains("Diga por que vtex é pausado");
    HttpResponse<String> nobody = new Visitor(base).api(null, "/orders", null);
    assertThat(nobody.headers().map().toString()).containsIgnoringCase("Basic realm=\"Ponte\"");
  }

  @Test
  void an_act_by_the_api_is_refused_when_its_object_is_no_more_as_it_was_seen() {
    JdbcClient jdbc = hub.getBean(JdbcClient.class);
    String delivered = "SELECT id FROM delivery WHERE state = 'delivered' FETCH FIRST 1 ROWS ONLY";
    await().atMost(PATIENCE).until(() -> !jdbc.sql(delivered).query(Long.class).list().isEmpty());
    long id = jdbc.sql(delivered).query(Long.class).single();

    HttpResponse<String> answer =
        new Visitor(base).api("otto", "/deliveries/" + id + "/retry", "{\"expect\":\"dead,1\"}");

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body())
        .contains("\"expected\":\"dead,1\"", "\"is\":\"delivered,", "so nothing was done");
    assertThat(visitor("ada").get("/api/v1/audit?on=delivery&object=" + id).body())
        .contains("\"via\":\"api\"", "\"who\":\"otto\"");
  }

  @Test
  void a_request_that_is_repeated_makes_no_second_plan() {
    Visitor script = new Visitor(base);
    String plan = "{\"verb\":\"retry\",\"filter\":{\"type\":\"customer\"}}";
    String other = "{\"verb\":\"retry\",\"filter\":{\"type\":\"product\"}}";

    HttpResponse<String> first = script.api("otto", "/bulk", plan, "Idempotency-Key", "k1");
    HttpResponse<String> again = script.api("otto", "/bulk", plan, "Idempotency-Key", "k1");
    HttpResponse<String> ofAda = script.api("ada", "/bulk", plan, "Idempotency-Key", "k1");

    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(again.headers().firstValue("Location"))
        .isEqualTo(first.headers().firstValue("Location"));
    assertThat(ofAda.headers().firstValue("Location"))
        .isNotEqualTo(first.headers().firstValue("Location"));
    assertThat(script.api("otto", "/bulk", other, "Idempotency-Key", "k1").statusCode())
        .isEqualTo(422);
    String at = first.headers().firstValue("Location").orElseThrow().replace("/api/v1", "");
    assertThat(script.api("otto", at + "/stop", "").body()).contains("is stopped");
    assertThat(script.api("otto", at + "/stop", "").statusCode()).isEqualTo(409);
    assertThat(script.api("vera", at, null).body()).contains("\"state\":\"stopped\"");
  }

  @Test
  void a_list_of_the_api_is_read_to_its_end_by_cursors_without_a_gap() throws Exception {
    JdbcClient jdbc = hub.getBean(JdbcClient.class);
    String all = "SELECT COUNT(*) FROM order_clock WHERE origin = 'moovin'";
    await().atMost(PATIENCE).until(() -> jdbc.sql(all).query(Integer.class).single() >= 5);
    Visitor script = new Visitor(base);
    JsonMapper json = new JsonMapper();
    List<String> seen = new ArrayList<>();
    String cursor = "";
    while (cursor != null) {
      JsonNode page =
          json.readTree(script.api("vera", "/orders?origin=moovin&limit=2" + cursor, null).body());
      page.path("items").forEach(it -> seen.add(it.path("id").asText()));
      cursor = page.path("next").isNull() ? null : "&cursor=" + page.path("next").asText();
    }

    assertThat(seen).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(5);
    assertThat(seen).hasSizeLessThanOrEqualTo(jdbc.sql(all).query(Integer.class).single());
  }

  @Test
  void each_resource_of_the_api_answers_whoever_may_look() {
    Visitor script = new Visitor(base);
    for (String path :
        List.of(
            "/about",
            "/summary",
            "/quotas",
            "/orders",
            "/search?q=1000",
            "/deliveries?state=pending",
            "/bulk",
            "/dead-letters",
            "/connections",
            "/connections/focco",
            "/problems",
            "/routes",
            "/flows",
            "/flows/orders.camel.yaml",
            "/flows/history",
            "/states",
            "/states?q=FG7",
            "/states/targets",
            "/differences",
            "/deliveries?origin=vtex&key=none",
            "/subscriptions",
            "/openapi.json")) {
      HttpResponse<String> answer = script.api("vera", path, null);
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      assertThat(answer.body()).as(path).startsWith("{").doesNotContain("??");
    }
    for (String path : List.of("/reconciliation", "/buyers")) {
      assertThat(script.api("otto", path, null).statusCode()).as(path).isEqualTo(200);
    }
    assertThat(script.api("ada", "/settings", null).statusCode()).isEqualTo(200);
  }

  /** Secrets and cards are nowhere; what is personal only where somebody needs it. */
  @Test
  void what_is_secret_is_nowhere_and_what_is_personal_only_where_an_operator_looks() {
    JdbcClient jdbc = hub.getBean(JdbcClient.class);
    VtexSimulator vtex = hub.getBean(VtexSimulator.class);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    root.addAppender(log);
    vtex.placeNow(Canaries.in(VtexOrders.order(700_001)));
    vtex.placeNow(Canaries.in(VtexOrders.wrongSum(700_002)));
    String id = VtexOrders.id(700_001);
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                !ids(jdbc, "SELECT head_id FROM order_clock WHERE order_key = '%s'", id).isEmpty()
                    && !ids(jdbc, DEAD_LETTER, VtexOrders.id(700_002)).isEmpty());
    long letter = ids(jdbc, DEAD_LETTER, VtexOrders.id(700_002)).get(0);
    long delivery = ids(jdbc, DELIVERY, id).get(0);
    Visitor vera = visitor("vera");
    Visitor otto = visitor("otto");
    List<String> pages =
        List.of(
            "/",
            "/live",
            "/orders",
            "/orders/vtex/" + id,
            "/orders/vtex/" + id + "/live",
            "/search?q=10000007000",
            "/problems",
            "/deliveries",
            "/deliveries/" + delivery,
            "/dead-letters/" + letter,
            "/bulk",
            "/connections",
            "/connections/vtex",
            "/actuator/prometheus",
            "/actuator/quota",
            "/api/v1/orders?limit=500",
            "/api/v1/orders/vtex/" + id,
            "/api/v1/search?q=10000007000",
            "/api/v1/deliveries/" + delivery,
            "/api/v1/dead-letters",
            "/api/v1/dead-letters/" + letter,
            "/api/v1/problems",
            "/api/v1/summary");

    for (String page : pages) {
      assertThat(vera.get(page).body()).as(page).doesNotContain(Canaries.PERSONAL);
      assertThat(otto.get(page).body()).as(page).doesNotContain(Canaries.SECRET);
      if (!page.startsWith("/api/")) {
        assertThat(otto.get(page).body()).as(page).doesNotContain("<script>canary", "\"=Zuleica");
      }
    }
    assertThat(otto.get("/api/v1/orders/vtex/" + id).body()).contains(Canaries.EMAIL);
    assertThat(vera.get("/search?q=" + Canaries.EMAIL).body()).doesNotContain("/orders/vtex/" + id);
    assertThat(vera.get("/api/v1/search?q=" + Canaries.EMAIL).body()).contains("\"items\":[]");
    assertThat(otto.get("/orders/vtex/" + id).body())
        .contains(Canaries.EMAIL, "&lt;script&gt;canary");
    assertThat(otto.get("/dead-letters/" + letter).body()).contains(Canaries.EMAIL);
    assertThat(otto.get("/orders.csv?origin=vtex").body()).contains("\"'=Zuleica");
    assertThat(visitor("ada").get("/audit").body()).doesNotContain(Canaries.PERSONAL);
    assertThat(jdbc.sql("SCRIPT").query(String.class).list())
        .noneMatch(it -> Stream.of(Canaries.SECRET).anyMatch(it::contains));
    root.detachAppender(log);
    assertThat(List.copyOf(log.list))
        .extracting(ILoggingEvent::getFormattedMessage)
        .noneMatch(it -> Stream.of(Canaries.SECRET).anyMatch(it::contains))
        .noneMatch(it -> Stream.of(Canaries.PERSONAL).anyMatch(it::contains));
  }

  private static final String DEAD_LETTER = "SELECT id FROM dead_letter WHERE message_key = '%s'";

  private static final String DELIVERY =
      "SELECT d.id FROM delivery d JOIN head h ON h.id = d.head_id WHERE h.message_key = '%s'";

  private static List<Long> ids(JdbcClient jdbc, String sql, String key) {
    return jdbc.sql(sql.formatted(key)).query(Long.class).list();
  }

  /** The tour of the sandbox, by somebody who has never seen it. */
  @Test
  void a_person_sees_why_an_order_is_not_in_the_erp_and_makes_it_go() {
    assumeTrue(Browser.isThere(), "There is no Chromium here, so nobody walks through the pages");
    FoccoSimulator focco = hub.getBean(FoccoSimulator.class);
    VtexSimulator vtex = hub.getBean(VtexSimulator.class);
    await().atMost(PATIENCE).until(() -> focco.orders().size() >= 3 * ORDERS);
    try (Browser browser = new Browser(base)) {
      browser.open("/orders").picture("login", Browser.DESK).fits("login");
      browser.press("Enter");
      browser.arrives("/orders");
      browser.open("/");
      Set<String> before = Set.copyOf(vtex.orderIds());

      browser.open(focco.url() + "/sandbox").press("Refuse every order");
      browser.picture("focco", Browser.DESK);
      browser.open(vtex.url() + "/sandbox").press("Place 1 order");
      await().atMost(PATIENCE).until(() -> vtex.orderIds().size() > before.size());
      String id =
          vtex.orderIds().stream().filter(it -> !before.contains(it)).findFirst().orElseThrow();
      browser.open("/");
      await()
          .atMost(PATIENCE)
          .until(() -> browser.text(".verdict").startsWith("One order needs you"));
      pictures(browser, "overview");

      browser.click(".verdict a").arrives("/problems");
      assertThat(browser.text("main")).contains("O item informado está inativo");
      pictures(browser, "problems");

      browser.keys("/").keys(id).enter();
      browser.arrives("/orders/vtex/" + id);
      assertThat(browser.text(".answer")).contains("focco did not take the order");
      pictures(browser, "order");
      browser.open(focco.url() + "/sandbox").press("Heal");
      browser.open("/orders/vtex/" + id).press("retry");
      await().atMost(PATIENCE).until(() -> browser.text("#said").contains("is pending"));
      await()
          .atMost(PATIENCE)
          .until(() -> browser.open("/orders/vtex/" + id).text("main").contains("In focco as"));
      assertThat(focco.orders().stream().filter(it -> it.purchaseOrder().contains(id))).hasSize(1);

      for (String page :
          List.of(
              "orders",
              "connections",
              "deliveries",
              "audit",
              "bulk",
              "states",
              "flows",
              "flows/check",
              "flows/history",
              "reconciliation",
              "settings",
              "buyers",
              "keys")) {
        pictures(browser.open("/" + page), page.replace('/', '-'));
      }
      browser.open("/states").click("main .box:last-of-type tbody a");
      pictures(browser, "state");
      pictures(browser.open("/flows/orders.camel.yaml"), "flow");
      browser.open("/keys").click("button[value='pt-BR']");
      await().atMost(PATIENCE).until(() -> browser.text("main").contains("Teclas"));
      for (String page : List.of("/", "/problems", "/orders/vtex/" + id, "/states", "/flows")) {
        browser.open(page).fits(page + " in Portuguese");
        browser.picture(page.replaceAll("/|vtex|" + id, "") + "-pt", Browser.DESK);
      }
    }
  }

  /** The lines of the script, each as a command of its own. */
  @Test
  void a_mornings_work_is_done_by_the_command_line_alone() throws Exception {
    JdbcClient jdbc = hub.getBean(JdbcClient.class);
    await().atMost(PATIENCE).until(() -> jdbc.sql(LAST_TOLD).query(Long.class).list().size() > 2);
    List<Long> ids = jdbc.sql(LAST_TOLD).query(Long.class).list();
    fail(jdbc, ids, "dead", "focco.no-carrier");
    await()
        .atMost(PATIENCE)
        .until(() -> jdbc.sql("SELECT COUNT(*) FROM order_clock").query(Long.class).single() > 0);
    jdbc.sql("UPDATE order_clock SET placed_at = :yesterday WHERE head_id = :one")
        .param("yesterday", OffsetDateTime.now(ZoneOffset.ofHours(-3)).minusDays(1))
        .param("one", jdbc.sql("SELECT MIN(head_id) FROM order_clock").query(Long.class).single())
        .update();

    Map<String, String> said = new LinkedHashMap<>();
    for (String line : Files.readAllLines(Path.of("docs/morning.sh"))) {
      if (line.startsWith("ponte ")) {
        String[] words =
            Pattern.compile("\"([^\"]*)\"|(\\S+)")
                .matcher(
                    line.replace("$cause", "focco.no-carrier")
                        .replace("$connection", "presence")
                        .replaceAll(" > .*", ""))
                .results()
                .map(it -> it.group(1) == null ? it.group(2) : it.group(1))
                .skip(1)
                .toArray(String[]::new);
        Typed typed =
            new Typed()
                .in("PONTE_URL", base)
                .in("PONTE_USER", "ada")
                .in("PONTE_PASSWORD", "a")
                .types(words);
        assertThat(typed.code()).as(line + "\n" + typed.said()).isZero();
        said.put(words.length == 1 ? words[0] : words[0] + " " + words[1], typed.said());
      }
    }

    assertThat(said.get("problems list")).contains("focco.no-carrier", "Jadlog (Expresso)");
    assertThat(
            jdbc.sql("SELECT DISTINCT state FROM delivery WHERE id IN (:ids)")
                .param("ids", ids)
                .query(String.class)
                .list())
        .as("delivered, or held there already")
        .isSubsetOf("delivered", "skipped");
    assertThat(said.get("connections pause")).contains("presence is asked nothing before");
    assertThat(said.get("orders list").lines().toList())
        .hasSizeGreaterThan(1)
        .first()
        .asString()
        .startsWith("\"origin\",\"id\",\"number\",\"placedAt\",\"buyer\",\"total\"");
    assertThat(said.get("audit --since")).contains("export", "pause", "ada");
    new Visitor(base).api("otto", "/connections/presence/resume", "{}");
  }

  private record Found(String term, String orderKey) {}

  private static List<Found> terms(JdbcClient jdbc, String kind) {
    return jdbc.sql(
            "SELECT t.term, h.order_key AS orderKey FROM search_term t"
                + " JOIN head h ON h.id = t.head_id WHERE t.kind = :kind ORDER BY t.term")
        .param("kind", kind)
        .query(Found.class)
        .list();
  }

  /** Has an order be found by one more number. */
  private static void find(JdbcClient jdbc, String kind, String term) {
    jdbc.sql(
            "INSERT INTO search_term (term, kind, head_id)"
                + " SELECT :term, :kind, MIN(head_id) FROM order_clock")
        .param("term", term)
        .param("kind", kind)
        .update();
  }

  /** The last of what a store was told, as if it had refused it, or nobody knew. */
  private static void fail(JdbcClient jdbc, List<Long> ids, String state, String cause) {
    jdbc.sql(
            "UPDATE delivery SET previous_state = 'claimed', state = :state, cause = :cause,"
                + " subject = 'Jadlog (Expresso)', due_at = NULL,"
                + " finished_at = COALESCE(finished_at, CURRENT_TIMESTAMP),"
                + " failure_class = 'rejected', words = 'No carrier for Jadlog (Expresso)'"
                + " WHERE id IN (:ids)")
        .param("state", state)
        .param("cause", cause)
        .param("ids", ids)
        .update();
  }

  private static final String LAST_TOLD =
      """
      SELECT d.id FROM delivery d
        JOIN subscription s ON s.id = d.subscription_id
        JOIN head h ON h.id = d.head_id AND h.version = d.version
       WHERE s.type = 'product' AND s.subscriber = 'fastcommerce'
         AND d.state IN ('delivered', 'skipped')
       ORDER BY d.id FETCH FIRST 3 ROWS ONLY
      """;

  /**
   * Without a mouse, by every number there is, to a plan that waits, and what only a person knows.
   */
  @Test
  void a_person_gets_everywhere_by_the_keyboard_alone() {
    assumeTrue(Browser.isThere(), "There is no Chromium here, so nobody walks through the pages");
    JdbcClient jdbc = hub.getBean(JdbcClient.class);
    await().atMost(PATIENCE).until(() -> !terms(jdbc, "erp").isEmpty());
    // The sandbox tells these late, or of none of these orders.
    Map.of(
            "nfe",
            "3126111122233300014455001000000881",
            "invoice",
            "88101",
            "tracking",
            "CR000088101BR")
        .forEach((kind, term) -> find(jdbc, kind, term));
    await().atMost(PATIENCE).until(() -> jdbc.sql(LAST_TOLD).query(Long.class).list().size() == 3);
    List<Long> ids = jdbc.sql(LAST_TOLD).query(Long.class).list();
    fail(jdbc, ids, "dead", "focco.no-carrier");
    try (Browser browser = new Browser(base)) {
      browser.open("/login").tab("Enter").enter();
      browser.arrives("/");
      browser.keys("g", "o").arrives("/orders");
      browser.keys("j").enter();
      browser.comesTo("/orders/");
      for (String kind : List.of("erp", "nfe", "invoice", "tracking")) {
        Found found = terms(jdbc, kind).get(0);
        browser.keys("g", "c").arrives("/connections").keys("/").keys(found.term()).enter();
        await().atMost(PATIENCE).until(() -> browser.text("main").contains(found.orderKey()));
      }

      browser.keys("g", "p").arrives("/problems").tab("No carrier for Jadlog (Expresso)").enter();
      browser.comesTo("/problems/");
      assertThat(browser.text("main pre"))
          .contains("carriers:", "{ name: \"Jadlog\", code: CODE }");
      pictures(browser, "problem");
      browser.tab("retry 3…").enter();
      browser.comesTo("/bulk/");
      assertThat(browser.text(".verdict"))
          .contains("nothing is done until you run it", "retry: 3 of 3 can be done");
      pictures(browser, "plan");

      fail(jdbc, ids, "parked", "order.changed");
      browser.keys("g", "p").arrives("/problems").tab("One by one").enter();
      browser.arrives("/deliveries").keys("j").enter();
      browser.comesTo("/deliveries/").tab("done").enter();
      browser.says("is delivered");
      browser.keys("g", "p").arrives("/problems").tab("One by one").enter();
      browser.arrives("/deliveries").keys("j").enter();
      browser.comesTo("/deliveries/").tabTo("input[name=looked]").keys(" ");
      browser.tab("not there: send it").enter();
      browser.says("is pending");
      browser.keys("?").arrives("/keys");

      browser.size(Browser.PHONE, 800).open("/").click(".top nav a[href='/problems']");
      browser.arrives("/problems").press("done");
      browser.says("is delivered");
      browser.open("/connections").click("main a[href='/connections/focco']");
      browser.arrives("/connections/focco").press("test: one call");
      browser.says("answered");
    } finally {
      jdbc.sql(
              "UPDATE delivery SET state = 'delivered'"
                  + " WHERE id IN (:ids) AND state IN ('dead', 'parked')")
          .param("ids", ids)
          .update();
    }
  }

  /** So much of what stores are told that not all of it can be on its way at once. */
  private static final String MANY =
      """
      SELECT d.id FROM delivery d
        JOIN subscription s ON s.id = d.subscription_id
        JOIN head h ON h.id = d.head_id AND h.version = d.version
       WHERE s.subscriber IN ('fastcommerce', 'vtex') AND s.type <> 'order-change'
         AND d.state IN ('delivered', 'skipped', 'pending')
       ORDER BY d.id FETCH FIRST 60 ROWS ONLY
      """;

  @Test
  void a_plan_is_run_stopped_run_on_and_seen_to_its_end() {
    assumeTrue(Browser.isThere(), "There is no Chromium here, so nobody walks through the pages");
    JdbcClient jdbc = hub.getBean(JdbcClient.class);
    await().atMost(PATIENCE).until(() -> jdbc.sql(MANY).query(Long.class).list().size() > 52);
    Visitor otto = visitor("otto");
    List<String> stores = List.of("fastcommerce", "vtex");
    stores.forEach(
        it -> otto.post("/connections/%s/pause".formatted(it), Map.of("reason", "inventory")));
    List<Long> ids = jdbc.sql(MANY).query(Long.class).list();
    fail(jdbc, ids, "dead", "focco.no-carrier");
    String plan =
        new Visitor(base)
            .api("otto", "/bulk", "{\"verb\":\"retry\",\"ids\":%s}".formatted(ids))
            .headers()
            .firstValue("Location")
            .orElseThrow()
            .replace("/api/v1", "");
    try (Browser browser = new Browser(base)) {
      browser.open("/login").press("Enter");
      browser.arrives("/");
      browser.open(plan).press("run");
      await().atMost(PATIENCE).until(() -> browser.text(".verdict").contains("carried out so far"));
      await().atMost(PATIENCE).until(() -> browser.text(".tiles").contains("carried out"));
      browser.open(plan).press("stop");
      assertThat(browser.text(".verdict")).contains("stopped when");
      browser.press("run");
      stores.forEach(it -> otto.post("/connections/%s/resume".formatted(it), Map.of()));
      await()
          .atMost(PATIENCE)
          .until(() -> browser.text(".verdict").contains("what became of them stands below"));
      await().atMost(PATIENCE).until(() -> browser.text(".tiles").contains("delivered"));
      browser.fits("plan at its end").picture("plan-ended", Browser.DESK);
    } finally {
      stores.forEach(it -> otto.post("/connections/%s/resume".formatted(it), Map.of()));
    }
  }

  /** Light and dark at a desk, and on a phone. */
  private static void pictures(Browser browser, String name) {
    browser.fits(name).picture(name, Browser.DESK).picture(name + "-390", Browser.PHONE);
    browser
        .dark(true)
        .isLegible(name + " in the dark")
        .picture(name + "-dark", Browser.DESK)
        .dark(false);
  }

  @Test
  void a_viewer_sees_no_person_and_an_operator_does() {
    JdbcClient jdbc = hub.getBean(JdbcClient.class);
    String id = "1000000000001-01";
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                jdbc.sql(
                            "SELECT id FROM order_clock c JOIN head h ON h.id = c.head_id WHERE h.message_key = :id")
                        .param("id", id)
                        .query(Long.class)
                        .list()
                        .size()
                    == 1);

    String seen = visitor("vera").get("/orders/vtex/" + id).body();
    String all = visitor("otto").get("/orders/vtex/" + id).body();

    assertThat(seen)
        .contains("-**</dd>", "L., Rio De Janeiro/RJ")
        .doesNotContain("@ct.vtex.com.br", "<pre", "/retry");
    assertThat(all).contains("@ct.vtex.com.br");
    assertThat(visitor("otto").get("/orders/vtex/" + id + "/support").body())
        .contains(id)
        .doesNotContain("@ct.vtex.com.br");
  }

  @Test
  void what_is_no_more_as_it_was_seen_is_left_alone_and_the_page_says_so() {
    JdbcClient jdbc = hub.getBean(JdbcClient.class);
    String delivered = "SELECT id FROM delivery WHERE state = 'delivered' FETCH FIRST 1 ROWS ONLY";
    await().atMost(PATIENCE).until(() -> !jdbc.sql(delivered).query(Long.class).list().isEmpty());
    long id = jdbc.sql(delivered).query(Long.class).single();

    HttpResponse<String> answer =
        visitor("otto").post("/deliveries/%d/retry".formatted(id), Map.of("expect", "dead,1"));

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body())
        .contains("Delivery %d is delivered since".formatted(id), "so nothing was done");
    assertThat(
            visitor("otto")
                .speaks("pt-BR")
                .post("/deliveries/%d/retry".formatted(id), Map.of("expect", "dead,1"))
                .body())
        .contains("O envio %d já está entregue desde".formatted(id), "nada foi feito");
    String audit = "/audit?verb=retry&on=delivery&object=" + id;
    assertThat(visitor("ada").get(audit).body())
        .contains("/deliveries/" + id, "otto", "so nothing was done");
    assertThat(visitor("ada").speaks("pt-BR").get(audit).body())
        .contains("nada foi feito")
        .doesNotContain("nothing was done");
  }

  @Test
  void why_a_part_of_a_plan_is_refused_is_read_in_the_language_of_whoever_looks() {
    JdbcClient jdbc = hub.getBean(JdbcClient.class);
    String delivered = "SELECT id FROM delivery WHERE state = 'delivered' FETCH FIRST 1 ROWS ONLY";
    await().atMost(PATIENCE).until(() -> !jdbc.sql(delivered).query(Long.class).list().isEmpty());
    long id = jdbc.sql(delivered).query(Long.class).single();
    String plan = "{\"verb\":\"retry\",\"ids\":[%d]}".formatted(id);

    String at =
        new Visitor(base)
            .api("otto", "/bulk", plan)
            .headers()
            .firstValue("Location")
            .orElseThrow()
            .replace("/api/v1", "");

    assertThat(visitor("vera").get(at).body()).contains("Delivery %d is delivered".formatted(id));
    assertThat(visitor("vera").speaks("pt-BR").get(at).body())
        .contains("O envio %d está".formatted(id))
        .doesNotContain("Delivery");
  }

  @Test
  void a_connection_is_paused_tested_and_resumed_without_a_script() {
    Visitor otto = visitor("otto");

    assertThat(otto.post("/connections/focco/test", Map.of()).statusCode()).isEqualTo(302);
    assertThat(otto.get("/connections/focco").body()).contains("answered GetCondicoesPagamento");
    assertThat(otto.post("/connections/vtex/pause", Map.of()).statusCode()).isEqualTo(422);
    otto.post("/connections/presence/pause", Map.of("reason", "sale <b>", "until", "PT1H"));
    assertThat(otto.get("/connections/presence").body()).contains("otto", "sale &lt;b&gt;");
    otto.post("/connections/presence/resume", Map.of());
    assertThat(otto.get("/connections/presence").body()).contains("is asked again");
    for (String name : List.of("vtex", "moovin", "fastcommerce", "presence")) {
      assertThat(otto.post("/connections/" + name + "/test", Map.of()).statusCode())
          .as("one call of " + name)
          .isEqualTo(302);
    }
    otto.post("/connections/moovin/compare", Map.of());
    assertThat(otto.get("/connections/moovin").body()).contains("compare");
  }

  @Test
  void without_its_database_each_page_says_so_and_comes_back_by_itself() {
    JdbcClient jdbc = hub.getBean(JdbcClient.class);
    Visitor ada = visitor("ada");
    jdbc.sql("ALTER TABLE pulse RENAME TO pulse_away").update();
    try {
      await().atMost(PATIENCE).until(() -> ada.get("/actuator/health").statusCode() == 503);
      await().atMost(PATIENCE).until(() -> ada.get("/").statusCode() == 503);
      for (String page : List.of("/orders", "/problems", "/connections", "/deliveries")) {
        HttpResponse<String> answer = ada.get(page);
        assertThat(answer.statusCode()).as(page).isEqualTo(503);
        assertThat(answer.body()).as(page).contains("Nothing is lost").doesNotContain("??");
      }
    } finally {
      jdbc.sql("ALTER TABLE pulse_away RENAME TO pulse").update();
    }
    await().atMost(PATIENCE).until(() -> ada.get("/").statusCode() == 200);
  }

  @Test
  void a_scrape_has_each_metric_and_label_that_dashboard_and_alerts_name() throws Exception {
    Map<String, Set<String>> needed = new TreeMap<>();
    for (Monitored it : Monitored.all()) {
      it.needed()
          .forEach(
              (metric, labels) ->
                  needed.computeIfAbsent(metric, any -> new TreeSet<>()).addAll(labels));
    }
    Visitor viewer = visitor("vera");

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              String text = viewer.get("/actuator/prometheus").body();
              Map<String, Set<String>> scraped = Monitored.scraped(text);
              assertThat(scraped.keySet()).containsAll(needed.keySet());
              needed.forEach(
                  (metric, labels) ->
                      assertThat(scraped.get(metric)).as(metric).containsAll(labels));
            });

    Set<String> documented = new TreeSet<>();
    Arrays.stream(Metric.values()).forEach(it -> documented.add(it.exposed()));
    assertThat(Monitored.scraped(viewer.get("/actuator/prometheus").body()).keySet())
        .as("docs/reference/metrics.md knows all of them")
        .allSatisfy(
            it -> assertThat(documented).contains(it.replaceAll("_(count|sum|max|bucket)$", "")));
  }

  private static Map<String, String> texts(String file) throws Exception {
    java.util.Properties texts = new java.util.Properties();
    texts.load(
        new java.io.InputStreamReader(
            ConsoleTest.class.getResourceAsStream("/" + file),
            java.nio.charset.StandardCharsets.UTF_8));
    Map<String, String> all = new TreeMap<>();
    texts.forEach((key, words) -> all.put(key.toString(), words.toString()));
    return all;
  }

  private static Set<String> places(String words) {
    return java.util.regex.Pattern.compile("\\{\\d+\\}")
        .matcher(words)
        .results()
        .map(java.util.regex.MatchResult::group)
        .collect(java.util.stream.Collectors.toCollection(TreeSet::new));
  }

  private static String door(String row) {
    return row.substring(0, row.lastIndexOf(' ')).strip().replaceAll(" +", " ");
  }

  private static String who(String row) {
    return row.substring(row.lastIndexOf(' ') + 1);
  }

  /**
   * All that Spring serves by a mapping, but Hawtio's own pages and what is there for all sites.
   */
  private static Set<String> routes() {
    Set<String> routes = new TreeSet<>();
    hub.getBeansOfType(RequestMappingInfoHandlerMapping.class)
        .values()
        .forEach(
            mapping ->
                mapping.getHandlerMethods().keySet().stream()
                    .flatMap(ConsoleTest::routes)
                    .filter(it -> !it.contains("hawtio") && !it.contains("/error"))
                    .filter(it -> !it.contains("jolokia"))
                    .forEach(routes::add));
    return routes;
  }

  private static Stream<String> routes(RequestMappingInfo mapping) {
    String methods =
        mapping.getMethodsCondition().getMethods().stream().map(Enum::name).collect(joining("+"));
    return mapping.getPatternValues().stream().map(it -> methods + " " + it);
  }

  /** An address that leads to nothing that is there. */
  private static String sample(String pattern) {
    return pattern
        .replaceAll("\\{(id|subscription)\\}", "999999")
        .replaceAll("\\{\\w+:([\\w-]+)[^}]*\\}", "$1")
        .replaceAll("\\{\\w+\\}", "nothing")
        .replace("/**", "/liveness");
  }
}
