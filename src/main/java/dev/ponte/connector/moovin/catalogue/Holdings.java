package dev.ponte.connector.moovin.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.connection.Connection;
import dev.ponte.connector.moovin.api.Fields;
import dev.ponte.connector.moovin.api.ListPages;
import dev.ponte.connector.moovin.api.MoovinApi;
import dev.ponte.connector.moovin.api.RecordReader;
import dev.ponte.delivery.CallRecorder;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/**
 * What a store has of a product before it is told of it. saveProdutos takes no size without the
 * status of its product and colour, so what the store says of a colour is read, to be sent as it
 * is. The status of a product itself is in the answer of no documented method.
 */
@Component("moovinHoldings")
class Holdings {

  private final MoovinApi moovin;

  Holdings(MoovinApi moovin) {
    this.moovin = moovin;
  }

  /**
   * The codes under which the store has a size, by one call; empty when it does not have it.
   *
   * @param size its code
   */
  Optional<Codes> size(Connection connection, String size, CallRecorder delivery) {
    return find(
            connection,
            ColourSizes.SOURCE,
            Map.of("produto_codigo_tamanho", size),
            delivery,
            row -> hasSize(row, size))
        .map(row -> new Codes(Fields.text(row, "codigo"), Fields.text(row, "codigo_cor"), size));
  }

  /** Whether the store has a size of the product, by one call as a rule. */
  boolean hasProduct(Connection connection, String product, CallRecorder delivery) {
    return find(
            connection,
            ColourSizes.SOURCE,
            Map.of("produto_codigo", product),
            delivery,
            row -> product.equals(Fields.text(row, "codigo")))
        .isPresent();
  }

  /** Whether the store sells the colour, by one call as a rule; empty when it does not have it. */
  Optional<Boolean> colour(Connection connection, String colour, CallRecorder delivery) {
    return find(
            connection,
            ColourMapper.SOURCE,
            Map.of("produto_codigo_cor", colour),
            delivery,
            row -> named(row, colour).isPresent())
        .flatMap(row -> named(row, colour))
        .map(it -> Fields.flag(it, "status"));
  }

  private static boolean hasSize(JsonNode row, String size) {
    return RecordReader.inside(row.path("tamanhos"), "tamanho").stream()
        .anyMatch(it -> size.equals(Fields.text(it, "codigo_produto_tamanho")));
  }

  private static Optional<JsonNode> named(JsonNode row, String colour) {
    return RecordReader.inside(row.path("cores"), "cor").stream()
        .filter(it -> colour.equals(Fields.text(it, "codigo_produto_cor")))
        .findFirst();
  }

  /** Some filters find what only contains the code, so there may be several pages of it. */
  private Optional<JsonNode> find(
      Connection connection,
      ListPages.Source source,
      Map<String, String> filters,
      CallRecorder delivery,
      Predicate<JsonNode> wanted) {
    ListPages pages = ListPages.of(moovin, connection, source, filters, delivery);
    for (int number = 1; ; number++) {
      ListPages.Page page = pages.read(number);
      Optional<JsonNode> found = page.rows().stream().filter(wanted).findFirst();
      if (found.isPresent() || page.isLast()) {
        return found;
      }
    }
  }
}
