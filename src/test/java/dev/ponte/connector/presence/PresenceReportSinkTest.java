package dev.ponte.connector.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.DeliveryOutcome;
import dev.ponte.canonical.DeliveryOutcome.Result;
import dev.ponte.canonical.OrderStatus;
import dev.ponte.canonical.Shipment;
import dev.ponte.canonical.Stock;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.DeliveryBatch;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.Outcome;
import dev.ponte.kit.TestDelivery;
import dev.ponte.sandbox.Fault;
import dev.ponte.sandbox.PresenceSimulator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PresenceReportSinkTest {

  private static final String REPORT = "ECM-RESULTADO-PROCESSAMENTO";
  private static final String TRACKING = "ECM-CODIGO-RASTREIO";
  private static final String STATUS = "ECM-STATUS-PEDIDO";

  private final Erp erp = new Erp();
  private final List<String> bodies = new ArrayList<>();
  private final Batch batch = new Batch();

  @AfterEach
  void close() {
    erp.close();
  }

  @Test
  void a_batch_is_one_call_for_each_method_and_process() {
    List<Shipment> shipments = shipments(3);
    erp.presence.situation("ID_99", "v9", 3);
    erp.poll("order-status");
    OrderStatus status = Canonical.read(OrderStatus.class, erp.last());
    for (Shipment it : shipments) {
      add("shipment", it.id(), it.correlation(), "vtex", Result.DELIVERED, null);
    }
    add("order-status", "v9", status.correlation(), "vtex", Result.DEAD, "OMS010");

    report();

    assertThat(erp.presence.calls(REPORT)).isEqualTo(2);
    assertThat(erp.presence.reports())
        .extracting(PresenceSimulator.Report::method)
        .containsExactly(TRACKING, STATUS);
    assertThat(erp.presence.reports().get(0).rows()).hasSize(3);
    assertThat(erp.presence.panel()).filteredOn(PresenceSimulator.Result::success).hasSize(3);
    assertThat(batch.settled).hasSize(4);
    assertThat(batch.settled.values()).allMatch(it -> it instanceof Outcome);
    assertThat(batch.calls).as("and one for the token").hasSize(3);
  }

  @Test
  void presence_learns_whether_a_store_took_a_row_or_why_it_did_not() {
    List<Shipment> rows = shipments(4);
    add(rows.get(0), "vtex", Result.DELIVERED);
    add(rows.get(1), "vtex", Result.SKIPPED);
    add(rows.get(2), "vtex", Result.DEAD);
    add(rows.get(3), "vtex", Result.PARKED);

    report();

    assertThat(rows)
        .extracting(it -> panel(it).success())
        .containsExactly(true, true, false, false);
    assertThat(panel(rows.get(0)).external()).isEqualTo(rows.get(0).order().id());
    assertThat(panel(rows.get(2)).error()).contains("vtex").contains("[said so]");
    assertThat(panel(rows.get(2)).code()).isEqualTo(404);
  }

  @Test
  void a_stock_is_reported_by_the_stores_code_of_the_item() {
    erp.presence.stock("ID_99", "000000000001", "5");
    erp.poll("stock");
    Stock stock = Canonical.read(Stock.class, erp.last());
    add("stock", stock.key(), stock.correlation(), "moovin", Result.SKIPPED, null);

    report();

    PresenceSimulator.Result told = erp.presence.result("ECM-ESTOQUE-SKU", "000000000001");
    assertThat(told.success()).isTrue();
    assertThat(told.external()).isEqualTo("000000000001");
  }

  @Test
  void of_two_ends_of_one_row_the_later_is_told_last() {
    Shipment row = shipments(1).get(0);
    add(row, "ponte", Result.DEAD);
    add(row, "vtex", Result.DELIVERED);
    add(row, "loja-sp", Result.DELIVERED);

    report();

    assertThat(erp.presence.calls(REPORT)).isEqualTo(2);
    assertThat(panel(row).success()).isTrue();
    assertThat(batch.settled).hasSize(3);
  }

  @Test
  void what_presence_cannot_be_told_needs_no_call() {
    add("shipment", "x", null, "vtex", Result.DELIVERED, null);

    report();

    assertThat(erp.presence.calls(REPORT)).isZero();
    assertThat(batch.settled.get(1L))
        .isInstanceOfSatisfying(
            Outcome.class, it -> assertThat(it.result()).isEqualTo(Outcome.Result.SKIPPED));
  }

  @Test
  void a_correlation_that_is_not_presences_stops_no_other_report() {
    Shipment row = shipments(1).get(0);
    add("shipment", "x", "{}", "vtex", Result.DELIVERED, null);
    add(row, "vtex", Result.DELIVERED);

    report();

    assertThat(failure(1).failureClass()).isEqualTo(FailureClass.REJECTED);
    assertThat(panel(row).success()).isTrue();
  }

  @Test
  void one_bad_row_does_not_take_the_others_with_it() {
    List<Shipment> rows = shipments(20);
    rows.forEach(it -> add(it, "vtex", Result.DELIVERED));
    String unknown = rows.get(7).correlation().replace(rows.get(7).id(), "unknown");
    bodies.set(7, bodies.get(7).replace(quoted(rows.get(7).correlation()), quoted(unknown)));

    report();

    assertThat(failure(8)).hasMessageContaining("unknown não localizado");
    assertThat(erp.presence.panel()).hasSize(19);
    assertThat(batch.settled.values()).filteredOn(it -> it instanceof Outcome).hasSize(19);
  }

  @Test
  void a_report_whose_answer_was_lost_is_due_again_and_then_repeated() {
    Shipment row = shipments(1).get(0);
    add(row, "vtex", Result.DELIVERED);
    erp.presence.inject(REPORT, Fault.REPLY_LOST, 1);

    report();
    assertThat(failure(1).failureClass()).isEqualTo(FailureClass.TRANSIENT);
    report();

    assertThat(batch.settled.get(1L)).isInstanceOf(Outcome.class);
    assertThat(erp.presence.reports()).hasSize(2);
    assertThat(panel(row).success()).isTrue();
  }

  @Test
  void after_a_failed_report_nothing_later_of_its_process_is_told_before_it() {
    Shipment row = shipments(1).get(0);
    add(row, "ponte", Result.DEAD);
    add(row, "vtex", Result.DELIVERED);
    erp.presence.inject(REPORT, Fault.ERROR_500, 1);

    report();

    assertThat(erp.presence.calls(REPORT)).isEqualTo(1);
    assertThat(failure(1)).isSameAs(failure(2));
  }

  @Test
  void an_expired_token_is_renewed_for_a_report_too() {
    Shipment row = shipments(1).get(0);
    add(row, "vtex", Result.DELIVERED);
    erp.presence.expireTokens();
    erp.presence.inject(REPORT, Fault.UNAUTHORIZED, 1);

    report();

    assertThat(panel(row).success()).isTrue();
  }

  @Test
  void a_single_delivery_is_reported_as_well() {
    Shipment row = shipments(1).get(0);
    add(row, "vtex", Result.DELIVERED);
    TestDelivery delivery = new TestDelivery("key", "presence");

    erp.report(Delivery.PROPERTY, delivery, bodies.get(0));

    assertThat(delivery.settled().result()).isEqualTo(Outcome.Result.DELIVERED);
    assertThat(panel(row).success()).isTrue();
    erp.presence.inject(REPORT, Fault.REFUSED, 1);
    assertThatThrownBy(() -> erp.report(Delivery.PROPERTY, delivery, bodies.get(0)))
        .isInstanceOf(DeliveryFailure.class)
        .hasMessageContaining("Registro recusado");
  }

  private List<Shipment> shipments(int count) {
    for (int i = 0; i < count; i++) {
      erp.presence.ship("ID_99", "v" + i, "BR" + i);
    }
    erp.poll("shipments");
    return erp.recorded(Shipment.class);
  }

  private void add(Shipment row, String target, Result result) {
    add("shipment", row.id(), row.correlation(), target, result, "404");
  }

  private void add(
      String type, String key, String correlation, String target, Result result, String code) {
    DeliveryOutcome outcome =
        new DeliveryOutcome(
            "presence", type, key, "vtex", 1, target, result, "said so", code, correlation);
    bodies.add(Canonical.write(outcome));
  }

  private void report() {
    batch.deliveries.clear();
    StringBuilder array = new StringBuilder("[");
    for (int i = 0; i < bodies.size(); i++) {
      array.append(i == 0 ? "" : ",");
      array.append("{\"id\":%d,\"body\":%s}".formatted(i + 1, bodies.get(i)));
      batch.deliveries.add(new TestDelivery("key" + i, "presence").id(i + 1));
    }
    erp.report(DeliveryBatch.PROPERTY, batch, array.append("]").toString());
  }

  private PresenceSimulator.Result panel(Shipment row) {
    return erp.presence.result(TRACKING, row.id());
  }

  private DeliveryFailure failure(long id) {
    return (DeliveryFailure) batch.settled.get(id);
  }

  private static String quoted(String json) {
    return json.replace("\"", "\\\"");
  }

  /** Keeps what the sink says of each delivery, the last counts. */
  private static final class Batch implements DeliveryBatch {

    final List<Delivery> deliveries = new ArrayList<>();
    final Map<Long, Object> settled = new LinkedHashMap<>();
    final List<Delivery.Call> calls = new ArrayList<>();

    @Override
    public List<Delivery> deliveries() {
      return deliveries;
    }

    @Override
    public void settle(long id, Outcome outcome) {
      settled.put(id, outcome);
    }

    @Override
    public void settle(long id, RuntimeException failure) {
      settled.put(id, failure);
    }

    @Override
    public void trace(Delivery.Call call) {
      calls.add(call);
    }
  }
}
