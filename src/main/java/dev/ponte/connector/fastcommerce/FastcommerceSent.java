package dev.ponte.connector.fastcommerce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ponte.delivery.Delivery;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the store has acknowledged of a key so far, kept as the delivery's progress.
 *
 * @param version of the key that it acknowledged last; 0 for none
 * @param fields that it acknowledged, in their written form; of one that it was told since, without
 *     an answer, only that it has it
 * @param inserting when an insertion was begun whose end is not known, as ISO instant; null for
 *     none
 */
record FastcommerceSent(long version, Map<String, String> fields, String inserting) {

  private static final JsonMapper JSON = new JsonMapper();

  /** No form of a value: XML cannot carry it. */
  private static final String UNSURE = "\u001a";

  /** No field of the store, but that it was made by us, and not for sale. */
  private static final String NOT_FOR_SALE = "~not-for-sale";

  FastcommerceSent {
    fields = fields == null ? Map.of() : Map.copyOf(fields);
  }

  static FastcommerceSent of(Delivery delivery) {
    return delivery
        .progress()
        .map(FastcommerceSent::read)
        .orElse(new FastcommerceSent(0, Map.of(), null));
  }

  /**
   * Which of the fields the store must be told. A version that it acknowledged already comes again
   * when the store holds something else by now, so all of it is told.
   */
  Map<String, String> changes(long next, Map<String, String> wanted) {
    Map<String, String> changes = new LinkedHashMap<>(wanted);
    if (next > version) {
      changes.entrySet().removeIf(it -> it.getValue().equals(fields.get(it.getKey())));
    }
    return changes;
  }

  /**
   * These are about to be told. Until they are acknowledged the store may hold what it had or what
   * it is told, so both are news to it.
   */
  FastcommerceSent telling(Collection<String> names) {
    Map<String, String> all = new LinkedHashMap<>(fields);
    names.forEach(it -> all.computeIfPresent(it, (name, value) -> UNSURE));
    return new FastcommerceSent(version, all, inserting);
  }

  /** The store has acknowledged these, and that there is such a product. */
  FastcommerceSent acknowledged(long acknowledged, Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(fields);
    all.putAll(more);
    return new FastcommerceSent(acknowledged, all, null);
  }

  /**
   * An insertion is about to be sent; nothing is known of what the store has then.
   *
   * @param forSale whether it may be bought at once
   */
  FastcommerceSent inserting(Instant at, boolean forSale) {
    Map<String, String> nothing = forSale ? Map.of() : Map.of(NOT_FOR_SALE, "");
    return new FastcommerceSent(version, nothing, at.toString());
  }

  /** Whether the store was told that it may not be bought, but could be before. */
  boolean isTakenOff() {
    String told = fields.get(FastcommerceProductFields.AVAILABLE);
    return told != null && !told.equals("True") && !fields.containsKey(NOT_FOR_SALE);
  }

  /** No insertion is under way. */
  FastcommerceSent settled() {
    return new FastcommerceSent(version, fields, null);
  }

  /** Durable when it returns; costs nothing when it is what is kept already. */
  void keep(Delivery delivery) {
    if (!equals(of(delivery))) {
      delivery.checkpoint(json());
    }
  }

  private String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static FastcommerceSent read(String json) {
    try {
      return JSON.readValue(json, FastcommerceSent.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The progress kept for the delivery cannot be read", e);
    }
  }
}
