package dev.ponte.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.ponte.canonical.OrderStatus;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.Mark;
import dev.ponte.delivery.Reference;
import dev.ponte.delivery.References;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What an order on its way through the ledger costs, alone: many at once share claims and ends. */
class OrderCostTest {

  /** What a process asks now and then, whatever there is to do. */
  private static final List<String> BACKGROUND =
      List.of(
          "heartbeat",
          "FROM poll",
          "UPDATE poll",
          "SELECT s.id FROM subscription s WHERE EXISTS",
          "WHERE paused_at IS NOT NULL",
          "FROM erasure",
          "FROM bulk",
          "replica",
          "tally",
          "FROM message WHERE id >",
          "FROM cursor_position",
          // How often consumers look depends on how long it takes.
          "AS waited FROM delivery");

  @TempDir private Path folder;

  @Test
  void an_order_to_the_erp_and_its_status_back_cost_few_statements_and_fewer_commits() {
    try (HikariDataSource h2 = TestDatabases.h2(folder)) {
      CountingDatabase database = new CountingDatabase(h2);
      try (LedgerNode node = new LedgerNode(database)) {
        node.routes(saga(node.part(References.class)));
        carry(node, h2, "warm", 2);
        database.reset();

        carry(node, h2, "1", 4);

        List<String> asked =
            database.statements.stream()
                .filter(it -> BACKGROUND.stream().noneMatch(it::contains))
                .toList();
        assertThat(asked).hasSizeLessThanOrEqualTo(31);
        assertThat(database.commits).hasValueLessThanOrEqualTo(9);
      }
    }
  }

  private static void carry(LedgerNode node, HikariDataSource h2, String id, int delivered) {
    node.record("order", Messages.order(id), new Mark("shop", "order", id, "ready"));
    await()
        .atMost(OnLedger.SOON)
        .until(
            () ->
                JdbcClient.create(h2)
                        .sql("SELECT COUNT(*) FROM delivery WHERE state = 'delivered'")
                        .query(Integer.class)
                        .single()
                    == delivered);
  }

  private static RouteBuilder saga(References references) {
    return new RouteBuilder() {
      @Override
      public void configure() {
        from("ledger:order?subscriber=erp")
            .process(
                it -> {
                  Delivery delivery = LedgerNode.delivery(it);
                  references.byKey("customer", "", "1", "erp");
                  references.byKeys("item", "", List.of("1", "2"), "erp");
                  delivery.checkpoint("{\"step\":1}");
                  delivery.checkpoint("{\"step\":2}");
                  delivery.checkpoint("{\"step\":3}");
                  delivery.checkpoint("{\"step\":4}");
                  String key = delivery.key();
                  delivery.reference(
                      new Reference("order", "shop", key, "erp", key, key, null, true));
                  Reference sold = new Reference("sold", "erp", "a", "erp", "a", "now", "1", true);
                  delivery.together(() -> references.count(sold, 1));
                  it.getMessage()
                      .setBody(Messages.status("shop", key, OrderStatus.Status.ACCEPTED));
                })
            .to("ledger:order-status");
        from("ledger:order-status?subscriber=shop&origin=shop").to("direct:told");
        from("direct:told").process(it -> {});
      }
    };
  }
}
