package dev.ponte.connector.vtex;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ponte.connection.ApiAnswer;

/**
 * What VTEX says when it refuses. Its APIs have at least five shapes for it: OMS's {@code
 * error.code}, RFC 7807, {@code Message}, a JSON string, and plain text.
 *
 * @param code VTEX's own code, such as {@code OMS003}; null when there is none
 * @param words for the operator
 */
record VtexErrors(String code, String words) {

  /** "The order's status does not allow this". */
  static final String WRONG_STATUS = "OMS003";

  private static final JsonMapper JSON = new JsonMapper();
  private static final int MOST = 300;

  static VtexErrors of(ApiAnswer answer) {
    JsonNode body;
    try {
      body = JSON.readTree(answer.text());
    } catch (JsonProcessingException notJson) {
      return new VtexErrors(null, plain(answer));
    }
    if (body == null || !body.isContainerNode()) {
      return new VtexErrors(null, body == null ? "no words" : cut(body.asText()));
    }
    JsonNode error = VtexJson.field(body, "error");
    if (error.isObject()) {
      String code = VtexJson.text(error, "code");
      String message = VtexJson.text(error, "message");
      return new VtexErrors(code, cut(code == null ? message : code + " " + message));
    }
    String words = VtexJson.firstText(body, "message", "detail", "title", "error");
    if (words == null) {
      return new VtexErrors(null, plain(answer));
    }
    JsonNode fields = VtexJson.field(body, "errors");
    String code = VtexJson.text(body, "code");
    return new VtexErrors(code, cut(fields.isObject() ? words + " " + fields : words));
  }

  static boolean isJson(ApiAnswer answer) {
    try {
      return JSON.readTree(answer.text()) != null;
    } catch (JsonProcessingException notJson) {
      return false;
    }
  }

  private static String plain(ApiAnswer answer) {
    String excerpt = answer.excerpt(MOST);
    return excerpt.isEmpty() ? "no words" : excerpt;
  }

  private static String cut(String words) {
    return words.length() <= MOST ? words : words.substring(0, MOST) + "…";
  }
}
