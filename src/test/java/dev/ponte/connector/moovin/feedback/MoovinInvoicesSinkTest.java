package dev.ponte.connector.moovin.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Invoice;
import dev.ponte.canonical.OrderRef;
import dev.ponte.connector.moovin.MoovinStore;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.Outcome;
import dev.ponte.kit.TestDelivery;
import dev.ponte.sandbox.Fault;
import dev.ponte.sandbox.MoovinOrders;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoovinInvoicesSinkTest {

  private static final String ID = MoovinOrders.id(0);
  private static final String KEY = "35260110000000000147550010000001231000001230";
  private static final String XML =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?><nfeProc versao=\"4.00\"><x>ção ]]> 👟</x></nfeProc>";

  private MoovinStore store;

  @AfterEach
  void close() {
    store.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "xml"})
  void an_invoice_arrives_whole_in_one_call_with_its_xml_verbatim(String format) {
    open("format", format);

    TestDelivery delivery = store.deliver("invoices", invoice(Invoice.Kind.SALE, null, XML));

    JsonNode saved = MoovinStore.json(store.moovin.invoice(ID));
    assertThat(saved.path("numero").asText()).isEqualTo("123");
    assertThat(saved.path("serie").asText()).isEqualTo("1");
    assertThat(saved.path("chave").asText()).isEqualTo(key());
    assertThat(saved.path("link").asText()).isEqualTo("[DEFAULT]");
    assertThat(saved.path("data").asText()).isEqualTo("2026-11-25");
    assertThat(saved.path("nfe_xml").asText()).isEqualTo(XML);
    assertThat(saved.has("status_pedido")).isFalse();
    assertThat(store.moovin.calls()).isEqualTo(1);
    assertThat(delivery.settled().result()).isEqualTo(Outcome.Result.DELIVERED);
  }

  @Test
  void the_source_s_link_wins_and_without_xml_none_is_sent() {
    open();

    store.deliver("invoices", invoice(Invoice.Kind.SALE, "https://nfe.exemplo/1", null));

    JsonNode saved = MoovinStore.json(store.moovin.invoice(ID));
    assertThat(saved.path("link").asText()).isEqualTo("https://nfe.exemplo/1");
    assertThat(saved.has("nfe_xml")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"transporte, 17", "16, 16"})
  void the_status_is_told_by_type_or_code_when_configured(String wanted, String code) {
    open("statuses.invoice", wanted);

    store.deliver("invoices", invoice(Invoice.Kind.SALE, null, null));

    assertThat(store.moovin.status(ID)).isEqualTo(code);
  }

  @Test
  void the_link_of_invoices_without_one_is_a_matter_of_configuration() {
    open("nfe-link", "https://loja.exemplo/nfe");

    store.deliver("invoices", invoice(Invoice.Kind.SALE, null, null));

    assertThat(MoovinStore.json(store.moovin.invoice(ID)).path("link").asText())
        .isEqualTo("https://loja.exemplo/nfe");
  }

  @Test
  void a_return_is_skipped_with_words() {
    open();

    TestDelivery delivery = store.deliver("invoices", invoice(Invoice.Kind.RETURN, null, null));

    assertThat(delivery.settled().result()).isEqualTo(Outcome.Result.SKIPPED);
    assertThat(delivery.settled().words()).contains("return");
    assertThat(store.moovin.calls()).isZero();
  }

  @Test
  void an_invoiced_order_that_is_read_again_is_no_new_version() {
    open();
    store.poll();

    store.deliver("invoices", invoice(Invoice.Kind.SALE, null, XML));
    store.poll();

    assertThat(store.moovin.status(ID)).isEqualTo("9");
    assertThat(store.orders).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "ERROR_500,  TRANSIENT",
    "REPLY_LOST, TRANSIENT",
    "HTML,       TRANSIENT",
    "REFUSED,    REJECTED",
    "TOO_MANY,   THROTTLED"
  })
  void faults_have_their_class(Fault fault, FailureClass expected) {
    open();
    store.moovin.inject("saveNfe", fault, 1);

    DeliveryFailure failure =
        catchThrowableOfType(
            DeliveryFailure.class,
            () -> store.deliver("invoices", invoice(Invoice.Kind.SALE, null, XML)));

    assertThat(failure.failureClass()).isEqualTo(expected);
  }

  /** With the check digit that belongs to it. */
  private static String key() {
    String start = KEY.substring(0, 43);
    int sum = 0;
    int weight = 2;
    for (int i = 42; i >= 0; i--) {
      sum += (start.charAt(i) - '0') * weight;
      weight = weight == 9 ? 2 : weight + 1;
    }
    return start + (sum % 11 < 2 ? 0 : 11 - sum % 11);
  }

  private static Invoice invoice(Invoice.Kind kind, String link, String xml) {
    return new Invoice(
        "presence",
        new OrderRef("moovin", ID),
        kind,
        "123",
        null,
        key(),
        OffsetDateTime.parse("2026-11-26T01:30:00Z"),
        new BigDecimal("113.89"),
        List.of(),
        null,
        null,
        link,
        xml,
        null);
  }

  private void open(String... keys) {
    store = new MoovinStore(keys);
    store.moovin.place(MoovinOrders.order(0));
  }
}
