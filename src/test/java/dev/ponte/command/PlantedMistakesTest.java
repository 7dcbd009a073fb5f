package dev.ponte.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One mistake of each kind, all of them in one installation: what {@code validate} says of each,
 * and where. In the texts § stands before the place that is to be told, NAME for what must differ
 * from file to file.
 */
class PlantedMistakesTest {

  private static final List<Mistake> MISTAKES = new ArrayList<>();
  private static final Map<String, String> FILES = new LinkedHashMap<>();

  @TempDir static Path folder;
  private static JsonNode found;
  private static int code;

  /**
   * @param kind also the name of its file
   * @param file where it is told
   * @param line where it is told, from 1
   * @param column where it is told, from 1
   * @param sentence a part of what is told
   */
  record Mistake(String kind, String file, int line, int column, String sentence) {
    @Override
    public String toString() {
      return kind;
    }
  }

  private static final String BEHIND =
      """
      - route:
          id: NAME
          from:
            uri: ledger:order
            parameters:
              subscriber: NAME
            steps:
      """;

  static {
    file("tab", "- route:\n§\tid: NAME\n", "there is a tab");
    file("bracket", "- route:\n    id: [NAME\n§", "this is no YAML");
    file(
        "indentation",
        "- route:\n    id: NAME\n   §from:\n      uri: direct:NAME\n",
        "this is no YAML");
    file("anchor", "- route:\n    id: NAME\n    from: §*nothing\n", "this is no YAML");
    file("no list", "§route:\n  id: NAME\n", "must be a list of routes");
    file("empty", "", "the file is empty");
    file(
        "key twice",
        "- route:\n    id: NAME\n    §id: other\n    from:\n      uri: direct:NAME\n      steps:\n        - stop: {}\n",
        "the key id stands here twice");
    file("block", "- §rout:\n    id: NAME\n", "there is no step rout; did you mean route?");
    file(
        "key of a route",
        route("    §descripton: x\n"),
        "unknown key descripton in route; did you mean description?");
    file(
        "key of from",
        BEHIND.replace("    parameters", "    §paramters") + step("stop: {}"),
        "unknown key paramters in from; did you mean parameters?");
    file("step", BEHIND + step("§tos: log:x"), "there is no step tos; did you mean to?");
    file(
        "two steps in one",
        BEHIND + step("log: x\n          §to: log:x"),
        "to stands beside log in one element of the list");
    file(
        "steps as a map",
        "- route:\n    id: NAME\n    from:\n      uri: direct:NAME\n      steps:\n        §to: log:x\n",
        "steps must be a list");
    file(
        "a list in vain", BEHIND + step("to:\n            §- uri: log:x"), "to must not be a list");
    file("no from", "- §route:\n    id: NAME\n", "route has no from");
    file("no uri", BEHIND + step("§to:\n            parameters: { level: INFO }"), "to has no uri");
    file(
        "word of a list",
        route("    shutdownRoute: §Later\n"),
        "shutdownRoute is Later, but must be one of Default, Defer");
    file(
        "yes for true",
        route("    autoStartup: §maybe\n"),
        "autoStartup is maybe, but must be true or false");
    file(
        "word for a number",
        route("    startupOrder: §first\n"),
        "startupOrder is first, but must be a number");
    file("nothing below", BEHIND + step("§setHeader:"), "setHeader has no value");
    file(
        "no expression",
        BEHIND + step("§filter:\n            steps:\n              - stop: {}"),
        "filter has no expression");
    file(
        "text for a block",
        BEHIND + step("choice: §when"),
        "choice is \"when\", but must have keys below it");
    file("step id", BEHIND + step("§logg: hello"), "there is no step logg; did you mean log?");

    file(
        "kamelet",
        sink("§kamelet:focco-oders-sink", "connection: focco"),
        "there is no Kamelet focco-oders-sink; did you mean focco-orders-sink?");
    file(
        "parameter",
        source("vtex-orders-source", "connection: vtex\n        §conection: vtex"),
        "unknown parameter conection of vtex-orders-source; did you mean connection?");
    file(
        "parameter missing",
        source("§", "vtex-orders-source", ""),
        "Kamelet vtex-orders-source needs the parameter connection");
    file(
        "parameter mistyped",
        source("nfe-files-source", "§minAge: soon"),
        "parameter minAge of nfe-files-source is \"soon\", but must be a whole number");
    file(
        "a sink as source",
        source("§", "focco-orders-sink", "connection: focco"),
        "focco-orders-sink is a sink and cannot stand after from");
    file(
        "a source as sink",
        sink("§kamelet:vtex-orders-source", "connection: vtex"),
        "vtex-orders-source is a source and can only stand after from");
    file(
        "connection",
        sink("kamelet:focco-orders-sink", "§connection: foco"),
        "there is no connection foco; did you mean focco?");
    file(
        "connection of another system",
        sink("kamelet:focco-orders-sink", "§connection: moovin"),
        "focco-orders-sink takes a connection of system focco, but moovin is one of system moovin");

    file(
        "type",
        BEHIND.replace("uri: ledger:order", "uri: §ledger:oder") + step("stop: {}"),
        "ledger:oder is no type of the ledger; did you mean ledger:order?");
    file(
        "type that is not read",
        BEHIND.replace("uri: ledger:order", "uri: §ledger:dead-letter") + step("stop: {}"),
        "ledger:dead-letter is not read by a route");
    file(
        "ledger parameter",
        behind("§batchsiz: 10"),
        "unknown parameter batchsiz of ledger:order; did you mean batchSize?");
    file(
        "ledger number",
        behind("§batchSize: many"),
        "parameter batchSize of ledger:order is \"many\", but must be a whole number");
    file(
        "ledger span",
        behind("§batchWait: a while"),
        "parameter batchWait of ledger:order is \"a while\", but must be a span of time");
    file(
        "ledger side",
        BEHIND
            + step(
                "to:\n            uri: ledger:order-status\n            parameters:\n              §subscriber: x"),
        "parameter subscriber belongs after from: ledger:order-status");
    file(
        "subscriber missing",
        BEHIND
                .replace("uri: ledger:order", "uri: §ledger:order")
                .replace("subscriber: NAME", "priority: 1")
            + step("stop: {}"),
        "reads ledger:order without a subscriber");
    file(
        "subscriber misspelt",
        BEHIND.replace("subscriber: NAME", "§subscriber: prezence") + step("stop: {}"),
        "subscriber is prezence, and there is no such connection; did you mean presence?");
    file(
        "origin misspelt",
        behind("§origin: moovim"),
        "origin is moovim, and there is no such connection; did you mean moovin?");
    file(
        "source misspelt",
        behind("§source: fastcomerce"),
        "source is fastcomerce, and there is no such connection; did you mean fastcommerce?");

    file(
        "setting that is missing",
        BEHIND + step("to: §kamelet:focco-orders-sink?connection=focco"),
        "waits: Focco takes no order without payment terms; set ponte.connections.focco.mappings");
    file(
        "second sink",
        BEHIND
            + step("to: kamelet:focco-orders-sink?connection=focco")
            + step("to: §kamelet:vtex-order-status-sink?connection=vtex"),
        "has 2 sinks");
    file("wire tap", BEHIND + step("wireTap: §log:x"), "uses wireTap behind the ledger");
    file("seda", BEHIND + step("to: §seda:x"), "uses seda behind the ledger");
    file(
        "id twice",
        "- route:\n    id: NAME\n    from:\n      uri: direct:NAME1\n      steps:\n        - stop: {}\n- route:\n    id: §NAME\n    from:\n      uri: direct:NAME2\n      steps:\n        - stop: {}\n",
        "is there already");
    file(
        "subscriber twice",
        BEHIND + step("stop: {}") + BEHIND.replace("id: NAME", "id: §NAME2") + step("stop: {}"),
        "of one type and subscriber there is one route");
    file(
        "circle of types",
        "- route:\n    id: §NAME\n    from:\n      uri: ledger:shipment?subscriber=NAME\n      steps:\n        - to: ledger:outcome\n- route:\n    id: NAME2\n    from:\n      uri: ledger:outcome?subscriber=NAME\n      steps:\n        - to: ledger:shipment\n",
        "would go round in circles");
    file(
        "two sources",
        from("focco-customers-source", "focco", "customer")
            + from("moovin-customers-source", "moovin", "customer")
            + to("§", "fastcommerce", "customer", "fastcommerce-products-sink"),
        "each would overwrite the other");
    file(
        "circle of states",
        from("moovin-prices-source", "moovin", "price")
            + from("fastcommerce-prices-source", "fastcommerce", "price")
            + to("§", "moovin", "price", "moovin-prices-sink")
            + to("", "fastcommerce", "price", "fastcommerce-prices-sink"),
        "between fastcommerce and moovin");
    file(
        "another's name",
        to("", "moovin", "stock", "moovin-stock-sink")
            .replace("subscriber: moovin", "§subscriber: NAME"),
        "sends to moovin; name the subscriber moovin");

    file(
        "simple",
        BEHIND + step("setBody:\n            simple: §\"${bodi.x\""),
        "the simple expression does not compile");
    file(
        "simple function",
        BEHIND + step("setBody:\n            simple: §\"${bodyy}\""),
        "the simple expression does not compile");
    file(
        "simple yes or no",
        BEHIND
            + step(
                "filter:\n            simple: §\"${body} =! 1\"\n            steps:\n              - stop: {}"),
        "the simple expression does not compile");
    file(
        "jq",
        BEHIND + step("setBody:\n            jq: §\".total | (\""),
        "the jq expression does not compile");
    file(
        "language",
        BEHIND + step("setBody:\n            groovy: §\"body.total\""),
        "there is no language groovy here");
    file(
        "field in text",
        BEHIND
            + step(
                "filter:\n            simple: §\"${body.total} > 100\"\n            steps:\n              - stop: {}"),
        "fails on a message of type order");
    file(
        "field of jq",
        BEHIND + step("setBody:\n            jq: §\".custmer\""),
        "a message of type order has no field custmer; did you mean customer?");
    file(
        "field below",
        BEHIND + step("setHeader:\n            name: city\n            jq: §\".delivery.citi\""),
        "has no field citi; did you mean city?");

    file(
        "component",
        BEHIND + step("to: §htpps:example.com"),
        "there is no component htpps; did you mean https?");
    file(
        "option",
        BEHIND
            + step(
                "to:\n            uri: log:x\n            parameters:\n              §showBodi: true"),
        "unknown option showBodi of log; did you mean showBody?");
    file(
        "option mistyped",
        BEHIND
            + step(
                "to:\n            uri: log:x\n            parameters:\n              §groupSize: some"),
        "option groupSize of log is \"some\", but must be a whole number");
    file(
        "option of a list",
        BEHIND
            + step(
                "to:\n            uri: file:out\n            parameters:\n              §fileExist: Replace"),
        "option fileExist of file is \"Replace\", but must be one of");
    file(
        "placeholder",
        BEHIND + step("to: §\"file:{{archive.folder}}\""),
        "nothing sets archive.folder");
    file(
        "bean",
        BEHIND + step("bean:\n            ref: §nobody\n            method: x"),
        "there is no bean nobody");
    file(
        "configuration",
        route("    routeConfigurationId: §intke\n"),
        "there is no routeConfiguration intke; did you mean intake?");
    file(
        "what only camel knows",
        "- route:\n    id: §NAME\n    from:\n      uri: direct:NAME\n      steps:\n        - to: sql:classpath:nowhere.sql\n",
        "Camel refuses this: ");
  }

