package dev.ponte.connector.fastcommerce.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ponte.delivery.Delivery;
import dev.ponte.sink.Told;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a store was told of a key, in the form that it has always been written in. */
final class ToldFields implements Told.Form {

  /** It was made by us, and not for sale. */
  static final String NOT_FOR_SALE = "~not-for-sale";

  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /**
   * @param inserting {@link Told#MAKING}; null for none
   */
  private record Written(Map<String, String> fields, String inserting) {}

  private ToldFields() {}

  static Told of(Delivery delivery) {
    return Told.of(delivery, new ToldFields());
  }

  @Override
  public Map<String, String> read(String progress) {
    try {
      Written written = JSON.readValue(progress, Written.class);
      Map<String, String> fields = new LinkedHashMap<>();
      if (written.fields() != null) {
        fields.putAll(written.fields());
      }
      if (written.inserting() != null) {
        fields.put(Told.MAKING, written.inserting());
      }
      return fields;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The progress kept for the delivery cannot be read", e);
    }
  }

  @Override
  public String write(Map<String, String> fields) {
    Map<String, String> others = new LinkedHashMap<>(fields);
    String inserting = others.remove(Told.MAKING);
    try {
      return JSON.writeValueAsString(new Written(others, inserting));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
