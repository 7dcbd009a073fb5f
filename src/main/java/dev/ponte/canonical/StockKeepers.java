package dev.ponte.canonical;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The connections that tell a stock from which orders are taken that go there by the hub. */
public interface StockKeepers {

  /** Nobody keeps stock. */
  StockKeepers NONE =
      new StockKeepers() {
        @Override
        public Collection<String> names() {
          return List.of();
        }

        @Override
        public Stock.Falls falls(String keeper) {
          return Stock.Falls.NEVER;
        }

        @Override
        public Map<String, BigDecimal> taken(String keeper, Line line) {
          return Map.of();
        }

        @Override
        public Map<String, Map<String, BigDecimal>> kits() {
          return Map.of();
        }
      };

  /** Their names; none whose stock does not fall by orders. */
  Collection<String> names();

  /** When what a keeper tells falls by an order. */
  Stock.Falls falls(String keeper);

  /**
   * What a line takes of the keeper's stock: pieces in the keeper's unit by the sku under which it
   * tells the stock, of a kit those of its components; empty when it keeps nothing of that code.
   */
  Map<String, BigDecimal> taken(String keeper, Line line);

  /** The pieces of each component in one kit, by the kit's sku and the component's. */
  Map<String, Map<String, BigDecimal>> kits();
}
