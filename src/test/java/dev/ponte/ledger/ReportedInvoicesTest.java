package dev.ponte.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.ponte.canonical.Customer;
import dev.ponte.canonical.Order;
import dev.ponte.connector.nfe.NfeFilesSource;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.FiscalDocuments;
import dev.ponte.delivery.UnmappableRecord;
import dev.ponte.kit.Shared;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Files that other integrations stumbled over, as their users reported them. */
@Tag("shared")
class ReportedInvoicesTest {

  private static final Duration SOON = Duration.ofSeconds(10);

  /** As what a file ends that is no invoice and needs nobody. */
  private static final String ASIDE = "other";

  private final AtomicBoolean open = new AtomicBoolean(true);
  private HikariDataSource database;
  private LedgerNode node;
  private AnnotationConfigApplicationContext files;

  @BeforeEach
  void start(@TempDir Path temp) {
    database = TestDatabases.h2(temp);
    node = new LedgerNode(database);
    files = new AnnotationConfigApplicationContext();
    files.registerBean(FiscalDocuments.class, () -> node.part(FiscalDocuments.class));
    files.scan("dev.ponte.connector.nfe");
    files.refresh();
    node.route(
        "ledger:invoice?subscriber=vtex&origin=vtex",
        it -> {
          if (!open.get()) {
            throw new DeliveryFailure(FailureClass.TRANSIENT, "503");
          }
        });
  }

  @AfterEach
  void stop() {
    files.close();
    node.close();
    database.close();
  }

  @Test
  void an_invoice_that_is_cancelled_before_it_could_be_sent_is_not_sent_but_its_successor_is()
      throws IOException {
    order("vtex", "1500000000091-01");
    open.set(false);
    assertThat(take("09-nfe-cancelled-afterwards/1-nfe-910.xml")).isNull();
    await().atMost(SOON).until(() -> states("910").contains("retrying"));

    assertThat(take("09-nfe-cancelled-afterwards/2-cancelamento-910.xml")).isEqualTo(ASIDE);
    assertThat(take("09-nfe-cancelled-afterwards/3-nfe-911-reissued.xml")).isNull();
    open.set(true);

    await().atMost(SOON).until(() -> states("911").equals(List.of("delivered")));
    assertThat(states("910")).containsOnly("skipped");
  }

  @Test
  void an_invoice_that_is_cancelled_in_the_store_is_told_with_the_one_that_follows()
      throws IOException {
    order("vtex", "1500000000091-01");
    take("09-nfe-cancelled-afterwards/1-nfe-910.xml");
    await().atMost(SOON).until(() -> states("910").equals(List.of("delivered")));

    take("09-nfe-cancelled-afterwards/2-cancelamento-910.xml");
    take("09-nfe-cancelled-afterwards/3-nfe-911-reissued.xml");

    await().atMost(SOON).until(() -> states("911").equals(List.of("delivered")));
    assertThat(states("910")).containsExactly("delivered", "parked");
    assertThat(words("910")).contains("1500000000091-01", "cancelled", "NF-e 911 follows it");
  }

  @Test
  void of_a_mixed_folder_the_invoices_are_taken_and_all_that_is_harmless_is_put_aside()
      throws IOException {
    order("vtex", "1500000000111-01");
    order("vtex", "1500000000113-01");
    assertThat(take("11-nfe-mixed-folder/a-nfe-1110-proc.xml")).isNull();
    assertThat(take("11-nfe-mixed-folder/h-nfce-65.xml")).isNull();
    for (String harmless :
        List.of(
            "b-nfe-1111-signed-only",
            "c-carta-de-correcao-1110",
            "d-ciencia-210210-of-a-supplier",
            "e-entrega-110130",
            "f-inutilizacao",
            "g-cte-of-the-carrier")) {
      assertThat(take("11-nfe-mixed-folder/" + harmless + ".xml")).as(harmless).isEqualTo(ASIDE);
    }
    assertThat(ordersOf("1110")).containsExactly("vtex 1500000000111-01");
    assertThat(ordersOf("1112")).containsExactly("vtex 1500000000113-01");
  }

