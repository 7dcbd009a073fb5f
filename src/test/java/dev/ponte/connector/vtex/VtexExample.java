package dev.ponte.connector.vtex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Order;
import dev.ponte.canonical.StoreTerms;
import java.util.Set;

/** The order of VTEX's document. */
public final class VtexExample {

  private VtexExample() {}

  public static Order order() {
    return new VtexOrderMapper("vtex", Documents.ZONE, Set.of("1"), StoreTerms.STRICT)
        .toOrder(Documents.example());
  }

  /** As the document prints it. */
  public static JsonNode document() {
    return Documents.example();
  }
}
