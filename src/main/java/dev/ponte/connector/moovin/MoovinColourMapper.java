package dev.ponte.connector.moovin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Product;
import dev.ponte.canonical.Product.Descriptions;
import dev.ponte.canonical.Product.Measures;
import dev.ponte.canonical.Product.Status;
import dev.ponte.canonical.Product.Variation;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rows of getCor, each a product with its colours, as canonical products, one for each size. */
final class MoovinColourMapper {

  static final MoovinPages.Source SOURCE =
      new MoovinPages.Source(MoovinMethods.COLOURS, "produto", MoovinColourMapper::identity);

  private static final BigDecimal GRAMS = new BigDecimal(1000);

  private final String connection;
  private final Function<String, List<JsonNode>> sizes;

  /**
   * @param connection its name
   * @param sizes the rows of getTamanho of a colour's code
   */
  MoovinColourMapper(String connection, Function<String, List<JsonNode>> sizes) {
    this.connection = connection;
    this.sizes = sizes;
  }

  /**
   * All sizes of all colours of a row; none of a colour whose sizes are not listed yet.
   *
   * @throws IllegalArgumentException in one sentence, when one lacks what a product must have
   */
  List<Product> products(JsonNode row) {
    String product = MoovinFields.text(row, "codigo");
    return MoovinReader.inside(row.path("cores"), "cor").stream()
        .flatMap(
            colour ->
                sizes.apply(colourCode(colour)).stream().map(it -> product(product, colour, it)))
        .toList();
  }

  static String identity(JsonNode row) {
    return MoovinReader.inside(row.path("cores"), "cor").stream()
        .map(MoovinColourMapper::colourCode)
        .collect(
            Collectors.joining(
                " ", String.valueOf(MoovinFields.text(row, "codigo")).concat(" "), ""));
  }

  private Product product(String product, JsonNode colour, JsonNode size) {
    String sku = MoovinFields.text(size, "codigo_produto_tamanho");
    return new Product(
        connection,
        sku,
        product == null || product.equals(sku) ? null : product,
        false,
        MoovinFields.text(colour, "referencia"),
        MoovinFields.text(size, "ean"),
        MoovinFields.text(colour, "titulo"),
        new Descriptions(null, MoovinFields.text(colour, "descricao"), null, null),
        null,
        List.of(),
        null,
        null,
        measures(size),
        List.of(),
        variation(MoovinFields.text(colour, "cor"), MoovinFields.text(size, "tamanho")),
        Map.of(),
        null,
        MoovinFields.flag(colour, "status") ? Status.ACTIVE : Status.INACTIVE,
        codes(colourCode(colour), sku),
        null,
        null);
  }

  private static Variation variation(String colour, String size) {
    String text = Stream.of(colour, size).filter(it -> it != null).collect(Collectors.joining(" "));
    return text.isEmpty() ? null : new Variation(text, colour, size);
  }

  private Map<String, String> codes(String colour, String sku) {
    return Map.of(connection, sku, connection + ".colour", colour);
  }

  private static Measures measures(JsonNode size) {
    BigDecimal grams = MoovinFields.number(size, "peso");
    return new Measures(
        grams == null ? null : grams.divide(GRAMS),
        null,
        MoovinFields.number(size, "medida1"),
        MoovinFields.number(size, "medida2"),
        MoovinFields.number(size, "medida3"));
  }

  private static String colourCode(JsonNode colour) {
    String code = MoovinFields.text(colour, "codigo_produto_cor");
    return code == null ? "" : code;
  }
}
