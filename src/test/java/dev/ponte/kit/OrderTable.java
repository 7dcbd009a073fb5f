package dev.ponte.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponte.canonical.Order;
import dev.ponte.connector.focco.FoccoArrival;
import dev.ponte.delivery.UnmappableRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** The table of docs/connections.md that says what becomes of which order, and its walk. */
public final class OrderTable {

  private static final Path DOCUMENT = Path.of("docs/connections.md");
  private static final String HEAD = "| an order ";

  private OrderTable() {}

  /** By the words of a row what the store's column says: taken, refused, or a dash for never. */
  public static Map<String, String> of(String store) {
    Map<String, String> rows = new LinkedHashMap<>();
    int column = -1;
    for (String line : lines()) {
      List<String> cells = Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
      if (line.startsWith(HEAD)) {
        column = cells.indexOf(store);
      } else if (column >= 0 && !line.startsWith("|")) {
        return rows;
      } else if (column >= 0 && !cells.get(1).startsWith("-")) {
        rows.put(cells.get(1), cells.get(column));
      }
    }
    throw new AssertionError("docs/connections.md has no table of orders with " + store);
  }

  /** A test for each row, and one that there is a case for each. */
  public static Stream<DynamicTest> walk(String store, Map<String, Supplier<Order>> cases) {
    Map<String, String> rows = of(store);
    rows.values().removeIf(it -> it.equals("—"));
    List<DynamicTest> tests = new ArrayList<>();
    tests.add(
        DynamicTest.dynamicTest(
            "each row has a case and each case a row",
            () -> assertThat(cases.keySet()).containsExactlyInAnyOrderElementsOf(rows.keySet())));
    rows.forEach(
        (row, outcome) ->
            tests.add(
                DynamicTest.dynamicTest(
                    row + ": " + outcome,
                    () -> assertThat(outcome(cases.get(row))).startsWith(outcome))));
    return tests.stream();
  }

  /** Takes so many orders, prints and gives how many ended in which state. */
  public static Map<String, Integer> count(String store, int orders, IntFunction<Order> taken) {
    Map<String, Integer> states = new TreeMap<>();
    for (int i = 0; i < orders; i++) {
      int number = i;
      states.merge(outcome(() -> taken.apply(number)), 1, Integer::sum);
    }
    System.out.printf("%d generated orders of %s: %s%n", orders, store, states);
    return states;
  }

  /** {@code taken}, to the cent in Focco; or {@code refused} with the cause where it has one. */
  private static String outcome(Supplier<Order> taken) {
    try {
      Order order = taken.get();
      assertThat(FoccoArrival.total(order)).isEqualByComparingTo(order.total());
      return "taken";
    } catch (UnmappableRecord unmappable) {
      return "refused" + unmappable.cause().map(it -> ": " + it).orElse("");
    }
  }

  private static List<String> lines() {
    try {
      return Files.readAllLines(DOCUMENT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
