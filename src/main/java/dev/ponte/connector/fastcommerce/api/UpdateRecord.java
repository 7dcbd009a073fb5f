package dev.ponte.connector.fastcommerce.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One record to be written, its fields in order. What ISO-8859-1 does not have goes as a numeric
 * reference.
 */
public record UpdateRecord(Map<String, String> fields) {

  public UpdateRecord {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** The value of XMLRecords. */
  static String document(Collection<UpdateRecord> records) {
    return records.stream()
        .map(UpdateRecord::xml)
        .collect(Collectors.joining("", "<Records>", "</Records>"));
  }

  String xml() {
    StringBuilder xml = new StringBuilder("<Record>");
    fields.forEach(
        (name, value) ->
            xml.append("<Field Name=\"")
                .append(name)
                .append("\" Value=\"")
                .append(escaped(value))
                .append("\"/>"));
    return xml.append("</Record>").toString();
  }

  /** Bytes that it takes in the form. */
  int encodedLength() {
    return URLEncoder.encode(xml(), StandardCharsets.ISO_8859_1).length();
  }

  private static String escaped(String value) {
    StringBuilder xml = new StringBuilder(value.length() + 16);
    value.codePoints().forEach(it -> append(xml, it));
    return xml.toString();
  }

  private static void append(StringBuilder xml, int character) {
    switch (character) {
      case '&' -> xml.append("&amp;");
      case '<' -> xml.append("&lt;");
      case '>' -> xml.append("&gt;");
      case '"' -> xml.append("&quot;");
      case '\t', '\n', '\r' -> reference(xml, character);
      default -> {
        if (isPlain(character)) {
          xml.append((char) character);
        } else if (isXml(character)) {
          reference(xml, character);
        }
      }
    }
  }

  private static void reference(StringBuilder xml, int character) {
    xml.append("&#").append(character).append(';');
  }

  private static boolean isPlain(int character) {
    return character >= ' ' && character < 0x7f || character >= 0xa0 && character <= 0xff;
  }

  /** XML has no control characters and no halves of pairs, not even as references. */
  private static boolean isXml(int character) {
    return character > 0x9f
        && !(character >= 0xd800 && character <= 0xdfff)
        && character != 0xfffe
        && character != 0xffff;
  }
}
