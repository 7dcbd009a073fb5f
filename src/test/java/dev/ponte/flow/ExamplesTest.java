package dev.ponte.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import dev.ponte.connection.Finding;
import dev.ponte.kit.Hub;
import dev.ponte.sandbox.FastClock;
import dev.ponte.sandbox.FastcommerceSimulator;
import dev.ponte.sandbox.FoccoSimulator;
import dev.ponte.sandbox.MoovinSimulator;
import dev.ponte.sandbox.Simulator;
import dev.ponte.sandbox.VtexOrders;
import dev.ponte.sandbox.VtexSimulator;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The files in {@code routes/examples/}, each put into a hub that runs. */
class ExamplesTest {

  private static final Path EXAMPLES = Path.of("routes/examples");
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String MIRROR = "jdbc:h2:mem:mirror;DB_CLOSE_DELAY=-1";
  private static final Pattern REPLACES = Pattern.compile("(?m)^# Takes the place of: (.+)$");
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  @TempDir static Path folder;

  private static final FastClock CLOCK = new FastClock(1);
  private static final VtexSimulator VTEX = new VtexSimulator(0);
  private static final VtexSimulator SECOND_VTEX = new VtexSimulator(0);
  private static final FoccoSimulator FOCCO = new FoccoSimulator(0);
  private static final FoccoSimulator SECOND_FOCCO = new FoccoSimulator(0);
  private static final MoovinSimulator MOOVIN = new MoovinSimulator(0, CLOCK);
  private static final FastcommerceSimulator FASTCOMMERCE = new FastcommerceSimulator(0, CLOCK);
  private static final List<Simulator> ALL =
      List.of(VTEX, SECOND_VTEX, FOCCO, SECOND_FOCCO, MOOVIN, FASTCOMMERCE);

  /** Enough for what the examples take the place of. */
  private static final Set<String> RUN =
      Set.of("orders.camel.yaml", "order-updates.camel.yaml", "prices.camel.yaml");

  private static final MockProducer<Object, Object> KAFKA = kafka();
  private static final MailServer MAIL = new MailServer();
  private static final List<String> POSTED = new CopyOnWriteArrayList<>();
  private static final AtomicInteger ANSWER = new AtomicInteger(200);

  private static HttpServer company;
  private static Hub hub;
  private static SortedMap<String, String> shipped;
  private static ObjectNode template;

  @BeforeAll
  static void start() throws IOException {
    ALL.forEach(Simulator::start);
    company = company();
    Path routes = Files.createDirectory(folder.resolve("routes"));
    shipped = new FlowFolder(Path.of("routes")).read();
    for (String it : RUN) {
      Files.writeString(routes.resolve(it), hasty(shipped.get(it)));
    }
    Files.createDirectory(routes.resolve("examples"));
    Files.writeString(routes.resolve("examples/broken.camel.yaml"), "- rou");
    String here = "http://127.0.0.1:" + company.getAddress().getPort();
    hub =
        new Hub()
            .routes(routes)
            .often("prices")
            .connect("vtex", VTEX)
            .connect("loja-sp", SECOND_VTEX)
            .connect("focco", FOCCO)
            .connect("focco-marketplaces", SECOND_FOCCO)
            .connect("moovin", MOOVIN)
            .connect("fastcommerce", FASTCOMMERCE)
            .set("ponte.routes.reload", "off")
            .set("csv.folder", folder.resolve("exports"))
            .set("mirror.url", MIRROR)
            .set("mirror.user", "sa")
            .set("webhook.url", here + "/orders")
            .set("price-list.url", here + "/prices")
            .set("price-list.cron", "0/1 * * * * ?")
            .set("mail.server", "127.0.0.1:" + MAIL.port())
            .start();
    KafkaComponent kafka = new KafkaComponent();
    kafka.setKafkaClientFactory(new Mocked());
    hub.part(CamelContext.class).addComponent("kafka", kafka);
    VTEX.place(VtexOrders.order(1));
    await().atMost(SOON).until(() -> VTEX.count("handling") == 1);
    template = template();
  }

  @AfterAll
  static void stop() {
    hub.close();
    company.stop(0);
    MAIL.close();
    ALL.forEach(Simulator::close);
  }

