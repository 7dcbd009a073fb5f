package dev.ponte.connector.presence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/**
 * How far a poll has come; what its cursor keeps.
 *
 * @param since the {@code data_at} that is asked for; moves only when all pages were recorded
 * @param offset where the next page begins, from 1
 * @param startedAt to be sent with the next page; null on the first
 * @param newest the greatest {@code dataAt} seen since the first page; null when none was seen
 */
record PresencePosition(String since, long offset, String startedAt, Instant newest) {

  private static final Duration DAY = Duration.ofDays(1);
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

  /** The first page since an instant, less the overlap. */
  static PresencePosition since(Instant newest, Duration overlap, ZoneId zone) {
    return first(text(newest.minus(overlap).atZone(zone).toLocalDateTime(), overlap));
  }

  static PresencePosition first(String since) {
    return new PresencePosition(since, 1, null, null);
  }

  /** Whole days need no time, and are the form of the document's examples. */
  private static String text(LocalDateTime time, Duration overlap) {
    boolean days = overlap.toMillis() % DAY.toMillis() == 0;
    return days ? time.toLocalDate().toString() : time.format(SECONDS);
  }

  /** The next page of the same list. */
  PresencePosition next(long offset, String startedAt, Instant newest) {
    return new PresencePosition(since, offset, startedAt, newest);
  }

  /** The first page of the next poll, when this one has recorded all; never goes back. */
  PresencePosition concluded(Instant newest, Duration overlap, ZoneId zone) {
    PresencePosition moved = newest == null ? this : since(newest, overlap, zone);
    return first(moved.since().compareTo(since) < 0 ? since : moved.since());
  }

  PresencePosition restarted() {
    return first(since);
  }

  boolean isFirstPage() {
    return offset == 1;
  }

  String json() {
    ObjectNode json = PresenceAnswer.JSON.createObjectNode().put("since", since);
    if (!isFirstPage()) {
      json.put("offset", offset).put("startedAt", startedAt);
      json.put("newest", newest == null ? null : newest.toString());
    }
    return json.toString();
  }

  static PresencePosition parse(String text) {
    try {
      JsonNode json = PresenceAnswer.JSON.readTree(text);
      String newest = json.path("newest").asText(null);
      return new PresencePosition(
          json.path("since").asText(),
          json.path("offset").asLong(1),
          json.path("startedAt").asText(null),
          newest == null ? null : Instant.parse(newest));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The cursor is no position: " + text, e);
    }
  }
}
