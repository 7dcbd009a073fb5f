package dev.ponte.connector.fastcommerce.catalogue;

import dev.ponte.canonical.Price;
import dev.ponte.canonical.Price.Promotion;
import dev.ponte.canonical.Product;
import dev.ponte.canonical.Product.Descriptions;
import dev.ponte.canonical.Product.Measures;
import dev.ponte.canonical.Product.Status;
import dev.ponte.canonical.Stock;
import dev.ponte.canonical.Stock.Location;
import dev.ponte.connection.Connection;
import dev.ponte.connector.fastcommerce.api.FastcommerceSettings;
import dev.ponte.connector.fastcommerce.api.ProductFields;
import dev.ponte.connector.fastcommerce.api.ReportRow;
import dev.ponte.connector.fastcommerce.api.Values;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A row of report 425 as canonical messages. CodProd is the sku. */
final class ProductRow {

  static final String CHANGED = "DataProdAlteracao";

  /** What each message needs of the report. */
  static final String PRODUCT_FIELDS =
      "IDProduto,CodProd,IDProdutoPai,CodBarrasProd,NomeProd,Descricao,DescrLonga,NomeCat,IDCategoria,"
          + "IDCatAdicional1,IDCatAdicional2,IDCatAdicional3,IDCatAdicional4,IDCatAdicional5,Peso,"
          + "LarguraProd,AlturaProd,ProfundidadeProd,ProdMPN,AdicionalD1,AdicionalD2,AdicionalD3,"
          + "Disponivel,DataProdAlteracao";

  static final String PRICE_FIELDS =
      "IDProduto,CodProd,Preco,PrecoProm,DataPromInicio,DataPromFim,IDParceiroProd,PrecoB2B,Custo,"
          + "DataProdAlteracao";

  static final String STOCK_FIELDS = "IDProduto,CodProd,Estoque";

  private static final int ADDITIONAL_CATEGORIES = 5;
  private static final int ADDITIONAL_TEXTS = 3;
  private static final String NONE = "0";

  private final Connection connection;
  private final FastcommerceSettings settings;
  private final ReportRow row;

  ProductRow(Connection connection, ReportRow row) {
    this.connection = connection;
    this.settings = connection.settings(FastcommerceSettings.class);
    this.row = row;
  }

  /**
   * @throws IllegalArgumentException when the product has none
   */
  String sku() {
    String code = row.get(ProductFields.CODE);
    if (code == null) {
      throw new IllegalArgumentException(
          "it has no CodProd, by which other systems know it; give it one in the store");
    }
    return code;
  }

  /** IDProduto of the product that it is a sub-product of. */
  Optional<String> parent() {
    return Optional.ofNullable(row.get(ProductFields.PARENT)).filter(it -> !it.equals(NONE));
  }

  /**
   * @param parent CodProd of the product that it is a sub-product of; null when it is none
   * @param store what the store says of itself
   */
  Product product(String parent, StoreProfile.Known store) {
    String manufacturer = row.get("ProdMPN");
    Map<String, String> attributes = new TreeMap<>(texts(store));
    if (manufacturer != null) {
      attributes.put("ProdMPN", manufacturer);
    }
    return new Product(
        connection.name(),
        sku(),
        parent,
        false,
        null,
        row.get("CodBarrasProd"),
        row.get("NomeProd"),
        new Descriptions(row.get("Descricao"), row.get("DescrLonga"), null, null),
        null,
        categories(store.categories()),
        null,
        null,
        measures(store.units()),
        List.of(),
        null,
        attributes,
        null,
        available() ? Status.ACTIVE : Status.INACTIVE,
        Map.of(connection.name(), String.valueOf(row.get(ProductFields.ID))),
        time(CHANGED),
        null);
  }

  /**
   * Empty without a Preco above zero, which no other store should sell for. A promotional price for
   * the visitors of one partner is none of everybody.
   */
  Optional<Price> price() {
    String sku = sku();
    BigDecimal sale = amount(PriceMapper.PRICE);
    return sale == null
        ? Optional.empty()
        : Optional.of(
            new Price(
                connection.name(),
                sku,
                null,
                sale,
                amount(PriceMapper.COST),
                amount(PriceMapper.WHOLESALE),
                promotion(),
                settings.orders().currency(),
                time(CHANGED)));
  }

  /** Empty when the store does not count the product. Less than nothing cannot be sold. */
  Optional<Stock> stock(OffsetDateTime readAt) {
    String sku = sku();
    String field = StockMapper.FIELD;
    BigDecimal pieces = Values.number(field, row.get(field));
    return pieces == null
        ? Optional.empty()
        : Optional.of(
            new Stock(connection.name(), sku, location(), pieces.max(BigDecimal.ZERO), readAt));
  }

  /** Where it is not configured, the place is the store itself. */
  private Location location() {
    String code = settings.stock().location();
    if (code == null || code.isBlank()) {
      return new Location(null, null, connection.name());
    }
    String[] parts = code.split("/", 3);
    return new Location(part(parts, 0), part(parts, 1), part(parts, 2));
  }

  private static String part(String[] parts, int number) {
    return number < parts.length && !parts[number].isBlank() ? parts[number] : null;
  }

  private Promotion promotion() {
    BigDecimal price = amount(PriceMapper.PROMOTION);
    String partner = row.get("IDParceiroProd");
    boolean ofAll = partner == null || partner.equals(NONE);
    return price == null || !ofAll
        ? null
        : new Promotion(price, time(PriceMapper.FROM), time(PriceMapper.TO));
  }

  private List<List<String>> categories(Map<String, List<String>> tree) {
    List<List<String>> all = new ArrayList<>();
    String name = row.get(ProductFields.CATEGORY);
    String id = row.get("IDCategoria");
    if (id != null && tree.containsKey(id)) {
      all.add(tree.get(id));
    } else if (name != null) {
      all.add(List.of(name));
    }
    for (int i = 1; i <= ADDITIONAL_CATEGORIES; i++) {
      List<String> path = tree.get(String.valueOf(row.get("IDCatAdicional" + i)));
      if (path != null && !all.contains(path)) {
        all.add(path);
      }
    }
    return all;
  }

  private Measures measures(Units units) {
    return new Measures(
        units.toKilograms(amount("Peso")),
        null,
        units.toCentimetres(amount("AlturaProd")),
        units.toCentimetres(amount("LarguraProd")),
        units.toCentimetres(amount("ProfundidadeProd")));
  }

  private Map<String, String> texts(StoreProfile.Known store) {
    Map<String, String> texts = new TreeMap<>();
    for (int i = 1; i <= ADDITIONAL_TEXTS; i++) {
      String name = store.names().get("AdicionalD" + i);
      String text = row.get("AdicionalD" + i);
      if (name != null && text != null) {
        texts.put(name, text);
      }
    }
    return texts;
  }

  private boolean available() {
    return !Boolean.FALSE.equals(Values.flag(row.get(ProductFields.AVAILABLE)));
  }

  /** Null for none and for zero. */
  private BigDecimal amount(String name) {
    BigDecimal amount = Values.number(name, row.get(name));
    return amount == null || amount.signum() == 0 ? null : amount;
  }

  private OffsetDateTime time(String name) {
    return Values.time(name, row.get(name), connection.zone());
  }
}
