package dev.ponte.connector.presence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ponte.connection.ApiAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The head and the records of an answer of the WebApi. */
final class PresenceAnswer {

  static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final JsonNode root;

  private PresenceAnswer(JsonNode root) {
    this.root = root;
  }

  /** Empty when the answer is no JSON object. */
  static Optional<PresenceAnswer> of(ApiAnswer answer) {
    try (InputStream bytes = answer.open();
        Reader text = new InputStreamReader(bytes, answer.charset(StandardCharsets.UTF_8))) {
      JsonNode root = JSON.readTree(text);
      return root != null && root.isObject()
          ? Optional.of(new PresenceAnswer(root))
          : Optional.empty();
    } catch (JsonProcessingException noJson) {
      return Optional.empty();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Whether the status is ok and there is a list, be it empty. */
  boolean succeeded() {
    return "ok".equalsIgnoreCase(PresenceJson.text(root, "status"))
        && PresenceJson.field(root, "data").isArray();
  }

  /** Whether a token was asked for and given. */
  Optional<String> token() {
    return isGranted() ? Optional.ofNullable(PresenceJson.text(root, "token")) : Optional.empty();
  }

  /** Whether the answer says that we may not ask. */
  boolean deniesAccess() {
    return PresenceJson.text(root, "access") != null && !isGranted();
  }

  private boolean isGranted() {
    return "granted".equalsIgnoreCase(PresenceJson.text(root, "access"));
  }

  List<JsonNode> records() {
    List<JsonNode> records = new ArrayList<>();
    PresenceJson.field(root, "data").forEach(records::add);
    return records;
  }

  /** Where the next page begins; empty on the last one. */
  Optional<Long> nextOffset() {
    String next = PresenceJson.text(root, "nextOffset");
    return next == null || !next.matches("[1-9]\\d{0,17}")
        ? Optional.empty()
        : Optional.of(Long.parseLong(next));
  }

  /** To be sent with the next page; null when Presence gave none. */
  String nextStartedAt() {
    return PresenceJson.text(root, "nextStartedAt");
  }
}
