package dev.ponte.ledger.view;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.Optional;

/** A row of {@code order_clock}. */
record Clocks(
    long head,
    String origin,
    String orderKey,
    String number,
    String buyer,
    BigDecimal total,
    OffsetDateTime placedAt,
    OffsetDateTime recordedAt,
    OffsetDateTime acceptedAt,
    OffsetDateTime invoicedAt,
    OffsetDateTime shippedAt,
    OffsetDateTime arrivedAt,
    OffsetDateTime cancelledAt) {

  static final String FIELDS =
      """
      SELECT c.head_id AS head, c.origin, c.order_key AS orderKey, c.number, c.buyer, c.total,
             c.placed_at AS placedAt, c.recorded_at AS recordedAt, c.accepted_at AS acceptedAt,
             c.invoiced_at AS invoicedAt, c.shipped_at AS shippedAt, c.arrived_at AS arrivedAt,
             c.cancelled_at AS cancelledAt
        FROM order_clock c
      """;

  /** A cancelled one has no further step. */
  Optional<StepLimits.Next> next() {
    return cancelledAt != null
        ? Optional.empty()
        : StepLimits.Next.of(recordedAt, acceptedAt, invoicedAt, shippedAt, arrivedAt);
  }
}
