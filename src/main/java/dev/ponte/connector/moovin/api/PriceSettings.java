package dev.ponte.connector.moovin.api;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The keys {@code prices.*} of a Moovin connection.
 *
 * @param level where the store's products have their prices; Moovin takes no notice of a price at
 *     the other level
 * @param promotions what becomes of a promotion, since Moovin takes no dates with a price
 * @param overlap how far changes are read again, since the store's clock need not agree with ours
 * @param wholeEvery how often a source reads all there is and not changes alone
 */
public record PriceSettings(
    @DefaultValue("colour") Level level,
    @DefaultValue("ignore") Promotions promotions,
    @DefaultValue("10m") Duration overlap,
    @DefaultValue("24h") Duration wholeEvery) {

  /** What has a price. */
  public enum Level {
    /** All sizes of a colour cost the same. */
    COLOUR,
    /** Each size has its own. */
    SIZE
  }

  /** What becomes of a promotion. */
  public enum Promotions {
    /** The store is told the price outside of promotions; safe whatever the dates say. */
    IGNORE,
    /**
     * The promotion's price is the price at once: for a source that tells a promotion only while it
     * runs, and takes it back when it ends.
     */
    SALE
  }

  public PriceSettings {
    if (overlap.isNegative() || wholeEvery.isNegative()) {
      throw new IllegalArgumentException("prices.overlap and prices.whole-every are spans of time");
    }
  }
}
