package dev.ponte.connector.fastcommerce.catalogue;

import dev.ponte.connector.fastcommerce.api.Names;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;

/**
 * The units in which a store keeps weights and dimensions, as report 510 names them.
 *
 * @param weight g, kg or lb; null when the store does not say
 * @param size mm, cm, m, in, ft or yd; null when the store does not say
 */
record Units(String weight, String size) {

  private static final Map<String, BigDecimal> KILOGRAMS =
      Map.of("g", decimal("0.001"), "kg", BigDecimal.ONE, "lb", decimal("0.45359237"));
  private static final Map<String, BigDecimal> CENTIMETRES =
      Map.of(
          "mm", decimal("0.1"),
          "cm", BigDecimal.ONE,
          "m", decimal("100"),
          "in", decimal("2.54"),
          "ft", decimal("30.48"),
          "yd", decimal("91.44"));
  private static final int DECIMALS = 6;

  /** A weight of the store in kilograms; null stays null. */
  BigDecimal toKilograms(BigDecimal weight) {
    return weight == null ? null : plain(weight.multiply(kilograms()));
  }

  /** A length of the store in centimetres; null stays null. */
  BigDecimal toCentimetres(BigDecimal length) {
    return length == null ? null : plain(length.multiply(centimetres()));
  }

  /** Kilograms in the store's unit; null stays null. */
  BigDecimal fromKilograms(BigDecimal weight) {
    return weight == null ? null : divided(weight, kilograms());
  }

  /** Centimetres in the store's unit; null stays null. */
  BigDecimal fromCentimetres(BigDecimal length) {
    return length == null ? null : divided(length, centimetres());
  }

  private BigDecimal kilograms() {
    return factor(KILOGRAMS, weight, "UnidadePeso");
  }

  private BigDecimal centimetres() {
    return factor(CENTIMETRES, size, "UnidadeTamanho");
  }

  private static BigDecimal factor(Map<String, BigDecimal> factors, String unit, String field) {
    BigDecimal factor = factors.get(Names.plain(unit));
    if (factor == null) {
      throw new IllegalArgumentException(
          "report 510 says %s as %s, which is none of %s; correct it in the store's Dados da loja"
              .formatted(unit, field, factors.keySet().stream().sorted().toList()));
    }
    return factor;
  }

  private static BigDecimal divided(BigDecimal value, BigDecimal factor) {
    return plain(value.divide(factor, DECIMALS, RoundingMode.HALF_UP));
  }

  private static BigDecimal plain(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  private static BigDecimal decimal(String text) {
    return new BigDecimal(text);
  }
}
