package dev.ponte.connector.presence;

import dev.ponte.canonical.Product;
import dev.ponte.canonical.Product.Status;
import dev.ponte.canonical.Product.Variation;
import dev.ponte.connection.Connection;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** From a record of ECM-PRODUTOS to a product. */
final class PresenceProductMapper {

  private final String source;
  private final ZoneId zone;
  private final PresenceProductSettings fields;

  PresenceProductMapper(Connection connection) {
    source = connection.name();
    zone = connection.zone();
    fields = connection.settings(PresenceSettings.class).products();
  }

  /**
   * The product of one record.
   *
   * @throws IllegalArgumentException in one sentence, when it lacks what a product must have
   */
  Product toProduct(PresenceRow row) {
    String sku = text(row, fields.sku());
    if (sku == null) {
      throw new IllegalArgumentException(
          "it has none of the fields %s, which are products.sku".formatted(fields.sku()));
    }
    String parent = text(row, fields.parent());
    return new Product(
        source,
        sku,
        sku.equals(parent) ? null : parent,
        false,
        text(row, fields.ref()),
        text(row, fields.ean()),
        text(row, fields.name()),
        new Product.Descriptions(null, text(row, fields.description()), null, null),
        text(row, fields.brand()),
        categories(row),
        text(row, fields.unit()),
        null,
        measures(row),
        List.of(),
        variation(row),
        Map.of(),
        new Product.Fiscal(digits(text(row, fields.ncm())), text(row, fields.origin())),
        fields.isInactive(text(row, fields.status())) ? Status.INACTIVE : Status.ACTIVE,
        Map.of(source, sku),
        row.changedAt(zone),
        row.correlation());
  }

  private List<List<String>> categories(PresenceRow row) {
    List<String> path = fields.category().stream().map(row::text).filter(Objects::nonNull).toList();
    return path.isEmpty() ? List.of() : List.of(path);
  }

  private Product.Measures measures(PresenceRow row) {
    return new Product.Measures(
        measure(row, fields.weight()),
        measure(row, fields.netWeight()),
        measure(row, fields.height()),
        measure(row, fields.width()),
        measure(row, fields.length()));
  }

  /** Zero is what an ERP has where nobody measured. */
  private static BigDecimal measure(PresenceRow row, List<String> names) {
    BigDecimal value = PresenceJson.decimal(text(row, names), String.join("/", names));
    return value == null || value.signum() == 0 ? null : value;
  }

  private Variation variation(PresenceRow row) {
    String colour = text(row, fields.colour());
    String size = text(row, fields.size());
    String text = Stream.of(colour, size).filter(Objects::nonNull).collect(Collectors.joining("/"));
    return text.isEmpty() ? null : new Variation(text, colour, size);
  }

  private static String digits(String ncm) {
    return ncm == null ? null : ncm.replaceAll("\\D", "");
  }

  private static String text(PresenceRow row, List<String> names) {
    return PresenceJson.first(row.json(), names);
  }
}
