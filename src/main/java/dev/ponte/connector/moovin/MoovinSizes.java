package dev.ponte.connector.moovin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.connection.Connection;
import dev.ponte.connector.moovin.MoovinCatalogue.Known;
import dev.ponte.connector.moovin.MoovinCatalogue.Standing;
import dev.ponte.delivery.Cursors;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * The sizes of each colour as getTamanho lists them, durable, since getCor lists the colours alone
 * and no more than a page of either is held at once.
 */
@Component
class MoovinSizes {

  static final MoovinPages.Source SOURCE =
      new MoovinPages.Source(MoovinMethods.SIZES, "produto", MoovinSizes::identity);

  private static final List<String> KEPT =
      List.of("codigo_produto_tamanho", "tamanho", "ean", "medida1", "medida2", "medida3", "peso");
  private static final JsonMapper JSON = new JsonMapper();
  private static final int MOST = 4_000;

  private final Cursors cursors;
  private final MoovinCatalogue catalogue;

  MoovinSizes(Cursors cursors, MoovinCatalogue catalogue) {
    this.cursors = cursors;
    this.catalogue = catalogue;
  }

  /**
   * Keeps the sizes of a row of getTamanho.
   *
   * @throws IllegalArgumentException in one sentence, when it names no colour or too many sizes
   */
  void keep(Connection connection, JsonNode row) {
    String colour = MoovinFields.text(row, "codigo_cor");
    if (colour == null) {
      throw new IllegalArgumentException("The sizes have no codigo_cor");
    }
    ArrayNode kept = JSON.createArrayNode();
    List<Known> known = new ArrayList<>();
    for (JsonNode size : MoovinReader.inside(row.path("tamanhos"), "tamanho")) {
      String code = MoovinFields.text(size, KEPT.get(0));
      if (code != null) {
        kept.add(trimmed(size));
        known.add(known(code, colour, MoovinFields.text(row, "codigo")));
      }
    }
    String text = kept.toString();
    if (text.length() > MOST) {
      throw new IllegalArgumentException(
          "Colour %s has %d sizes, which are more than can be kept".formatted(colour, kept.size()));
    }
    if (!text.equals(cursors.get(connection.name(), name(colour)).orElse(null))) {
      cursors.put(connection.name(), name(colour), text);
      catalogue.put(connection, known);
    }
  }

  /** The sizes of a colour; none when they were not listed yet. */
  List<JsonNode> of(Connection connection, String colour) {
    return cursors.get(connection.name(), name(colour)).map(MoovinSizes::parse).orElseGet(List::of);
  }

  private static Known known(String size, String colour, String product) {
    return new Known(
        MoovinCodes.sku(size),
        colour,
        product == null ? colour : product,
        new Standing(true, false, true));
  }

  private static ObjectNode trimmed(JsonNode size) {
    ObjectNode trimmed = JSON.createObjectNode();
    for (String name : KEPT) {
      String text = MoovinFields.text(size, name);
      if (text != null && !text.equals("0")) {
        trimmed.put(name, text);
      }
    }
    return trimmed;
  }

  private static List<JsonNode> parse(String text) {
    try {
      List<JsonNode> sizes = new ArrayList<>();
      JSON.readTree(text).forEach(sizes::add);
      return sizes;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The sizes of a colour cannot be read", e);
    }
  }

  private static String identity(JsonNode row) {
    return MoovinFields.text(row, "codigo") + " " + MoovinFields.text(row, "codigo_cor");
  }

  private static String name(String colour) {
    return "sizes/" + MoovinSent.digest(colour);
  }
}
