package dev.ponte.connector.vtex;

import dev.ponte.canonical.Price;
import dev.ponte.connection.Connection;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * What VTEX is to hold of a SKU's price, with two decimals; what is null is left as it is there.
 *
 * @param fixed the prices of trade policies and price tables
 */
record VtexPrice(BigDecimal base, BigDecimal list, BigDecimal cost, List<VtexFixedPrice> fixed) {

  private static final int DECIMALS = 2;

  /**
   * @param told what VTEX was told before, of which a promotion that began at once has its
   *     beginning
   * @throws IllegalArgumentException in one sentence, when VTEX must not be told
   */
  static VtexPrice of(Connection connection, Price price, VtexPriceTold told, Instant now) {
    VtexSettings settings = connection.settings(VtexSettings.class);
    if (!settings.money().currencies().contains(price.currency())) {
      throw new IllegalArgumentException(
          "its currency is %s, but ponte.connections.%s.money.currencies is %s"
              .formatted(price.currency(), connection.name(), settings.money().currencies()));
    }
    List<VtexFixedPrice> fixed = new ArrayList<>();
    if (price.promotion() != null) {
      BigDecimal value = sold(price.promotion().price(), "promotion's price");
      for (String table : settings.prices().promotions()) {
        VtexFixedPrice one = promotion(table, value, price.promotion(), told, now);
        if (!one.isOver(now)) {
          fixed.add(one);
        }
      }
    }
    if (price.wholesale() != null && settings.prices().wholesaleTable() != null) {
      fixed.add(
          new VtexFixedPrice(
              settings.prices().wholesaleTable(),
              settings.prices().wholesaleFrom(),
              null,
              null,
              sold(price.wholesale(), "wholesale price")));
    }
    return new VtexPrice(
        sold(price.sale(), "sale price"), some(price.list()), some(price.cost()), fixed);
  }

  /** VTEX takes 0, and the SKU cannot be sold any more. */
  private static BigDecimal sold(BigDecimal amount, String what) {
    BigDecimal rounded = amount(amount);
    if (rounded.signum() <= 0) {
      throw new IllegalArgumentException(
          "its %s is %s, and VTEX would not sell it any more; give it a price above 0"
              .formatted(what, amount.toPlainString()));
    }
    return rounded;
  }

  private static BigDecimal some(BigDecimal amount) {
    return amount == null || amount.signum() == 0 ? null : amount(amount);
  }

  static BigDecimal amount(BigDecimal amount) {
    return amount.setScale(DECIMALS, RoundingMode.HALF_UP);
  }

  /** VTEX takes both bounds or none. */
  private static VtexFixedPrice promotion(
      String table, BigDecimal value, Price.Promotion it, VtexPriceTold told, Instant now) {
    Instant from = instant(it.from());
    Instant to = instant(it.to());
    if (to == null) {
      if (from != null && from.isAfter(now)) {
        throw new IllegalArgumentException(
            "its promotion begins at %s and has no end, and VTEX takes no beginning without an end; give it an end, or tell it when it has begun"
                .formatted(from));
      }
      return new VtexFixedPrice(table, 1, null, null, value);
    }
    Instant begin = from == null ? told.begun(table, to).orElse(atOnce(now, to)) : from;
    return new VtexFixedPrice(table, 1, begin, to, value);
  }

  /** A range must have a length, also one that is over and told no more. */
  private static Instant atOnce(Instant now, Instant to) {
    Instant second = now.truncatedTo(ChronoUnit.SECONDS);
    return second.isBefore(to) ? second : to.minusSeconds(1);
  }

  private static Instant instant(OffsetDateTime time) {
    return time == null ? null : time.toInstant().truncatedTo(ChronoUnit.SECONDS);
  }

  String words() {
    return fixed.isEmpty()
        ? base.toPlainString()
        : "%s, and %s"
            .formatted(
                base.toPlainString(),
                String.join(
                    ", ",
                    fixed.stream()
                        .map(it -> it.value().toPlainString() + " in " + it.table())
                        .toList()));
  }
}
