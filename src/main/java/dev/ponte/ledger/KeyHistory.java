package dev.ponte.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Where a key stands, and why: {@code /actuator/ledger/{key}}. */
@Component
@Endpoint(id = "ledger")
public class KeyHistory {

  private static final int MOST = 200;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private static final String DELIVERIES =
      """
      SELECT d.id, h.type, h.message_key AS "key", h.source, h.origin, s.subscriber, d.version, d.state, d.attempts,
             d.created_at, d.due_at, d.finished_at, d.failure_class, d.code, d.words, d.cause, d.progress
        FROM head h
        JOIN delivery d ON d.head_id = h.id
        JOIN subscription s ON s.id = d.subscription_id
       WHERE h.id IN (
             SELECT id FROM head WHERE message_key = :key AND type IN (:types)
              UNION SELECT id FROM head WHERE order_key = :key)
       ORDER BY d.id
       FETCH FIRST :most ROWS ONLY
      """;

  private static final String ATTEMPTS =
      """
      SELECT started_at, ended_at, result, code, words, calls FROM attempt
       WHERE delivery_id = :id ORDER BY id DESC FETCH FIRST 20 ROWS ONLY
      """;

  private static final String REFERENCES =
      """
      SELECT kind, source, connection, target_id, label, state, open FROM reference
       WHERE source_key = :key AND kind = 'order'
      """;

  private static final String WAITING =
      """
      SELECT type, message_key AS "key", source, recorded_at FROM waiting_message
       WHERE order_key IN (:key, CONCAT('? ', CAST(:key AS VARCHAR)))
       ORDER BY id FETCH FIRST :most ROWS ONLY
      """;

  private static final String DEAD_LETTERS =
      """
      SELECT id, source, type, reason, recorded_at FROM dead_letter
       WHERE message_key = :key ORDER BY id FETCH FIRST :most ROWS ONLY
      """;

  private final JdbcClient jdbc;
  private final Differences differences;
  private final Audit audit;

  KeyHistory(JdbcClient jdbc, Differences differences, Audit audit) {
    this.jdbc = jdbc;
    this.differences = differences;
    this.audit = audit;
  }

  /** All that the ledger knows of a key. */
  public record Story(
      String key,
      List<DeliveryStory> deliveries,
      List<ReferenceStory> references,
      List<WaitingStory> waiting,
      List<DeadLetterStory> deadLetters,
      List<Differences.Found> differences,
      List<Audit.Entry> acts) {}

  private record DeliveryRow(
      long id,
      String type,
      String key,
      String source,
      String origin,
      String subscriber,
      long version,
      String state,
      int attempts,
      OffsetDateTime createdAt,
      OffsetDateTime dueAt,
      OffsetDateTime finishedAt,
      String failureClass,
      String code,
      String words,
      String cause,
      String progress) {}

  /** One delivery with its attempts, the newest first. */
  public record DeliveryStory(
      long id,
      String type,
      String key,
      String source,
      String origin,
      String subscriber,
      long version,
      String state,
      int attempts,
      OffsetDateTime createdAt,
      OffsetDateTime dueAt,
      OffsetDateTime finishedAt,
      String failureClass,
      String code,
      String words,
      String cause,
      JsonNode progress,
      List<AttemptStory> lastAttempts) {}

  private record AttemptRow(
      OffsetDateTime startedAt,
      OffsetDateTime endedAt,
      String result,
      String code,
      String words,
      String calls) {}

  /** One attempt with its calls. */
  public record AttemptStory(
      OffsetDateTime startedAt,
      OffsetDateTime endedAt,
      String result,
      String code,
      String words,
      JsonNode calls) {}

  /** What another system calls the order. */
  public record ReferenceStory(
      String kind,
      String source,
      String connection,
      String targetId,
      String label,
      String state,
      boolean open) {}

  /** A message that waits until it is known which store the order belongs to. */
  public record WaitingStory(String type, String key, String source, OffsetDateTime recordedAt) {}

  /** A record of the key that could not be mapped. */
  public record DeadLetterStory(
      long id, String source, String type, String reason, OffsetDateTime recordedAt) {}

  /** The story of a key, and for an order that of all messages about it. */
  @ReadOperation
  public Story story(@Selector String key) {
    List<DeliveryStory> deliveries =
        jdbc
            .sql(DELIVERIES)
            .param("key", key)
            .param("types", dev.ponte.canonical.Canonical.TYPES.keySet())
            .param("most", MOST)
            .query(DeliveryRow.class)
            .list()
            .stream()
            .map(this::told)
            .toList();
    return new Story(
        key,
        deliveries,
        jdbc.sql(REFERENCES).param("key", key).query(ReferenceStory.class).list(),
        jdbc.sql(WAITING).param("key", key).param("most", MOST).query(WaitingStory.class).list(),
        jdbc.sql(DEAD_LETTERS)
            .param("key", key)
            .param("most", MOST)
            .query(DeadLetterStory.class)
            .list(),
        differences.of(key),
        audit.of(Audit.DELIVERY, deliveries.stream().map(it -> String.valueOf(it.id())).toList()));
  }

  String json(String key) {
    try {
      return JSON.writeValueAsString(story(key));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private DeliveryStory told(DeliveryRow row) {
    List<AttemptStory> attempts =
        jdbc.sql(ATTEMPTS).param("id", row.id()).query(AttemptRow.class).list().stream()
            .map(
                it ->
                    new AttemptStory(
                        it.startedAt(),
                        it.endedAt(),
                        it.result(),
                        it.code(),
                        it.words(),
                        tree(it.calls())))
            .toList();
    return new DeliveryStory(
        row.id(),
        row.type(),
        row.key(),
        row.source(),
        row.origin(),
        row.subscriber(),
        row.version(),
        row.state(),
        row.attempts(),
        row.createdAt(),
        row.dueAt(),
        row.finishedAt(),
        row.failureClass(),
        row.code(),
        row.words(),
        row.cause(),
        tree(row.progress()),
        attempts);
  }

  /** Calls that were cut are no JSON any more; they are shown as text. */
  private static JsonNode tree(String json) {
    if (json == null) {
      return null;
    }
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException cut) {
      return JSON.getNodeFactory().textNode(json);
    }
  }
}
