package dev.ponte.connector.vtex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.Charge;
import dev.ponte.canonical.NothingToDeliver;
import dev.ponte.canonical.StoreTerms;
import dev.ponte.canonical.StoreTerms.Parts;
import dev.ponte.canonical.TotalDiffers;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * What was changed in the store after the purchase. {@code items} may still be those of the
 * purchase; the attachment says what was taken out and put in. It is applied when it makes the
 * total {@code Change} but for rounding, or when a person says so, since anything else would be a
 * guess about what to ship.
 */
final class VtexChanges {

  private static final String REFUSED =
      "it was changed in the store by %s and the attachment of changes makes %s of that, so what is to be delivered may be something else; look at it in the store, then take it with the store's total (take-total), or enter it in the ERP by hand";

  private static final String UNKNOWN =
      "it was changed in the store by %s and the attachment of changes names what is not there; enter it in the ERP by hand as the store shows it";

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
              .add(VtexJson.centsOrZero(one, "incrementValue"))
              .subtract(VtexJson.centsOrZero(one, "discountValue"));
    }
  }

  /**
   * The items after the changes; a change of money alone becomes a charge.
   *
   * @param lost what the items lack to the purchase by rounding
   * @param taken whether a person takes the order with its store's total
   */
  List<VtexItem> apply(
      List<VtexItem> items,
      List<Charge> charges,
      BigDecimal lost,
      StoreTerms terms,
      boolean taken) {
    if (removed.isEmpty() && added.isEmpty()) {
      requireMade(money, money.signum() != 0, lost, items, charges, terms, taken);
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
    requireMade(sum, true, lost, items, charges, terms, taken);
    left.removeIf(item -> item.quantity().signum() == 0);
    if (left.isEmpty()) {
      throw new NothingToDeliver(
          "nothing is left of it after the changes in the store; there is nothing to deliver, so cancel it there");
    }
    return left;
  }

  private void requireMade(
      BigDecimal made,
      boolean explained,
      BigDecimal lost,
      List<VtexItem> items,
      List<Charge> charges,
      StoreTerms terms,
      boolean taken) {
    Parts bought = new Parts(items.stream().map(VtexItem::toLine).toList(), charges);
    boolean near = terms.isRounding(bought, change.subtract(made).add(lost));
    if (!taken && !(explained && near)) {
      throw new TotalDiffers(REFUSED.formatted(change.toPlainString(), made.toPlainString()));
    }
  }

  /** All pieces take their whole price with them. */
  private BigDecimal take(List<VtexItem> items, JsonNode what) {
    BigDecimal pieces = quantity(what);
    int at = find(items, what, pieces);
    requireKnown(at >= 0);
    VtexItem item = items.get(at);
    BigDecimal told = VtexJson.centsOrZero(what, "price").multiply(pieces).min(item.net());
    BigDecimal amount = item.quantity().compareTo(pieces) == 0 ? item.net() : cents(told);
    items.set(at, item.changedBy(pieces.negate(), amount.negate()));
    return amount;
  }

  private BigDecimal put(List<VtexItem> items, JsonNode what) {
    BigDecimal pieces = quantity(what);
    BigDecimal amount = cents(VtexJson.centsOrZero(what, "price").multiply(pieces));
    int at = find(items, what, BigDecimal.ZERO);
    if (at >= 0) {
      items.set(at, items.get(at).changedBy(pieces, amount));
    } else {
      items.add(VtexItem.of(withCodes(what), items.size()).withNet(amount));
    }
    return amount;
  }

  private static BigDecimal cents(BigDecimal amount) {
    return amount.setScale(2, RoundingMode.HALF_UP);
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
    requireKnown(pieces != null && pieces.signum() > 0);
    return pieces;
  }

  private void requireKnown(boolean known) {
    if (!known) {
      throw new IllegalArgumentException(UNKNOWN.formatted(change.toPlainString()));
    }
  }
}
