package dev.ponte.connector.nfe;

import dev.ponte.connection.SafeXml;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads the text of a file as an {@link NfeDocument}; namespaces do not count. */
final class NfeReader {

  private static final String ITEM = "NFe/infNFe/det/prod/";
  private static final String INFO = "NFe/infNFe";
  private static final String NOTE = "NFe/infNFe/infAdic/obsCont";
  private static final String REFERENCE = "NFe/infNFe/ide/NFref/refNFe";

  private final Deque<String> path = new ArrayDeque<>();
  private final Map<String, String> fields = new HashMap<>();
  private final List<Map<String, String>> items = new ArrayList<>();
  private final List<NfeDocument.Note> notes = new ArrayList<>();
  private final List<String> references = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private String note;
  private String root;
  private String id;

  private NfeReader() {}

  /**
   * @throws XMLStreamException when it is no well-formed XML, or one that we do not read
   */
  static NfeDocument read(String text) throws XMLStreamException {
    return new NfeReader().document(text);
  }

  private NfeDocument document(String whole) throws XMLStreamException {
    XMLStreamReader xml = SafeXml.reader(new StringReader(whole));
    try {
      while (xml.hasNext()) {
        switch (xml.next()) {
          case XMLStreamConstants.START_ELEMENT -> begin(xml);
          case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
              text.append(xml.getText());
          case XMLStreamConstants.END_ELEMENT -> end();
          case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
              throw new XMLStreamException("it has a document type or entities of its own");
          default -> {}
        }
      }
    } finally {
      xml.close();
    }
    return new NfeDocument(root, id, fields, items, notes, references);
  }

  private void begin(XMLStreamReader xml) {
    text.setLength(0);
    if (root == null) {
      root = xml.getLocalName();
      return;
    }
    path.addLast(xml.getLocalName());
    String here = String.join("/", path);
    if (here.equals(INFO)) {
      id = xml.getAttributeValue(null, "Id");
    }
    if (here.equals(NOTE)) {
      note = xml.getAttributeValue(null, "xCampo");
    }
    if ((here + "/").equals(ITEM)) {
      items.add(new HashMap<>());
    }
  }

  private void end() {
    String here = String.join("/", path);
    String value = text.toString().strip();
    text.setLength(0);
    if (!value.isEmpty() && here.startsWith(ITEM)) {
      items.get(items.size() - 1).put(here.substring(ITEM.length()), value);
    } else if (!value.isEmpty()) {
      fields.putIfAbsent(here, value);
      if (here.equals(NOTE + "/xTexto")) {
        notes.add(new NfeDocument.Note(note == null ? "" : note, value));
      } else if (here.equals(REFERENCE)) {
        references.add(value);
      }
    }
    path.pollLast();
  }
}
