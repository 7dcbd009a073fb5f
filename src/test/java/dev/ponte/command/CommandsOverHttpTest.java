package dev.ponte.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands ask a hub for, and what they make of its answers; the hub is a stub. */
class CommandsOverHttpTest {

  private static final String LINES =
      """
      summary
      about
      openapi
      quotas
      reconciliation
      differences --type stock --since yesterday
      audit --who ana
      settings
      buyers
      orders
      orders list --class needs-a-person --from today
      orders find 1234
      orders show 1234
      problems
      problems list
      problems show 3 focco.no-carrier
      problems retry focco.no-carrier --yes --wait
      problems done c
      problems dismiss c --reason x
      problems fetch-again c
      problems take-total c
      problems dismiss-records c --reason x
      deliveries
      deliveries list --state retrying
      deliveries show 17
      deliveries retry 17
      deliveries done 17 --number 90211
      deliveries not-there 17 --looked
      deliveries dismiss 17 --reason x
      dead-letters
      dead-letters list
      dead-letters show 4
      dead-letters fetch-again 4
      dead-letters take-total 4
      dead-letters dismiss 4 --reason x
      bulk
      bulk show 88
      bulk plan retry --filter cause=c
      bulk run 88
      bulk stop 88
      connections
      connections list
      connections show focco
      connections test focco
      connections pause focco --until 1h --reason x
      connections resume focco
      connections compare focco
      subscriptions
      subscriptions list
      subscriptions pause order focco --reason x
      subscriptions resume order focco
      subscriptions replay stock moovin --from beginning
      subscriptions start stock moovin
      subscriptions end order focco
      states
      states targets
      states list SKU
      states show SKU1
      states replay stock SKU1@10 moovin
      flows
      flows show orders.camel.yaml
      flows check routes/orders.camel.yaml
      flows history
      flows reload
      flows rollback 7
      flows list
      flows route orders
      flows start orders
      flows stop orders
      """;

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final List<String> logins = new CopyOnWriteArrayList<>();
  private final Map<String, String> answers =
      new HashMap<>(
          Map.of(
              "/api/v1/about",
              "{\"zone\":\"America/Sao_Paulo\",\"now\":\"2026-12-01T02:00:00Z\"}",
              "/api/v1/search",
              "{\"items\":[{\"kind\":\"number\",\"order\":{\"origin\":\"vtex\",\"id\":\"1-01\"}}]}",
              "/api/v1/states",
              "{\"items\":[{\"type\":\"stock\",\"key\":\"SKU1@10\"}]}",
              "/api/v1/bulk/88",
              "{\"id\":88,\"state\":\"ended\",\"deliveries\":{\"delivered\":2}}",
              "/api/v1/bulk",
              "{\"id\":88,\"state\":\"planned\",\"says\":{\"words\":\"2 of 2 can be sent\"},\"items\":[]}",
              "/api/v1/flows/check",
              "{\"runs\":true}"));
  private int status = 200;
  private HttpServer hub;
  private String url;

