package dev.ponte.ledger.view;

import java.time.OffsetDateTime;

/**
 * A record that was not understood.
 *
 * @param source null when unknown, as type and key
 * @param reason what is wrong with it and what to do
 * @param cause by name; {@code ~} begins one that nobody named
 * @param subject what has to be repaired; null when nobody said
 * @param endedAt when it was dismissed, fetched again or understood; null while it needs somebody
 * @param endedBy who or what ended it
 */
public record LetterRow(
    long id,
    String source,
    String type,
    String key,
    String reason,
    String cause,
    String subject,
    OffsetDateTime recordedAt,
    OffsetDateTime endedAt,
    String endedBy) {

  static final String FIELDS =
      """
      SELECT id, source, type, message_key AS "key", reason, cause, subject,
             recorded_at AS recordedAt, ended_at AS endedAt, ended_by AS endedBy
        FROM dead_letter
      """;

  /** What is wrong, in a few words. */
  public Sentence title() {
    return CauseText.title(cause, source, subject, reason);
  }

  /** The same, after the name of whose record it is. */
  Sentence titleOfSource() {
    return source == null ? title() : Sentence.of("verdict.cause", source, title());
  }

  public Sentence todo() {
    return CauseText.todo(cause, "record", source, subject, key);
  }
}