  @ParameterizedTest
  @CsvSource({
    "12-nfe-latin1-inside-utf8/nfe-one-latin1-byte, 1500000000121-01",
    "12-nfe-latin1-inside-utf8/nfe-bom, 1500000000122-01",
    "12-nfe-latin1-inside-utf8/nfe-blank-before-declaration, 1500000000123-01",
    "12-nfe-latin1-inside-utf8/nfe-whole-latin1-says-utf8, 1500000000124-01",
    "13-nfe-2026/alphanumeric-cnpj, 1500000000131-01",
    "13-nfe-2026/ibs-cbs-inside, 1500000000132-01",
    "13-nfe-2026/ibs-cbs-on-top, 1500000000133-01"
  })
  void odd_encodings_and_the_layout_of_2026_find_their_orders(String file, String order)
      throws IOException {
    order("vtex", order);

    assertThat(take(file + ".xml")).isNull();

    assertThat(ordersOf("%")).containsExactly("vtex " + order);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"complementar-finNFe-2", "nota-de-credito-finNFe-5", "nota-de-debito-finNFe-6"})
  void notes_that_correct_others_are_no_sales(String file) throws IOException {
    order("vtex", "1500000000131-01");

    assertThat(take("13-nfe-2026/" + file + ".xml")).isEqualTo(ASIDE);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_suppliers_invoice_is_nobodys_whether_our_own_are_known_or_not(boolean known)
      throws IOException {
    order("moovin", "1234");
    if (known) {
      order("vtex", "1500000000111-01");
      take("11-nfe-mixed-folder/a-nfe-1110-proc.xml");
    }

    for (String file : List.of("supplier-xped-1234", "supplier-items-xped-1234")) {
      String end = take("28-nfe-of-a-supplier/" + file + ".xml");
      assertThat(end).isEqualTo(known ? ASIDE : null);
    }

    assertThat(ordersOf("445%")).isEmpty();
  }

  /** The folder that the file is put into beside all others; null for what the ledger gets. */
  private String take(String report) throws IOException {
    Path file = Shared.path("reports/" + report);
    Exchange exchange = new DefaultExchange(node.camel());
    exchange.getMessage().setBody(file.toFile());
    try {
      files.getBean(NfeFilesSource.class).read("nfe", "nfe-files", "any", "reject", exchange);
    } catch (UnmappableRecord refused) {
      return refused.getMessage();
    }
    String folder = exchange.getProperty("PonteNfeFolder", String.class);
    if (folder == null) {
      node.record("invoice", exchange.getMessage().getBody(String.class), null);
    }
    return folder;
  }

  private List<String> ordersOf(String number) {
    return jdbc()
        .sql(
            "SELECT origin || ' ' || order_key FROM head WHERE type = 'invoice' AND message_key LIKE :end")
        .param("end", "%/SALE/%/" + number)
        .query(String.class)
        .list();
  }

  private List<String> states(String number) {
    return jdbc()
        .sql(
            "SELECT d.state FROM delivery d JOIN head h ON h.id = d.head_id WHERE h.message_key LIKE :end ORDER BY d.version")
        .param("end", "%/SALE/1/" + number)
        .query(String.class)
        .list();
  }

  private String words(String number) {
    return jdbc()
        .sql(
            "SELECT d.words FROM delivery d JOIN head h ON h.id = d.head_id WHERE h.message_key LIKE :end ORDER BY d.version DESC FETCH FIRST 1 ROWS ONLY")
        .param("end", "%/SALE/1/" + number)
        .query(String.class)
        .single();
  }

  private JdbcClient jdbc() {
    return JdbcClient.create(database);
  }

  private void order(String store, String id) {
    Order it = Messages.order(store, id, "114.90", "ready", null);
    Customer buyer =
        new Customer(
            Customer.Kind.PERSON,
            "11144477735",
            Customer.CPF,
            "Ana",
            null,
            null,
            null,
            List.of(),
            null);
    node.part(Recorder.class)
        .record(
            new Order(
                it.source(),
                id,
                null,
                null,
                null,
                null,
                it.status(),
                false,
                false,
                it.createdAt(),
                null,
                it.currency(),
                buyer,
                null,
                null,
                it.lines(),
                List.of(),
                null,
                List.of(),
                it.total(),
                null,
                Map.of(),
                null),
            null);
  }
}
