package dev.ponte.canonical;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * On what terms the orders of a store are taken. The store's total is the truth: of all readings
 * that its document allows the one is right that makes it. What the nearest lacks within rounding
 * is a charge of that name; more is refused with both figures, unless a person has said to take the
 * order with the store's total, or nobody wants its money any more.
 *
 * @param tolerance what may be missing without being asked for; null for rounding only, which it
 *     can only widen
 * @param currencies in which orders may be
 * @param taken whether a person takes the order of this id with its store's total
 */
public record StoreTerms(BigDecimal tolerance, Set<String> currencies, Predicate<String> taken) {

  /** The id of the charge that carries what rounding lost. */
  public static final String ROUNDING = "rounding";

  /** The id of the charge that carries what a person took over with the store's total. */
  public static final String DIFFERENCE = "difference";

  /** Rounding only, in Brazilian money, with nobody to say otherwise. */
  public static final StoreTerms STRICT = new StoreTerms(null, Set.of("BRL"), id -> false);

  private static final BigDecimal CENT = new BigDecimal("0.01");
  private static final BigDecimal LEAST = new BigDecimal("0.05");

  public StoreTerms {
    currencies = Set.copyOf(currencies);
  }

  /** The parts of an order as one reading of its document has them; freight apart. */
  public record Parts(List<Line> lines, List<Charge> charges) {

    public Parts {
      lines = List.copyOf(lines);
      charges = List.copyOf(charges);
    }

    /** Lines and charges. */
    public BigDecimal sum() {
      BigDecimal sum = BigDecimal.ZERO;
      for (Line line : lines) {
        sum = sum.add(line.net());
      }
      for (Charge charge : charges) {
        sum = sum.add(charge.value());
      }
      return sum;
    }

    /** What a person took over with the store's total; null when the parts make it. */
    public BigDecimal difference() {
      return charges.stream()
          .filter(it -> it.id().equals(DIFFERENCE))
          .map(Charge::value)
          .findFirst()
          .orElse(null);
    }

    private Parts with(String id, String name, BigDecimal value) {
      List<Charge> all = new ArrayList<>(charges);
      all.add(new Charge(id, name, value));
      return new Parts(lines, all);
    }

    /** A cent a piece and a cent a charge. */
    private BigDecimal rounding() {
      BigDecimal pieces = BigDecimal.valueOf(charges.size());
      for (Line line : lines) {
        pieces = pieces.add(line.quantity().setScale(0, RoundingMode.UP));
      }
      return pieces.multiply(CENT).max(LEAST);
    }
  }

  /**
   * The parts that make the total to the cent.
   *
   * @param order its id
   * @param cancelled whether the store has cancelled it, so that its money counts no more
   * @param readings the likeliest first; at least one
   * @param freight what it costs
   * @param total of the order, freight included
   * @throws NothingToDeliver when none has lines
   * @throws TotalDiffers when none comes near enough
   */
  public Parts settle(
      String order, boolean cancelled, List<Parts> readings, BigDecimal freight, BigDecimal total) {
    List<Parts> delivering = readings.stream().filter(it -> !it.lines().isEmpty()).toList();
    if (delivering.isEmpty()) {
      throw new NothingToDeliver();
    }
    BigDecimal goods = total.subtract(freight);
    Parts nearest = nearest(delivering, goods);
    BigDecimal lost = goods.subtract(nearest.sum());
    if (lost.signum() == 0) {
      return nearest;
    }
    if (isRounding(nearest, lost)) {
      return nearest.with(ROUNDING, "Arredondamento", lost);
    }
    Parts likeliest = delivering.get(0);
    if (takes(order, cancelled)) {
      return likeliest.with(
          DIFFERENCE, "Diferença para o total da loja", goods.subtract(likeliest.sum()));
    }
    throw new TotalDiffers(likeliest.sum().add(freight), total, most(likeliest));
  }

  /** Whether its store's total is taken whatever its parts make. */
  public boolean takes(String order, boolean cancelled) {
    return cancelled || taken.test(order);
  }

  /** Whether so much may be missing to the parts without a person being asked. */
  public boolean isRounding(Parts parts, BigDecimal missing) {
    return missing.abs().compareTo(most(parts)) <= 0;
  }

  /**
   * @throws IllegalArgumentException naming the setting, when orders in it are not taken
   */
  public void requireCurrency(String source, String code) {
    if (!currencies.contains(code)) {
      throw new IllegalArgumentException(
          "it is in %s, and its amounts would be taken for others; if the ERP shall get orders in %1$s, add it to ponte.connections.%s.money.currencies, else enter it in the ERP by hand"
              .formatted(code, source));
    }
  }

  /**
   * The customer's words with what a person should know of the order's money.
   *
   * @param words null when there are none
   */
  public static String noted(String words, Parts parts, BigDecimal total) {
    BigDecimal difference = parts.difference();
    if (difference == null) {
      return words;
    }
    String loud =
        "ATENÇÃO: as partes do pedido não somam o total da loja, %s; a diferença de %s vai como %s"
            .formatted(
                total.toPlainString(),
                difference.abs().toPlainString(),
                difference.signum() > 0 ? "acréscimo" : "desconto");
    return words == null ? loud : words + "\n" + loud;
  }

  private BigDecimal most(Parts parts) {
    BigDecimal rounding = parts.rounding();
    return tolerance == null ? rounding : rounding.max(tolerance);
  }

  private static Parts nearest(List<Parts> readings, BigDecimal goods) {
    Parts nearest = null;
    BigDecimal least = null;
    for (Parts reading : readings) {
      BigDecimal missing = goods.subtract(reading.sum()).abs();
      if (least == null || missing.compareTo(least) < 0) {
        nearest = reading;
        least = missing;
      }
    }
    return nearest;
  }
}
