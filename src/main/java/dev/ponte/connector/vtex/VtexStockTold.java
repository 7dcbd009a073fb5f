package dev.ponte.connector.vtex;

import dev.ponte.delivery.Delivery;
import dev.ponte.sink.Progress;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * What a warehouse was told of a SKU last, kept as the delivery's progress.
 *
 * @param quantity that it acknowledged; null when it may hold another one
 * @param trying that it was told without an answer yet; null for none
 * @param handled the newest start-handling that the quantity knew of, as ISO instant; null for none
 * @param elsewhere what other stores had sold by then that the ERP did not know
 */
record VtexStockTold(Long quantity, Long trying, String handled, BigDecimal elsewhere) {

  static final Progress<VtexStockTold> OF = new Progress<>(VtexStockTold.class);

  private static final VtexStockTold NOTHING = new VtexStockTold(null, null, null, null);

  static VtexStockTold of(Delivery delivery) {
    return OF.of(delivery).orElse(NOTHING);
  }

  /**
   * Whether the warehouse holds the quantity and keeps nothing back that the quantity leaves out.
   *
   * @param toldAt of the newest start-handling that the ERP's figure knows of; null for none
   */
  boolean holds(long wanted, Instant toldAt) {
    boolean isNews = toldAt != null && (handled == null || Instant.parse(handled).isBefore(toldAt));
    return quantity != null && quantity == wanted && !isNews;
  }

  VtexStockTold trying(long wanted) {
    return new VtexStockTold(null, wanted, handled, elsewhere);
  }

  static VtexStockTold acknowledged(long quantity, Instant toldAt, BigDecimal elsewhere) {
    return new VtexStockTold(quantity, null, toldAt == null ? null : toldAt.toString(), elsewhere);
  }
}
