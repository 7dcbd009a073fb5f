package dev.ponte.connector.moovin.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Short stands for long: what is kept of texts only to see whether they changed. */
final class Digest {

  private static final int BYTES = 8;

  private Digest() {}

  /** 16 hexadecimal digits that are the same for the same text. */
  static String of(String text) {
    try {
      byte[] whole =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(whole, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Those of the fields of a record, by name. */
  static Map<String, String> ofFields(JsonNode record) {
    Map<String, String> digests = new TreeMap<>();
    record.fields().forEachRemaining(it -> digests.put(it.getKey(), of(it.getValue().toString())));
    return digests;
  }
}
