package dev.ponte.connector.vtex;

import dev.ponte.delivery.Delivery;
import dev.ponte.sink.Progress;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What VTEX was told of a price, kept as the delivery's progress.
 *
 * @param base that it acknowledged; null while it may hold another one
 * @param list that it was told, so that one that is none any more is taken away
 * @param cost that it was told
 * @param own the fixed prices that it may hold because it was told them
 */
record VtexPriceTold(BigDecimal base, BigDecimal list, BigDecimal cost, List<VtexFixedPrice> own) {

  static final Progress<VtexPriceTold> OF = new Progress<>(VtexPriceTold.class);

  static final VtexPriceTold NOTHING = new VtexPriceTold(null, null, null, List.of());

  VtexPriceTold {
    own = own == null ? List.of() : List.copyOf(own);
  }

  static VtexPriceTold of(Delivery delivery) {
    return OF.of(delivery).orElse(NOTHING);
  }

  /** Since when a promotion runs that has no beginning of its own. */
  Optional<Instant> begun(String table, Instant to) {
    return own.stream()
        .filter(it -> it.table().equals(table) && to.equals(it.to()))
        .map(VtexFixedPrice::from)
        .findFirst();
  }

  /** Whether it surely holds what stands outside of fixed prices. */
  boolean holdsBase(VtexPrice wanted) {
    return wanted.base().equals(base)
        && Objects.equals(wanted.list(), list)
        && Objects.equals(wanted.cost(), cost);
  }

  /** Fixed prices of ours that are not wanted any more. */
  List<VtexFixedPrice> unwanted(VtexPrice wanted) {
    return own.stream().filter(it -> wanted.fixed().stream().noneMatch(it::replaces)).toList();
  }

  /** Before a call whose answer may be lost. */
  VtexPriceTold trying(VtexPrice wanted) {
    List<VtexFixedPrice> all = new ArrayList<>(unwanted(wanted));
    all.addAll(wanted.fixed());
    return new VtexPriceTold(null, wanted.list() == null ? list : wanted.list(), cost, all);
  }

  /**
   * @param left fixed prices of ours that are not wanted any more, and still there
   */
  static VtexPriceTold acknowledged(VtexPrice wanted, List<VtexFixedPrice> left) {
    List<VtexFixedPrice> all = new ArrayList<>(left);
    all.addAll(wanted.fixed());
    return new VtexPriceTold(wanted.base(), wanted.list(), wanted.cost(), all);
  }
}
