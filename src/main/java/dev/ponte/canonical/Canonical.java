package dev.ponte.canonical;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Canonical messages as JSON, in exactly one form, and back. */
public final class Canonical {

  /** The types by name. A new canonical type is added here and nowhere else. */
  public static final Map<String, Class<? extends Message>> TYPES =
      Map.of(
          Order.TYPE, Order.class,
          OrderChange.TYPE, OrderChange.class,
          OrderStatus.TYPE, OrderStatus.class,
          Invoice.TYPE, Invoice.class,
          Shipment.TYPE, Shipment.class,
          DeliveryOutcome.TYPE, DeliveryOutcome.class,
          Product.TYPE, Product.class,
          Stock.TYPE, Stock.class,
          Price.TYPE, Price.class,
          CustomerRecord.TYPE, CustomerRecord.class);

  /** The types of which only the newest version of a key counts. */
  public static final Set<String> STATES =
      TYPES.entrySet().stream()
          .filter(it -> StateMessage.class.isAssignableFrom(it.getValue()))
          .map(Map.Entry::getKey)
          .collect(Collectors.toUnmodifiableSet());

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModules(new JavaTimeModule(), new Jdk8Module(), new PlainNumbers())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .serializationInclusion(JsonInclude.Include.NON_NULL)
          .build();

  private Canonical() {}

  /**
   * Reads a message of the type.
   *
   * @throws IllegalArgumentException in one sentence, when the type is unknown, the text is no JSON
   *     or the record refuses it
   */
  public static Message read(String type, String json) {
    Class<? extends Message> form = TYPES.get(type);
    if (form == null) {
      throw new IllegalArgumentException(
          "%s is no canonical type; there are %s".formatted(type, TYPES.keySet()));
    }
    return read(form, json);
  }

  /** Reads a message of the type, as {@link #read(String, String)}. */
  public static <M extends Message> M read(Class<M> form, String json) {
    try {
      return JSON.readValue(json, form);
    } catch (JsonMappingException e) {
      Throwable why = e.getCause() instanceof IllegalArgumentException ? e.getCause() : e;
      String words = why == e ? e.getOriginalMessage() : why.getMessage();
      throw new IllegalArgumentException(words, e);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not JSON: " + e.getOriginalMessage(), e);
    }
  }

  public static String write(Message message) {
    try {
      return JSON.writeValueAsString(message);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "Message %s of %s cannot be written".formatted(message.key(), message.source()), e);
    }
  }

  /** SHA-256 of the message's business content, as 64 hexadecimal digits. */
  public static String contentHash(Message message) {
    try {
      byte[] content = write(message.businessContent()).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** 10.50, 10.5 and 10.500 are one amount and must have one content hash. */
  private static final class PlainNumbers extends SimpleModule {
    PlainNumbers() {
      addSerializer(
          BigDecimal.class,
          new JsonSerializer<>() {
            @Override
            public void serialize(BigDecimal value, JsonGenerator out, SerializerProvider all)
                throws IOException {
              out.writeNumber(value.stripTrailingZeros());
            }
          });
    }
  }
}