  private static final String SETTINGS =
      """
      §top:pontte:
        zone: UTC
      ponte:
        zone: §zone:Sao_Paulo
        §root:conections: { x: { system: vtex } }
        schedule:
          shipments: §cron:each minute
          §poll:order-statu: "0 * * * * ?"
        retention:
          finished: §retention:90x
        connections:
          vtex: { system: vtex, base-url: "http://127.0.0.1:1", app-key: "${NONE:k}", app-token: §plain:s3cret, zone: UTC }
          moovin: { system: moovin, base-url: "http://127.0.0.1:1", token: "${NONE:t}", zone: UTC }
          fastcommerce:
            system: fastcommerce
            base-url: "http://127.0.0.1:1"
            store-name: "${NONE:s}"
            store-id: §zero:012345
            username: "${NONE:u}"
            password: "${NONE:p}"
            §key:pasword: "${NONE:p}"
            zone: UTC
          focco: { system: focco, base-url: "http://127.0.0.1:1", user: "${NONE:u}", password: "${NONE:p}", zone: UTC }
          erp:
            system: focco
            base-url: "http://127.0.0.1:1"
            user: "${NONE:u}"
            password: "${NONE:p}"
            zone: UTC
            concurrency: §number:several
            quota: { calls: 5, §quota:per-month: 6 }
            read-timeout: §span:soon
            dry-run: §bool:perhaps
            mappings: { payment-terms: { default: 1 } }
          presence: { system: presence, base-url: "http://127.0.0.1:1", user: "${NONE:u}", password: "${NONE:p}", webservice-id: "1", zone: UTC }
          unknown: { §system:system: magento, base-url: "http://127.0.0.1:1", zone: UTC }
          §half:half: { system: moovin, token: "${NONE:t}", zone: UTC }
      """;

