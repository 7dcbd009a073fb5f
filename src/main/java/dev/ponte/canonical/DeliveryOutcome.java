package dev.ponte.canonical;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * What became of a message at one target: the type {@code outcome}, for systems that must be told.
 *
 * @param source the connection that the message was read from
 * @param messageType the message's type
 * @param messageKey the message's key
 * @param origin the store of the order that the message is about; empty for none
 * @param version the message's version
 * @param target the subscriber that it was for
 * @param result how it ended
 * @param words the target's own words or the reason; null when there are none
 * @param code the target's own code; null when there is none
 * @param correlation the source's own identifier of the record; null when it gave none
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DeliveryOutcome(
    String source,
    String messageType,
    String messageKey,
    String origin,
    long version,
    String target,
    Result result,
    String words,
    String code,
    String correlation)
    implements Message {

  public static final String TYPE = "outcome";

  /** How a delivery can end. */
  public enum Result {
    DELIVERED,
    SKIPPED,
    DEAD,
    PARKED
  }

  public DeliveryOutcome {
    Require.text(source, "source");
    Require.text(messageType, "messageType");
    Require.text(messageKey, "messageKey");
    Require.text(target, "target");
    Require.present(result, "result");
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String key() {
    return String.join("/", messageType, messageKey, origin, target);
  }

  @Override
  public DeliveryOutcome businessContent() {
    return this;
  }
}
