package dev.ponte.connection;

import java.util.Map;

/** How the calls of one connection identify themselves. Thread-safe. */
public interface Authentication {

  /**
   * Headers for this call; may log in first. Values are secrets and never logged.
   *
   * @throws ApiFailure when a login was needed and failed
   */
  Map<String, String> headers(ApiCall call);

  /**
   * Whether {@link #headers} gives others once these were refused, so that the call is repeated.
   */
  default boolean isRenewable() {
    return false;
  }

  /**
   * Called when the system refused a call with these headers, by 401 or by its own word, while no
   * call of the connection is under way for it: what it waits for may be a login that waits for its
   * turn. Forgets them if they are still the current ones.
   */
  default void renew(Map<String, String> refused) {}

  /** The same headers for all calls, such as an application key and token. */
  static Authentication fixed(Map<String, String> headers) {
    Map<String, String> copy = Map.copyOf(headers);
    return call -> copy;
  }
}
