package dev.ponte.connector.fastcommerce.catalogue;

import dev.ponte.connector.fastcommerce.api.Update;
import dev.ponte.delivery.DeliveryFailure;
import java.util.Set;

/** What one message makes of a product in the store. */
interface ProductUpdate {

  /** The codes whose IDProduto it needs. */
  Set<String> codes();

  /** Whether the store may have it without our knowing. */
  default boolean inDoubt() {
    return false;
  }

  /**
   * @param ids of the codes
   * @throws DeliveryFailure when it cannot be done now, or ever
   * @throws IllegalArgumentException in a sentence, when the store cannot take it
   */
  Step step(ProductIds ids);

  /**
   * What to do for it.
   *
   * @param update what to send; null when there is nothing to send
   * @param skipped why there is nothing to send; null otherwise
   */
  record Step(Update update, String skipped) {

    static Step send(Update update) {
      return new Step(update, null);
    }

    static Step skip(String words) {
      return new Step(null, words);
    }
  }

  /** The store need not be told. */
  static ProductUpdate none(String words) {
    return new ProductUpdate() {
      @Override
      public Set<String> codes() {
        return Set.of();
      }

      @Override
      public Step step(ProductIds ids) {
        return Step.skip(words);
      }
    };
  }
}
