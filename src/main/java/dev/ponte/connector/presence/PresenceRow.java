package dev.ponte.connector.presence;

import com.fasterxml.jackson.databind.JsonNode;
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
 * One record of a page.
 *
 * @param page that it stands on
 * @param json as Presence sent it
 */
record PresenceRow(PresencePage page, JsonNode json) {

  private static final int MOST_KEY = 200;

  PresenceFeed feed() {
    return page.feed();
  }

  /** The text of a field; null when absent or blank. */
  String text(String field) {
    return PresenceJson.text(json, field);
  }

  /** Presence's key of the record, never taken apart (P6); null when it has none. */
  String pk() {
    return text("pk");
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
    return LenientJson.time(dateText(), feed().dateFields().get(0), zone);
  }

  /**
   * The mark that this state of the record was read. Its date belongs to the key: where Presence
   * lists several states of one pk, they would else forget one another's marks at every poll. Of a
   * stock only the newest is read, and its marks would be without number.
   */
  Mark mark(String source) {
    String hash = hash();
    boolean undated = feed().isState() || dateText() == null;
    String key = pk() == null ? hash : undated ? pk() : pk() + "@" + dateText();
    return new Mark(source, feed().type(), key.length() > MOST_KEY ? hash : key, hash);
  }

  /** What a report of the record needs; null when Presence could not find the record by it. */
  String correlation() {
    JsonNode process = PresenceJson.field(json, "idProcesso");
    JsonNode pk = PresenceJson.field(json, "pk");
    if (pk() == null || text("idProcesso") == null) {
      return null;
    }
    return new PresenceCorrelation(feed().method(), process, pk, code(), dateText()).json();
  }

  /** The store's own code of the order or item; null when it has none. */
  private String code() {
    return PresenceJson.first(json, feed().codeFields());
  }

  private String dateText() {
    return PresenceJson.first(json, feed().dateFields());
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
