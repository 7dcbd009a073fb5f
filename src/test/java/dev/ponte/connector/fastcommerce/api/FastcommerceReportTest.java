package dev.ponte.connector.fastcommerce.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.ponte.connection.Api;
import dev.ponte.connection.ApiAnswer;
import dev.ponte.connection.ApiFailure;
import dev.ponte.connection.Connection;
import dev.ponte.connection.TestApi;
import dev.ponte.connector.fastcommerce.Answers;
import dev.ponte.connector.fastcommerce.Shop;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.sandbox.FastcommerceOrders;
import dev.ponte.sandbox.FastcommerceOrders.Trait;
import dev.ponte.sandbox.FastcommerceSimulator;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports over real HTTP, read row by row. */
class FastcommerceReportTest {

  private final FastcommerceSimulator store = new FastcommerceSimulator(0, Clock.systemUTC());
  private final TestApi http = new TestApi();
  private Connection connection;
  private Api api;

  @BeforeEach
  void start() {
    store.start();
    connection = Shop.connection(store.url(), Shop.settings());
    api = http.api(connection);
  }

  @AfterEach
  void stop() throws Exception {
    http.close();
    store.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 40})
  void a_report_of_many_megabytes_holds_a_handful_of_rows(int megabytes) {
    store.mostReportBytes(Long.MAX_VALUE);
    place(megabytes << 20);
    ReportPages pages = new ReportPages(api, connection, ReportQuery.of("427"), 1_000_000);
    ReportPage page = pages.next();

    Peak peak = new Peak();
    for (Iterator<ReportRow> rows = page.rows(); rows.hasNext(); ) {
      peak.met(rows.next());
    }

    assertThat(page.answer().content().length()).isGreaterThan((long) megabytes << 20);
    assertThat(peak.rows).isEqualTo(page.size());
    assertThat(peak.looks).isPositive();
  }

  @ParameterizedTest
  @CsvSource({"100, 12", "7, 12", "12, 12", "1, 3", "5, 25"})
  void all_rows_are_read_once_whatever_the_page_size(int size, int orders) {
    for (int number = 1; number <= orders; number++) {
      store.place(FastcommerceOrders.order(number));
    }
    int rows = store.orders().stream().mapToInt(it -> it.items().size()).sum();

    assertThat(read(size)).hasSize(rows);
  }

  @Test
  void a_page_is_halved_until_it_fits_and_goes_on_where_it_was() {
    for (int number = 1; number <= 40; number++) {
      store.place(FastcommerceOrders.with(number, Trait.PLAIN));
    }
    int rows = store.orders().stream().mapToInt(it -> it.items().size()).sum();
    store.mostReportBytes(30_000);

    assertThat(read(50)).hasSize(rows).doesNotHaveDuplicates();
  }

  @Test
  void one_record_beyond_4_mb_is_said() {
    store.place(FastcommerceOrders.order(1));
    store.mostReportBytes(1_000);

    assertThatThrownBy(() -> read(4))
        .hasMessageContaining("bigger than 4Mb")
        .hasMessageContaining("page-size");
  }

  @Test
  void a_report_that_breaks_off_is_a_failure_not_an_end() {
    ApiAnswer half =
        Answers.xml(
            "<Report ReadRecords=\"2\"><Record><Field Name=\"a\" Value=\"1\"/></Record><Rec");

    DeliveryFailure failure =
        catchThrowableOfType(
            DeliveryFailure.class, () -> ReportPage.of(half).rows().forEachRemaining(it -> {}));

    assertThat(failure.failureClass()).isEqualTo(FailureClass.TRANSIENT);
  }

  @Test
  void a_server_that_does_not_heed_the_page_is_noticed() {
    Api deaf =
        new OneAnswer(
            Answers.xml(
                "<Report FromRecord=\"1\" ReadRecords=\"1\"><Record><Field Name=\"a\" Value=\"1\"/></Record></Report>"));
    ReportPages pages = new ReportPages(deaf, connection, ReportQuery.of("427"), 1);
    pages.next();

    assertThatThrownBy(pages::next)
        .isInstanceOf(ApiFailure.class)
        .hasMessageContaining("begins at record 1 instead of 2");
  }

  @Test
  void control_characters_and_blank_lines_do_not_stop_a_report() throws Exception {
    byte[] bytes =
        "\r\n <?xml version=\"1.0\"?><Report><Record><Field Name=\"a\" Value=\"x\u0001\u000by\"/></Record></Report>"
            .getBytes(StandardCharsets.ISO_8859_1);

    ReportPage page = ReportPage.of(Answers.of(200, "text/html", bytes));

    assertThat(page.rows().next().get("a")).isEqualTo("x  y");
  }

  private List<String> read(int size) {
    List<String> rows = new ArrayList<>();
    new ReportPages(api, connection, ReportQuery.of("427"), size)
        .forEachRemaining(
            page -> page.rows().forEachRemaining(it -> rows.add(it.json() + " " + rows.size())));
    return rows;
  }

  private void place(int bytes) {
    String note = "Coração ".repeat(500);
    for (int number = 1, filled = 0; filled < bytes; number++) {
      var order = FastcommerceOrders.with(number, Trait.PLAIN);
      order.header().put("Msg cliente", note);
      store.place(order);
      filled += (note.length() + 2_500) * order.items().size();
    }
  }

  /** Looks now and then whether the rows that were read can be forgotten. */
  private static final class Peak {

    private final List<WeakReference<ReportRow>> met = new ArrayList<>();
    private int rows;
    private int looks;

    void met(ReportRow row) {
      rows++;
      met.add(new WeakReference<>(row));
      if (rows % 500 == 0) {
        looks++;
        await("rows are not held").until(this::held, it -> it < 10);
      }
    }

    /** The virtual machine may leave out a collection that it is asked for, so ask again. */
    private long held() {
      System.gc();
      return met.stream().map(WeakReference::get).filter(Objects::nonNull).count();
    }
  }

  private record OneAnswer(ApiAnswer answer) implements Api {
    @Override
    public ApiAnswer send(Connection connection, dev.ponte.connection.ApiCall call) {
      return answer;
    }

    @Override
    public com.fasterxml.jackson.databind.JsonNode json(
        Connection connection, dev.ponte.connection.ApiCall call) {
      throw new UnsupportedOperationException();
    }
  }
}
