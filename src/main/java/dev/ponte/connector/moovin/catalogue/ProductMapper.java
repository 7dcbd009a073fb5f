package dev.ponte.connector.moovin.catalogue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.Product;
import dev.ponte.canonical.Product.Measures;
import dev.ponte.connection.Connection;
import dev.ponte.connector.moovin.api.MoovinSettings;
import dev.ponte.connector.moovin.api.ProductDefaults;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Canonical products as records of saveProdutos. */
final class ProductMapper {

  static final String IMAGES = "imagens";
  static final String STATUS = "status";
  static final String COLOUR_STATUS = "status_cor";
  private static final BigDecimal GRAMS = new BigDecimal(1000);

  private final Connection connection;
  private final ProductDefaults defaults;

  ProductMapper(Connection connection) {
    this.connection = connection;
    this.defaults = connection.settings(MoovinSettings.class).productDefaults();
  }

  /**
   * The record of one size, whole but for whether it may be sold.
   *
   * @throws IllegalArgumentException in one sentence that names the field and the key to set, when
   *     there is not what Moovin must have
   */
  ObjectNode record(Product product, Codes codes, MoovinVariation variation) {
    ObjectNode record =
        JsonNodeFactory.instance
            .objectNode()
            .put("atualiza", "1")
            .put("produto_codigo", codes.product())
            .put("produto_codigo_cor", codes.colour())
            .put("produto_codigo_tam", codes.size())
            .put("titulo", title(product))
            .put("cor", variation.colour())
            .put("tamanho", variation.size())
            .put("variacao", variation.kind())
            .put("peso", weight(product.measures()))
            .put("medidas", measures(product.measures()))
            .put(
                "genero",
                MoovinVariation.require(connection, defaults.gender(), "genero", "gender"));
    describe(record, product);
    new Categories(connection).group(product).ifPresent(it -> record.set("categorias", it));
    images(record, product);
    return record;
  }

  private static void describe(ObjectNode record, Product product) {
    Product.Descriptions texts = product.descriptions();
    String text = texts.full() == null ? texts.summary() : texts.full();
    put(record, "descricao", text);
    put(record, "caracteristicas_tecnicas", texts.technical());
    put(record, "marca", product.brand());
    put(record, "referencia", product.ref());
    put(record, "ean13", product.ean());
    put(record, "nfe_ncm", product.fiscal().ncm());
    String origin = product.fiscal().origin();
    // Moovin knows the two ways of import, and takes no word for what is made here.
    put(record, "nfe_origem", List.of("1", "2").contains(String.valueOf(origin)) ? origin : null);
  }

  /** The title is that of all variations, so a variation's own words at its end are left out. */
  private static String title(Product product) {
    if (product.variation() == null) {
      return product.name();
    }
    String own = " " + product.variation().text();
    String name = product.name();
    return name.endsWith(own) && name.length() > own.length()
        ? name.substring(0, name.length() - own.length()).strip()
        : name;
  }

  private String weight(Measures measures) {
    if (measures.weightKg() != null && measures.weightKg().signum() > 0) {
      return grams(measures.weightKg().multiply(GRAMS));
    }
    BigDecimal grams = defaults.weightGrams();
    String text = grams == null ? null : grams(grams);
    return MoovinVariation.require(connection, text, "peso", "weight-grams");
  }

  private static String grams(BigDecimal grams) {
    return plain(grams.setScale(2, RoundingMode.HALF_UP));
  }

  private String measures(Measures measures) {
    List<BigDecimal> sides =
        Stream.of(measures.heightCm(), measures.widthCm(), measures.lengthCm())
            .filter(Objects::nonNull)
            .filter(it -> it.signum() > 0)
            .toList();
    return sides.size() == 3
        ? sides.stream().map(ProductMapper::plain).collect(Collectors.joining("x"))
        : MoovinVariation.require(connection, defaults.measures(), "medidas", "measures");
  }

  /** The images of a product without variations are all its own, so they replace what is there. */
  private static void images(ObjectNode record, Product product) {
    if (product.images().isEmpty()) {
      return;
    }
    ObjectNode images =
        JsonNodeFactory.instance
            .objectNode()
            .put("limpar_imagens", product.parent() == null ? "1" : "0");
    ArrayNode all = images.putArray("imagem");
    for (String address : product.images()) {
      all.addObject()
          .put("imagem", address)
          .put("posicao", String.valueOf(all.size() - 1))
          .put("principal", all.size() == 1 ? "1" : "0");
    }
    record.set(IMAGES, images);
  }

  private static void put(ObjectNode record, String name, String value) {
    if (value != null && !value.isBlank()) {
      record.put(name, value);
    }
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }
}
