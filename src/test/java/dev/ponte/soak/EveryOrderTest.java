package dev.ponte.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.kit.Hub;
import dev.ponte.kit.OrderTable;
import dev.ponte.sandbox.FastcommerceOrder;
import dev.ponte.sandbox.FastcommerceOrders;
import dev.ponte.sandbox.FastcommerceSimulator;
import dev.ponte.sandbox.FoccoSimulator;
import dev.ponte.sandbox.MoovinOrders;
import dev.ponte.sandbox.MoovinSimulator;
import dev.ponte.sandbox.Simulator;
import dev.ponte.sandbox.VtexOrders;
import dev.ponte.sandbox.VtexSimulator;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Hundreds of orders of each store through the whole hub, with every trait and every row of the
 * table in the documents that a store can be made to have: each arrives in Focco once and to the
 * cent, or ends as its row says.
 */
@Tag("soak")
class EveryOrderTest {

  private static final int EACH = Integer.getInteger("ponte.orders.each", 320);
  private static final Duration LONG = Duration.ofMinutes(8);
  private static final String ARRIVED = "taken";
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final VtexSimulator vtex = new VtexSimulator(0);
  private final MoovinSimulator moovin = new MoovinSimulator(0, Clock.systemUTC());
  private final FastcommerceSimulator fastcommerce =
      new FastcommerceSimulator(0, Clock.systemUTC());
  private final FoccoSimulator focco = new FoccoSimulator(0);
  private final Hub hub = new Hub();
  private final List<Placed> placed = new ArrayList<>();

  /**
   * An order in its store.
   *
   * @param kind its row in the table, or its trait
   * @param total what the customer pays; null where the store does not say
   */
  private record Placed(String store, String id, String kind, BigDecimal total) {}

  /** What became of an order, by the ledger. */
  private record End(String source, String id, String state) {}

  @BeforeEach
  void start() {
    Stream.of(vtex, moovin, fastcommerce, focco).forEach(Simulator::start);
    moovin.unlimited();
    fastcommerce.allow(1_000_000);
    Map<String, Simulator> systems = new LinkedHashMap<>();
    systems.put("vtex", vtex);
    systems.put("moovin", moovin);
    systems.put("fastcommerce", fastcommerce);
    systems.put("focco", focco);
    systems.forEach(
        (name, system) ->
            hub.connect(name, system).set("ponte.connections." + name + ".quota.calls", 0));
  }

  @AfterEach
  void stop() {
    hub.close();
    Stream.of(vtex, moovin, fastcommerce, focco).forEach(Simulator::close);
  }

  @Test
  void each_of_hundreds_of_orders_arrives_to_the_cent_or_ends_as_the_table_says() {
    for (int number = 1; number <= EACH; number++) {
      placeInVtex(number);
      placeInMoovin(number);
      placeInFastcommerce(number);
    }
    hub.start();

    Map<String, String> ends = ends();
    List<String> wrong = new ArrayList<>();
    Map<String, Map<String, Integer>> states = new TreeMap<>();
    Map<String, Map<String, Integer>> kinds = new LinkedHashMap<>();
    for (Placed it : placed) {
      String end = arrived(it, ends.getOrDefault(it.store() + " " + it.id(), "no end"));
      states.computeIfAbsent(it.store(), any -> new TreeMap<>()).merge(end, 1, Integer::sum);
      kinds
          .computeIfAbsent(it.store() + " " + it.kind(), any -> new TreeMap<>())
          .merge(end, 1, Integer::sum);
      if (!end.startsWith(expected(it))) {
        wrong.add("%s, but should be %s: %s".formatted(end, expected(it), it));
      }
    }
    print(states, kinds);

    assertThat(wrong).isEmpty();
    assertThat(focco.budgets()).isEmpty();
    states.forEach(
        (store, all) ->
            assertThat(all.values().stream().mapToInt(n -> n).sum()).isGreaterThanOrEqualTo(300));
  }

  private void placeInVtex(int number) {
    VtexOrders.Trait[] traits = VtexOrders.Trait.values();
    List<String> rows = List.copyOf(OrderRows.VTEX.keySet());
    int turn = (number - 1) % (traits.length + rows.size());
    VtexOrders generator = new VtexOrders(7);
    if (turn < traits.length) {
      ObjectNode order = read(generator.with(number, traits[turn]));
      placeInVtex(order, traits[turn].name());
      return;
    }
    String row = rows.get(turn - traits.length);
    ObjectNode order = read(generator.with(number, VtexOrders.Trait.PLAIN));
    OrderRows.VTEX.get(row).accept(order);
    placeInVtex(order, row);
  }

  private void placeInVtex(ObjectNode order, String kind) {
    vtex.place(order.toString());
    boolean priced = order.path("value").isNumber();
    placed.add(
        new Placed(
            "vtex",
            order.path("orderId").asText(),
            kind,
            priced ? order.path("value").decimalValue().movePointLeft(2) : null));
  }

