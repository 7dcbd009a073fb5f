package dev.ponte.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ponte.kit.Flows;
import dev.ponte.kit.Hub;
import dev.ponte.ledger.Operations;
import dev.ponte.sandbox.FastClock;
import dev.ponte.sandbox.FastcommerceOrder;
import dev.ponte.sandbox.FastcommerceOrders;
import dev.ponte.sandbox.FastcommerceSimulator;
import dev.ponte.sandbox.Fault;
import dev.ponte.sandbox.FoccoSimulator;
import dev.ponte.sandbox.MoovinOrders;
import dev.ponte.sandbox.MoovinSimulator;
import dev.ponte.sandbox.PresenceInvoice;
import dev.ponte.sandbox.PresenceSimulator;
import dev.ponte.sandbox.Simulator;
import dev.ponte.sandbox.VtexOrders;
import dev.ponte.sandbox.VtexSimulator;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Five hundred orders of all stores, their invoices and tracking in any order, every fault on every
 * system, and a person who does what Ponte asks for. Counted in the simulators.
 */
@Tag("soak")
class WayBackTest {

  private static final int EACH = 167;
  private static final int SPEED = 30;
  private static final Duration LONG = Duration.ofMinutes(12);
  private static final List<Fault> FAULTS =
      List.copyOf(EnumSet.complementOf(EnumSet.of(Fault.REPLY_WITHHELD)));

  private final Clock clock = new FastClock(SPEED);
  private final VtexSimulator vtex = new VtexSimulator(0);
  private final MoovinSimulator moovin = new MoovinSimulator(0, clock);
  private final FastcommerceSimulator fastcommerce = new FastcommerceSimulator(0, clock);
  private final FoccoSimulator focco = new FoccoSimulator(0);
  private final PresenceSimulator presence = new PresenceSimulator(0, clock);
  private final Hub hub = new Hub().clock(clock, SPEED);
  private final Random random = new Random(2026);
  private final List<String> pks = new ArrayList<>();

  @TempDir private Path folder;

  @BeforeEach
  void start() {
    Stream.of(vtex, moovin, fastcommerce, focco, presence).forEach(Simulator::start);
    hub.connect("vtex", vtex)
        .connect("moovin", moovin)
        .connect("fastcommerce", fastcommerce)
        .connect("focco", focco)
        .connect("presence", presence)
        .routes(Flows.hasty(folder))
        .set("ponte.connections.vtex.read-timeout", "5s")
        .set("ponte.connections.focco.read-timeout", "5s")
        .set("ponte.connections.moovin.read-timeout", "5s")
        .set("ponte.connections.fastcommerce.read-timeout", "5s")
        .set("ponte.connections.presence.read-timeout", "5s")
        .set("ponte.connections.presence.quota.poll-share", "0.5");
    List<String> stores = List.of("vtex", "moovin", "fastcommerce");
    for (int i = 0; i < stores.size(); i++) {
      hub.set("ponte.connections.presence.stores[" + i + "].ecm-id", stores.get(i))
          .set("ponte.connections.presence.stores[" + i + "].connection", stores.get(i));
    }
  }

  @AfterEach
  void stop() {
    hub.close();
    Stream.of(vtex, moovin, fastcommerce, focco, presence).forEach(Simulator::close);
  }

  @Test
  void all_systems_agree_in_the_end_and_nothing_was_done_twice() {
    List<Runnable> happenings = new ArrayList<>();
    for (int number = 1; number <= EACH; number++) {
      placeEach(number, happenings);
    }
    Collections.shuffle(happenings, random);
    happenings.forEach(Runnable::run);
    trouble();
    hub.start();

    await()
        .atMost(LONG)
        .pollInterval(Duration.ofSeconds(2))
        .until(
            () -> {
              actAsThePerson();
              return isDone();
            });

    System.out.printf(
        "%d orders, %d in Focco, %d rows in Presence, %d reports, %d calls to VTEX, %d to Moovin, %d to Fastcommerce, %d to Presence%n",
        3 * EACH,
        focco.orders().size(),
        pks.size(),
        presence.reports().size(),
        vtex.calls(),
        moovin.calls(),
        fastcommerce.calls(),
        presence.calls());
    assertThat(focco.orders()).hasSize(3 * EACH);
    assertThat(focco.budgets()).as("left of lost answers").hasSizeLessThanOrEqualTo(orphans());
    vtex.orderIds()
        .forEach(
            it ->
                assertThat(vtex.invoices(it))
                    .as(it)
                    .singleElement()
                    .satisfies(invoice -> assertThat(invoice.posts()).isEqualTo(1)));
    assertThat(presence.panel()).hasSize(pks.size()).allMatch(PresenceSimulator.Result::success);
    assertThat(moovin.overLimit()).isZero();
    assertThat(fastcommerce.overLimit()).isZero();
    assertThat(presence.overLimit()).isZero();
  }

