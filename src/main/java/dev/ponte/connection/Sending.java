package dev.ponte.connection;

import dev.ponte.canonical.CustomerRecord;
import dev.ponte.canonical.Price;
import dev.ponte.canonical.Product;
import dev.ponte.canonical.StockRule;
import java.util.Optional;

/**
 * What may be sent to a connection of what its own people look after as well. Nothing is, before
 * the configuration says so. Of stock the places that are the store's say it.
 *
 * @param products the key {@code products.send}; null when it is not set
 * @param prices the key {@code prices.send}; null when it is not set
 * @param customers the key {@code customers.send}; null when it is not set
 * @param firstPass the key {@code first-pass}
 * @param stock what it may be told of a stock
 */
public record Sending(
    Products products, Boolean prices, Boolean customers, FirstPass firstPass, StockRule stock) {

  /** Nothing is set. */
  public static final Sending UNSET = new Sending(null, null, null, FirstPass.ASK);

  /** All of the stock is for sale. */
  public Sending(Products products, Boolean prices, Boolean customers, FirstPass firstPass) {
    this(products, prices, customers, firstPass, StockRule.ALL);
  }

  /** Which products are sent. */
  public enum Products {
    /** None. */
    NONE,
    /** Those that the store does not have are made; what it has is never changed. */
    NEW,
    /** What the store has is changed; none is made. */
    CHANGES,
    /** Both. */
    ALL
  }

  /** What precedes the first message of a state. */
  public enum FirstPass {
    /** What would change is told, and a person starts it. */
    ASK,
    /** Nothing; it starts by itself. */
    AUTOMATIC
  }

  /**
   * Whether products that the store does not have are made. Without a setting the ledger lets
   * nothing pass but what was sent before there was one.
   */
  public boolean createsProducts() {
    return products == null || products == Products.NEW || products == Products.ALL;
  }

  /** Whether products that the store has are changed; as {@link #createsProducts}. */
  public boolean changesProducts() {
    return products == null || products == Products.CHANGES || products == Products.ALL;
  }

  /** As {@link dev.ponte.delivery.Gate#missing}, of these keys. */
  Optional<String> missing(String connection, String type, boolean ranBefore) {
    return switch (type) {
      case Product.TYPE ->
          missing(connection, "products.send", products, products != Products.NONE, ranBefore)
              .map(it -> it + " to new, changes or all");
      case Price.TYPE ->
          missing(connection, "prices.send", prices, Boolean.TRUE.equals(prices), ranBefore)
              .map(it -> it + " to true");
      case CustomerRecord.TYPE ->
          missing(
                  connection,
                  "customers.send",
                  customers,
                  Boolean.TRUE.equals(customers),
                  ranBefore)
              .map(it -> it + " to true");
      default -> Optional.empty();
    };
  }

  private static Optional<String> missing(
      String connection, String key, Object value, boolean allowed, boolean ranBefore) {
    boolean sends = value == null ? ranBefore : allowed;
    return sends
        ? Optional.empty()
        : Optional.of("to have them sent, set ponte.connections.%s.%s".formatted(connection, key));
  }
}
