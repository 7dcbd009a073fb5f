package dev.ponte.delivery;

import java.time.OffsetDateTime;

/** What is known of invoices and of those who issue them. */
public interface FiscalDocuments {

  /** What became of an invoice that was cancelled. */
  enum Cancelled {
    /** It never came here; if it comes, it is not taken. */
    UNKNOWN,
    /** It was not sent, and is not any more; or all was done before. */
    STOPPED,
    /** It is in a store, so a person was told. */
    TOLD,
    /** It is just being sent; ask again in a moment. */
    BUSY
  }

  /** Whether invoices of this emitter, or of another branch of it, were surely ours before. */
  boolean isOurs(String emitter);

  /**
   * An invoice was cancelled by its emitter: where it was not sent yet it is not sent any more, and
   * where it was a person is told. May be called again.
   *
   * @param accessKey of the invoice
   * @param at when it was cancelled
   * @param reason the emitter's words; null when there are none
   */
  Cancelled cancel(String accessKey, OffsetDateTime at, String reason);
}
