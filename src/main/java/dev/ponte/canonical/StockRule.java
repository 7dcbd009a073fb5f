package dev.ponte.canonical;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Available to sell: the one number that a store may be told of a stock. It is what the source says
 * is available, less what was sold and the source does not know of, less the safety stock, times
 * the store's share. Pure, and the same for all stores.
 *
 * @param share the store's part of it, above 0 and at most 1; 1 for first come, first served
 * @param floor when there are no more pieces than these, the store has none; zero or more
 * @param safety what is held back; of several that fit a sku the first counts
 */
public record StockRule(BigDecimal share, BigDecimal floor, List<Safety> safety) {

  /** All there is, nothing held back. */
  public static final StockRule ALL = new StockRule(null, null, null);

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /**
   * What is held back of some products.
   *
   * @param sku which, with {@code *} for any characters; null for all
   * @param pieces so many of each, zero or more; null when a percentage is said
   * @param percent so much of what there is, rounded up to whole pieces, 0 to 100; null when pieces
   *     are said
   */
  public record Safety(String sku, BigDecimal pieces, BigDecimal percent) {

    public Safety {
      if ((pieces == null) == (percent == null)) {
        throw new IllegalArgumentException(
            "The safety stock of %s needs pieces or percent".formatted(sku == null ? "*" : sku));
      }
      if (pieces != null && pieces.signum() < 0
          || percent != null && (percent.signum() < 0 || percent.compareTo(HUNDRED) > 0)) {
        throw new IllegalArgumentException(
            "The safety stock of %s must be 0 or more, and 100 percent at most"
                .formatted(sku == null ? "*" : sku));
      }
    }

    boolean fits(String code) {
      return sku == null
          || List.of(sku.split("\\*", -1)).stream()
              .map(Pattern::quote)
              .collect(Collectors.collectingAndThen(Collectors.joining(".*"), code::matches));
    }

    BigDecimal of(BigDecimal free) {
      return pieces != null
          ? pieces
          : free.multiply(percent).divide(HUNDRED, 0, RoundingMode.CEILING);
    }
  }

  public StockRule {
    share = share == null ? BigDecimal.ONE : share;
    floor = floor == null ? BigDecimal.ZERO : floor;
    safety = Require.copy(safety);
    if (share.signum() <= 0 || share.compareTo(BigDecimal.ONE) > 0) {
      throw new IllegalArgumentException(
          "share is %s, but must be above 0 and at most 1".formatted(share.toPlainString()));
    }
    Require.notNegative(floor, "floor");
  }

  /**
   * How a number comes about: {@code told} is what is available, less what was sold and what is
   * held back, nothing when no more than the floor is left, the store's share of the rest, and what
   * is kept.
   *
   * @param available what the source says
   * @param sold what was sold and the source does not know of
   * @param held the safety stock
   * @param left of it before the floor and the share
   * @param kept what the store takes off by itself, and so is put on top
   * @param told the number
   */
  public record Sum(
      BigDecimal available,
      BigDecimal sold,
      BigDecimal held,
      BigDecimal left,
      BigDecimal floor,
      BigDecimal share,
      BigDecimal kept,
      BigDecimal told) {}

  /** What a store may be told that keeps nothing back by itself: all that it holds is for sale. */
  public BigDecimal available(Stock stock) {
    return sum(stock).told();
  }

  /** How {@link #available} comes about. */
  public Sum sum(Stock stock) {
    BigDecimal sold =
        stock.sold().stream().map(Stock.Sold::open).reduce(BigDecimal.ZERO, BigDecimal::add);
    return sum(stock, sold, BigDecimal.ZERO);
  }

  /**
   * What a store may be told that keeps back the pieces of its own orders until it was told that
   * they are accepted, and takes them off the number that it holds: without them it would take them
   * off twice.
   *
   * @param store its connection
   * @param warehouses its codes of the places that the stock's location is; what it sold from
   *     others does not count
   */
  public BigDecimal availableWithKept(Stock stock, String store, Collection<String> warehouses) {
    return sumWithKept(stock, store, warehouses).told();
  }

  /** How {@link #availableWithKept} comes about. */
  public Sum sumWithKept(Stock stock, String store, Collection<String> warehouses) {
    BigDecimal sold = BigDecimal.ZERO;
    BigDecimal kept = BigDecimal.ZERO;
    for (Stock.Sold it : stock.sold()) {
      boolean own = it.store().equals(store);
      boolean here = own && (it.warehouse() == null || warehouses.contains(it.warehouse()));
      sold = sold.add(own ? it.open().subtract(it.kept()) : it.open());
      kept = here ? kept.add(it.known()) : kept;
    }
    return sum(stock, sold, kept);
  }

  private Sum sum(Stock stock, BigDecimal sold, BigDecimal kept) {
    BigDecimal free = stock.available().subtract(sold).max(BigDecimal.ZERO);
    BigDecimal held =
        safety.stream()
            .filter(it -> it.fits(stock.sku()))
            .findFirst()
            .map(it -> it.of(free))
            .orElse(BigDecimal.ZERO);
    BigDecimal left = free.subtract(held).max(BigDecimal.ZERO);
    return new Sum(stock.available(), sold, held, left, floor, share, kept, part(left).add(kept));
  }

  private BigDecimal part(BigDecimal left) {
    if (left.compareTo(floor) <= 0) {
      return BigDecimal.ZERO;
    }
    return share.compareTo(BigDecimal.ONE) == 0
        ? left
        : left.multiply(share).setScale(0, RoundingMode.DOWN);
  }

  /**
   * How many kits can be made of what there is of their components.
   *
   * @param components pieces of each in one kit, by sku; at least one
   * @param stocks of the components at one place, by sku; a missing one makes no kit
   */
  public static BigDecimal kits(Map<String, BigDecimal> components, Map<String, Stock> stocks) {
    return components.entrySet().stream()
        .map(
            it -> {
              Stock stock = stocks.get(it.getKey());
              return stock == null
                  ? BigDecimal.ZERO
                  : ALL.available(stock).divide(it.getValue(), 0, RoundingMode.DOWN);
            })
        .reduce(BigDecimal::min)
        .orElse(BigDecimal.ZERO);
  }
}
