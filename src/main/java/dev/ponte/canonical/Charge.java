package dev.ponte.canonical;

import java.math.BigDecimal;

/**
 * An amount of the whole order that belongs to no line.
 *
 * @param id the store's id of the amount, such as {@code Tax}
 * @param name as the store shows it; null when it has no name
 * @param value positive adds to the order, negative takes off
 */
public record Charge(String id, String name, BigDecimal value) {

  public Charge {
    Require.text(id, "charge.id");
    Require.money(value, "charge " + id);
  }
}
