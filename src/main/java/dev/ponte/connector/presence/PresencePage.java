package dev.ponte.connector.presence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** One page of a poll, with what becomes of the poll's cursor when all of it was recorded. */
final class PresencePage {

  private final PresenceFeed feed;
  private final List<PresenceRow> rows = new ArrayList<>();
  private final Runnable whenRecorded;
  private final Supplier<Map<String, JsonNode>> complete;
  private Map<String, JsonNode> completed;
  private DeliveryFailure failure;
  private boolean recorded;

  /**
   * @param records in the order in which Presence changed them
   * @param complete reads the page's records with all their fields, by {@link #name}
   */
  PresencePage(
      PresenceFeed feed,
      List<JsonNode> records,
      Supplier<Map<String, JsonNode>> complete,
      Runnable whenRecorded) {
    this.feed = feed;
    this.complete = complete;
    this.whenRecorded = whenRecorded;
    records.forEach(it -> rows.add(new PresenceRow(this, it)));
  }

  PresenceFeed feed() {
    return feed;
  }

  List<PresenceRow> rows() {
    return rows;
  }

  /**
   * All rows went on their way; the cursor moves unless one was not read. What Presence refuses to
   * give it would refuse again, so that counts as read.
   */
  void recorded() {
    if (failure == null || failure.failureClass() == FailureClass.REJECTED) {
      recorded = true;
      whenRecorded.run();
    }
  }

  boolean isRecorded() {
    return recorded;
  }

  /**
   * The record of the row with all its fields; one call for the whole page, when first asked.
   *
   * @throws DeliveryFailure when the call fails; it is not made again
   */
  Optional<JsonNode> complete(PresenceRow row) {
    if (failure != null) {
      throw failure;
    }
    try {
      completed = completed == null ? complete.get() : completed;
      return Optional.ofNullable(completed.get(name(row.json())));
    } catch (DeliveryFailure unread) {
      failure = unread;
      throw unread;
    }
  }

  /** What header and complete form of an invoice have in common. */
  static String name(JsonNode json) {
    return String.join(
        "/",
        String.valueOf(PresenceJson.text(json, "modeloNF")),
        String.valueOf(PresenceJson.text(json, "serieNF")),
        String.valueOf(PresenceJson.text(json, "numero")));
  }
}
