package dev.ponte.connector.focco;

import dev.ponte.delivery.Reference;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

/**
 * What is kept of the last reading of an item's stock.
 *
 * @param balance what there was, in the item's unit; null when Focco does not know it
 * @param at when it was read
 * @param sales how often the item was sold until then, as far as that still counts
 */
record FoccoReading(FoccoCodes.Item item, BigDecimal balance, Instant at, double sales) {

  private static final String NO_BALANCE = "-";
  private static final String BLANK = " ";
  private static final int DECIMALS = 6;

  /** What {@link #reference} wrote; a state without sales has none. */
  static FoccoReading of(Reference reference) {
    String[] state = reference.state() == null ? new String[0] : reference.state().split(BLANK);
    boolean balanced = state.length > 0 && !state[0].equals(NO_BALANCE);
    return new FoccoReading(
        FoccoSkus.item(reference.key()),
        balanced ? new BigDecimal(state[0]) : null,
        Instant.parse(reference.label()),
        state.length > 1 ? Double.parseDouble(state[1]) : 0);
  }

  /** Under codes without the mappings of stores, which may change. */
  Reference reference(String connection) {
    String name = name(item);
    String state = balance == null ? NO_BALANCE : balance.toPlainString();
    return new Reference(
        Reference.ITEM,
        connection,
        name,
        connection,
        name,
        at.toString(),
        state + BLANK + BigDecimal.valueOf(sales).setScale(DECIMALS, RoundingMode.HALF_UP),
        true);
  }

  static String name(FoccoCodes.Item item) {
    return item.mask() == null ? item.code() : item.code() + "#" + item.mask();
  }
}
