package dev.ponte.connector.moovin.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.connection.Connection;
import dev.ponte.connector.moovin.api.Fields;
import dev.ponte.connector.moovin.api.ListPages;
import dev.ponte.connector.moovin.api.Methods;
import dev.ponte.connector.moovin.api.RecordReader;
import dev.ponte.connector.moovin.catalogue.Catalogue.Known;
import dev.ponte.connector.moovin.catalogue.Catalogue.Standing;
import dev.ponte.delivery.Notes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The sizes of each colour as getTamanho lists them, durable, since getCor lists the colours alone
 * and no more than a page of either is held at once.
 */
@Component("moovinColourSizes")
class ColourSizes {

  static final ListPages.Source SOURCE =
      new ListPages.Source(Methods.SIZES, "produto", ColourSizes::identity);

  private static final List<String> KEPT =
      List.of("codigo_produto_tamanho", "tamanho", "ean", "medida1", "medida2", "medida3", "peso");
  private static final JsonMapper JSON = new JsonMapper();

  /** The sizes of a colour, by the digest of its code. */
  private static final Notes.Kind<ArrayNode> NOTE = new Notes.Kind<>("sizes", ArrayNode.class);

  private final Notes notes;
  private final Catalogue catalogue;

  ColourSizes(Notes notes, Catalogue catalogue) {
    this.notes = notes;
    this.catalogue = catalogue;
  }

  /**
   * Keeps the sizes of a row of getTamanho.
   *
   * @throws IllegalArgumentException in one sentence, when it names no colour
   */
  void keep(Connection connection, JsonNode row) {
    String colour = Fields.text(row, "codigo_cor");
    if (colour == null) {
      throw new IllegalArgumentException("The sizes have no codigo_cor");
    }
    ArrayNode kept = JSON.createArrayNode();
    List<Known> known = new ArrayList<>();
    for (JsonNode size : RecordReader.inside(row.path("tamanhos"), "tamanho")) {
      String code = Fields.text(size, KEPT.get(0));
      if (code != null) {
        kept.add(trimmed(size));
        known.add(known(code, colour, Fields.text(row, "codigo")));
      }
    }
    if (!Optional.of(kept).equals(notes.find(connection.name(), NOTE, key(colour)))) {
      notes.put(connection.name(), NOTE, key(colour), kept);
      catalogue.put(connection, known);
    }
  }

  /** The sizes of a colour; none when they were not listed yet. */
  List<JsonNode> of(Connection connection, String colour) {
    List<JsonNode> sizes = new ArrayList<>();
    notes.find(connection.name(), NOTE, key(colour)).ifPresent(it -> it.forEach(sizes::add));
    return sizes;
  }

  private static Known known(String size, String colour, String product) {
    return new Known(
        Codes.sku(size),
        colour,
        product == null ? colour : product,
        new Standing(true, false, true));
  }

  private static ObjectNode trimmed(JsonNode size) {
    ObjectNode trimmed = JSON.createObjectNode();
    for (String name : KEPT) {
      String text = Fields.text(size, name);
      if (text != null && !text.equals("0")) {
        trimmed.put(name, text);
      }
    }
    return trimmed;
  }

  private static String identity(JsonNode row) {
    return Fields.text(row, "codigo") + " " + Fields.text(row, "codigo_cor");
  }

  private static String key(String colour) {
    return Digest.of(colour);
  }
}
