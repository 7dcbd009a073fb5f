package dev.ponte.connector.fastcommerce.api;

import dev.ponte.connection.ApiAnswer;
import dev.ponte.connection.SafeXml;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * One answer of ReportView. Its rows are read from the answer while they are asked for.
 *
 * @param attributes of the element Report, by plain name
 */
public record ReportPage(ApiAnswer answer, Map<String, String> attributes) {

  /**
   * Reads the head of the report.
   *
   * @throws XMLStreamException when it is no report
   */
  public static ReportPage of(ApiAnswer answer) throws XMLStreamException {
    try (Reader text = ReplyText.reader(answer)) {
      XMLStreamReader xml = SafeXml.reader(text);
      xml.nextTag();
      Map<String, String> attributes = new LinkedHashMap<>();
      for (int i = 0; i < xml.getAttributeCount(); i++) {
        String name = Names.plain(xml.getAttributeLocalName(i));
        attributes.put(name, xml.getAttributeValue(i));
      }
      return new ReportPage(answer, attributes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The rows, read one by one. A page that breaks off fails at the row where it does. */
  public Iterator<ReportRow> rows() {
    return new ReportRows(answer);
  }

  /** How many records it says to hold; counted where it does not say. */
  public int size() {
    String said = attributes.getOrDefault("readrecords", attributes.get("records"));
    if (said != null && said.matches("\\d{1,9}")) {
      return Integer.parseInt(said);
    }
    int count = 0;
    for (Iterator<ReportRow> rows = rows(); rows.hasNext(); rows.next()) {
      count++;
    }
    return count;
  }

  /** The number N of each ParN, by the plain name of the parameter. */
  Map<String, Integer> parameters() {
    Map<String, Integer> parameters = new LinkedHashMap<>();
    for (int number = 1; number <= 8; number++) {
      String name = Names.plain(attributes.get("parname" + number));
      if (!name.isEmpty()) {
        parameters.putIfAbsent(name, number);
      }
    }
    return parameters;
  }
}
