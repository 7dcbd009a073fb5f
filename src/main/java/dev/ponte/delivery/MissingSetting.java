package dev.ponte.delivery;

/**
 * A record cannot be sent before a setting is there that not all records need. It waits, and so do
 * others like it; nothing else does.
 */
public final class MissingSetting extends IllegalArgumentException {

  private final String key;

  /**
   * @param key the whole name of the setting
   * @param message one sentence that names it too
   */
  public MissingSetting(String key, String message) {
    super(message);
    this.key = key;
  }

  public String key() {
    return key;
  }

  /** The failure of a delivery for this reason. */
  public DeliveryFailure failure(String message) {
    return new DeliveryFailure(FailureClass.UNCONFIGURED, message, key, null, this);
  }
}
