package dev.ponte.canonical;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What is sold, without its stock and its price. An item with variations is one message for itself
 * and one for each of them.
 *
 * @param source the connection that the product was read from
 * @param sku the source's code of it, opaque; also the key
 * @param parent sku of the item that it is a variation of; null when it is none
 * @param divided whether it is sold as its variations only, each of which is a message of its own
 * @param ref the code that people know it by; null when it is the sku
 * @param ean bar code as given; null when there is none
 * @param name as shown to people
 * @param descriptions longer texts
 * @param brand null when unknown
 * @param categories where it stands in the shop, each a path from the root to the leaf; empty when
 *     unknown
 * @param unit unit of measure that it is sold in, such as {@code UNIDADE}; null when unknown
 * @param multiple it is sold in multiples of so many units; null for any quantity
 * @param measures weight and dimensions
 * @param images addresses, the main one first
 * @param variation what tells it from the other variations of its parent; null when it has none
 * @param attributes further facts, by the source's names
 * @param fiscal what a fiscal document must say of it
 * @param status whether it may be sold
 * @param codes what systems call it, by connection; a second code of one connection after a dot,
 *     such as {@code focco.mask}; not business content
 * @param changedAt when the source last changed it; null when unknown; not business content
 * @param correlation the source's own identifier of the record, told back to it with the outcome;
 *     opaque, null when it wants none; not business content
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Product(
    String source,
    String sku,
    String parent,
    boolean divided,
    String ref,
    String ean,
    String name,
    Descriptions descriptions,
    String brand,
    List<List<String>> categories,
    String unit,
    BigDecimal multiple,
    Measures measures,
    List<String> images,
    Variation variation,
    Map<String, String> attributes,
    Fiscal fiscal,
    Status status,
    Map<String, String> codes,
    OffsetDateTime changedAt,
    String correlation)
    implements StateMessage {

  public static final String TYPE = "product";

  /** Whether a product may be sold. */
  public enum Status {
    ACTIVE,
    INACTIVE
  }

  /**
   * Longer texts, each null when there is none.
   *
   * @param summary one paragraph
   * @param full the whole description; may hold HTML when the source has it so
   * @param technical for those who build with it
   * @param notes the source's own remarks
   */
  public record Descriptions(String summary, String full, String technical, String notes) {

    public static final Descriptions NONE = new Descriptions(null, null, null, null);
  }

  /**
   * Weight in kilograms and dimensions in centimetres, packed; each null when unknown.
   *
   * @param weightKg gross weight
   * @param netWeightKg without the package
   */
  public record Measures(
      BigDecimal weightKg,
      BigDecimal netWeightKg,
      BigDecimal heightCm,
      BigDecimal widthCm,
      BigDecimal lengthCm) {

    public static final Measures UNKNOWN = new Measures(null, null, null, null, null);

    public Measures {
      Require.notNegativeIfAny(weightKg, "measures.weightKg");
      Require.notNegativeIfAny(netWeightKg, "measures.netWeightKg");
      Require.notNegativeIfAny(heightCm, "measures.heightCm");
      Require.notNegativeIfAny(widthCm, "measures.widthCm");
      Require.notNegativeIfAny(lengthCm, "measures.lengthCm");
    }
  }

  /**
   * What tells a variation from its siblings.
   *
   * @param text the source's own words, such as {@code STAR#VINHO}
   * @param colour null when it is not known apart from the text
   * @param size null when it is not known apart from the text
   */
  public record Variation(String text, String colour, String size) {

    public Variation {
      Require.text(text, "variation.text");
    }
  }

  /**
   * What a fiscal document must say.
   *
   * @param ncm the 8 digits of the Nomenclatura Comum do Mercosul, or the 2 of its chapter; null
   *     when unknown
   * @param origin origem da mercadoria, 0 to 8; null when unknown
   */
  public record Fiscal(String ncm, String origin) {

    public static final Fiscal UNKNOWN = new Fiscal(null, null);

    public Fiscal {
      if (ncm != null && !ncm.matches("\\d{2}|\\d{8}")) {
        throw new IllegalArgumentException("The NCM %s does not have 8 digits".formatted(ncm));
      }
      if (origin != null && !origin.matches("[0-8]")) {
        throw new IllegalArgumentException("The origin %s is not one of 0 to 8".formatted(origin));
      }
    }
  }

  public Product {
    Require.text(source, "source");
    Require.text(sku, "sku");
    Require.text(name, "name of product " + sku);
    Require.present(status, "status of product " + sku);
    if (sku.equals(parent)) {
      throw new IllegalArgumentException("Product %s is its own parent".formatted(sku));
    }
    if (multiple != null && multiple.signum() <= 0) {
      throw new IllegalArgumentException(
          "The multiple %s of product %s is not above 0".formatted(multiple.toPlainString(), sku));
    }
    descriptions = Objects.requireNonNullElse(descriptions, Descriptions.NONE);
    measures = Objects.requireNonNullElse(measures, Measures.UNKNOWN);
    fiscal = Objects.requireNonNullElse(fiscal, Fiscal.UNKNOWN);
    categories = Require.copy(categories).stream().map(List::copyOf).toList();
    images = Require.copy(images);
    attributes = Require.copy(attributes);
    codes = Require.copy(codes);
    if (categories.stream().anyMatch(List::isEmpty)) {
      throw new IllegalArgumentException("A category of product %s is empty".formatted(sku));
    }
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String key() {
    return sku;
  }

  @Override
  public Product businessContent() {
    return new Product(
        source,
        sku,
        parent,
        divided,
        ref,
        ean,
        name,
        descriptions,
        brand,
        categories,
        unit,
        multiple,
        measures,
        images,
        variation,
        attributes,
        fiscal,
        status,
        null,
        null,
        null);
  }
}
