package dev.ponte.connector.focco;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Product;
import dev.ponte.canonical.Product.Status;
import dev.ponte.canonical.Product.Variation;
import dev.ponte.connection.Connection;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows of GetItens as canonical products: the item, and one for each of its masks. */
final class FoccoProducts {

  private final Connection connection;
  private final FoccoSettings settings;
  private final FoccoSkus skus;

  FoccoProducts(Connection connection) {
    this.connection = connection;
    this.settings = connection.settings(FoccoSettings.class);
    this.skus = new FoccoSkus(settings);
  }

  /**
   * The products of one row.
   *
   * @throws IllegalArgumentException in one sentence, when it lacks what a product must have
   */
  List<Product> products(JsonNode row) {
    FoccoItem item = new FoccoItem(row, settings);
    List<Product> products = new ArrayList<>();
    products.add(product(item, null));
    item.masks().forEach(mask -> products.add(product(item, mask)));
    return products;
  }

  private Product product(FoccoItem item, FoccoItem.Mask mask) {
    JsonNode row = item.row();
    JsonNode company = item.company();
    String parent = item.code() == null ? null : sku(item, null);
    String text = mask == null ? null : FoccoItem.text(mask.row(), "mascara");
    return new Product(
        connection.name(),
        mask == null ? parent : sku(item, mask.id()),
        mask == null ? null : parent,
        mask == null && !item.masks().isEmpty(),
        item.code(),
        mask == null ? FoccoItem.text(company, "codbarra") : null,
        name(item, text),
        new Product.Descriptions(
            FoccoItem.text(row, "descricao"),
            FoccoItem.text(row, "desccomplementar"),
            FoccoItem.text(row, "desctecnica"),
            FoccoItem.text(row, "observacao")),
        null,
        categories(company),
        FoccoItem.text(company, "unidademedida"),
        multiple(company),
        null,
        List.of(),
        text == null ? null : new Variation(text, null, null),
        attributes(company),
        null,
        mask == null || mask.active() ? Status.ACTIVE : Status.INACTIVE,
        codes(item, mask),
        mask == null ? null : changedAt(mask.row()),
        null);
  }

  private String sku(FoccoItem item, Long mask) {
    return skus.sku(new FoccoCodes.Item(item.code(), mask));
  }

  private static String name(FoccoItem item, String mask) {
    String commercial = FoccoItem.text(item.company(), "desccomercial");
    String name = commercial == null ? FoccoItem.text(item.row(), "descricao") : commercial;
    return name == null || mask == null ? name : name + " " + mask;
  }

  private static List<List<String>> categories(JsonNode company) {
    String category = FoccoItem.text(company, "classificacao");
    return category == null ? List.of() : List.of(List.of(category));
  }

  /** Focco writes 0 where there is none. */
  private static BigDecimal multiple(JsonNode company) {
    JsonNode multiple = company.path("multiplovenda");
    return multiple.isNumber() && multiple.decimalValue().signum() > 0
        ? multiple.decimalValue()
        : null;
  }

  private static Map<String, String> attributes(JsonNode company) {
    Map<String, String> attributes = new LinkedHashMap<>();
    put(attributes, "DescGrupo", FoccoItem.text(company, "descgrupo"));
    put(attributes, "CodFornecedor", FoccoItem.text(company, "codfornecedor"));
    put(attributes, "Fornecedor", FoccoItem.text(company, "fornecedor"));
    put(attributes, "IpiPerc", FoccoItem.text(company, "ipiperc"));
    put(attributes, "PesoBruto", weight(company));
    return attributes;
  }

  private Map<String, String> codes(FoccoItem item, FoccoItem.Mask mask) {
    Map<String, String> codes = new LinkedHashMap<>();
    put(codes, connection.name(), item.code());
    put(codes, connection.name() + ".id", FoccoItem.text(item.row(), "id"));
    put(codes, connection.name() + ".mask", mask == null ? null : String.valueOf(mask.id()));
    return codes;
  }

  /** In a unit that no document tells; 0 where nobody weighed. */
  private static String weight(JsonNode company) {
    BigDecimal weight = company.path("pesobruto").decimalValue();
    return weight.signum() == 0 ? null : weight.toPlainString();
  }

  private static void put(Map<String, String> map, String name, String value) {
    if (value != null) {
      map.put(name, value);
    }
  }

  /** A stamp that cannot be read is none: nothing depends on it. */
  private static OffsetDateTime changedAt(JsonNode mask) {
    String text = FoccoItem.text(mask, "dataultimaalteracao");
    try {
      return text == null ? null : OffsetDateTime.parse(text);
    } catch (DateTimeException unreadable) {
      return null;
    }
  }
}
