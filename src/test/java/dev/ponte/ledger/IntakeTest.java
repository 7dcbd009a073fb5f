package dev.ponte.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.ponte.delivery.Mark;
import dev.ponte.delivery.UnmappableRecord;
import dev.ponte.intake.Intake;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the shipped route configuration makes of a record that cannot be taken. */
class IntakeTest {

  private static final Mark MARK = new Mark("shop", "order", "17", "new");

  private static final String ROUTE =
      """
      - route:
          id: orders
          routeConfigurationId: intake
          from:
            uri: direct:page
            steps:
              - split:
                  expression:
                    simple:
                      expression: "${body}"
                  steps:
                    - bean:
                        ref: mapper
                        method: "map(${exchange})"
                    - to:
                        uri: ledger:order
      """;

  @TempDir Path folder;
  private HikariDataSource database;
  private FlakyDatabase flaky;
  private LedgerNode node;
  private Exception failure;

  @BeforeEach
  void open() throws Exception {
    database = TestDatabases.h2(folder);
    flaky = new FlakyDatabase(database);
    node = new LedgerNode(flaky);
    node.camel().getRegistry().bind("intake", new Intake());
    node.camel().getRegistry().bind("mapper", new Mapper());
    var loader = PluginHelper.getRoutesLoader(node.camel());
    loader.loadRoutes(
        PluginHelper.getResourceLoader(node.camel())
            .resolveResource("classpath:routes/intake.camel.yaml"));
    loader.loadRoutes(ResourceHelper.fromString("orders.camel.yaml", ROUTE));
  }

  @AfterEach
  void close() {
    node.close();
    database.close();
  }

  @Test
  void a_bug_of_a_mapper_is_the_end_of_its_record_alone() {
    failure = new NullPointerException("no address");

    assertThat(page("1", "odd", "2")).isNull();

    assertThat(rows("SELECT message_key FROM head")).containsExactlyInAnyOrder("1", "2");
    assertThat(rows("SELECT reason FROM dead_letter"))
        .singleElement()
        .asString()
        .startsWith("bug: java.lang.NullPointerException: no address");
    assertThat(rows("SELECT raw FROM dead_letter")).containsExactly("odd");
    assertThat(rows("SELECT message_key FROM mark"))
        .as("so it is not fetched again")
        .contains("odd");
  }

  @Test
  void what_a_mapper_refuses_keeps_its_own_words() {
    failure = new UnmappableRecord("the order has no lines");

    assertThat(page("odd")).isNull();

    assertThat(rows("SELECT reason FROM dead_letter")).containsExactly("the order has no lines");
  }

  @Test
  void what_passes_is_no_record_s_fault() {
    failure = new IOException("connection reset");

    assertThat(page("1", "odd", "2")).hasMessage("connection reset");

    assertThat(rows("SELECT message_key FROM head")).containsExactlyInAnyOrder("1", "2");
    assertThat(rows("SELECT reason FROM dead_letter")).isEmpty();
  }

  @Test
  void an_outage_of_the_ledger_makes_no_dead_letter() {
    flaky.away = true;

    assertThat(page("1")).isNotNull();

    flaky.away = false;
    assertThat(rows("SELECT reason FROM dead_letter")).isEmpty();
    assertThat(page("1")).isNull();
    assertThat(rows("SELECT message_key FROM head")).containsExactly("1");
  }

  /** Fails for the record {@code odd}. */
  public final class Mapper {

    public void map(Exchange exchange) throws Exception {
      String key = exchange.getMessage().getBody(String.class);
      exchange.setProperty(Mark.PROPERTY, new Mark(MARK.source(), MARK.type(), key, MARK.stamp()));
      if (key.equals("odd")) {
        throw failure;
      }
      exchange.getMessage().setBody(Messages.order(key));
    }
  }

  private Exception page(String... keys) {
    Exchange sent =
        node.camel()
            .createProducerTemplate()
            .send("direct:page", it -> it.getMessage().setBody(List.of(keys)));
    return sent.getException();
  }

  private List<Object> rows(String sql) {
    return JdbcClient.create(database).sql(sql).query().listOfRows().stream()
        .map(Map::values)
        .map(it -> it.iterator().next())
        .toList();
  }
}
