package dev.ponte.connector.focco;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The skus of Focco's items. An item is its code; one of its configurations (máscara) has the
 * mask's id behind it, such as {@code FG7003#30512}, unless {@code mappings.items} gives it another
 * sku.
 */
final class FoccoSkus {

  private static final Pattern WITH_MASK = Pattern.compile("(.+)#(\\d{1,18})");

  private final FoccoSettings settings;

  FoccoSkus(FoccoSettings settings) {
    this.settings = settings;
  }

  /** The sku that stores know the item by. */
  String sku(FoccoCodes.Item item) {
    return settings.mappings().items().stream()
        .filter(it -> item.equals(new FoccoCodes.Item(it.code(), it.mask())))
        .map(FoccoSettings.ItemRule::sku)
        .findFirst()
        .orElse(item.mask() == null ? item.code() : item.code() + "#" + item.mask());
  }

  /** The item that a code written by {@link #sku} means; any other code is an item without mask. */
  static FoccoCodes.Item item(String code) {
    Matcher matcher = WITH_MASK.matcher(code.strip());
    return matcher.matches()
        ? new FoccoCodes.Item(matcher.group(1), Long.valueOf(matcher.group(2)))
        : new FoccoCodes.Item(code.strip(), null);
  }
}
