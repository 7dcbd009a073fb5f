package dev.ponte.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Price;
import dev.ponte.connection.TextFiles;
import dev.ponte.delivery.UnmappableRecord;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PriceFilesTest {

  private final PriceFiles files = new PriceFiles(ZoneId.of("America/Sao_Paulo"));

  @TempDir Path folder;

  @Test
  void a_table_has_names_at_its_head_and_decimals_of_either_kind() {
    assertThat(
            prices(
                """
                SKU;Sale;List;Cost
                A1;95,50;120;60,1234
                "A;2";10.5;;
                """))
        .containsExactly(
            new Price(
                "price-files",
                "A1",
                new BigDecimal("120"),
                new BigDecimal("95.5"),
                new BigDecimal("60.1234"),
                null,
                null,
                "BRL",
                null),
            new Price(
                "price-files", "A;2", null, new BigDecimal("10.5"), null, null, null, "BRL", null));
  }

  @Test
  void a_promotion_by_days_lasts_until_the_last_of_them_is_over() {
    Price price =
        prices(
                """
                sku,sale,promotion,promotion-from,promotion-to
                A1,95.50,79.90,2026-01-10,2026-01-31
                """)
            .get(0);

    assertThat(price.promotion().from()).isEqualTo(OffsetDateTime.parse("2026-01-10T03:00:00Z"));
    assertThat(price.promotion().to()).isEqualTo(OffsetDateTime.parse("2026-02-01T03:00:00Z"));
  }

  @Test
  void of_prices_of_one_sku_the_last_counts() {
    assertThat(prices("sku,sale\nA1,1\nA2,2\nA1,3"))
        .extracting(it -> it.sku() + "=" + it.sale())
        .containsExactly("A2=2", "A1=3");
  }

  @Test
  void json_is_one_price_or_many() {
    assertThat(prices("{\"sku\":\"A1\",\"sale\":95.50}"))
        .singleElement()
        .extracting(Price::source, Price::currency)
        .containsExactly("price-files", "BRL");
    assertThat(prices("[{\"source\":\"erp\",\"sku\":\"A1\",\"sale\":1,\"currency\":\"BRL\"}]"))
        .singleElement()
        .extracting(Price::source)
        .isEqualTo("erp");
  }

  @Test
  void a_line_that_is_no_price_is_no_others_fault() {
    List<PriceFiles.Part> parts =
        files.parts("price-files", "p.csv", "sku,sale\nA1,abc\nA2,2\nA3,1.234\n,5");

    assertThat(parts)
        .filteredOn(it -> it.refused() != null)
        .extracting(it -> it.refused().getMessage())
        .satisfiesExactly(
            it ->
                assertThat(it)
                    .startsWith(
                        "Price 2 of p.csv cannot be taken: sale is abc, which is no number"),
            it -> assertThat(it).contains("more than 2 decimals"),
            it -> assertThat(it).contains("sku is missing"));
    assertThat(prices("sku,sale\nA1,abc\nA2,2")).hasSize(1);
  }

  @Test
  void a_table_without_its_names_is_told_which_there_are() {
    assertThatThrownBy(() -> files.parts("price-files", "p.csv", "A1;95,50"))
        .hasMessageContaining("must name sku and sale");
  }

  @Test
  void files_in_the_folder_are_read_once_and_filed() throws Exception {
    List<Object> taken = new CopyOnWriteArrayList<>();
    List<String> refused = new CopyOnWriteArrayList<>();
    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      camel.getRegistry().bind("textFiles", new TextFiles());
      camel.getRegistry().bind("priceFiles", files);
      camel.addRoutes(
          new RouteConfigurationBuilder() {
            @Override
            public void configuration() {
              routeConfiguration("intake")
                  .onException(UnmappableRecord.class)
                  .handled(true)
                  .process(it -> refused.add(it.getMessage().getBody(String.class)));
            }
          });
      camel.addRoutes(
          new RouteBuilder() {
            @Override
            public void configure() {
              from("kamelet:price-files-source?minAge=100&every=100&folder=" + folder)
                  .routeConfigurationId("intake")
                  .process(it -> taken.addAll(PriceFilesTest.body(it)));
            }
          });
      camel.start();
      Files.writeString(folder.resolve("good.csv"), "sku,sale\nA1,1\nA2,abc\nA3,3");
      Files.writeString(folder.resolve("bad.csv"), "nothing");

      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () -> {
                assertThat(names("done")).hasSize(1);
                assertThat(names("failed")).hasSize(1);
              });
    }
    assertThat(taken).hasSize(2);
    assertThat(refused).containsExactlyInAnyOrder("A2,abc", "nothing");
  }

  private static List<?> body(Exchange exchange) {
    return exchange.getMessage().getBody(List.class);
  }

  private List<String> names(String sub) throws Exception {
    if (!Files.isDirectory(folder.resolve(sub))) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder.resolve(sub))) {
      return all.map(it -> it.getFileName().toString()).toList();
    }
  }

  private List<Price> prices(String text) {
    return files.parts("price-files", "p.csv", text).stream()
        .flatMap(it -> it.prices().stream())
        .map(it -> Canonical.read(Price.class, it))
        .toList();
  }
}
