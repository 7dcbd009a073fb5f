package dev.ponte.connector.presence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What Presence wants to be told back with a record's outcome.
 *
 * @param method that listed the record
 * @param process the record's {@code idProcesso}, exactly as read
 * @param pk the record's key, exactly as read
 * @param externalCode the platform's code of the record; null when it has none
 * @param dataAt of the record as text, so that the same end of a changed record is told again; null
 *     when it has none
 */
record PresenceCorrelation(
    String method, JsonNode process, JsonNode pk, String externalCode, String dataAt) {

  private static final String METHOD = "metodo";
  private static final String PROCESS = "idProcesso";
  private static final String PK = "pk";
  private static final String EXTERNAL = "codigo_externo";
  private static final String DATE = "dataAt";

  String json() {
    ObjectNode json = PresenceAnswer.JSON.createObjectNode();
    json.put(METHOD, method).set(PROCESS, process);
    json.set(PK, pk);
    json.put(EXTERNAL, externalCode).put(DATE, dataAt);
    return json.toString();
  }

  /**
   * Reads what {@link #json} wrote.
   *
   * @throws IllegalArgumentException when it did not write that
   */
  static PresenceCorrelation parse(String text) {
    try {
      JsonNode json = PresenceAnswer.JSON.readTree(text);
      if (!json.hasNonNull(METHOD) || !json.hasNonNull(PROCESS) || !json.hasNonNull(PK)) {
        throw new IllegalArgumentException("It is not Presence's own: " + text);
      }
      return new PresenceCorrelation(
          json.get(METHOD).asText(),
          json.get(PROCESS),
          json.get(PK),
          json.path(EXTERNAL).asText(null),
          json.path(DATE).asText(null));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("It is not Presence's own: " + text, e);
    }
  }
}
