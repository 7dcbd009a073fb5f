package dev.ponte.connection;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The one door to HTTP. For each call: permit → auth → send → classify → meter → record.
 * Thread-safe.
 */
public interface Api {

  /**
   * Makes the call and returns its successful answer.
   *
   * @throws ApiFailure when there was none; its class says whether the call may have had an effect
   */
  ApiAnswer send(Connection connection, ApiCall call);

  /**
   * Makes the call and reads the answer as JSON, leniently; numbers keep all their digits. An empty
   * body is a JSON null.
   *
   * @throws ApiFailure also when the answer is not JSON: transient after a read or a repeatable
   *     call, else in doubt
   */
  JsonNode json(Connection connection, ApiCall call);
}
