package dev.ponte.delivery;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * A connection holds something else than what it acknowledged.
 *
 * @param delivery the ledger's number of the delivery that it acknowledged, to be sent again; null
 *     when it must not be
 * @param type the canonical type
 * @param source the connection that the message was read from
 * @param key the message's key
 * @param connection who holds something else
 * @param expected what it should hold, in its own terms
 * @param found what it holds; null when it has nothing
 */
public record Difference(
    Long delivery,
    String type,
    String source,
    String key,
    String connection,
    String expected,
    String found) {

  /**
   * What differs of the values; empty when nothing does.
   *
   * @param expected by name; only these are compared
   * @param held by name; null when there is nothing
   * @param difference made from the words of what was expected and of what was found
   */
  public static Optional<Difference> between(
      Map<String, String> expected,
      Map<String, String> held,
      BiFunction<String, String, Difference> difference) {
    Map<String, String> wanted = new TreeMap<>(expected);
    if (held != null) {
      wanted.entrySet().removeIf(it -> it.getValue().equals(held.get(it.getKey())));
    }
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> found = held == null ? null : new TreeMap<>(held);
    if (found != null) {
      found.keySet().retainAll(wanted.keySet());
    }
    return Optional.of(difference.apply(words(wanted), words(found)));
  }

  private static String words(Map<String, String> values) {
    return values == null ? null : values.toString().replaceAll("^\\{|}$", "");
  }
}
