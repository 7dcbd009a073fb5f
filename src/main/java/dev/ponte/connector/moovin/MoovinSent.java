package dev.ponte.connector.moovin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a store was told of a product last: a digest of each field, so that it stays short whatever
 * the texts are.
 *
 * @param digests by the field's name
 */
record MoovinSent(Map<String, String> digests) {

  private static final JsonMapper JSON = new JsonMapper();
  private static final TypeReference<TreeMap<String, String>> FORM = new TypeReference<>() {};
  private static final int BYTES = 8;

  static MoovinSent of(JsonNode record) {
    Map<String, String> digests = new TreeMap<>();
    record
        .fields()
        .forEachRemaining(it -> digests.put(it.getKey(), digest(it.getValue().toString())));
    return new MoovinSent(digests);
  }

  /** Reads what {@link #toString} wrote. */
  static MoovinSent parse(String progress) {
    try {
      return new MoovinSent(JSON.readValue(progress, FORM));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The progress of a product cannot be read", e);
    }
  }

  /** The names of the fields that differ from what was sent before. */
  Set<String> changed(MoovinSent before) {
    Set<String> names = new TreeSet<>(digests.keySet());
    names.addAll(before.digests.keySet());
    names.removeIf(it -> Objects.equals(digests.get(it), before.digests.get(it)));
    return names;
  }

  /** As if these fields had never been sent. */
  MoovinSent without(Set<String> names) {
    Map<String, String> others = new TreeMap<>(digests);
    others.keySet().removeAll(names);
    return new MoovinSent(others);
  }

  static String digest(String text) {
    try {
      byte[] whole =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(whole, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    try {
      return JSON.writeValueAsString(digests);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
