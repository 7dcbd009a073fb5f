package dev.ponte.connector.fastcommerce.api;

import dev.ponte.connection.ApiAnswer;
import dev.ponte.connection.SafeXml;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What an answer with root {@code API} says. Codes stand as {@code ErrCod} or {@code ErrCode},
 * {@code IntCod} or {@code IntCode}; no attribute of {@code Stats} need be there.
 *
 * @param code 0 for success
 * @param words its description; empty without one
 * @param intCode the code of the record that was refused; null without one
 * @param intWords its description; empty without one
 * @param stats by plain attribute name
 * @param lastRecord number of the last record that is echoed; 0 without one
 * @param ids IDProduto of the records that are echoed with one, by their number
 */
public record Reply(
    String code,
    String words,
    String intCode,
    String intWords,
    Map<String, String> stats,
    int lastRecord,
    Map<Integer, String> ids) {

  private static final int MOST_TEXT = 64 << 10;
  private static final String ROOT = "api";

  /** Empty when the answer is none, or broken off before its code. */
  public static Optional<Reply> read(ApiAnswer answer) {
    try (Reader text = ReplyText.reader(answer)) {
      return parse(SafeXml.reader(text));
    } catch (XMLStreamException malformed) {
      return scan(ReplyText.head(answer));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public boolean succeeded() {
    return code.equals("0");
  }

  /** How many records were carried out before the first bad one. */
  OptionalInt valid() {
    if (stats.containsKey("valid") && stats.get("valid").matches("\\d{1,9}")) {
      return OptionalInt.of(Integer.parseInt(stats.get("valid")));
    }
    return lastRecord > 0 ? OptionalInt.of(lastRecord - 1) : OptionalInt.empty();
  }

  /** Both codes, as in {@code 19/53}. */
  String codes() {
    return intCode == null ? code : code + "/" + intCode;
  }

  /** For the operator. */
  String summary() {
    String record = intCode == null ? "" : ", %s: %s".formatted(intCode, intWords);
    return "code %s (%s)%s".formatted(code, words, record);
  }

  private static Optional<Reply> parse(XMLStreamReader xml) throws XMLStreamException {
    Map<String, String> found = new LinkedHashMap<>();
    Map<String, String> stats = new LinkedHashMap<>();
    Map<Integer, String> ids = new HashMap<>();
    int last = 0;
    xml.nextTag();
    if (!Names.plain(xml.getLocalName()).equals(ROOT)) {
      return Optional.empty();
    }
    while (xml.hasNext()) {
      if (xml.next() != XMLStreamConstants.START_ELEMENT) {
        continue;
      }
      String name = Names.plain(xml.getLocalName());
      switch (name) {
        case "record" -> last = number(xml, last + 1);
        case "stats" -> attributes(xml, stats);
        case "field" -> id(xml, last, ids);
        default -> found.put(key(name), xml.getElementText().strip());
      }
    }
    return reply(found, stats, last, ids);
  }

  /** The document prints an answer whose elements do not end. */
  private static Optional<Reply> scan(String text) {
    String head = text.length() > MOST_TEXT ? text.substring(0, MOST_TEXT) : text;
    if (!head.stripLeading().toLowerCase(java.util.Locale.ROOT).startsWith("<" + ROOT)) {
      return Optional.empty();
    }
    Map<String, String> found = new LinkedHashMap<>();
    Matcher matcher =
        Pattern.compile("(?i)<((?:Err|Int)(?:Code|Cod|Descr)|Regs)>\\s*([^<]*)").matcher(head);
    while (matcher.find()) {
      found.putIfAbsent(key(Names.plain(matcher.group(1))), matcher.group(2).strip());
    }
    return reply(found, Map.of(), 0, Map.of());
  }

  private static Optional<Reply> reply(
      Map<String, String> found, Map<String, String> stats, int last, Map<Integer, String> ids) {
    String code = found.get("errcode");
    if (code == null || !code.matches("\\d{1,9}")) {
      return Optional.empty();
    }
    String internal = found.get("intcode");
    return Optional.of(
        new Reply(
            String.valueOf(Integer.parseInt(code)),
            found.getOrDefault("errdescr", ""),
            internal == null || internal.isEmpty() ? null : internal,
            found.getOrDefault("intdescr", ""),
            Map.copyOf(stats),
            last,
            Map.copyOf(ids)));
  }

  private static String key(String name) {
    return name.endsWith("cod") ? name + "e" : name;
  }

  private static void id(XMLStreamReader xml, int record, Map<Integer, String> into) {
    Map<String, String> field = new HashMap<>();
    attributes(xml, field);
    String id = field.getOrDefault("value", "").strip();
    if (Names.plain(field.get("name")).equals("idproduto") && !id.isEmpty()) {
      into.put(record, id);
    }
  }

  private static int number(XMLStreamReader xml, int otherwise) {
    String number = xml.getAttributeValue(null, "Num");
    return number != null && number.matches("\\d{1,9}") ? Integer.parseInt(number) : otherwise;
  }

  private static void attributes(XMLStreamReader xml, Map<String, String> into) {
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      into.put(Names.plain(xml.getAttributeLocalName(i)), xml.getAttributeValue(i));
    }
  }
}