  static {
    // Else each answer waits for the one before to be acknowledged.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  @BeforeEach
  void start() throws IOException {
    hub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    hub.createContext("/", this::answer);
    hub.start();
    url = "http://127.0.0.1:" + hub.getAddress().getPort();
  }

  @AfterEach
  void stop() {
    hub.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    logins.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    String said =
        answers.getOrDefault(
            exchange.getRequestURI().getPath(), "{\"items\":[],\"result\":\"It is done\"}");
    if (exchange.getRequestHeaders().getFirst("Accept").equals("text/csv")) {
      boolean first = !exchange.getRequestURI().toString().contains("cursor");
      if (first) {
        exchange.getResponseHeaders().set("Ponte-Next", "c2");
      }
      said = "id,total\r\n" + (first ? "1,10\r\n" : "2,20\r\n");
    }
    byte[] bytes = said.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private Typed types(String... words) {
    asked.clear();
    bodies.clear();
    return new Typed().in("PONTE_URL", url).in("PONTE_PASSWORD", "s3cret").types(words);
  }

  @Test
  void each_operation_of_the_api_is_asked_for_by_the_command_that_names_it() throws Exception {
    Map<String, Set<String>> seen = new LinkedHashMap<>();
    for (String line : LINES.lines().toList()) {
      Typed typed = types(line.strip().split(" "));
      assertThat(typed.code()).as(line + "\n" + typed.said()).isZero();
      seen.computeIfAbsent(named(line), any -> new TreeSet<>()).addAll(operations());
    }

    DECLARED.forEach(
        (command, calls) -> assertThat(seen.get(command)).as(command).containsAll(calls));
    Set<String> all = new TreeSet<>();
    DECLARED.values().forEach(all::addAll);
    assertThat(all).containsExactlyInAnyOrderElementsOf(OPERATIONS);
  }

  /** The words of a command, without what follows. */
  private static String named(String line) {
    List<String> words = List.of(line.strip().split(" "));
    return words.size() > 1 && DECLARED.containsKey(words.get(0) + " " + words.get(1))
        ? words.get(0) + " " + words.get(1)
        : words.get(0);
  }

  private static final Map<String, Set<String>> DECLARED = declared();
  private static final Set<String> OPERATIONS = CommandsReferenceTest.operations();

  private static Map<String, Set<String>> declared() {
    Map<String, Set<String>> declared = new LinkedHashMap<>();
    CommandsReferenceTest.calls()
        .forEach((command, calls) -> declared.put(command, new TreeSet<>(calls)));
    return declared;
  }

  private Set<String> operations() throws IOException {
    Set<String> found = new TreeSet<>();
    for (String it : asked) {
      String plain = it.replaceAll("\\?.*", "");
      OPERATIONS.stream()
          .filter(operation -> plain.matches(operation.replaceAll("\\{\\w+}", "[^/]+")))
          .min(java.util.Comparator.comparing(operation -> operation.contains("{") ? 1 : 0))
          .ifPresent(found::add);
    }
    return found;
  }

  @Test
  void a_list_is_exported_to_its_end_with_one_line_of_titles() {
    Typed typed =
        types("orders", "list", "--from", "yesterday", "--to", "yesterday", "--all", "--csv");

    assertThat(typed.said()).isEqualTo("id,total\r\n1,10\r\n2,20\r\n");
    assertThat(asked.get(asked.size() - 1))
        .contains("from=2026-11-29", "to=2026-11-29", "cursor=c2");
  }

  @Test
  void a_time_of_the_day_is_the_next_one_in_the_zone_of_the_hub() {
    types("connections", "pause", "focco", "--until", "06:00", "--reason", "ERP update");

    assertThat(bodies.get(bodies.size() - 1))
        .contains("\"until\":\"2026-12-01T06:00-03:00\"", "ERP update");
  }

  @Test
  void a_plan_is_only_told_until_somebody_says_yes() {
    Typed typed = types("problems", "retry", "focco.no-carrier", "--subject", "Jadlog (Expresso)");

    assertThat(typed.said()).contains("Plan 88: 2 of 2 can be sent", "Nothing is done yet");
    assertThat(asked).containsExactly("POST /api/v1/bulk");
    assertThat(bodies.get(0)).contains("\"cause\":\"focco.no-carrier\"", "Jadlog (Expresso)");
    assertThat(typed.code()).isZero();
  }

  @Test
  void what_fails_again_within_a_plan_ends_with_four() {
    answers.put("/api/v1/bulk/88", "{\"state\":\"ended\",\"deliveries\":{\"dead\":1}}");

    assertThat(types("problems", "retry", "c", "--yes", "--wait").code()).isEqualTo(4);
  }

  @Test
  void a_refusal_is_told_in_the_sentence_of_the_hub_and_ends_with_one() {
    status = 409;
    answers.put(
        "/api/v1/deliveries/17/retry", "{\"detail\":\"Delivery 17 is delivered since 03:02\"}");

    Typed typed = types("deliveries", "retry", "17");

    assertThat(typed.said().strip()).isEqualTo("Delivery 17 is delivered since 03:02");
    assertThat(typed.code()).isEqualTo(1);
  }

  @Test
  void no_hub_a_wrong_login_and_a_missing_right_end_with_three() throws IOException {
    status = 401;
    assertThat(types("orders").code()).isEqualTo(3);
    status = 403;
    assertThat(types("audit").code()).isEqualTo(3);
    hub.stop(0);
    Typed typed = types("orders");
    assertThat(typed.code()).isEqualTo(3);
    assertThat(typed.said()).contains("No hub answers at " + url).doesNotContain("s3cret");
  }

  @Test
  void what_is_found_ends_with_four_when_a_check_asks() {
    answers.put("/api/v1/orders", "{\"items\":[{\"id\":\"1\"}]}");

    assertThat(types("orders", "list", "--fail-if-any").code()).isEqualTo(4);
    assertThat(types("orders", "list").code()).isZero();
  }

  @Test
  void the_login_comes_from_the_environment_a_file_or_the_home_folder_and_never_from_a_word(
      @TempDir Path folder) throws IOException {
    Path password = Files.writeString(folder.resolve("password"), "from-file\n");
    Files.writeString(
        folder.resolve(Defaults.FILE),
        "url=%s\nuser=ana\npassword-file=%s\n".formatted(url, password));

    assertThat(new Typed().at(folder).types("about").code()).isZero();
    assertThat(logins).containsExactly(basic("ana:from-file"));

    new Typed().at(folder).in("PONTE_USER", "otto").types("about");
    assertThat(logins).last().isEqualTo(basic("otto:from-file"));

    new Typed().in("PONTE_PASSWORD", "x").types("about", "--url", url, "--user", "vera");
    assertThat(logins).last().isEqualTo(basic("vera:x"));
    assertThat(new Typed().types("about", "--password", "x").code()).isEqualTo(2);
  }

  private static String basic(String login) {
    return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void each_command_teaches_its_use_and_the_shell_completes_it() {
    Typed typed = new Typed().types("problems", "retry", "--help");
    assertThat(typed.said()).contains("Usage: ponte problems retry", "Examples:");
    assertThat(typed.code()).isZero();
    assertThat(new Typed().types("completion").said()).contains("_complete_ponte", "fetch-again");
  }
}
