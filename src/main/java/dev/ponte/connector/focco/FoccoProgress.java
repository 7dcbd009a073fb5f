package dev.ponte.connector.focco;

import dev.ponte.sink.Progress;
import java.time.Instant;
import java.util.List;

/**
 * How far an order has come in Focco; checkpointed before each call that must not be repeated.
 *
 * @param version the order's version that the budget was built from
 * @param budget Focco's id of the budget; null before the first line was answered
 * @param calling the call about to be made that must not be repeated; null for none
 * @param since when that call was about to be made, or ended without an answer; the epoch when it
 *     is not under way; null for none
 * @param orphans first lines whose answer was lost, each perhaps a budget that nobody knows
 * @param orderId {@code IdPedido}; null until the order exists
 * @param orderNumber {@code NumeroPedido}; null until the order exists
 * @param rules of the header that hit, with what they set; null or empty for none
 */
record FoccoProgress(
    long version,
    Long budget,
    Step calling,
    Instant since,
    int orphans,
    String orderId,
    String orderNumber,
    List<String> rules) {

  /** How it stands with a delivery. */
  static final Progress<FoccoProgress> OF = new Progress<>(FoccoProgress.class);

  /** The calls that must not be repeated before their effect is known. */
  enum Step {
    FIRST_LINE,
    CREATE_ORDER
  }

  static FoccoProgress none(long version) {
    return new FoccoProgress(version, null, null, null, 0, null, null, null);
  }

  /** About to send the first line, which makes a budget. */
  FoccoProgress beforeFirstLine(long version, Instant now, List<String> rules) {
    return new FoccoProgress(version, null, Step.FIRST_LINE, now, orphans, null, null, rules);
  }

  /** The answer to a first line was lost; what it made is unknown. */
  FoccoProgress orphaned() {
    return new FoccoProgress(version, null, null, null, orphans + 1, null, null, null);
  }

  FoccoProgress withBudget(long id) {
    return new FoccoProgress(version, id, null, null, orphans, null, null, rules);
  }

  /** About to turn the budget into an order. */
  FoccoProgress beforeOrder(Instant now) {
    return new FoccoProgress(version, budget, Step.CREATE_ORDER, now, orphans, null, null, rules);
  }

  FoccoProgress ordered(String id, String number) {
    return new FoccoProgress(version, budget, null, null, orphans, id, number, rules);
  }

  /** The budget is gone, for certain. */
  FoccoProgress withoutBudget() {
    return new FoccoProgress(version, null, null, null, orphans, null, null, null);
  }

  boolean isOrdered() {
    return orderId != null;
  }
}
