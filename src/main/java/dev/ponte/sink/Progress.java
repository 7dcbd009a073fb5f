package dev.ponte.sink;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.ponte.delivery.Delivery;
import java.util.Optional;

/**
 * What a sink notes with a delivery, as a record of its own; instants in ISO form, what is null is
 * left out.
 *
 * @param type the record
 */
public record Progress<T>(Class<T> type) {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .serializationInclusion(JsonInclude.Include.NON_NULL)
          .build();

  /**
   * What this or an earlier delivery of the key noted; empty before the first note.
   *
   * @throws IllegalStateException when it was no such record, which is a bug
   */
  public Optional<T> of(Delivery delivery) {
    return delivery.progress().map(this::read);
  }

  /** Notes it, as {@link Delivery#checkpoint}. */
  public void checkpoint(Delivery delivery, T noted) {
    delivery.checkpoint(write(noted));
  }

  /** Notes it, as {@link Delivery#answered}. */
  public void answered(Delivery delivery, T noted) {
    delivery.answered(write(noted));
  }

  private T read(String json) {
    try {
      return JSON.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The progress of the delivery cannot be read", e);
    }
  }

  private static String write(Object noted) {
    try {
      return JSON.writeValueAsString(noted);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
