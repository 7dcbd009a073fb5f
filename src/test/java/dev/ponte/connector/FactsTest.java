package dev.ponte.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.connector.fastcommerce.orders.FastcommerceExample;
import dev.ponte.connector.focco.FoccoJourney;
import dev.ponte.connector.moovin.orders.MoovinExample;
import dev.ponte.connector.vtex.VtexExample;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code docs/facts.md}, which says where each field of a store's order ends up, is true. */
class FactsTest {

  private static final Pattern ROW = Pattern.compile("\\| `(.+?)` \\|(.*?)\\|(.*?)\\|");
  private static final Pattern DAY = Pattern.compile("(\\d{4})-(\\d\\d)-(\\d\\d)[T ].*");

  /** How stores write that there is none. */
  private static final Pattern NOTHING = Pattern.compile("\\s*|false|[0.:, -]+");

  private record Place(String where, String whyNot) {}

  static Stream<Arguments> stores() {
    return Stream.of(
        Arguments.of("VTEX", VtexExample.document(), FoccoJourney.told(VtexExample.order())),
        Arguments.of("Moovin", MoovinExample.document(), FoccoJourney.told(MoovinExample.order())),
        Arguments.of(
            "Fastcommerce",
            FastcommerceExample.document(),
            FoccoJourney.told(FastcommerceExample.order())));
  }

  @ParameterizedTest
  @MethodSource("stores")
  void each_field_of_a_documented_order_arrives_in_focco_or_the_table_says_why_not(
      String store, JsonNode document, String told) throws IOException {
    Map<String, Place> table = table(store);
    Map<String, Set<String>> fields = new LinkedHashMap<>();
    walk("", document, fields);
    List<String> wrong = new ArrayList<>();
    fields.forEach(
        (field, values) -> {
          Optional<Place> place = place(table, field);
          boolean arrives = values.stream().anyMatch(it -> said(it, told));
          System.out.printf(
              "%s %s = %s: %s%n",
              store, field, values, arrives ? "arrives" : place.map(Place::whyNot).orElse("?"));
          if (place.isEmpty()) {
            wrong.add(field + " is not in the table, " + (arrives ? "but arrives" : "nor arrives"));
          } else if (place.get().whyNot().isEmpty() && !arrives) {
            wrong.add("%s is to arrive in %s: %s".formatted(field, place.get().where(), values));
          }
        });
    assertThat(wrong).as(told).isEmpty();
  }

  private static Map<String, Place> table(String store) throws IOException {
    Map<String, Place> table = new LinkedHashMap<>();
    String section = "";
    for (String line : Files.readAllLines(Path.of("docs/facts.md"))) {
      section = line.startsWith("## ") ? line.substring(3) : section;
      Matcher row = ROW.matcher(line);
      if (section.equals(store) && row.matches()) {
        for (String field : row.group(1).split("`, `")) {
          table.put(field, new Place(row.group(2).strip(), row.group(3).strip()));
        }
      }
    }
    return table;
  }

  /** Of a field, or of all below a name that ends in {@code .*}. */
  private static Optional<Place> place(Map<String, Place> table, String field) {
    String name = field;
    if (table.containsKey(name)) {
      return Optional.of(table.get(name));
    }
    while (name.contains(".")) {
      name = name.substring(0, name.lastIndexOf('.'));
      if (table.containsKey(name + ".*")) {
        return Optional.of(table.get(name + ".*"));
      }
    }
    return Optional.empty();
  }

  private static void walk(String path, JsonNode node, Map<String, Set<String>> into) {
    if (node.isObject()) {
      node.fields()
          .forEachRemaining(
              it -> walk(path + (path.isEmpty() ? "" : ".") + it.getKey(), it.getValue(), into));
    } else if (node.isArray()) {
      node.forEach(it -> walk(path, it, into));
    } else if (!node.isNull() && !NOTHING.matcher(node.asText()).matches()) {
      into.computeIfAbsent(path, any -> new LinkedHashSet<>()).add(node.asText());
    }
  }

  /** Whether the value stands there in one of the forms in which it may. */
  private static boolean said(String value, String told) {
    List<String> forms = new ArrayList<>(List.of(value));
    Matcher day = DAY.matcher(value);
    if (day.matches()) {
      forms.add(day.group(3) + "/" + day.group(2) + "/" + day.group(1));
    }
    String digits = value.replaceAll("[./-]", "");
    if (digits.matches("\\d{8,}")) {
      forms.add(digits);
      forms.add(digits.replaceFirst("^0+", ""));
    }
    String number = value.replace(',', '.');
    if (number.matches("-?\\d+(\\.\\d+)?")) {
      BigDecimal amount = new BigDecimal(number);
      for (BigDecimal one : List.of(amount, amount.movePointLeft(2))) {
        forms.add(one.stripTrailingZeros().toPlainString());
        forms.add(one.setScale(2, java.math.RoundingMode.HALF_UP).toPlainString());
      }
    }
    String plain = told.toLowerCase(Locale.ROOT);
    return forms.stream()
        .map(it -> it.toLowerCase(Locale.ROOT))
        .anyMatch(
            it ->
                Pattern.compile("(?<![\\p{L}\\d])" + Pattern.quote(it) + "(?![\\p{L}\\d])")
                    .matcher(plain)
                    .find());
  }
}
