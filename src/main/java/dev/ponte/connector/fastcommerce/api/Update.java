package dev.ponte.connector.fastcommerce.api;

import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.DeliveryFailure;

/**
 * One record on its way to the store.
 *
 * @param delivery what it is sent for
 * @param words what it did, for the operator
 * @param course is told how far it got
 */
public record Update(Delivery delivery, UpdateRecord record, String words, Course course) {

  private static final Course UNWATCHED = new Course() {};

  public Update(Delivery delivery, UpdateRecord record, String words) {
    this(delivery, record, words, UNWATCHED);
  }

  /** What happens to a record. */
  public interface Course {

    /** The call with it is about to be made. */
    default void begins() {}

    /** It was certainly not carried out, and may be sent again. */
    default void unsent() {}

    /**
     * It was carried out.
     *
     * @param id IDProduto that the answer gives it; null when it gives none
     */
    default void done(String id) {}

    /** It was refused; gives what that means. */
    default DeliveryFailure refused(Reply reply, DeliveryFailure failure) {
      return failure;
    }
  }
}