  private static final Map<String, String> SENTENCES =
      Map.ofEntries(
          Map.entry("top", "pontte is read by nothing; did you mean ponte?"),
          Map.entry("zone", "ponte.zone is Sao_Paulo, but must be a time zone"),
          Map.entry("root", "ponte.conections is read by nothing; did you mean connections?"),
          Map.entry("cron", "which is no Quartz cron"),
          Map.entry(
              "poll",
              "there is no poll order-statu in ponte.schedule.order-statu; did you mean order-status?"),
          Map.entry("retention", "ponte.retention.finished is 90x, but must be a span of time"),
          Map.entry("plain", "ponte.connections.vtex.app-token is written in plain"),
          Map.entry(
              "zero",
              "ponte.connections.fastcommerce.store-id is 012345, which YAML reads as 5349"),
          Map.entry(
              "key",
              "ponte.connections.fastcommerce.pasword is read by nothing; did you mean password?"),
          Map.entry("number", "ponte.connections.erp.concurrency is several, but must be a number"),
          Map.entry("quota", "ponte.connections.erp.quota.per-month is read by nothing"),
          Map.entry(
              "span", "ponte.connections.erp.read-timeout is soon, but must be a span of time"),
          Map.entry("bool", "ponte.connections.erp.dry-run is perhaps, but must be true or false"),
          Map.entry(
              "system", "ponte.connections.unknown.system is magento, which is no known system"),
          Map.entry("half", "ponte.connections.half.base-url is missing"));

