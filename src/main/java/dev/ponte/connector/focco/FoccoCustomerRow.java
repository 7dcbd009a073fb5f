package dev.ponte.connector.focco;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.CustomerRecord;
import dev.ponte.delivery.Mark;

/**
 * A customer of Focco's list, by one of its documents.
 *
 * @param connection that listed it
 * @param document 11 or 14 characters
 * @param json as Focco listed it
 */
record FoccoCustomerRow(String connection, String document, JsonNode json) {

  String code() {
    return json.path("codigo").asText();
  }

  /** It is read in full when it is new in the list, or changed there. */
  Mark mark() {
    String stamp = Integer.toHexString(json.toString().hashCode());
    return new Mark(connection, CustomerRecord.TYPE, document, stamp);
  }
}
