package dev.ponte.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Line;
import dev.ponte.canonical.Order;
import dev.ponte.canonical.OrderStatus;
import dev.ponte.canonical.Stock;
import dev.ponte.canonical.Stock.Location;
import dev.ponte.canonical.StockKeepers;
import dev.ponte.canonical.StockRule;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.Mark;
import dev.ponte.kit.InterceptedDatabase;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the ledger tells with a stock of its sales, on any database. The shop sells {@code ref-1}.
 */
abstract class SoldContract extends OnLedger {

  private final ConcurrentLinkedQueue<Stock> told = new ConcurrentLinkedQueue<>();
  private volatile RuntimeException failure;
  private volatile CountDownLatch erp = new CountDownLatch(0);
  private volatile Stock.Falls falls = Stock.Falls.ORDER;
  private volatile Map<String, Map<String, BigDecimal>> kits = Map.of();
  private final Queue<String> inverted = new ConcurrentLinkedQueue<>();

  @Override
  LedgerNode node(HikariDataSource database) {
    return new LedgerNode(
        new Ordered(database),
        Clock.systemUTC(),
        new StockKeepers() {
          @Override
          public Collection<String> names() {
            return List.of("erp");
          }

          @Override
          public Stock.Falls falls(String keeper) {
            return falls;
          }

          @Override
          public Map<String, BigDecimal> taken(String keeper, Line line) {
            return Map.of(line.ref(), line.quantity());
          }

          @Override
          public Map<String, Map<String, BigDecimal>> kits() {
            return kits;
          }
        });
  }

  /** Two transactions that lock in different orders wait for each other until one gives up. */
  @AfterEach
  void every_transaction_that_touches_both_writes_the_clock_of_an_order_before_what_it_sold() {
    assertThat(inverted).isEmpty();
  }

  /** Notes each change of an order's clock behind one of what was sold, in one transaction. */
  private final class Ordered extends InterceptedDatabase {

    private static final Pattern SOLD = Pattern.compile("(?is)\\s*(UPDATE|DELETE FROM) sold\\b.*");
    private static final Pattern CLOCK = Pattern.compile("(?is)\\s*UPDATE order_clock\\b.*");

    private final ThreadLocal<Boolean> sold = new ThreadLocal<>();

    Ordered(DataSource database) {
      super(database);
    }

    @Override
    public Connection getConnection() throws SQLException {
      sold.remove();
      return super.getConnection();
    }

    @Override
    protected void statement(String sql) {
      if (sql != null && SOLD.matcher(sql).matches()) {
        sold.set(true);
      } else if (sql != null && CLOCK.matcher(sql).matches() && sold.get() != null) {
        inverted.add(sql);
      }
    }
  }

  @BeforeEach
  void begin() {
    node.routes(
        new RouteBuilder() {
          @Override
          public void configure() {
            errorHandler(noErrorHandler());
            from("ledger:order?subscriber=erp")
                .process(
                    it -> {
                      hold(erp);
                      if (failure != null) {
                        throw failure;
                      }
                      String id = LedgerNode.delivery(it).key();
                      it.getMessage()
                          .setBody(
                              new OrderStatus(
                                  "erp",
                                  new dev.ponte.canonical.OrderRef("shop", id),
                                  OrderStatus.Status.ACCEPTED,
                                  id,
                                  id,
                                  null,
                                  null,
                                  OffsetDateTime.now(ZoneOffset.UTC)));
                    })
                .to("ledger:order-status");
            from("ledger:stock?subscriber=other")
                .process(
                    it ->
                        told.add(
                            Canonical.read(Stock.class, it.getMessage().getBody(String.class))));
          }
        });
  }

  @Test
  void a_sale_is_a_new_number_for_the_others_before_the_erp_knows_of_it() {
    erp = new CountDownLatch(1);
    read(10);
    awaitNumber("10");

    sell("A");

    awaitNumber("9");
    erp.countDown();
    awaitState("A", "delivered");
    awaitLate("1");
    assertThat(number()).as("the figure is older than the order").isEqualTo("9");

    read(9);

    awaitNumber("9");
    await()
        .atMost(SOON)
        .until(() -> last().sold().stream().allMatch(it -> it.open().signum() == 0));
  }

  @Test
  void an_old_figure_that_comes_after_the_erp_took_the_order_brings_nothing_back() {
    Instant early = Instant.now();
    sell("A");
    awaitState("A", "delivered");

    node.record("stock", List.of(stock(10, early)), null);

    awaitNumber("9");
  }

