package dev.ponte.connector.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponte.canonical.Invoice;
import dev.ponte.canonical.OrderRef;
import dev.ponte.canonical.OrderStatus;
import dev.ponte.canonical.Product;
import dev.ponte.canonical.Shipment;
import dev.ponte.canonical.Stock;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.Mark;
import dev.ponte.sandbox.Fault;
import dev.ponte.sandbox.PresenceInvoice;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PresenceSourcesTest {

  private static final String TRACKING = "ECM-CODIGO-RASTREIO";
  private static final String STATUS = "ECM-STATUS-PEDIDO";
  private static final String STOCK = "ECM-ESTOQUE-SKU";
  private static final String PRODUCTS = "ECM-PRODUTOS";
  private static final String INVOICES = "ECM-DADOS-NF";

  private Erp erp;

  @AfterEach
  void close() {
    erp.close();
  }

  @Test
  void a_tracking_code_becomes_a_shipment_of_the_store_that_presence_means() {
    erp = new Erp();
    String pk = erp.presence.ship("ID_99", "v1-01", "BR1");

    assertThat(erp.poll("shipments")).isNull();

    Shipment shipment = erp.recorded(Shipment.class).get(0);
    assertThat(shipment.id()).isEqualTo(pk);
    assertThat(shipment.trackingCode()).isEqualTo("BR1");
    assertThat(shipment.order()).isEqualTo(new OrderRef("vtex", "v1-01"));
    assertThat(PresenceCorrelation.parse(shipment.correlation()).pk().asText()).isEqualTo(pk);
  }

  @Test
  void a_store_that_nobody_named_is_left_to_the_ledger_to_find() {
    erp = new Erp();
    erp.presence.ship("ID_7", "v1-01", "BR1");

    erp.poll("shipments");

    assertThat(erp.recorded(Shipment.class).get(0).order()).isEqualTo(new OrderRef(null, "v1-01"));
  }

  @Test
  void an_invoice_is_completed_once_a_page_and_only_for_new_rows() {
    erp = new Erp();
    PresenceInvoice invoice = erp.presence.invoice("ID_99", "v1-01", "120.50");
    erp.presence.invoice("ID_99", "v2-01", "7.00");

    assertThat(erp.poll("invoices")).isNull();
    assertThat(erp.poll("invoices")).isNull();

    assertThat(erp.presence.calls(INVOICES)).as("2 polls and 1 completion").isEqualTo(3);
    Invoice read = erp.recorded(Invoice.class).get(0);
    assertThat(read.number()).isEqualTo(String.valueOf(invoice.number()));
    assertThat(read.series()).isEqualTo("86");
    assertThat(read.accessKey()).isEqualTo(invoice.accessKey());
    assertThat(read.value()).isEqualByComparingTo("120.50");
    assertThat(read.kind()).isEqualTo(Invoice.Kind.SALE);
    assertThat(read.carrier()).isEqualTo("Transportes Rápidos");
  }

  @Test
  void a_stock_is_read_once_and_again_when_it_changed_and_can_be_reported() {
    erp = new Erp();
    erp.presence.stock("ID_99", "000000000001", "5");
    erp.presence.stock("ID_99", "000000000002", "7");
    erp.poll("stock");
    erp.poll("stock");
    erp.clock.forward(Duration.ofMinutes(1));
    erp.presence.stock("ID_99", "000000000001", "0");

    assertThat(erp.poll("stock")).isNull();
    erp.poll("stock");

    List<Stock> stocks = erp.recorded(Stock.class);
    assertThat(stocks)
        .extracting(Stock::key)
        .containsExactly("000000000001@/1", "000000000002@/1", "000000000001@/1");
    assertThat(stocks.get(2).headStart()).isPositive();
    PresenceCorrelation row = PresenceCorrelation.parse(stocks.get(2).correlation());
    assertThat(row.method()).isEqualTo(STOCK);
    assertThat(row.process().asInt()).isEqualTo(8);
    assertThat(row.pk().asText()).isEqualTo("000000000001");
    assertThat(erp.marks).as("one a pk, however often it changes").hasSize(2);
  }

  @Test
  void of_several_states_of_one_stock_the_newest_counts() {
    erp = new Erp("stock.omni", "0");
    String row =
        "{\"pk\":\"%s1\",\"idProcesso\":8,\"sku\":\"1\",\"warehouse\":\"1\",\"quantidade\":%d,\"dataAt\":\"2026-03-10 %s\"}";
    erp.presence.add(STOCK, row.formatted("", 3, "11:00:00"));
    // The simulator knows one record of a pk, but pads none.
    erp.presence.add(STOCK, row.formatted(" ", 5, "09:00:00"));

    erp.poll("stock");
    erp.poll("stock");

    assertThat(erp.recorded(Stock.class))
        .singleElement()
        .satisfies(it -> assertThat(it.available()).isEqualByComparingTo("3"));
  }

  @Test
  void a_stock_that_cannot_be_understood_is_a_dead_letter_and_the_page_goes_on() {
    erp = new Erp();
    erp.presence.stock("ID_99", "000000000001", "many");
    erp.presence.stock("ID_99", "000000000002", "7");

    assertThat(erp.poll("stock")).isNull();

    assertThat(erp.deadLetters)
        .singleElement()
        .satisfies(it -> assertThat(reason(it)).contains("quantidade is many").contains(STOCK));
    assertThat(erp.recorded()).isEqualTo(1);
  }

  @Test
  void a_product_is_read_once_and_again_when_it_changed_and_can_be_reported() {
    erp = new Erp("query.limit", "2");
    for (int i = 1; i <= 5; i++) {
      erp.presence.product("00000000000" + i, "Camiseta " + i, "Azul", "M");
    }
    erp.poll("products");
    erp.poll("products");
    assertThat(erp.presence.calls(PRODUCTS)).as("twice 3 pages").isEqualTo(6);
    erp.clock.forward(Duration.ofMinutes(1));
    erp.presence.product("000000000003", "Camisa", "Azul", "M");

    assertThat(erp.poll("products")).isNull();

    List<Product> products = erp.recorded(Product.class);
    assertThat(products).hasSize(6);
    assertThat(products.get(5).name()).isEqualTo("Camisa");
    PresenceCorrelation row = PresenceCorrelation.parse(products.get(5).correlation());
    assertThat(row.method()).isEqualTo(PRODUCTS);
    assertThat(row.externalCode()).isEqualTo("000000000003");
    assertThat(erp.cursors.all.get("presence/" + PRODUCTS)).isEqualTo("{\"since\":\"2026-03-09\"}");
  }

  @Test
  void a_product_that_lacks_what_it_must_have_is_a_dead_letter_that_can_be_reported() {
    erp = new Erp();
    erp.presence.product("000000000001", " ", null, null);
    erp.presence.product("000000000002", "Camiseta", null, null);

    assertThat(erp.poll("products")).isNull();

    assertThat(erp.deadLetters).hasSize(1);
    assertThat(reason(erp.deadLetters.get(0))).contains("name of product 000000000001", PRODUCTS);
    assertThat(erp.deadLetters.get(0).getProperty(Mark.CORRELATION, String.class))
        .contains(PRODUCTS);
    assertThat(erp.recorded()).isEqualTo(1);
  }

  @Test
  void situations_become_order_statuses() {
    erp = new Erp("situations.4", "picking", "situations.5", "skip");
    for (int situation : new int[] {3, 6, 7, 4, 5}) {
      erp.presence.situation("ID_99", "v" + situation, situation);
    }

    assertThat(erp.poll("order-status")).isNull();

    assertThat(erp.recorded(OrderStatus.class))
        .extracting(OrderStatus::status)
        .containsExactly(
            OrderStatus.Status.ACCEPTED,
            OrderStatus.Status.INVOICED,
            OrderStatus.Status.CANCELLED,
            OrderStatus.Status.PICKING);
    assertThat(erp.deadLetters).isEmpty();
  }

  @Test
  void an_unknown_situation_is_a_dead_letter_with_what_its_report_needs_and_the_page_goes_on() {
    erp = new Erp();
    String pk = erp.presence.situation("ID_99", "v1", 42);
    erp.presence.situation("ID_99", "v2", 3);

    assertThat(erp.poll("order-status")).isNull();
    erp.poll("order-status");

    assertThat(erp.deadLetters).hasSize(1);
    Exchange dead = erp.deadLetters.get(0);
    assertThat(reason(dead))
        .contains("situation 42")
        .contains("ponte.connections.presence.situations.42")
        .contains(pk);
    assertThat(dead.getMessage().getBody(String.class)).contains("\"situacao\":42");
    assertThat(dead.getProperty(Mark.CORRELATION, String.class)).contains(pk).contains(STATUS);
    assertThat(erp.recorded()).isEqualTo(1);
  }

  @Test
  void a_record_of_any_other_shape_is_a_dead_letter_too() {
    erp = new Erp();
    erp.presence.add(TRACKING, "{\"codigoRastreio\":\"BR1\",\"pk\":\"a\",\"idProcesso\":17}");
    erp.presence.add(TRACKING, "{\"codigoRastreio\":\"BR1\"}");
    erp.presence.add(STATUS, "{\"situacao\":{\"x\":1},\"pk\":\"b\"}");
    erp.presence.add(INVOICES, "{\"numero\":5,\"valorTotalNF\":\"1.234,5x\",\"pk\":\"c\"}");

    for (String poll : List.of("shipments", "order-status", "invoices")) {
      assertThat(erp.poll(poll)).isNull();
    }

    assertThat(erp.deadLetters).hasSize(4);
    assertThat(erp.recorded()).isZero();
  }

  @Test
  void pages_follow_the_pointer_and_name_when_the_list_began() {
    erp = new Erp("query.limit", "10");
    ship(1, 35);

    assertThat(erp.poll("shipments")).isNull();

    assertThat(erp.presence.calls(TRACKING)).isEqualTo(4);
    assertThat(erp.recorded(Shipment.class))
        .extracting(it -> it.order().id())
        .hasSize(35)
        .doesNotHaveDuplicates();
  }

  @Test
  void the_watermark_is_the_newest_date_less_the_overlap() {
    erp = new Erp();
    ship(1, 1);

    erp.poll("shipments");

    assertThat(erp.cursors.all.get("presence/" + TRACKING)).isEqualTo("{\"since\":\"2026-03-09\"}");
  }

  @Test
  void an_overlap_of_hours_asks_with_a_time_and_silence_loses_no_day() {
    erp = new Erp("query.overlap", "2h");

    erp.poll("shipments");
    erp.clock.forward(Duration.ofDays(5));
    erp.poll("shipments");

    assertThat(erp.cursors.all.get("presence/" + TRACKING))
        .isEqualTo("{\"since\":\"2026-03-10T10:00:00\"}");
  }

  @Test
  void a_date_in_the_future_does_not_hide_what_comes_before_it() {
    erp = new Erp();
    erp.presence.add(
        TRACKING, row("a", "BR1").replace("}", ",\"dataAt\":\"2099-01-01 00:00:00.000\"}"));

    erp.poll("shipments");
    ship(1, 1);
    erp.poll("shipments");

    assertThat(erp.recorded()).isEqualTo(2);
  }

  @Test
  void the_first_poll_begins_on_the_day_that_is_configured() {
    erp = new Erp("query.since", "2026-01-02");

    erp.poll("shipments");

    assertThat(erp.cursors.all.get("presence/" + TRACKING)).isEqualTo("{\"since\":\"2026-01-02\"}");
  }

  @Test
  void what_was_recorded_is_not_recorded_again_but_what_changed_is() {
    erp = new Erp();
    PresenceInvoice invoice = erp.presence.invoice("ID_99", "v1", "1.00");
    erp.presence.ship("ID_99", "v1", "BR1", invoice);
    erp.poll("shipments");
    erp.poll("shipments");
    erp.clock.forward(Duration.ofMinutes(1));
    erp.presence.ship("ID_99", "v1", "BR2", invoice);

    erp.poll("shipments");
    erp.poll("shipments");

    assertThat(erp.recorded(Shipment.class))
        .extracting(Shipment::trackingCode)
        .containsExactly("BR1", "BR2");
  }

  @Test
  void several_states_of_one_pk_are_recorded_once_each_in_the_order_of_their_dates() {
    erp = new Erp();
    String row =
        "{\"pk\":\"99&1\",\"idProcesso\":12,\"pedidoCodigoExterno\":\"v1\",\"situacao\":%d,\"dataAt\":\"2026-03-10 %s\"}";
    erp.presence.add(STATUS, row.formatted(7, "11:00:00").replace("\"99&1\"", "null"));
    erp.presence.add(STATUS, row.formatted(3, "09:00:00").replace("\"99&1\"", "\"\""));

    erp.poll("order-status");
    erp.poll("order-status");

    assertThat(erp.recorded(OrderStatus.class))
        .extracting(OrderStatus::status)
        .containsExactly(OrderStatus.Status.ACCEPTED, OrderStatus.Status.CANCELLED);
  }

  @Test
  void a_row_that_could_not_be_recorded_holds_the_watermark_and_comes_again() {
    erp = new Erp("query.limit", "10");
    ship(1, 25);
    erp.failsAt = "\"v13\"";

    assertThat(erp.poll("shipments")).hasMessageContaining("database");
    assertThat(erp.recorded())
        .as("the rest of its page goes on, the next is not read")
        .isEqualTo(19);
    assertThat(erp.cursors.all.get("presence/" + TRACKING)).contains("\"offset\":11");
    erp.failsAt = null;
    erp.poll("shipments");

    assertThat(erp.recorded(Shipment.class))
        .extracting(Shipment::id)
        .hasSize(25)
        .doesNotHaveDuplicates();
    assertThat(erp.cursors.all.get("presence/" + TRACKING)).doesNotContain("offset");
  }

  @Test
  void a_poll_that_the_quota_cuts_off_goes_on_where_it_was() {
    erp = new Erp("query.limit", "1");
    ship(1, 20);
    erp.presence.allow(15);

    assertThat(erp.poll("shipments"))
        .isInstanceOfSatisfying(
            DeliveryFailure.class,
            it -> assertThat(it.failureClass()).isEqualTo(FailureClass.THROTTLED));

    assertThat(erp.recorded()).as("15 calls, of which one was for the token").isEqualTo(14);
    assertThat(erp.cursors.all.get("presence/" + TRACKING)).contains("\"offset\":15");
    assertThat(erp.presence.overLimit()).isEqualTo(1);
  }

  @Test
  void a_list_that_presence_does_not_go_on_with_is_begun_anew() {
    erp = new Erp("query.limit", "10");
    ship(1, 25);
    erp.cursors.put("presence", TRACKING, "{\"since\":\"2026-03-01\",\"offset\":11}");

    assertThat(erp.poll("shipments")).hasMessageContaining("startedAt");
    assertThat(erp.poll("shipments")).isNull();

    assertThat(erp.recorded()).isEqualTo(25);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"UNAUTHORIZED", "FORBIDDEN", "REDIRECT"},
      mode = EnumSource.Mode.EXCLUDE)
  void no_fault_loses_a_record_or_moves_the_watermark(Fault fault) {
    erp = new Erp("query.limit", "2");
    ship(1, 3);
    erp.presence.inject(TRACKING, fault, 1);

    Throwable failure = erp.poll("shipments");

    assertThat(failure).isInstanceOf(DeliveryFailure.class);
    assertThat(erp.recorded()).isZero();
    assertThat(erp.cursors.all.get("presence/" + TRACKING)).isEqualTo("{\"since\":\"2026-03-09\"}");
  }

  @Test
  void an_invoice_whose_completion_fails_is_read_again() {
    erp = new Erp();
    erp.presence.invoice("ID_99", "v1", "1.00");
    erp.poll("order-status");
    erp.presence.inject(INVOICES, Fault.ERROR_500, 0);
    erp.presence.add(INVOICES, "{\"pk\":\"x\"}");
    erp.presence.inject(new Second(INVOICES)::test, Fault.ERROR_500, 1);

    assertThat(erp.poll("invoices")).isInstanceOf(DeliveryFailure.class);
    assertThat(erp.recorded() + erp.deadLetters.size()).isZero();
    assertThat(erp.poll("invoices")).isNull();

    assertThat(erp.recorded()).isEqualTo(1);
    assertThat(erp.deadLetters).hasSize(1);
  }

  @Test
  void an_invoice_whose_completion_is_refused_is_a_dead_letter_and_holds_up_no_page() {
    erp = new Erp();
    erp.presence.invoice("ID_99", "v1", "1.00");
    erp.presence.inject(new Second(INVOICES)::test, Fault.NOT_FOUND, 1);

    assertThat(erp.poll("invoices")).isNull();
    erp.presence.invoice("ID_99", "v2", "1.00");
    assertThat(erp.poll("invoices")).isNull();

    assertThat(erp.deadLetters).hasSize(1);
    assertThat(reason(erp.deadLetters.get(0))).contains("cannot be read", "fetched again");
    assertThat(erp.recorded(Invoice.class)).hasSize(1);
  }

  /** Passes from the second call of an operation on. */
  private static final class Second {
    private final String operation;
    private int seen;

    Second(String operation) {
      this.operation = operation;
    }

    synchronized boolean test(String name) {
      return name.equals(operation) && ++seen >= 2;
    }
  }

  private void ship(int from, int to) {
    IntStream.rangeClosed(from, to).forEach(it -> erp.presence.ship("ID_99", "v" + it, "BR" + it));
  }

  private static String row(String pk, String code) {
    return "{\"pk\":\"%s\",\"idProcesso\":17,\"pedidoCodigoExterno\":\"v0\",\"codigoRastreio\":\"%s\"}"
        .formatted(pk, code);
  }

  private static String reason(Exchange dead) {
    return dead.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class).getMessage();
  }
}
