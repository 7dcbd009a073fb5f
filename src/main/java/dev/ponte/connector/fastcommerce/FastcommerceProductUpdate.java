package dev.ponte.connector.fastcommerce;

import dev.ponte.delivery.DeliveryFailure;
import java.util.Set;

/** What one message makes of a product in the store. */
interface FastcommerceProductUpdate {

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
  Step step(FastcommerceProductIds ids);

  /**
   * What to do for it.
   *
   * @param update what to send; null when there is nothing to send
   * @param skipped why there is nothing to send; null otherwise
   */
  record Step(FastcommerceUpdate update, String skipped) {

    static Step send(FastcommerceUpdate update) {
      return new Step(update, null);
    }

    static Step skip(String words) {
      return new Step(null, words);
    }
  }

  /** The store need not be told. */
  static FastcommerceProductUpdate none(String words) {
    return new FastcommerceProductUpdate() {
      @Override
      public Set<String> codes() {
        return Set.of();
      }

      @Override
      public Step step(FastcommerceProductIds ids) {
        return Step.skip(words);
      }
    };
  }
}
