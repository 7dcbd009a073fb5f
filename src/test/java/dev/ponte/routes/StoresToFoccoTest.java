package dev.ponte.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ponte.kit.Flows;
import dev.ponte.kit.Hub;
import dev.ponte.sandbox.FastClock;
import dev.ponte.sandbox.FastcommerceOrder;
import dev.ponte.sandbox.FastcommerceOrders;
import dev.ponte.sandbox.FastcommerceSimulator;
import dev.ponte.sandbox.Fault;
import dev.ponte.sandbox.FoccoSimulator;
import dev.ponte.sandbox.MoovinOrders;
import dev.ponte.sandbox.MoovinSimulator;
import dev.ponte.sandbox.VtexOrders;
import dev.ponte.sandbox.VtexSimulator;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The shipped flows of all stores, on a clock that hub and simulators share and that runs fast. */
@Execution(ExecutionMode.CONCURRENT)
class StoresToFoccoTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration LATER = Duration.ofMinutes(6);
  private static final int SPEED = 60;
  private static final int BATCH = 100;
  private static final int BATCH_WAIT_SECONDS = 30;

  private final Clock clock = new FastClock(SPEED);
  private final VtexSimulator vtex = new VtexSimulator(0);
  private final MoovinSimulator moovin = new MoovinSimulator(0, clock);
  private final FastcommerceSimulator fastcommerce = new FastcommerceSimulator(0, clock);
  private final FoccoSimulator focco = new FoccoSimulator(0);
  private final Hub hub = new Hub().clock(clock, SPEED);

  @TempDir private Path folder;

  @BeforeEach
  void start() {
    vtex.start();
    moovin.start();
    fastcommerce.start();
    focco.start();
    hub.connect("moovin", moovin).connect("fastcommerce", fastcommerce).connect("focco", focco);
  }

  @AfterEach
  void stop() {
    hub.close();
    vtex.close();
    moovin.close();
    fastcommerce.close();
    focco.close();
  }

  @Test
  void a_thousand_orders_in_each_store_reach_focco_once_within_the_quotas() {
    place(1_000);
    Instant begin = Instant.now();
    hub.start();

    // Counting looks at each order of the stores, which costs more than the hub's own work.
    await()
        .pollInterval(Duration.ofSeconds(2))
        .atMost(LATER)
        .until(() -> imported() == 1_000 && flagged() == 1_000);

    moovin.orderIds().forEach(it -> assertThat(focco.ordersOf(it)).as(it).hasSize(1));
    fastcommerce
        .orders()
        .forEach(
            it ->
                assertThat(focco.ordersOf(String.valueOf(it.number())))
                    .as("order %d", it.number())
                    .hasSize(1));
    assertThat(focco.orders()).hasSize(2_000);
    assertThat(moovin.overLimit()).isZero();
    assertThat(fastcommerce.overLimit()).isZero();
    long seconds = Duration.between(begin, Instant.now()).toSeconds();
    long waits = 1 + seconds / BATCH_WAIT_SECONDS;
    long later = laterStatuses();
    System.out.printf(
        "Moovin: %d calls to read (at least %d), %d to acknowledge (at least 1000)%n"
            + "Fastcommerce: %d calls to read, %d to acknowledge (at least %d, and %d later statuses shared the batches)%n",
        moovin.calls("getPedidos"),
        1_000 / 100,
        moovin.calls("updatePedido"),
        fastcommerce.calls("ReportView"),
        fastcommerce.calls("OrderUpdate"),
        1_000 / BATCH,
        later);
    assertThat(moovin.calls("updatePedido")).isEqualTo(1_000);
    assertThat(fastcommerce.calls("OrderUpdate"))
        .isLessThanOrEqualTo((1_000 + later) / BATCH + waits);
  }

  /** Statuses that came after the acknowledgement, which fill batches too. */
  private long laterStatuses() {
    return hub.part(JdbcClient.class)
        .sql(
            "SELECT COUNT(*) FROM delivery d JOIN subscription s ON s.id = d.subscription_id"
                + " WHERE s.type = 'order-status' AND s.subscriber = 'fastcommerce'"
                + " AND d.version > 1")
        .query(Long.class)
        .single();
  }

  @Test
  void acknowledging_and_reading_again_makes_no_new_version_of_an_order() {
    place(9);
    hub.routes(Flows.hasty(folder)).start();
    await().atMost(SOON).until(() -> imported() == 9 && flagged() == 9);

    moovin.orderIds().forEach(it -> moovin.change(it, "importado", "0"));
    fastcommerce.orders().forEach(it -> fastcommerce.change(it.number(), "Obs curta", "visto"));
    long pages = moovin.calls("getPedidos");
    long reports = fastcommerce.calls("ReportView");
    await()
        .atMost(SOON)
        .until(
            () ->
                moovin.calls("getPedidos") > pages + 2
                    && fastcommerce.calls("ReportView") > reports + 2);

    assertThat(focco.orders()).hasSize(18);
    for (String id : moovin.orderIds()) {
      assertThat(hub.state(id, "focco")).isEqualTo("delivered");
    }
    for (FastcommerceOrder order : fastcommerce.orders()) {
      assertThat(hub.state(String.valueOf(order.number()), "focco")).isEqualTo("delivered");
    }
  }

  @Test
  void a_store_that_is_down_or_answers_rubbish_stops_nothing_of_the_others() {
    hub.connect("vtex", vtex);
    place(20);
    IntStream.rangeClosed(1, 20).forEach(i -> vtex.place(VtexOrders.order(i)));
    moovin.inject(any -> true, Fault.HTML, Integer.MAX_VALUE);
    fastcommerce.inject(any -> true, Fault.REPLY_WITHHELD, Integer.MAX_VALUE);
    hub.routes(Flows.hasty(folder))
        .set("ponte.connections.fastcommerce.read-timeout", "2s")
        .start();

    await().atMost(SOON).until(() -> vtex.count("handling") == 20);
    assertThat(imported() + flagged()).isZero();

    moovin.heal();
    await().atMost(SOON).until(() -> imported() == 20);
    fastcommerce.heal();
    await().atMost(LATER).until(() -> flagged() == 20);
    assertThat(focco.orders()).hasSize(60);
  }

  private void place(int each) {
    for (int number = 1; number <= each; number++) {
      moovin.place(MoovinOrders.order(number));
      fastcommerce.place(FastcommerceOrders.order(number));
    }
  }

  private long imported() {
    return moovin.orderIds().stream().filter(moovin::imported).count();
  }

  private long flagged() {
    return fastcommerce.orders().stream().filter(it -> it.flag() != 0).count();
  }
}
