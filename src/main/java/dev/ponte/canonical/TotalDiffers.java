package dev.ponte.canonical;

import java.math.BigDecimal;

/** No reading of an order's parts makes its total, not even within rounding. */
public final class TotalDiffers extends IllegalArgumentException {

  /**
   * @param sentence with both figures and what to do
   */
  public TotalDiffers(String sentence) {
    super(sentence);
  }

  /**
   * @param parts what the nearest reading makes, freight included
   * @param total what the store shows
   * @param rounding how far they might differ
   */
  public TotalDiffers(BigDecimal parts, BigDecimal total, BigDecimal rounding) {
    super(
        "its items, freight, surcharges and discounts make %s, but its total in the store is %s, which is more than rounding (%s) explains; correct it in the store, or take it with the store's total (take-total)"
            .formatted(parts.toPlainString(), total.toPlainString(), rounding.toPlainString()));
  }
}
