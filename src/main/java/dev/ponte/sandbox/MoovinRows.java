package dev.ponte.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Rows of a Moovin store by key, in the order in which they came; a page costs what it holds.
 * Guarded by itself.
 */
final class MoovinRows {

  private static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
  private static final int TRUNCATED = 30;
  private static final int MOST = 100;

  private final Clock clock;
  private final Map<String, Row> byKey = new HashMap<>();
  private final List<Row> inOrder = new ArrayList<>();
  private boolean ignoresPages;

  MoovinRows(Clock clock) {
    this.clock = clock;
  }

  /** One row; its content is never changed, only replaced. */
  static final class Row {
    private final String created;
    private volatile ObjectNode content;
    private volatile String changed;

    private Row(ObjectNode content, String stamp) {
      this.content = content;
      created = stamp;
      changed = stamp;
    }

    ObjectNode content() {
      return content;
    }

    /** Whether the filter is not there, or a field has its value. */
    boolean has(JsonNode filters, String filter, String field) {
      String wanted = filters.path(filter).asText("").strip();
      return wanted.isEmpty() || wanted.equals(content.path(field).asText());
    }

    boolean changedWithin(JsonNode filters, String from, String to) {
      return within(changed, filters, from, to);
    }

    boolean createdWithin(JsonNode filters, String from, String to) {
      return within(created, filters, from, to);
    }

    /** A date without a time is its beginning, and as an end its end. */
    private static boolean within(String stamp, JsonNode filters, String from, String to) {
      String end = filters.path(to).asText("").strip();
      return stamp.compareTo(filters.path(from).asText("").strip()) >= 0
          && (end.isEmpty() || stamp.compareTo(end.length() <= 10 ? end + " 23:59:59" : end) <= 0);
    }
  }

  /** Null when there is none. */
  synchronized ObjectNode get(String key) {
    Row row = byKey.get(key);
    return row == null ? null : row.content;
  }

  /** Puts what the change makes of the row; it is given null when there is none. */
  synchronized void change(String key, UnaryOperator<ObjectNode> change) {
    Row row = byKey.get(key);
    ObjectNode content = change.apply(row == null ? null : row.content);
    if (row == null) {
      Row created = new Row(content, now());
      byKey.put(key, created);
      inOrder.add(created);
    } else {
      row.content = content;
      row.changed = now();
    }
  }

  /** As {@link #change}, behind the back of whoever asks for changes. */
  synchronized void corrupt(String key, UnaryOperator<ObjectNode> change) {
    Row row = byKey.get(key);
    if (row == null) {
      throw new IllegalArgumentException("The store has no " + key);
    }
    row.content = change.apply(row.content);
  }

  synchronized void ignorePages() {
    ignoresPages = true;
  }

  /** A page of all. */
  synchronized List<ObjectNode> page(JsonNode filters) {
    int from = Math.min(from(filters), inOrder.size());
    int to = Math.min(from + limit(filters), inOrder.size());
    return inOrder.subList(from, to).stream().map(Row::content).toList();
  }

  /** A page of those that pass. */
  synchronized List<ObjectNode> page(JsonNode filters, Predicate<Row> passes) {
    return inOrder.stream()
        .filter(passes)
        .skip(from(filters))
        .limit(limit(filters))
        .map(Row::content)
        .toList();
  }

  /** Above 100 it gives 30. */
  private static int limit(JsonNode filters) {
    int limit = filters.path("limite").asInt(TRUNCATED);
    return limit < 1 || limit > MOST ? TRUNCATED : limit;
  }

  private int from(JsonNode filters) {
    return ignoresPages ? 0 : (Math.max(1, filters.path("pagina").asInt(1)) - 1) * limit(filters);
  }

  private String now() {
    return STAMP.format(LocalDateTime.now(clock.withZone(ZONE)));
  }
}
