package dev.ponte.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.kit.Hub;
import dev.ponte.kit.Shared;
import dev.ponte.sandbox.FoccoSimulator;
import dev.ponte.sandbox.VtexSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Orders that were met in the open, from VTEX to Focco; skipped in a clone without them. */
@Tag("shared")
@Execution(ExecutionMode.CONCURRENT)
class RealOrdersTest {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final Duration SOON = Duration.ofSeconds(30);

  private final VtexSimulator vtex = new VtexSimulator(0);
  private final FoccoSimulator focco = new FoccoSimulator(0);
  private Hub hub;

  @BeforeEach
  void start() {
    vtex.start();
    focco.start();
    hub = new Hub().connect("vtex", vtex).connect("focco", focco);
  }

  @AfterEach
  void stop() {
    hub.close();
    vtex.close();
    focco.close();
  }

  @Test
  void each_arrives_to_the_cent_or_says_what_a_person_must_do() {
    ObjectNode example = place("doc_2014_ready_for_handling.json");
    ObjectNode ours = place("public_02_split_group_seller1_-01.json");
    ObjectNode others = place("public_03_split_group_whitelabel_seller_-02.json");
    ObjectNode emptied = place("public_05_user_order_details_2019_changes.json");
    ObjectNode unnamed = place("public_09_2020_invoiced_boleto_callcenter.json");
    hub.start();

    assertArrives(example);
    assertArrives(ours);
    assertRefused(others, "seller strbar");
    assertRefused(emptied, "changes in the store");
    assertRefused(unnamed, "has no ref-id");
    assertThat(focco.orders()).hasSize(2);
    assertThat(focco.budgets()).isEmpty();
  }

  @Test
  void a_seller_that_is_configured_is_shipped() {
    ObjectNode others = place("public_03_split_group_whitelabel_seller_-02.json");
    hub.set("ponte.connections.vtex.sellers", "1,strbar").start();

    assertArrives(others);
  }

  @Test
  void items_without_a_ref_id_arrive_by_their_bar_codes() {
    ObjectNode unnamed = place("public_09_2020_invoiced_boleto_callcenter.json");
    hub.set("ponte.connections.focco.item-code", "ean").start();

    assertArrives(unnamed);
  }

  private ObjectNode place(String file) {
    String text = Shared.text("examples/vtex/" + file);
    try {
      ObjectNode order = (ObjectNode) JSON.readTree(text);
      vtex.place(order.put("status", "ready-for-handling").toString());
      return order;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void assertArrives(ObjectNode order) {
    await().atMost(SOON).until(() -> vtex.status(id(order)).equals("handling"));
    FoccoSimulator.SalesOrder sold = focco.ordersOf(id(order)).get(0);
    assertThat(sold.total())
        .isEqualByComparingTo(order.path("value").decimalValue().movePointLeft(2));
    assertThat(sold.items()).hasSize(order.path("items").size());
  }

  private void assertRefused(ObjectNode order, String words) {
    await().atMost(SOON).until(() -> hub.words(id(order)).contains(words));
    assertThat(focco.ordersOf(id(order))).isEmpty();
    assertThat(vtex.handled(id(order))).isZero();
  }

  private static String id(ObjectNode order) {
    return order.path("orderId").asText();
  }
}
