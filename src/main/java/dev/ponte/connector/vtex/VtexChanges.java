package dev.ponte.connector.vtex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.Charge;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * What was changed in the store after the purchase. {@code items} may still be those of the
 * purchase; the attachment says what was taken out and put in. It is applied only when it makes the
 * total {@code Change} to the cent, since anything else would be a guess about what to ship.
 */
final class VtexChanges {

  private static final String REFUSED =
      "it was changed in the store by %s and the attachment of changes does not explain that; enter it in the ERP by hand as the store shows it";

  private final JsonNode order;
  private final BigDecimal change;
  private final List<JsonNode> removed = new ArrayList<>();
  private final List<JsonNode> added = new ArrayList<>();
  private BigDecimal money = BigDecimal.ZERO;

  VtexChanges(JsonNode order, BigDecimal change) {
    this.order = order;
    this.change = change;
    for (JsonNode one : VtexJson.list(VtexJson.field(order, "changesAttachment"), "changesData")) {
      removed.addAll(VtexJson.list(one, "itemsRemoved"));
      added.addAll(VtexJson.list(one, "itemsAdded"));
      money =
          money
              .add(VtexJson.moneyOrZero(one, "incrementValue"))
              .subtract(VtexJson.moneyOrZero(one, "discountValue"));
    }
  }

  /** The items after the changes; a change of money alone becomes a charge. */
  List<VtexItem> apply(List<VtexItem> items, List<Charge> charges) {
    if (removed.isEmpty() && added.isEmpty()) {
      require(money.signum() != 0 && money.compareTo(change) == 0);
      charges.add(new Charge("Change", null, change));
      return items;
    }
    List<VtexItem> left = new ArrayList<>(items);
    BigDecimal sum = BigDecimal.ZERO;
    for (JsonNode one : removed) {
      sum = sum.subtract(take(left, one));
    }
    for (JsonNode one : added) {
      sum = sum.add(put(left, one));
    }
    require(sum.compareTo(change) == 0);
    left.removeIf(item -> item.quantity().signum() == 0);
    if (left.isEmpty()) {
      throw new IllegalArgumentException(
          "nothing is left of it after the changes in the store; there is nothing to deliver, so cancel it there");
    }
    return left;
  }

  private BigDecimal take(List<VtexItem> items, JsonNode what) {
    BigDecimal pieces = quantity(what);
    int at = find(items, what, pieces);
    require(at >= 0);
    BigDecimal amount = VtexJson.moneyOrZero(what, "price").multiply(pieces);
    VtexItem rest = items.get(at).changedBy(pieces.negate(), amount.negate());
    require(rest.net().signum() >= 0);
    require(rest.quantity().signum() != 0 || rest.net().signum() == 0);
    items.set(at, rest);
    return amount;
  }

  private BigDecimal put(List<VtexItem> items, JsonNode what) {
    BigDecimal pieces = quantity(what);
    BigDecimal amount = VtexJson.moneyOrZero(what, "price").multiply(pieces);
    int at = find(items, what, BigDecimal.ZERO);
    if (at >= 0) {
      items.set(at, items.get(at).changedBy(pieces, amount));
    } else {
      items.add(VtexItem.of(withCodes(what), items.size()).withNet(amount));
    }
    return amount;
  }

  /** An added item has no reference code of its own, but the order's metadata may know it. */
  private JsonNode withCodes(JsonNode added) {
    ObjectNode item = added.deepCopy();
    for (JsonNode known : VtexJson.list(VtexJson.field(order, "itemMetadata"), "Items")) {
      if (String.valueOf(VtexJson.text(known, "Id")).equals(VtexJson.text(added, "id"))) {
        item.put("refId", VtexJson.text(known, "RefId"));
        item.put("ean", VtexJson.text(known, "Ean"));
      }
    }
    return item;
  }

  private static int find(List<VtexItem> items, JsonNode what, BigDecimal atLeast) {
    String sku = VtexJson.text(what, "id");
    for (int i = 0; i < items.size(); i++) {
      VtexItem item = items.get(i);
      if (item.sku().equals(sku) && item.quantity().compareTo(atLeast) >= 0) {
        return i;
      }
    }
    return -1;
  }

  private BigDecimal quantity(JsonNode what) {
    BigDecimal pieces = VtexJson.decimal(what, "quantity");
    require(pieces != null && pieces.signum() > 0);
    return pieces;
  }

  private void require(boolean explained) {
    if (!explained) {
      throw new IllegalArgumentException(REFUSED.formatted(change.toPlainString()));
    }
  }
}
