package dev.ponte.connector.presence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.OrderRef;
import dev.ponte.connection.LenientJson;
import dev.ponte.delivery.Mark;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HexFormat;

/**
 * One record of a list.
 *
 * @param json as Presence sent it
 */
record PresenceRow(PresenceList list, JsonNode json) {

  private static final int MOST_KEY = 200;

  /** The text of a field; null when absent or blank. */
  String text(String field) {
    return PresenceJson.text(json, field);
  }

  /** Presence's key of the record, never taken apart; null when it has none. */
  String pk() {
    return text("pk");
  }

  /** What the listed and the complete form of an invoice have in common. */
  String name() {
    return String.join(
        "/",
        String.valueOf(text("modeloNF")),
        String.valueOf(text("serieNF")),
        String.valueOf(text("numero")));
  }

  /** The record with what only its complete form has; itself when there is no such form. */
  JsonNode with(JsonNode complete) {
    if (complete == null) {
      return json;
    }
    ObjectNode both = json.deepCopy();
    complete
        .fields()
        .forEachRemaining(
            it -> {
              if (PresenceJson.text(both, it.getKey()) == null) {
                both.set(it.getKey(), it.getValue());
              }
            });
    return both;
  }

  /** The order that it is about. */
  OrderRef order(PresenceSettings settings) {
    return new OrderRef(settings.store(text("ecmIdLoja")), code());
  }

  /**
   * When Presence changed it; null when it does not say.
   *
   * @throws IllegalArgumentException when that is no date
   */
  OffsetDateTime changedAt(ZoneId zone) {
    return LenientJson.time(dateText(), list.dateFields().get(0), zone);
  }

  /**
   * The mark that this state of the record was read. Its date belongs to the key: where Presence
   * lists several states of one pk, they would else forget one another's marks at every poll. Of a
   * stock only the newest is read, and its marks would be without number.
   */
  Mark mark(String source) {
    String hash = hash();
    boolean undated = list.isState() || dateText() == null;
    String key = pk() == null ? hash : undated ? pk() : pk() + "@" + dateText();
    return new Mark(source, list.type(), key.length() > MOST_KEY ? hash : key, hash);
  }

  /** What a report of the record needs; null when Presence could not find the record by it. */
  String correlation() {
    JsonNode process = PresenceJson.field(json, "idProcesso");
    JsonNode pk = PresenceJson.field(json, "pk");
    if (pk() == null || text("idProcesso") == null) {
      return null;
    }
    return new PresenceCorrelation(list.method(), process, pk, code(), dateText()).json();
  }

  /** The store's own code of the order or item; null when it has none. */
  private String code() {
    return PresenceJson.first(json, list.codeFields());
  }

  private String dateText() {
    return PresenceJson.first(json, list.dateFields());
  }

  private String hash() {
    try {
      byte[] content = json.toString().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
