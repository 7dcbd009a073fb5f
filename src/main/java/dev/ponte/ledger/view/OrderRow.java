package dev.ponte.ledger.view;

import java.math.BigDecimal;
import java.time.OffsetDateTime;

/**
 * One order in a list.
 *
 * @param head the number of its key
 * @param origin the store
 * @param number that the store shows to people; null when it is the id
 * @param buyer name and place, personal; null when they are gone
 * @param erp the connection that has taken it; null when none is known to have
 * @param erpNumber its number there; null when unknown
 * @param invoice the number of its first invoice; null when there is none
 * @param tracking its first tracking code, letters and digits alone; null when there is none
 * @param step that comes next; null when it has arrived
 * @param since when the step before it was taken
 * @param over whether it takes longer than it may
 * @param sentence what is said of the class: the worst of what it waits for
 */
public record OrderRow(
    long head,
    String origin,
    String id,
    String number,
    String buyer,
    BigDecimal total,
    OffsetDateTime placedAt,
    OffsetDateTime recordedAt,
    OffsetDateTime acceptedAt,
    OffsetDateTime invoicedAt,
    OffsetDateTime shippedAt,
    OffsetDateTime arrivedAt,
    OffsetDateTime cancelledAt,
    String erp,
    String erpNumber,
    String invoice,
    String tracking,
    Step step,
    OffsetDateTime since,
    boolean over,
    OrderClass orderClass,
    Sentence sentence) {

  /** What people call it. */
  public String shown() {
    return number == null ? id : number;
  }

  public boolean cancelled() {
    return cancelledAt != null;
  }
}
