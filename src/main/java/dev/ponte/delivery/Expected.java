package dev.ponte.delivery;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a connection is to hold by a message.
 *
 * @param values in the connection's own terms; only these are compared
 * @param creates whether the message makes the thing where the connection has none
 * @param changes whether it changes the thing that the connection has
 * @param removes whether it takes the thing away
 * @param refusal why the connection cannot be told; null when it can
 */
public record Expected(
    Map<String, String> values, boolean creates, boolean changes, boolean removes, String refusal) {

  /** The connection is not told. */
  public static final Expected NOTHING = new Expected(Map.of(), false, false, false, null);

  /** It is gone afterwards. */
  public static final Expected REMOVED = new Expected(Map.of(), false, false, true, null);

  /** It has these values afterwards, whether the connection had it before or not. */
  public static Expected of(Map<String, String> values) {
    return values.isEmpty() ? NOTHING : new Expected(values, true, true, false, null);
  }

  /** What the connection has gets these values; what it has not waits. */
  public static Expected ofHeld(Map<String, String> values) {
    return of(values).creating(false);
  }

  /** The connection cannot be told, for the reason in this sentence. */
  public static Expected refused(String why) {
    return new Expected(Map.of(), false, false, false, why);
  }

  /** The same, but whether it makes what is missing. */
  public Expected creating(boolean whether) {
    return new Expected(values, whether && !values.isEmpty(), changes, removes, refusal);
  }

  /** The same, but whether it changes what is there. */
  public Expected changing(boolean whether) {
    return new Expected(values, creates, whether && !values.isEmpty(), removes, refusal);
  }

  /** The names of the values that the connection holds otherwise. */
  public Set<String> differing(Map<String, String> held) {
    Set<String> names = new TreeSet<>();
    values.forEach(
        (name, value) -> {
          if (!value.equals(held.get(name))) {
            names.add(name);
          }
        });
    return names;
  }
}
