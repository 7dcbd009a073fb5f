package dev.ponte.ledger;

/**
 * A delivery that this process may work on while its lease lasts.
 *
 * @param claimNo tells this claim from any other of the same delivery
 * @param attempts tries so far, this one included
 * @param ageSeconds time since the delivery was recorded, or a person had it tried again
 * @param progress of this or an earlier version of the key; null when there is none
 */
record Claim(
    long id,
    long headId,
    long claimNo,
    int attempts,
    long version,
    long ageSeconds,
    String type,
    String source,
    String origin,
    String messageKey,
    String body,
    String progress) {

  /** The message in words, for logs. */
  String name() {
    return "%s %s (%s)".formatted(type, messageKey, origin.isEmpty() ? source : origin);
  }
}
