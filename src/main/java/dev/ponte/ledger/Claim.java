package dev.ponte.ledger;

import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Invoice;

/**
 * A delivery that this process may work on while its lease lasts.
 *
 * @param claimNo tells this claim from any other of the same delivery
 * @param attempts tries so far, this one included
 * @param ageSeconds time since the delivery was recorded, or a person had it tried again
 * @param orderCancelled whether it is an invoice of an order that the store has cancelled, and no
 *     person has said to send it all the same
 * @param alone whether it must not share a batch, since a batch with it failed by a bug
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
    boolean orderCancelled,
    boolean alone,
    String progress) {

  /** As what an attempt ends after which the delivery goes without others. */
  static final String ALONE = "alone";

  /**
   * Whether it must not be sent, since the customer does not want the goods any more. One that may
   * be there already is left to its sink, which looks before it sends.
   */
  boolean isStopped() {
    if (body == null) {
      throw new IllegalStateException(
          "The ledger has not kept the content of %s, so it cannot be sent".formatted(name()));
    }
    return orderCancelled
        && progress == null
        && Canonical.read(Invoice.class, body).kind() == Invoice.Kind.SALE;
  }

  /** The message in words, for logs. */
  String name() {
    return "%s %s (%s)".formatted(type, messageKey, origin.isEmpty() ? source : origin);
  }
}
