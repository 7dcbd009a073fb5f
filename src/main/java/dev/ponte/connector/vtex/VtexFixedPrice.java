package dev.ponte.connector.vtex;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Objects;

/**
 * A price of one trade policy or price table.
 *
 * @param table the trade policy's id, or the price table's name
 * @param quantity from how many pieces on
 * @param from the first instant of it; null together with {@code to} for always
 * @param to the first instant after it
 */
record VtexFixedPrice(String table, int quantity, Instant from, Instant to, BigDecimal value) {

  /**
   * As VTEX shows it.
   *
   * @param zone of dates without an offset
   * @throws IllegalArgumentException when it cannot be read
   */
  static VtexFixedPrice of(JsonNode entry, ZoneId zone) {
    BigDecimal quantity = VtexJson.decimal(entry, "minQuantity");
    BigDecimal value = VtexJson.decimal(entry, "value");
    JsonNode range = VtexJson.field(entry, "dateRange");
    return new VtexFixedPrice(
        VtexJson.text(entry, "tradePolicyId"),
        quantity == null ? 1 : quantity.intValue(),
        instant(VtexJson.time(range, "from", zone)),
        instant(VtexJson.time(range, "to", zone)),
        value == null ? BigDecimal.ZERO : VtexPrice.amount(value));
  }

  private static Instant instant(OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }

  /** Whether VTEX keeps only one of the two. */
  boolean replaces(VtexFixedPrice other) {
    return table.equals(other.table)
        && quantity == other.quantity
        && Objects.equals(from, other.from)
        && Objects.equals(to, other.to);
  }

  @JsonIgnore
  boolean isOver(Instant now) {
    return to != null && !to.isAfter(now);
  }

  ObjectNode json() {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("tradePolicyId", table)
            .put("value", value)
            .put("minQuantity", quantity);
    if (to != null) {
      json.putObject("dateRange").put("from", from.toString()).put("to", to.toString());
    }
    return json;
  }
}