  private void placeEach(int number, List<Runnable> happenings) {
    String document = VtexOrders.order(number);
    vtex.place(document);
    moovin.place(MoovinOrders.order(number));
    FastcommerceOrder order = FastcommerceOrders.order(number);
    fastcommerce.place(order);
    rows("vtex", VtexOrders.id(number), value(document), happenings);
    rows("moovin", MoovinOrders.id(number), "100.00", happenings);
    rows("fastcommerce", String.valueOf(order.number()), "100.00", happenings);
  }

  /** The invoice and its tracking, which may be listed before it. */
  private void rows(String store, String id, String value, List<Runnable> happenings) {
    happenings.add(
        () -> {
          PresenceInvoice invoice = presence.invoice(store, id, value);
          pks.add(invoice.pk());
        });
    happenings.add(() -> pks.add(presence.ship(store, id, "BR" + id.hashCode())));
  }

  private void trouble() {
    for (Simulator system : List.of(vtex, moovin, fastcommerce, focco, presence)) {
      for (Fault fault : FAULTS) {
        system.inject(operation -> random.nextInt(12) == 0, fault, 3);
      }
    }
  }

  /** Looks into the ERP for orders whose answer was lost, and has all else tried again. */
  private void actAsThePerson() {
    Operations operations = hub.part(Operations.class);
    record Open(long id, String state, String type, String messageKey) {}
    hub.part(JdbcClient.class)
        .sql(
            "SELECT d.id, d.state, h.type, h.message_key FROM delivery d JOIN head h ON h.id = d.head_id"
                + " WHERE d.state IN ('dead', 'parked') ORDER BY d.id")
        .query(Open.class)
        .list()
        .forEach(
            it -> {
              List<FoccoSimulator.SalesOrder> sold = focco.ordersOf(it.messageKey());
              if (it.state().equals("dead")) {
                operations.retry(it.id());
              } else if (it.type().equals("order") && !sold.isEmpty()) {
                operations.done(it.id(), String.valueOf(sold.get(0).number()));
              } else {
                operations.notThere(it.id());
              }
            });
  }

  /** First lines whose answer was lost, as Ponte counted them: each may have left a budget. */
  private int orphans() {
    return hub
        .part(JdbcClient.class)
        .sql("SELECT progress FROM delivery WHERE progress LIKE '%orphans%'")
        .query(String.class)
        .list()
        .stream()
        .mapToInt(it -> Integer.parseInt(it.replaceAll(".*\"orphans\":(\\d+).*", "$1")))
        .sum();
  }

  private boolean isDone() {
    return focco.orders().size() == 3 * EACH
        && vtex.orderIds().stream()
            .allMatch(
                it ->
                    vtex.status(it).equals("invoiced")
                        && vtex.invoices(it).get(0).trackingNumber() != null
                        && !vtex.invoices(it).get(0).trackingNumber().isBlank())
        && moovin.orderIds().stream()
            .allMatch(
                it ->
                    moovin.imported(it)
                        && moovin.invoice(it) != null
                        && moovin.order(it).contains("\"codigo_rastreio\":\"BR"))
        && fastcommerce.orders().stream()
            .allMatch(
                it ->
                    it.flag() != 0
                        && it.status() == 7
                        && !it.header().getOrDefault("NumNFe", "").isBlank())
        && presence.panel().size() == pks.size()
        && presence.panel().stream().allMatch(PresenceSimulator.Result::success);
  }

  private static String value(String document) {
    try {
      String cents = new JsonMapper().readTree(document).path("value").asText();
      return new BigDecimal(cents).movePointLeft(2).toPlainString();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
