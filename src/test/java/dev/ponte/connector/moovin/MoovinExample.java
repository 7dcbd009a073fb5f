package dev.ponte.connector.moovin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Order;
import dev.ponte.canonical.StoreTerms;

/** The order of Moovin's document. */
public final class MoovinExample {

  private MoovinExample() {}

  public static Order order() {
    return new MoovinOrderMapper("moovin", MoovinStore.ZONE, StoreTerms.STRICT)
        .toOrder(Examples.order(), false);
  }

  /** As the document prints it. */
  public static JsonNode document() {
    return Examples.order();
  }
}
