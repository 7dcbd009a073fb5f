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

  /** No fields of the store, but what is to be remembered of it. */
  private static final String NOT_FOR_SALE = "~not-for-sale";

  private static final String LINKED = "~linked";
  private static final String BEGUN = "~begun";

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
    names.removeAll(Set.of(NOT_FOR_SALE, LINKED));
    return names;
  }

  /**
   * The same with what is to be remembered.
   *
   * @param notForSale whether it was made without being for sale
   * @param linked whether the store had it before, under codes of its own
   */
  MoovinSent remembering(boolean notForSale, boolean linked) {
    Map<String, String> all = new TreeMap<>(digests);
    if (notForSale) {
      all.put(NOT_FOR_SALE, "");
    }
    if (linked) {
      all.put(LINKED, "");
    }
    return new MoovinSent(all);
  }

  /** It is about to be told for the first time. */
  static MoovinSent begun() {
    return new MoovinSent(Map.of(BEGUN, ""));
  }

  /** Whether it was to be told for the first time, and it is not known whether it was. */
  boolean isBegun() {
    return digests.containsKey(BEGUN);
  }

  /** Whether the store had it before, under codes of its own. */
  boolean isLinked() {
    return digests.containsKey(LINKED);
  }

  /** Whether it was made without being for sale. */
  boolean isNotForSale() {
    return digests.containsKey(NOT_FOR_SALE);
  }

  /** Whether the store was told the field. */
  boolean has(String name) {
    return digests.containsKey(name);
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
