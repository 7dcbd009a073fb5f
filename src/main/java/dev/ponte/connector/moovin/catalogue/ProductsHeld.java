package dev.ponte.connector.moovin.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Product;
import dev.ponte.connection.Connection;
import dev.ponte.connector.moovin.api.Fields;
import dev.ponte.connector.moovin.api.ListPages;
import dev.ponte.connector.moovin.api.MoovinApi;
import dev.ponte.connector.moovin.api.MoovinSettings;
import dev.ponte.connector.moovin.api.RecordReader;
import dev.ponte.connector.moovin.catalogue.Catalogue.Known;
import dev.ponte.delivery.Expected;
import dev.ponte.delivery.ReconciliationPass;
import dev.ponte.delivery.ReconciliationPasses;
import dev.ponte.intake.HeldState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What would change in a store before it is sent a product for the first time; afterwards nothing
 * is compared, since Moovin tells less of a product than it is told. First all pages of sizes are
 * read, which are kept and so become known, then all pages of colours with the sizes that each has.
 */
final class ProductsHeld implements HeldState {

  private static final Logger LOG = LoggerFactory.getLogger(ProductsHeld.class);
  private static final String SIZES = "sizes/";
  private static final String COLOURS = "colours/";

  /** What both saveProdutos takes and the store tells. */
  private static final List<String> FIELDS =
      List.of(
          "titulo",
          "descricao",
          "referencia",
          "cor",
          "tamanho",
          "ean13",
          ProductMapper.COLOUR_STATUS);

  private final MoovinApi moovin;
  private final Catalogue catalogue;
  private final ColourSizes sizes;

  ProductsHeld(MoovinApi moovin, Catalogue catalogue, ColourSizes sizes) {
    this.moovin = moovin;
    this.catalogue = catalogue;
    this.sizes = sizes;
  }

  @Override
  public Optional<ReconciliationPass> begin(ReconciliationPasses checks, Connection connection) {
    return checks.lookAhead(Product.TYPE, connection.name());
  }

  @Override
  public Function<String, Page> open(Connection connection) {
    ListPages ofSizes = new ListPages(moovin, connection, ColourSizes.SOURCE, Map.of(), true);
    ListPages ofColours = new ListPages(moovin, connection, ColourMapper.SOURCE, Map.of(), true);
    return at -> {
      String here = at == null ? SIZES + 1 : at;
      int number = Integer.parseInt(here.substring(here.indexOf('/') + 1));
      if (here.startsWith(SIZES)) {
        ListPages.Page page = ofSizes.read(number);
        page.rows().forEach(row -> keep(connection, row));
        return new Page(Map.of(), page.isLast() ? COLOURS + 1 : SIZES + (number + 1));
      }
      ListPages.Page page = ofColours.read(number);
      return new Page(held(connection, page.rows()), page.isLast() ? null : COLOURS + (number + 1));
    };
  }

  @Override
  public Expected expected(Connection connection, String json) {
    Product product = Canonical.read(Product.class, json);
    Optional<Known> known = catalogue.find(connection, product.sku());
    if (ProductsSink.holdsVariations(product, known)) {
      return Expected.NOTHING;
    }
    boolean active = product.status() == Product.Status.ACTIVE;
    try {
      MoovinVariation variation = MoovinVariation.of(connection, product);
      Codes codes =
          Codes.of(connection.settings(MoovinSettings.class).codes(), product, variation.colour());
      ObjectNode record = new ProductMapper(connection).record(product, codes, variation);
      if (!active) {
        record.put(ProductMapper.COLOUR_STATUS, "0");
      }
      return Expected.of(values(record))
          .creating(active && connection.sending().createsProducts())
          .changing(connection.sending().changesProducts());
    } catch (IllegalArgumentException untold) {
      return Expected.refused(untold.getMessage());
    }
  }

  private static Map<String, String> values(JsonNode record) {
    Map<String, String> values = new LinkedHashMap<>();
    FIELDS.forEach(
        name -> {
          String text = Fields.text(record, name);
          if (text != null) {
            values.put(name, text);
          }
        });
    return values;
  }

  private void keep(Connection connection, JsonNode row) {
    try {
      sizes.keep(connection, row);
    } catch (IllegalArgumentException odd) {
      LOG.warn("{} lists sizes that are left out: {}", connection.name(), odd.getMessage());
    }
  }

  private Map<String, Map<String, String>> held(Connection connection, List<JsonNode> rows) {
    Map<String, Map<String, String>> held = new LinkedHashMap<>();
    for (JsonNode row : rows) {
      for (JsonNode colour : RecordReader.inside(row.path("cores"), "cor")) {
        String code = Fields.text(colour, "codigo_produto_cor");
        for (JsonNode size : code == null ? List.<JsonNode>of() : sizes.of(connection, code)) {
          held.put(Fields.text(size, "codigo_produto_tamanho"), values(colour, size));
        }
      }
    }
    return held;
  }

  private static Map<String, String> values(JsonNode colour, JsonNode size) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String name : List.of("titulo", "descricao", "referencia", "cor")) {
      values.put(name, Fields.text(colour, name));
    }
    values.put("tamanho", Fields.text(size, "tamanho"));
    values.put("ean13", Fields.text(size, "ean"));
    values.put(ProductMapper.COLOUR_STATUS, Fields.flag(colour, "status") ? "1" : "0");
    return values;
  }
}