  private void placeInMoovin(int number) {
    MoovinOrders.Trait[] traits = MoovinOrders.Trait.values();
    List<String> rows = List.copyOf(OrderRows.MOOVIN.keySet());
    int turn = (number - 1) % (traits.length + rows.size());
    boolean plain = turn < traits.length;
    MoovinOrders.Trait trait = plain ? traits[turn] : MoovinOrders.Trait.PLAIN;
    ObjectNode order = read(MoovinOrders.with(number, trait));
    String row = plain ? trait.name() : rows.get(turn - traits.length);
    if (!plain) {
      OrderRows.MOOVIN.get(row).accept(order);
    }
    moovin.place(order.toString());
    String total = order.path("valor_total").asText();
    placed.add(
        new Placed(
            "moovin",
            MoovinOrders.id(number),
            row,
            total.isBlank() ? null : new BigDecimal(total)));
  }

  private void placeInFastcommerce(int number) {
    FastcommerceOrders.Trait[] traits = FastcommerceOrders.Trait.values();
    List<String> rows = List.copyOf(OrderRows.FASTCOMMERCE.keySet());
    int turn = (number - 1) % (traits.length + rows.size());
    boolean plain = turn < traits.length;
    FastcommerceOrders.Trait trait = plain ? traits[turn] : FastcommerceOrders.Trait.PLAIN;
    // Small numbers are ids of no other store here.
    FastcommerceOrder made = FastcommerceOrders.with(500_000 + number, trait);
    String row = plain ? trait.name() : rows.get(turn - traits.length);
    List<Map<String, String>> items = new ArrayList<>();
    made.items().forEach(it -> items.add(new LinkedHashMap<>(it)));
    if (!plain) {
      OrderRows.FASTCOMMERCE.get(row).accept(made.header(), items);
    }
    fastcommerce.place(new FastcommerceOrder(made.number(), made.header(), items));
    String goods = made.header().get("Total sem frete");
    placed.add(
        new Placed(
            "fastcommerce",
            String.valueOf(made.number()),
            row,
            goods.isBlank()
                ? null
                : OrderRows.amount(goods).add(OrderRows.amount(made.header().get("Frete")))));
  }

  /** By store and id, when all have one or nobody would wait any longer. */
  private Map<String, String> ends() {
    Map<String, String> ends = new LinkedHashMap<>();
    try {
      await()
          .atMost(LONG)
          .pollInterval(Duration.ofSeconds(1))
          .until(
              () -> {
                ends.clear();
                query().forEach(it -> ends.put(it.source() + " " + it.id(), it.state()));
                return placed.stream()
                    .map(it -> ends.get(it.store() + " " + it.id()))
                    .noneMatch(it -> it == null || it.matches("pending|claimed|retrying"));
              });
    } catch (ConditionTimeoutException late) {
      // What has no end by now is counted so.
    }
    return ends;
  }

  private List<End> query() {
    return hub.part(JdbcClient.class)
        .sql(
            """
            SELECT source, message_key AS id,
                   CASE WHEN cause IS NULL OR cause LIKE '~%' THEN 'refused' ELSE 'refused: ' || cause END AS state
              FROM dead_letter WHERE type = 'order'
            UNION ALL
            SELECT h.source, h.message_key,
                   CASE WHEN d.cause IS NULL THEN d.state ELSE d.state || ': ' || d.cause END
              FROM delivery d JOIN head h ON h.id = d.head_id
              JOIN subscription s ON s.id = d.subscription_id
             WHERE h.type = 'order' AND s.subscriber = 'focco'
            """)
        .query(End.class)
        .list();
  }

  /** As Focco has it: whatever the ledger says, this is what its people see. */
  private String arrived(Placed order, String end) {
    List<FoccoSimulator.SalesOrder> sold = focco.ordersOf(order.id());
    if (!end.equals("delivered")) {
      return sold.isEmpty() ? end : end + ", but in Focco";
    }
    if (sold.size() != 1) {
      return "%d times in Focco".formatted(sold.size());
    }
    BigDecimal total = sold.get(0).total();
    return total.compareTo(order.total()) == 0
        ? ARRIVED
        : "%s instead of %s in Focco".formatted(total, order.total());
  }

  private static String expected(Placed order) {
    String store =
        switch (order.store()) {
          case "vtex" -> "VTEX";
          case "moovin" -> "Moovin";
          default -> "Fastcommerce";
        };
    return switch (order.kind()) {
      case "WRONG_SUM" -> "refused: order.total-differs";
      case "FOREIGN_SELLER" -> "refused: vtex.other-seller";
      case "NO_REFERENCE" -> "dead: focco.no-item-code";
      default -> {
        String row = OrderTable.of(store).get(order.kind());
        yield row == null ? ARRIVED : row;
      }
    };
  }

  private static void print(
      Map<String, Map<String, Integer>> states, Map<String, Map<String, Integer>> kinds) {
    kinds.forEach((kind, all) -> System.out.printf("%-70s %s%n", kind, all));
    states.forEach(
        (store, all) ->
            System.out.printf(
                "%s: %d orders, %s%n", store, all.values().stream().mapToInt(it -> it).sum(), all));
  }

  private static ObjectNode read(String json) {
    try {
      return (ObjectNode) JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
