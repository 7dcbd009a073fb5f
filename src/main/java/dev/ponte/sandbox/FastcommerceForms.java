package dev.ponte.sandbox;

import dev.ponte.sandbox.Simulator.Request;
import java.io.IOException;
import java.io.StringReader;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** How the Fastcommerce simulator reads what is sent to it. */
final class FastcommerceForms {

  private FastcommerceForms() {}

  /** Classic ASP does not tell names by case, and reads bytes as Latin-1. */
  static Map<String, String> form(Request request) {
    Map<String, String> form = new LinkedHashMap<>();
    String body = new String(request.body(), StandardCharsets.ISO_8859_1);
    for (String pair : body.split("&")) {
      String[] parts = pair.split("=", 2);
      form.put(latin(parts[0]).toLowerCase(Locale.ROOT), parts.length == 2 ? latin(parts[1]) : "");
    }
    return form;
  }

  private static String latin(String text) {
    return URLDecoder.decode(text, StandardCharsets.ISO_8859_1);
  }

  /** The fields of each record, as name and value, in their order. */
  static List<List<String[]>> records(String xml)
      throws SAXException, IOException, ParserConfigurationException {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    Element root =
        factory
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(xml)))
            .getDocumentElement();
    NodeList found = root.getElementsByTagName("Record");
    List<List<String[]>> records = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      NodeList fields = ((Element) found.item(i)).getElementsByTagName("Field");
      List<String[]> record = new ArrayList<>();
      for (int j = 0; j < fields.getLength(); j++) {
        Element field = (Element) fields.item(j);
        record.add(new String[] {field.getAttribute("Name"), field.getAttribute("Value")});
      }
      records.add(record);
    }
    return records;
  }
}
