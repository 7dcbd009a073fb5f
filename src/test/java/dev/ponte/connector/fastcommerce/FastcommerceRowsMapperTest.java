package dev.ponte.connector.fastcommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponte.canonical.Message;
import dev.ponte.canonical.Stock;
import dev.ponte.delivery.UnmappableRecord;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

class FastcommerceRowsMapperTest {

  private final FastcommerceRowsMapper mapper =
      new FastcommerceRowsMapper("loja", Stock.TYPE, "IDProduto");

  @Test
  void a_row_that_meets_a_bug_or_is_refused_takes_no_other_with_it() {
    List<Object> all =
        map(
            new NullPointerException("no price"),
            null,
            new IllegalArgumentException("it has no CodProd"));

    assertThat(all)
        .filteredOn(FastcommerceRefusal.class::isInstance)
        .extracting(it -> ((FastcommerceRefusal) it).why())
        .satisfiesExactly(
            bug -> assertThat(bug).isInstanceOf(NullPointerException.class),
            refused ->
                assertThat(refused)
                    .isInstanceOf(UnmappableRecord.class)
                    .hasMessageContaining("it has no CodProd"));
    assertThat(all).last().asList().hasSize(1);
  }

  @Test
  void an_outage_of_the_ledger_is_no_row_s_fault() {
    assertThatThrownBy(() -> map(new CannotGetJdbcConnectionException("The database is away")))
        .isInstanceOf(CannotGetJdbcConnectionException.class);
  }

  /** A row for each; its mapper throws that, or maps it. */
  private List<Object> map(RuntimeException... failures) {
    List<FastcommerceRow> rows =
        java.util.stream.IntStream.range(0, failures.length)
            .mapToObj(
                i -> {
                  FastcommerceRow row = new FastcommerceRow();
                  row.put("IDProduto", String.valueOf(i));
                  return row;
                })
            .toList();
    return mapper.map(
        rows,
        row -> {
          RuntimeException failure = failures[Integer.parseInt(row.get("IDProduto"))];
          if (failure != null) {
            throw failure;
          }
          return Optional.<Message>of(FastcommerceStockSinkTest.stock("REF1", "1"));
        });
  }
}
