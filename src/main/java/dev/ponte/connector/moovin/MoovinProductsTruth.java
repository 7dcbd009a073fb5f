package dev.ponte.connector.moovin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.connection.Comparison;
import dev.ponte.connection.Connection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a store holds of products, with calls to spare: first all pages of sizes, which are kept and
 * so become known, then all pages of colours with the sizes that each has.
 */
final class MoovinProductsTruth implements Comparison.Truth {

  private static final Logger LOG = LoggerFactory.getLogger(MoovinProductsTruth.class);
  private static final String SIZES = "sizes/";
  private static final String COLOURS = "colours/";

  /** What both saveProdutos takes and the store tells. */
  static final List<String> FIELDS =
      List.of(
          "titulo",
          "descricao",
          "referencia",
          "cor",
          "tamanho",
          "ean13",
          MoovinProductMapper.COLOUR_STATUS);

  private final Connection connection;
  private final MoovinSizes sizes;
  private final MoovinPages pagesOfSizes;
  private final MoovinPages pagesOfColours;

  MoovinProductsTruth(MoovinApi moovin, Connection connection, MoovinSizes sizes) {
    this.connection = connection;
    this.sizes = sizes;
    this.pagesOfSizes = new MoovinPages(moovin, connection, MoovinSizes.SOURCE, Map.of(), true);
    this.pagesOfColours =
        new MoovinPages(moovin, connection, MoovinColourMapper.SOURCE, Map.of(), true);
  }

  @Override
  public Comparison.Page page(String position) {
    String here = position == null ? SIZES + 1 : position;
    int number = Integer.parseInt(here.substring(here.indexOf('/') + 1));
    if (here.startsWith(SIZES)) {
      MoovinPages.Page page = pagesOfSizes.read(number);
      page.rows().forEach(this::keep);
      return new Comparison.Page(Map.of(), page.isLast() ? COLOURS + 1 : SIZES + (number + 1));
    }
    MoovinPages.Page page = pagesOfColours.read(number);
    return new Comparison.Page(held(page.rows()), page.isLast() ? null : COLOURS + (number + 1));
  }

  private void keep(JsonNode row) {
    try {
      sizes.keep(connection, row);
    } catch (IllegalArgumentException odd) {
      LOG.warn("{} lists sizes that are left out: {}", connection.name(), odd.getMessage());
    }
  }

  private Map<String, Map<String, String>> held(List<JsonNode> rows) {
    Map<String, Map<String, String>> held = new LinkedHashMap<>();
    for (JsonNode row : rows) {
      for (JsonNode colour : MoovinReader.inside(row.path("cores"), "cor")) {
        String code = MoovinFields.text(colour, "codigo_produto_cor");
        for (JsonNode size : code == null ? List.<JsonNode>of() : sizes.of(connection, code)) {
          held.put(MoovinFields.text(size, "codigo_produto_tamanho"), values(colour, size));
        }
      }
    }
    return held;
  }

  private static Map<String, String> values(JsonNode colour, JsonNode size) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String name : List.of("titulo", "descricao", "referencia", "cor")) {
      values.put(name, MoovinFields.text(colour, name));
    }
    values.put("tamanho", MoovinFields.text(size, "tamanho"));
    values.put("ean13", MoovinFields.text(size, "ean"));
    values.put(MoovinProductMapper.COLOUR_STATUS, MoovinFields.flag(colour, "status") ? "1" : "0");
    return values;
  }
}
