package dev.ponte.connector.presence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.connection.Connection;
import dev.ponte.connection.LenientJson;
import dev.ponte.delivery.Cursors;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;

/** The durable position of one poll (P4): the greatest {@code dataAt} seen, less an overlap. */
final class PresenceCursor {

  private final Cursors cursors;
  private final Connection connection;
  private final String name;
  private final Clock clock;

  PresenceCursor(Cursors cursors, Connection connection, PresenceFeed feed, Clock clock) {
    this.cursors = cursors;
    this.connection = connection;
    this.name = feed.method();
    this.clock = clock;
  }

  /** Where to go on. The first poll keeps where it began, so that it loses no day of silence. */
  PresencePosition position() {
    return cursors
        .get(connection.name(), name)
        .map(PresencePosition::parse)
        .orElseGet(
            () -> {
              PresencePosition first = first();
              move(first);
              return first;
            });
  }

  void move(PresencePosition position) {
    cursors.put(connection.name(), name, position.json());
  }

  PresencePosition concluded(PresencePosition position, Instant newest) {
    return position.concluded(newest, query().overlap(), connection.zone());
  }

  /** The greatest date of change; a date in the future does not count, it would hide others. */
  Instant newest(Instant before, List<JsonNode> records, PresenceFeed feed) {
    Instant now = clock.instant();
    Instant newest = before;
    for (JsonNode record : records) {
      Instant at = at(record, feed, connection.zone());
      if (!at.equals(Instant.MIN) && !at.isAfter(now) && (newest == null || at.isAfter(newest))) {
        newest = at;
      }
    }
    return newest;
  }

  /** When the record was changed; the beginning of time when it does not say. */
  static Instant at(JsonNode record, PresenceFeed feed, ZoneId zone) {
    try {
      String text = PresenceJson.first(record, feed.dateFields());
      OffsetDateTime at = LenientJson.time(text, "dataAt", zone);
      return at == null ? Instant.MIN : at.toInstant();
    } catch (IllegalArgumentException noDate) {
      return Instant.MIN;
    }
  }

  private PresencePosition first() {
    return query().since() == null
        ? PresencePosition.since(clock.instant(), query().overlap(), connection.zone())
        : PresencePosition.first(query().since().toString());
  }

  private PresenceSettings.Query query() {
    return connection.settings(PresenceSettings.class).query();
  }
}
