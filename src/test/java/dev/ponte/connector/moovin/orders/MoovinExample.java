package dev.ponte.connector.moovin.orders;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Order;
import dev.ponte.canonical.StoreTerms;
import dev.ponte.connector.moovin.Examples;
import dev.ponte.connector.moovin.MoovinStore;

/** The order of Moovin's document. */
public final class MoovinExample {

  private MoovinExample() {}

  public static Order order() {
    return order(Examples.order());
  }

  /**
   * @param told as Moovin tells it
   */
  public static Order order(JsonNode told) {
    return new OrderMapper("moovin", MoovinStore.ZONE, StoreTerms.STRICT).toOrder(told, false);
  }

  /** As the document prints it. */
  public static JsonNode document() {
    return Examples.order();
  }
}
