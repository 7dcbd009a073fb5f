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
   * Called when the system refused a call with these headers, by 401 or by its own word. Forgets
   * them if they are still the current ones.
   *
   * @return whether {@link #headers} can now give others, so that the call is repeated once
   */
  default boolean renew(Map<String, String> refused) {
    return false;
  }

  /** The same headers for all calls, such as an application key and token. */
  static Authentication fixed(Map<String, String> headers) {
    Map<String, String> copy = Map.copyOf(headers);
    return call -> copy;
  }
}
