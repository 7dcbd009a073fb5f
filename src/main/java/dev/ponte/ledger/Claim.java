package dev.ponte.ledger;

import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Invoice;
import dev.ponte.canonical.Order;
import java.util.Optional;

/**
 * A delivery that this process may work on while its lease lasts.
 *
 * @param claimNo tells this claim from any other of the same delivery
 * @param attempts tries so far, this one included
 * @param ageSeconds time since the delivery was recorded, or a person had it tried again
 * @param orderCancelled whether it is an invoice of an order that the store has cancelled, and no
 *     person has said to send it all the same
 * @param alone whether it must not share a batch, since a batch with it failed by a bug
 * @param followed whether its key has a newer version, which may be due as soon as this one ends
 * @param orderKey the order that it is about; null for what is about none, and for orders
 *     themselves
 * @param body null when it was removed, since it is old or was erased
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
    String orderKey,
    String body,
    boolean orderCancelled,
    boolean alone,
    boolean followed,
    String progress) {

  /** As what an attempt ends after which the delivery goes without others. */
  static final String ALONE = "alone";

  /**
   * How it ends without being tried; empty when it may be tried. The customer does not want the
   * goods of a cancelled order any more; an invoice that may be there already is left to its sink,
   * which looks before it sends.
   */
  Optional<Disposition> refusal() {
    if (body == null) {
      return Optional.of(Disposition.BODY_REMOVED);
    }
    if (!type.equals(Invoice.TYPE)) {
      return Optional.empty();
    }
    Invoice invoice = Canonical.read(Invoice.class, body);
    if (invoice.cancellation() != null) {
      return Optional.of(Disposition.INVOICE_CANCELLED);
    }
    boolean unwanted = orderCancelled && progress == null && invoice.kind() == Invoice.Kind.SALE;
    return unwanted ? Optional.of(Disposition.ORDER_CANCELLED) : Optional.empty();
  }

  /** The order that it is, or is about; null when there is none. */
  String order() {
    return type.equals(Order.TYPE) ? messageKey : orderKey;
  }

  /** The message in words, for logs. */
  String name() {
    return "%s %s (%s)".formatted(type, messageKey, origin.isEmpty() ? source : origin);
  }
}
