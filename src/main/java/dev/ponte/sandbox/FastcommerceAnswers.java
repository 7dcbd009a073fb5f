package dev.ponte.sandbox;

import dev.ponte.sandbox.Simulator.Answer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How the Fastcommerce simulator answers: in ISO-8859-1, telling so in the header, in the XML
 * declaration or not at all in turn, and with both spellings of its codes in turn.
 */
final class FastcommerceAnswers {

  private static final Map<Integer, String> WORDS =
      Map.ofEntries(
          Map.entry(0, "OK"),
          Map.entry(1, "Store Not Found"),
          Map.entry(2, "Invalid User"),
          Map.entry(3, "No Password"),
          Map.entry(4, "Logon Error"),
          Map.entry(6, "Too many retries. User suspended for 3 minutes"),
          Map.entry(7, "Logon Error. Next invalid logon will suspend user for 3 minutes."),
          Map.entry(8, "Invalid method"),
          Map.entry(9, "Report/Utility not found or access denied"),
          Map.entry(
              11,
              "Results page is bigger than 4Mb. Please try again, changing one or more parameters to restrict results."),
          Map.entry(12, "Invalid StoreID for this logon"),
          Map.entry(13, "StoreID not informed"),
          Map.entry(16, "XMLRecords not informed"),
          Map.entry(18, "Invalid Product(s) in XMLRecords"),
          Map.entry(19, "Invalid Order(s) in XMLRecords"),
          Map.entry(20, "Reached limit of access per hour"));

  private final AtomicInteger turns = new AtomicInteger();

  /** A record as it is echoed. */
  record Echo(Map<String, String> fields) {}

  /** An answer without records. */
  Answer code(int code) {
    return result(List.of(), code, null, null, null);
  }

  /**
   * @param intCode null for none
   * @param stats attributes of Stats as XML; null for none
   */
  Answer result(List<Echo> echoes, int code, String intCode, String intWords, String stats) {
    int turn = turns.getAndIncrement();
    String spelling = turn % 2 == 0 ? "Code" : "Cod";
    StringBuilder xml = new StringBuilder("<API>");
    for (int i = 0; i < echoes.size(); i++) {
      xml.append("<Record Num=\"%d\">".formatted(i + 1));
      echoes.get(i).fields().forEach((name, value) -> field(xml, name.toUpperCase(), value));
      xml.append("</Record>");
    }
    element(xml, "Err" + spelling, String.valueOf(code));
    element(xml, "ErrDescr", WORDS.getOrDefault(code, "Error"));
    if (intCode != null) {
      element(xml, "Int" + spelling, intCode);
      element(xml, "IntDescr", intWords);
    }
    if (stats != null) {
      xml.append("<Stats ").append(stats).append(" ElapsedSeconds=\"0,092\"/>");
    }
    return latin(xml.append("</API>").toString(), turn);
  }

  /** The document's own form, whose elements do not end. */
  Answer utility(int records) {
    return latin(
        "<API>\n  <ErrCod>0<ErrCod>\n  <ErrDescr>OK<ErrDescr>\n  <Regs>%d<Regs>\n</API>"
            .formatted(records),
        turns.getAndIncrement());
  }

  Answer report(String xml) {
    return latin(xml, turns.getAndIncrement());
  }

  static void field(StringBuilder xml, String name, String value) {
    xml.append("<Field Name=\"").append(escape(name)).append("\" Value=\"");
    xml.append(escape(value)).append("\" />");
  }

  static String escape(String text) {
    return text == null
        ? ""
        : text.replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace(">", "&gt;")
            .replace("\"", "&quot;");
  }

  private static void element(StringBuilder xml, String name, String text) {
    xml.append('<').append(name).append('>').append(escape(text));
    xml.append("</").append(name).append('>');
  }

  private static Answer latin(String xml, int turn) {
    String declared =
        turn % 3 == 1 ? "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\r\n" + xml : xml;
    String type =
        switch (turn % 3) {
          case 0 -> "text/xml; charset=iso-8859-1";
          case 1 -> "text/xml";
          default -> "text/html";
        };
    return new Answer(200, type, bytes(declared), Map.of());
  }

  /** What ISO-8859-1 does not have stands as a reference. */
  private static byte[] bytes(String xml) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(xml.length() + 64);
    xml.codePoints()
        .forEach(
            it -> {
              if (it < 256) {
                bytes.write(it);
              } else {
                bytes.writeBytes(("&#" + it + ";").getBytes(StandardCharsets.US_ASCII));
              }
            });
    return bytes.toByteArray();
  }
}
