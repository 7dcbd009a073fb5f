package dev.ponte.ledger.view;

import java.time.OffsetDateTime;

/**
 * One delivery.
 *
 * @param head the number of its key
 * @param subscription the number of its subscription
 * @param orderKey the order that it is, or is about; null when it is about none
 * @param state pending, claimed, retrying, delivered, superseded, skipped, dead or parked
 * @param dueAt when it is looked at next; null when it has ended
 * @param agedFrom since when its patience counts
 * @param newestVersion of its key
 * @param cause why it failed, by name; {@code ~} begins one that nobody named; null when it did not
 * @param subject what has to be repaired; null when nobody said
 * @param cancelled whether it is an order that its store has cancelled
 * @param removed whether its body is gone
 */
public record DeliveryRow(
    long id,
    long head,
    long subscription,
    String type,
    String key,
    String source,
    String origin,
    String orderKey,
    String subscriber,
    long version,
    long newestVersion,
    String state,
    String previousState,
    int attempts,
    OffsetDateTime createdAt,
    OffsetDateTime agedFrom,
    OffsetDateTime dueAt,
    OffsetDateTime finishedAt,
    String failureClass,
    String code,
    String words,
    String cause,
    String subject,
    boolean cancelled,
    boolean removed) {

  static final String FIELDS =
      """
      SELECT d.id, d.head_id AS head, d.subscription_id AS subscription, h.type,
             h.message_key AS "key", h.source, h.origin, h.order_key AS orderKey, s.subscriber,
             d.version, h.version AS newestVersion, d.state, d.previous_state AS previousState,
             d.attempts, d.created_at AS createdAt,
             COALESCE(d.aged_from, d.created_at) AS agedFrom, d.due_at AS dueAt,
             d.finished_at AS finishedAt, d.failure_class AS failureClass, d.code, d.words,
             d.cause, d.subject, h.cancelled,
             CASE WHEN m.body IS NULL THEN TRUE ELSE FALSE END AS removed
        FROM delivery d
        JOIN head h ON h.id = d.head_id
        JOIN subscription s ON s.id = d.subscription_id
        JOIN message m ON m.id = d.message_id
      """;

  /** Whether it is on its way. */
  public boolean open() {
    return dueAt != null;
  }

  /** Whether it needs a person. */
  public boolean failed() {
    return state.equals("dead") || state.equals("parked");
  }

  /** Since when it stands as it does. */
  public OffsetDateTime since() {
    return finishedAt == null ? createdAt : finishedAt;
  }
}
