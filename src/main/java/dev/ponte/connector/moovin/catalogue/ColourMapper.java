package dev.ponte.connector.moovin.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Product;
import dev.ponte.canonical.Product.Descriptions;
import dev.ponte.canonical.Product.Measures;
import dev.ponte.canonical.Product.Status;
import dev.ponte.canonical.Product.Variation;
import dev.ponte.connector.moovin.api.Fields;
import dev.ponte.connector.moovin.api.ListPages;
import dev.ponte.connector.moovin.api.Methods;
import dev.ponte.connector.moovin.api.RecordReader;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rows of getCor, each a product with its colours, as canonical products, one for each size. */
final class ColourMapper {

  static final ListPages.Source SOURCE =
      new ListPages.Source(Methods.COLOURS, "produto", ColourMapper::identity);

  private static final BigDecimal GRAMS = new BigDecimal(1000);

  private final String connection;
  private final Function<String, List<JsonNode>> sizes;

  /**
   * @param connection its name
   * @param sizes the rows of getTamanho of a colour's code
   */
  ColourMapper(String connection, Function<String, List<JsonNode>> sizes) {
    this.connection = connection;
    this.sizes = sizes;
  }

  /**
   * All sizes of all colours of a row; none of a colour whose sizes are not listed yet.
   *
   * @throws IllegalArgumentException in one sentence, when one lacks what a product must have
   */
  List<Product> products(JsonNode row) {
    String product = Fields.text(row, "codigo");
    return RecordReader.inside(row.path("cores"), "cor").stream()
        .flatMap(
            colour ->
                sizes.apply(colourCode(colour)).stream().map(it -> product(product, colour, it)))
        .toList();
  }

  static String identity(JsonNode row) {
    return RecordReader.inside(row.path("cores"), "cor").stream()
        .map(ColourMapper::colourCode)
        .collect(
            Collectors.joining(" ", String.valueOf(Fields.text(row, "codigo")).concat(" "), ""));
  }

  private Product product(String product, JsonNode colour, JsonNode size) {
    String sku = Fields.text(size, "codigo_produto_tamanho");
    return new Product(
        connection,
        sku,
        product == null || product.equals(sku) ? null : product,
        false,
        Fields.text(colour, "referencia"),
        Fields.text(size, "ean"),
        Fields.text(colour, "titulo"),
        new Descriptions(null, Fields.text(colour, "descricao"), null, null),
        null,
        List.of(),
        null,
        null,
        measures(size),
        List.of(),
        variation(Fields.text(colour, "cor"), Fields.text(size, "tamanho")),
        Map.of(),
        null,
        Fields.flag(colour, "status") ? Status.ACTIVE : Status.INACTIVE,
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
    BigDecimal grams = Fields.number(size, "peso");
    return new Measures(
        grams == null ? null : grams.divide(GRAMS),
        null,
        Fields.number(size, "medida1"),
        Fields.number(size, "medida2"),
        Fields.number(size, "medida3"));
  }

  private static String colourCode(JsonNode colour) {
    String code = Fields.text(colour, "codigo_produto_cor");
    return code == null ? "" : code;
  }
}