  static Stream<String> examples() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      return files.map(it -> it.getFileName().toString()).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void an_example_is_found_well_among_the_flows_that_ship(String example) {
    SortedMap<String, String> texts = with(example);
    FlowCheck check = hub.part(FlowCheck.class);

    FlowCheck.Result result = check.check(texts, "routes");

    assertThat(result.faults()).extracting(Finding::toString).isEmpty();
    assertThat(check.tried(List.of(result.file(example)), result, "routes")).isEmpty();
    assertThat(result.file(example).routes())
        .allSatisfy(it -> assertThat(it.node().get("description")).isPresent());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void an_example_says_what_it_is_for_and_is_told_of_in_the_recipes(String example)
      throws IOException {
    String text = Files.readString(EXAMPLES.resolve(example));

    assertThat(text).startsWith("# yaml-language-server: $schema=../../docs/schema/");
    assertThat(text.lines().filter(it -> it.startsWith("# ")).count()).isGreaterThan(4);
    assertThat(Files.readString(Path.of("docs/recipes.md"))).contains("examples/" + example);
  }

  @Test
  void an_example_is_not_loaded_from_where_it_lies() {
    assertThat(Files.isDirectory(folder.resolve("routes/examples"))).isTrue();
    assertThat(new FlowFolder(folder.resolve("routes")).read()).containsOnlyKeys(RUN);
    assertThat(hub.part(Flows.class).faults()).isEmpty();
  }

  @Test
  void only_orders_over_a_hundred_reach_the_erp() {
    load("orders-of-some-value.camel.yaml");
    record(order("small", "99.99"));
    record(order("great", "100.00"));

    await().atMost(SOON).until(() -> hub.state("small", "focco").equals("skipped"));
    await().atMost(SOON).until(() -> hub.state("great", "focco").equals("delivered"));

    assertThat(FOCCO.ordersOf("small")).isEmpty();
    assertThat(FOCCO.ordersOf("great")).hasSize(1);
    assertThat(hub.state("small", "vtex")).as("the store was told nothing").isEqualTo("none");
  }

  @Test
  void orders_of_marketplaces_reach_another_erp() {
    load("two-erps-by-channel.camel.yaml");
    ObjectNode sold = order("ml-1", "80.00");
    sold.putObject("marketplace").put("name", "Mercado Livre").put("orderId", "2000001");
    record(sold);
    record(order("own-1", "80.00"));

    await().atMost(SOON).until(() -> hub.state("ml-1", "focco-marketplaces").equals("delivered"));
    await().atMost(SOON).until(() -> hub.state("own-1", "focco").equals("delivered"));
    await().atMost(SOON).until(() -> hub.state("ml-1", "focco").equals("skipped"));

    assertThat(SECOND_FOCCO.ordersOf("ml-1")).hasSize(1);
    assertThat(SECOND_FOCCO.ordersOf("own-1")).isEmpty();
    assertThat(FOCCO.ordersOf("ml-1")).isEmpty();
    assertThat(FOCCO.ordersOf("own-1")).hasSize(1);
  }

  @Test
  void a_field_is_changed_with_jq_and_the_money_stays_as_it_was() {
    load("field-changed-with-jq.camel.yaml");
    record(order("noted", "1234567.89").put("channel", "televendas").put("notes", "Sem portaria"));

    await().atMost(SOON).until(() -> hub.state("noted", "focco").equals("delivered"));

    assertThat(FOCCO.ordersOf("noted"))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.total()).isEqualByComparingTo("1234567.89");
              assertThat(it.notes() + it.invoiceNotes())
                  .contains("Canal: televendas. Sem portaria");
            });
  }

  @Test
  void an_order_is_a_line_of_a_csv_file() throws IOException {
    load("orders-to-csv.camel.yaml");
    record(order("line-1", "100.00").put("channel", "a \"b\", c"));
    record(order("line-2", "0.10"));

    await().atMost(SOON).until(() -> hub.state("line-1", "csv").equals("delivered"));
    await().atMost(SOON).until(() -> hub.state("line-2", "csv").equals("delivered"));

    assertThat(exported())
        .anyMatch(it -> it.matches("\"vtex\",\"line-1\",\"2.+\",\"a \"\"b\"\", c\",100,false"))
        .anyMatch(it -> it.matches("\"vtex\",\"line-2\",.*,0.1,false"));
  }

  @Test
  void an_order_is_a_row_of_a_table_and_one_that_comes_twice_is_one_row() {
    JdbcClient mirror = JdbcClient.create(new DriverManagerDataSource(MIRROR, "sa", ""));
    mirror
        .sql(
            "CREATE TABLE order_mirror (store VARCHAR(100), id VARCHAR(255), created_at TIMESTAMP WITH TIME ZONE,"
                + " total NUMERIC(14, 2), cancelled BOOLEAN, PRIMARY KEY (store, id))")
        .update();
    mirror
        .sql("INSERT INTO order_mirror (store, id, total) VALUES ('vtex', 'twice', 1.00)")
        .update();
    load("orders-to-sql-table.camel.yaml");

    record(order("row", "100.10"));
    record(order("twice", "90.05"));
    await().atMost(SOON).until(() -> hub.state("row", "mirror").equals("delivered"));
    await().atMost(SOON).until(() -> hub.state("twice", "mirror").equals("delivered"));

    String totals = "SELECT total FROM order_mirror WHERE id IN ('row', 'twice') ORDER BY id";
    assertThat(mirror.sql(totals).query(BigDecimal.class).list())
        .containsExactly(new BigDecimal("100.10"), new BigDecimal("90.05"));
  }

  @Test
  void an_order_is_a_record_of_a_topic_under_its_key() {
    load("orders-to-kafka.camel.yaml");
    record(order("streamed", "10.00"));

    await().atMost(SOON).until(() -> hub.state("streamed", "kafka").equals("delivered"));

    assertThat(KAFKA.history())
        .anySatisfy(
            it -> {
              assertThat(it.topic()).isEqualTo("orders");
              assertThat(it.key()).isEqualTo("vtex/streamed");
              assertThat(it.value().toString()).contains("\"id\":\"streamed\"");
            });
  }

  @Test
  void an_order_is_posted_once_tried_again_when_that_helps_and_dead_when_it_is_refused() {
    load("orders-to-webhook.camel.yaml");
    ANSWER.set(503);
    record(order("posted", "10.00"));
    await().atMost(SOON).until(() -> hub.state("posted", "webhook").equals("retrying"));
    ANSWER.set(200);
    await().atMost(SOON).until(() -> hub.state("posted", "webhook").equals("delivered"));
    ANSWER.set(422);
    record(order("wrong", "10.00"));
    await().atMost(SOON).until(() -> hub.state("wrong", "webhook").equals("dead"));

    assertThat(words("wrong", "webhook")).contains("refused the order with 422: no");
    assertThat(POSTED).anyMatch(it -> it.startsWith("POST vtex/posted/1 {\"source\":\"vtex\""));
  }

  @Test
  void the_orders_of_a_second_account_reach_the_erp_and_the_account_hears_of_it() {
    load("second-vtex-account.camel.yaml");
    SECOND_VTEX.place(VtexOrders.order(1));

    await().atMost(SOON).until(() -> SECOND_VTEX.count("handling") == 1);

    assertThat(FOCCO.ordersOf(VtexOrders.id(1))).as("one of each account").hasSize(2);
  }

  @Test
  void the_prices_of_one_store_are_those_of_another() {
    FASTCOMMERCE.catalogue().putProduct("CANECA", "Caneca", 3, "10,00");
    MOOVIN.putPrice("CANECA", "0.00", "12.50");

    load("prices-of-moovin.camel.yaml");

    await().atMost(SOON).until(() -> FASTCOMMERCE.catalogue().price("CANECA").equals("12,50"));
  }

  @Test
  void a_list_that_is_read_by_http_becomes_prices_in_the_ledger_each_once() {
    load("source-by-http.camel.yaml");

    String versions =
        "SELECT h.version FROM head h WHERE h.type = 'price' AND h.source = 'price-list'"
            + " ORDER BY h.message_key";
    JdbcClient ledger = hub.part(JdbcClient.class);
    await().atMost(SOON).until(() -> ledger.sql(versions).query(Long.class).list().size() == 2);
    int read = count("GET");
    await().atMost(SOON).until(() -> count("GET") > read + 1);

    assertThat(ledger.sql(versions).query(Long.class).list()).containsExactly(1L, 1L);
  }

  @Test
  void a_person_is_written_to_when_an_order_is_parked() {
    load("mail-about-parked-orders.camel.yaml");
    record(order("changed", "50.00"));
    await().atMost(SOON).until(() -> hub.state("changed", "focco").equals("delivered"));
    record(order("changed", "60.00"));

    await().atMost(SOON).until(() -> !MAIL.letters().isEmpty());

    assertThat(MAIL.letters())
        .singleElement()
        .satisfies(
            it -> assertThat(it).contains("Order changed of vtex waits for you", "For focco: "));
  }

  /** Puts an example beside the flows that ship, and takes out what it takes the place of. */
  private static void load(String example) {
    SortedMap<String, String> texts = with(example);
    texts.keySet().retainAll(Stream.concat(RUN.stream(), Stream.of(example)).toList());
    texts.replaceAll((name, text) -> hasty(text));
    Wiring.Outcome outcome = hub.part(Flows.class).reload(texts, "test", null);
    assertThat(outcome.held()).as(hub.part(Flows.class).faults().toString()).isEmpty();
    assertThat(hub.part(Flows.class).texts()).containsKey(example);
  }

  private static SortedMap<String, String> with(String example) {
    try {
      String text = Files.readString(EXAMPLES.resolve(example));
      Matcher replaces = REPLACES.matcher(text);
      Set<String> out =
          replaces.find() ? new TreeSet<>(Arrays.asList(replaces.group(1).split(", "))) : Set.of();
      SortedMap<String, String> texts = new TreeMap<>();
      FlowCheck check = hub.part(FlowCheck.class);
      shipped.forEach(
          (name, it) -> {
            String left = check.file(name, it, "routes").yaml(route -> !out.contains(route.id()));
            if (!left.isBlank()) {
              texts.put(name, left);
            }
          });
      texts.put(example, text);
      return texts;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A test does not like to wait for a batch that fills. */
  private static String hasty(String text) {
    return text.replaceAll("batchWait: \\d+s", "batchWait: 1s");
  }

  private static void record(ObjectNode order) {
    hub.part(CamelContext.class)
        .createFluentProducerTemplate()
        .to("ledger:order")
        .withBody(order.toString())
        .send();
  }

  /** As VTEX's order came, but of one line, and with no freight and no charges. */
  private static ObjectNode order(String id, String total) {
    ObjectNode order = template.deepCopy();
    BigDecimal value = new BigDecimal(total);
    order.put("id", id).put("number", id).put("total", value).putArray("charges");
    ((ObjectNode) order.path("freight")).put("price", BigDecimal.ZERO);
    ObjectNode line = order.path("lines").path(0).deepCopy();
    line.put("quantity", BigDecimal.ONE).put("unitPrice", value).put("net", value);
    line.put("discount", BigDecimal.ZERO).put("surcharge", BigDecimal.ZERO);
    order.putArray("lines").add(line);
    return order;
  }

  private static ObjectNode template() throws IOException {
    return (ObjectNode)
        JSON.readTree(
            hub.part(JdbcClient.class)
                .sql(
                    "SELECT m.body FROM message m JOIN head h ON h.id = m.head_id WHERE h.type = 'order'")
                .query(String.class)
                .list()
                .get(0));
  }

  private static String words(String key, String subscriber) {
    return hub.part(JdbcClient.class)
        .sql(
            "SELECT d.words FROM delivery d JOIN head h ON h.id = d.head_id"
                + " JOIN subscription s ON s.id = d.subscription_id"
                + " WHERE h.message_key = :key AND s.subscriber = :subscriber")
        .param("key", key)
        .param("subscriber", subscriber)
        .query(String.class)
        .single();
  }

  private static List<String> exported() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("exports"))) {
      return Files.readAllLines(files.findFirst().orElseThrow());
    }
  }

  private static int count(String method) {
    return (int) POSTED.stream().filter(it -> it.startsWith(method)).count();
  }

  /** What the company has that Ponte does not know: it takes orders, and tells prices. */
  private static HttpServer company() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          POSTED.add(exchange.getRequestMethod() + " " + key + " " + body);
          boolean asked = exchange.getRequestMethod().equals("GET");
          byte[] answer =
              (asked ? "[{\"code\":\"A\",\"price\":10.5},{\"code\":\"B\",\"price\":0.99}]" : "no")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(asked ? 200 : ANSWER.get(), answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static MockProducer<Object, Object> kafka() {
    @SuppressWarnings({"unchecked", "rawtypes"})
    MockProducer<Object, Object> producer =
        new MockProducer(true, null, new StringSerializer(), new StringSerializer());
    return producer;
  }

  /** Camel's own component before a producer that needs no broker. */
  private static final class Mocked extends DefaultKafkaClientFactory {

    @Override
    @SuppressWarnings("rawtypes")
    public Producer getProducer(java.util.Properties settings) {
      return KAFKA;
    }

    @Override
    public String getBrokers(KafkaConfiguration configuration) {
      return configuration.getBrokers();
    }
  }
}
