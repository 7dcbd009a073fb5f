package dev.ponte.canonical;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponte.canonical.Stock.Falls;
import dev.ponte.canonical.Stock.Location;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** One number for all stores, and never more than there is. */
class StockRuleTest {

  private static final Instant READ = Instant.parse("2026-01-05T10:00:00Z");
  private static final Instant BEFORE = READ.minusSeconds(60);
  private static final Instant AFTER = READ.plusSeconds(60);

  @TestFactory
  Stream<DynamicTest> each_example_of_the_table_comes_out() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("docs/stock.md"));
    List<String[]> rows =
        lines.subList(lines.indexOf("## Examples"), lines.size()).stream()
            .filter(it -> it.startsWith("| "))
            .skip(1)
            .map(it -> it.split("\\|", -1))
            .toList();
    assertThat(rows).hasSizeGreaterThan(20);
    return rows.stream().map(it -> DynamicTest.dynamicTest(it[1].strip(), () -> walk(it)));
  }

  private static void walk(String[] cells) {
    String[] figure = cells[2].strip().split(", ");
    Falls falls = figure.length > 1 ? Falls.INVOICE : Falls.ORDER;
    Stock stock = stock(figure[0]).with(sales(cells[3].strip()), falls, AFTER);
    StockRule rule = new StockRule(number(cells[5]), number(cells[6]), safety(cells[4].strip()));

    assertThat(rule.available(stock)).isEqualByComparingTo(cells[7].strip());
    assertThat(rule.availableWithKept(stock, "vtex", List.of("1_1")))
        .isEqualByComparingTo(cells[8].strip());
  }

  private static BigDecimal number(String cell) {
    return cell.isBlank() ? null : new BigDecimal(cell.strip());
  }

  private static List<StockRule.Safety> safety(String cell) {
    if (cell.isEmpty()) {
      return List.of();
    }
    String[] words = cell.split(" ");
    String amount = words[1].replace("%", "");
    boolean percent = words[1].endsWith("%");
    return List.of(
        new StockRule.Safety(
            words[0],
            percent ? null : new BigDecimal(amount),
            percent ? new BigDecimal(amount) : null));
  }

  private static List<Sale> sales(String cell) {
    return Arrays.stream(cell.split(", "))
        .filter(it -> !it.isEmpty())
        .map(
            it -> {
              String[] words = it.split(" ", 3);
              Instant accepted =
                  switch (words[2].replace(" handled", "")) {
                    case "waiting" -> null;
                    case "taken since" -> AFTER;
                    default -> BEFORE;
                  };
              Instant invoiced = words[2].equals("invoiced") ? BEFORE : null;
              Instant told = words[2].endsWith("handled") ? accepted : null;
              return new Sale(words[0], null, new BigDecimal(words[1]), accepted, invoiced, told);
            })
        .toList();
  }

  @Test
  void what_vtex_keeps_back_in_another_warehouse_is_not_put_on_top() {
    Sale sale = new Sale("vtex", "other", BigDecimal.ONE, BEFORE, null, null);

    Stock stock = stock("9").with(List.of(sale), Falls.ORDER, AFTER);

    assertThat(StockRule.ALL.availableWithKept(stock, "vtex", List.of("1_1")))
        .isEqualByComparingTo("9");
  }

  @Test
  void a_kit_is_what_can_be_made_of_its_components() {
    Stock screws = stock("11").with(List.of(), Falls.ORDER, AFTER);
    Stock boards =
        stock("5")
            .with(
                List.of(new Sale("vtex", null, BigDecimal.valueOf(2), null, null, null)),
                Falls.ORDER,
                AFTER);
    Map<String, BigDecimal> components =
        Map.of("screw", new BigDecimal(4), "board", BigDecimal.ONE);

    assertThat(StockRule.kits(components, Map.of("screw", screws, "board", boards)))
        .isEqualByComparingTo("2");
    assertThat(StockRule.kits(components, Map.of("screw", screws))).isZero();
  }

  @Test
  void a_stock_of_which_nothing_was_sold_is_written_as_before_there_was_a_rule() {
    String plain = Canonical.write(stock("10"));

    assertThat(plain).doesNotContain("sold");
    assertThat(Canonical.contentHash(stock("10").with(List.of(), Falls.ORDER, AFTER)))
        .isEqualTo(Canonical.contentHash(stock("10")));
  }

  /** What happens to one product, to the ERP and to what the hub knows. */
  enum Kind {
    SALE,
    RECORDED,
    ACCEPTED,
    ANSWERED,
    HANDLED,
    INVOICED,
    READ
  }

  record Event(Kind kind, int store, int pieces) {}

  @Property(tries = 2_000)
  void whatever_comes_in_between_the_stores_are_promised_no_more_than_there_is(
      @ForAll @IntRange(max = 30) int pieces,
      @ForAll boolean atInvoice,
      @ForAll @Size(max = 60) List<@From("event") Event> events) {
    World world = new World(pieces, atInvoice ? Falls.INVOICE : Falls.ORDER);
    for (Event event : events) {
      world.happens(event);

      assertThat(world.promised(StockRule.ALL, 0))
          .as("the same to all, first come, first served")
          .isLessThanOrEqualTo(world.left());
      StockRule third = new StockRule(new BigDecimal("0.33"), null, null);
      assertThat(
              world.promised(third, 0).add(world.promised(third, 1)).add(world.promised(third, 2)))
          .as("a share for each")
          .isLessThanOrEqualTo(world.left());
      assertThat(world.vtex())
          .as("what VTEX has for sale after a number, by its own reservations")
          .isLessThanOrEqualTo(world.left());
    }
  }

  @Provide
  Arbitrary<Event> event() {
    return Combinators.combine(
            Arbitraries.of(Kind.values()),
            Arbitraries.integers().between(0, 2),
            Arbitraries.integers().between(1, 3))
        .as(Event::new);
  }

  /**
   * One product: the truth, the ERP's books, and what the hub has learnt of it. Store 0 is VTEX.
   */
  private static final class World {

    private static final class Sold {
      final int store;
      final int pieces;
      boolean recorded;
      boolean inErp;
      Instant answered;
      Instant handled;
      Instant invoiced;

      Sold(int store, int pieces) {
        this.store = store;
        this.pieces = pieces;
      }
    }

    private final Falls falls;
    private final List<Sold> sold = new ArrayList<>();
    private int balance;
    private final int physical;
    private Instant now = READ;
    private Stock reading;

    World(int pieces, Falls falls) {
      this.falls = falls;
      balance = pieces;
      physical = pieces;
      reading = stock(String.valueOf(pieces));
    }

    void happens(Event event) {
      now = now.plusSeconds(1);
      switch (event.kind()) {
        case SALE -> sold.add(new Sold(event.store(), event.pieces()));
        case RECORDED -> first(it -> !it.recorded, it -> it.recorded = true);
        case ACCEPTED ->
            first(
                it -> it.recorded && !it.inErp,
                it -> {
                  it.inErp = true;
                  balance -= falls == Falls.ORDER ? it.pieces : 0;
                });
        // Later than the ERP took it, since answers are late or lost.
        case ANSWERED -> first(it -> it.inErp && it.answered == null, it -> it.answered = now);
        case HANDLED ->
            first(it -> it.answered != null && it.handled == null, it -> it.handled = now);
        case INVOICED ->
            first(
                it -> it.answered != null && it.invoiced == null,
                it -> {
                  it.invoiced = now;
                  balance -= falls == Falls.INVOICE ? it.pieces : 0;
                });
        case READ ->
            reading =
                new Stock(
                    "erp",
                    "cup",
                    Location.company("1"),
                    BigDecimal.valueOf(Math.max(0, balance)),
                    OffsetDateTime.ofInstant(now, ZoneOffset.UTC));
        default -> throw new AssertionError(event);
      }
    }

    private void first(
        java.util.function.Predicate<Sold> which, java.util.function.Consumer<Sold> what) {
      sold.stream().filter(which).findFirst().ifPresent(what);
    }

    /** What is left of all that the hub has heard of. */
    BigDecimal left() {
      int heard = sold.stream().filter(it -> it.recorded).mapToInt(it -> it.pieces).sum();
      return BigDecimal.valueOf(Math.max(0, physical - heard));
    }

    private Stock told() {
      List<Sale> sales =
          sold.stream()
              .filter(it -> it.recorded)
              .map(
                  it ->
                      new Sale(
                          "store" + it.store,
                          null,
                          BigDecimal.valueOf(it.pieces),
                          it.answered,
                          it.invoiced,
                          it.handled))
              .toList();
      return reading.with(sales, falls, now);
    }

    BigDecimal promised(StockRule rule, int store) {
      return rule.available(told());
    }

    /** A number takes the place of what is kept back for orders in handling; other orders stay. */
    BigDecimal vtex() {
      BigDecimal quantity = StockRule.ALL.availableWithKept(told(), "store0", List.of());
      int reserved =
          sold.stream()
              .filter(it -> it.store == 0 && it.handled == null)
              .mapToInt(it -> it.pieces)
              .sum();
      return quantity.subtract(BigDecimal.valueOf(reserved)).max(BigDecimal.ZERO);
    }
  }

  private static Stock stock(String available) {
    return new Stock(
        "erp",
        "cup",
        Location.company("1"),
        new BigDecimal(available),
        OffsetDateTime.ofInstant(READ, ZoneOffset.UTC));
  }
}
