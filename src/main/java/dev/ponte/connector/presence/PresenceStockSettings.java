package dev.ponte.connector.presence;

import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How ECM-ESTOQUE-SKU is read, under {@code ponte.connections.<name>.stock}.
 *
 * @param omni which places Presence lists: 0 all, 1 depot and e-commerce, 2 shops; null to leave it
 *     to Presence, which means 1 then
 * @param sku names of fields, of which the first that a record has is the stock's code. The default
 *     is Presence's own: every record has it, and it stays when the item gets the store's code
 */
record PresenceStockSettings(Integer omni, @DefaultValue({"sku"}) List<String> sku) {

  PresenceStockSettings {
    sku = List.copyOf(sku);
    if (omni != null && (omni < 0 || omni > 2)) {
      throw new IllegalArgumentException(
          "stock.omni is %d, but Presence knows 0 (all), 1 (depot and e-commerce) and 2 (shops)"
              .formatted(omni));
    }
    if (sku.isEmpty()) {
      throw new IllegalArgumentException("stock.sku must name a field, such as sku");
    }
  }
}
