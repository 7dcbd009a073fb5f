package dev.ponte.connector.focco;

import dev.ponte.delivery.Notes;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * What is noted of the last reading of an item's stock, by the item's name.
 *
 * @param balance what there was, in the item's unit; null when Focco does not know it
 * @param at when it was read
 * @param sales how often the item was sold until then, as far as that still counts
 */
record FoccoReading(BigDecimal balance, Instant at, double sales) {

  static final Notes.Kind<FoccoReading> NOTE =
      new Notes.Kind<>("stock-reading", FoccoReading.class);

  /** The item under codes without the mappings of stores, which may change. */
  static String name(FoccoCodes.Item item) {
    return item.mask() == null ? item.code() : item.code() + "#" + item.mask();
  }
}
