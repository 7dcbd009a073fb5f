package dev.ponte.connection;

import dev.ponte.canonical.StoreTerms;
import dev.ponte.delivery.TakenTotals;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/**
 * The keys of a store under {@code ponte.connections.<name>.money}.
 *
 * @param tolerance what may be missing to an order's total without a person being asked, in the
 *     order's currency; null for what rounding explains, which it can only widen
 * @param currencies ISO 4217 codes in which orders are taken
 */
public record Money(BigDecimal tolerance, List<String> currencies) {

  /** Rounding only, in Brazilian money. */
  public static final Money DEFAULT = new Money(null, null);

  public Money {
    currencies =
        currencies == null || currencies.isEmpty() ? List.of("BRL") : List.copyOf(currencies);
    if (tolerance != null && tolerance.signum() < 0) {
      throw new IllegalArgumentException(
          "money.tolerance is %s, but must not be below 0".formatted(tolerance.toPlainString()));
    }
  }

  /** The terms on which orders of the store are taken. */
  public StoreTerms terms(String store, TakenTotals taken) {
    return new StoreTerms(tolerance, Set.copyOf(currencies), order -> taken.isTaken(store, order));
  }
}
