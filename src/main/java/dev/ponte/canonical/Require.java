package dev.ponte.canonical;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Map;

/** The checks that canonical records share; each failure names the field. */
final class Require {

  private Require() {}

  static void text(String value, String field) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("%s is missing".formatted(field));
    }
  }

  static void present(Object value, String field) {
    if (value == null) {
      throw new IllegalArgumentException("%s is missing".formatted(field));
    }
  }

  /** Money has two decimals; trailing zeros do not count. */
  static void money(BigDecimal value, String field) {
    decimals(value, 2, field);
  }

  static void decimals(BigDecimal value, int most, String field) {
    present(value, field);
    if (value.stripTrailingZeros().scale() > most) {
      throw new IllegalArgumentException(
          "%s %s has more than %d decimals".formatted(field, value.toPlainString(), most));
    }
  }

  static void notNegative(BigDecimal value, String field) {
    if (value.signum() < 0) {
      throw new IllegalArgumentException(
          "%s %s is negative".formatted(field, value.toPlainString()));
    }
  }

  static void notNegativeIfAny(BigDecimal value, String field) {
    if (value != null) {
      notNegative(value, field);
    }
  }

  static void currency(String code, String what) {
    try {
      Currency.getInstance(code == null ? "" : code);
    } catch (IllegalArgumentException unknown) {
      throw new IllegalArgumentException(
          "%s has the unknown currency %s".formatted(what, code), unknown);
    }
  }

  static <T> List<T> copy(List<T> values) {
    return values == null ? List.of() : List.copyOf(values);
  }

  static Map<String, String> copy(Map<String, String> values) {
    return values == null ? Map.of() : Map.copyOf(values);
  }
}