  static Stream<Mistake> mistakes() {
    return MISTAKES.stream();
  }

  @BeforeAll
  static void validate() throws Exception {
    settings();
    Typed ended = new Typed().types("validate", folder.toString(), "--json");
    code = ended.code();
    assertThat(ended.said()).contains("\"findings\"");
    found = new ObjectMapper().readTree(ended.said().substring(ended.said().indexOf('{')));
    MISTAKES.forEach(it -> System.out.printf("%-28s %s%n", it.kind(), told(it.file(), it.line())));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void each_mistake_is_told_in_one_sentence_with_its_place(Mistake planted) {
    assertThat(told(planted.file(), planted.line()))
        .as(planted.file() + ":" + planted.line() + ":" + planted.column())
        .anyMatch(
            it -> it.startsWith(":" + planted.column() + ": ") && it.contains(planted.sentence()));
  }

  @Test
  void they_make_at_least_sixty_kinds_and_validate_fails() {
    assertThat(MISTAKES.size()).isGreaterThanOrEqualTo(60);
    assertThat(code).isEqualTo(1);
  }

  /** But for what follows from a mistake on a line before it, and what hinders nothing. */
  @Test
  void nothing_is_told_of_lines_without_a_mistake() {
    assertThat(all())
        .filteredOn(it -> it.path("severity").asText().equals("fault"))
        .filteredOn(it -> !it.path("file").asText().endsWith("/key-of-from.camel.yaml"))
        .filteredOn(
            it ->
                MISTAKES.stream()
                    .noneMatch(
                        planted ->
                            it.path("file").asText().endsWith(planted.file())
                                && it.path("line").asInt() == planted.line()))
        .isEmpty();
  }

  /** Column and sentence of what is told of a line. */
  private static List<String> told(String file, int line) {
    return all().stream()
        .filter(it -> it.path("file").asText().endsWith(file) && it.path("line").asInt() == line)
        .map(it -> ":" + it.path("column").asInt() + ": " + it.path("sentence").asText())
        .toList();
  }

  private static List<JsonNode> all() {
    return StreamSupport.stream(found.path("findings").spliterator(), false).toList();
  }

  private static void file(String kind, String text, String sentence) {
    String name = kind.replaceAll("\\W+", "-");
    String file = name + ".camel.yaml";
    String own = text.replace("NAME", name);
    int at = Math.max(0, own.indexOf('§'));
    String before = own.substring(0, at);
    int line = 1 + (int) before.chars().filter(it -> it == '\n').count();
    int column = text.isEmpty() ? 0 : at - before.lastIndexOf('\n');
    MISTAKES.add(new Mistake(kind, "/" + file, text.isEmpty() ? 0 : line, column, sentence));
    FILES.put(file, own.replace("§", ""));
  }

  private static void settings() throws IOException {
    Path routes = Files.createDirectories(folder.resolve("routes"));
    for (Map.Entry<String, String> it : FILES.entrySet()) {
      Files.writeString(routes.resolve(it.getKey()), it.getValue());
    }
    String text = SETTINGS;
    for (int at = text.indexOf('§'); at >= 0; at = text.indexOf('§')) {
      int end = text.indexOf(':', at);
      String kind = text.substring(at + 1, end);
      String before = text.substring(0, at);
      text = before + text.substring(end + 1);
      int line = 1 + (int) before.chars().filter(it -> it == '\n').count();
      MISTAKES.add(
          new Mistake(
              "setting " + kind,
              "application.yaml",
              line,
              at - before.lastIndexOf('\n'),
              SENTENCES.get(kind)));
    }
    Files.writeString(folder.resolve("application.yaml"), text);
  }

  private static String step(String step) {
    return "        - " + step + "\n";
  }

  private static String route(String more) {
    return "- route:\n    id: NAME\n"
        + more
        + "    from:\n      uri: direct:NAME\n      steps:\n        - stop: {}\n";
  }

  private static String behind(String parameter) {
    return BEHIND.replace("subscriber: NAME", "subscriber: NAME\n        " + parameter)
        + step("stop: {}");
  }

  private static String sink(String uri, String parameter) {
    return BEHIND
        + step(
            "to:\n            uri: "
                + uri
                + "\n            parameters:\n              "
                + parameter);
  }

  private static String source(String kamelet, String parameter) {
    return source("", kamelet, parameter);
  }

  private static String source(String here, String kamelet, String parameter) {
    String parameters = parameter.isEmpty() ? "" : "      parameters:\n        " + parameter + "\n";
    return "- route:\n    id: NAME\n    from:\n      uri: "
        + here
        + "kamelet:"
        + kamelet
        + "\n"
        + parameters
        + "      steps:\n        - to: ledger:order\n";
  }

  private static String from(String kamelet, String connection, String type) {
    return "- route:\n    id: NAME-from-%s\n    from:\n      uri: kamelet:%s\n      parameters:\n        connection: %s\n      steps:\n        - to: ledger:%s\n"
        .formatted(connection, kamelet, connection, type);
  }

  private static String to(String here, String connection, String type, String kamelet) {
    return "- route:\n    id: %sNAME-to-%s\n    from:\n      uri: ledger:%s\n      parameters:\n        subscriber: %s\n      steps:\n        - to: kamelet:%s?connection=%s\n"
        .formatted(here, connection, type, connection, kamelet, connection);
  }
}