  /** What these have locked when, is looked at after each test. */
  @Test
  void a_store_is_told_of_orders_while_the_erp_takes_others() {
    node.route("ledger:order-status?subscriber=shop&origin=shop", it -> {});

    List<String> orders = IntStream.range(0, 60).mapToObj(it -> "N" + it).toList();
    orders.forEach(this::sell);

    await()
        .atMost(SOON)
        .until(
            () -> jdbc.sql("SELECT COUNT(told_at) FROM sold").query(Integer.class).single(),
            it -> it == orders.size());
  }

  @Test
  void a_dead_order_counts_until_somebody_dismisses_or_its_store_cancels_it() {
    failure = new DeliveryFailure(FailureClass.REJECTED, "no such item");
    read(10);
    sell("A");
    awaitState("A", "dead");
    awaitNumber("9");

    read(8);
    awaitNumber("7");

    node.record("order", Messages.cancelled("A"), new Mark("shop", "order", "A", "cancelled"));
    awaitNumber("8");
  }

  @Test
  void an_equal_figure_is_news_once_it_knows_of_what_was_sold() {
    read(10);
    awaitNumber("10");
    sell("A");
    awaitState("A", "delivered");
    awaitNumber("9");

    read(10);

    awaitNumber("10");
  }

  @Test
  void a_figure_that_falls_with_the_invoice_goes_on_without_what_is_not_invoiced() {
    falls = Stock.Falls.INVOICE;
    sell("A");
    awaitState("A", "delivered");
    read(10);
    awaitNumber("9");

    node.record(
        "invoice", Messages.invoice("shop", "A", "1", dev.ponte.canonical.Invoice.Kind.SALE), null);
    read(9);

    awaitNumber("9");
  }

  @Test
  void a_store_that_was_told_of_the_order_keeps_nothing_back_for_it() {
    sell("A");
    awaitState("A", "delivered");
    read(9);
    await().atMost(SOON).until(() -> !told.isEmpty() && withKept().equals("10"));

    node.route("ledger:order-status?subscriber=shop&origin=shop", it -> it.answered("{}"));

    await().atMost(SOON).until(() -> withKept().equals("9"));
    read(9);
    await().atMost(SOON).until(() -> last().sold().stream().anyMatch(it -> it.toldAt() != null));
  }

  @Test
  void a_kit_is_told_what_can_be_made_of_its_components() {
    kits = Map.of("KIT", Map.of("ref-1", BigDecimal.valueOf(2)));

    read(11);

    await().atMost(SOON).until(() -> told.stream().anyMatch(it -> it.sku().equals("KIT")));
    sell("A");
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(told)
                    .filteredOn(it -> it.sku().equals("KIT"))
                    .last()
                    .satisfies(it -> assertThat(it.available()).isEqualByComparingTo("5")));
  }

  @Test
  void what_an_older_release_has_recorded_counts_after_the_upgrade() {
    failure = new DeliveryFailure(FailureClass.REJECTED, "no such item");
    read(10);
    sell("A");
    awaitNumber("9");
    awaitState("A", "dead");
    await().atMost(SOON).until(() -> rows("stock_due") == 0);
    jdbc.sql("DELETE FROM sold").update();
    jdbc.sql("DELETE FROM cursor_position").update();
    read(11);
    awaitNumber("11");

    try (LedgerNode upgraded = node(database)) {
      awaitNumber("10");
    }
  }

  private void sell(String id) {
    Order order = Messages.order(id);
    node.record("order", order, new Mark("shop", "order", id, "ready"));
  }

  private void read(int available) {
    node.record("stock", List.of(stock(available, Instant.now())), null);
  }

  private static Stock stock(int available, Instant at) {
    return new Stock(
        "erp",
        "ref-1",
        Location.company("10"),
        BigDecimal.valueOf(available),
        OffsetDateTime.ofInstant(at, ZoneOffset.UTC));
  }

  private Stock last() {
    return told.stream()
        .filter(it -> it.sku().equals("ref-1"))
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  private String number() {
    return StockRule.ALL.available(last()).toPlainString();
  }

  private String withKept() {
    return StockRule.ALL.availableWithKept(last(), "shop", List.of()).toPlainString();
  }

  private void awaitNumber(String number) {
    await("available to sell is " + number)
        .atMost(SOON)
        .until(() -> !told.isEmpty() && number().equals(number));
  }

  private void awaitLate(String late) {
    await()
        .atMost(SOON)
        .until(
            () ->
                last().sold().stream()
                    .anyMatch(it -> it.late().compareTo(new BigDecimal(late)) == 0));
  }
}
