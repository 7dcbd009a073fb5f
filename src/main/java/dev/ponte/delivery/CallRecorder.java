package dev.ponte.delivery;

/** What keeps the calls that were made for it: one delivery, or a batch of them. */
public interface CallRecorder {

  /** Keeps one call for the record of this attempt. Secrets must already be redacted. */
  void trace(Delivery.Call call);
}
