package dev.ponte.connector.fastcommerce.api;

import dev.ponte.connection.ApiAnswer;
import dev.ponte.connection.SafeXml;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import java.io.Reader;
import java.util.Iterator;
import java.util.NoSuchElementException;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The records of one answer; holds one of them at a time. */
final class ReportRows implements Iterator<ReportRow> {

  private final XMLStreamReader xml;
  private ReportRow next;

  ReportRows(ApiAnswer answer) {
    Reader text = ReplyText.reader(answer);
    try {
      xml = SafeXml.reader(text);
      next = read();
    } catch (XMLStreamException e) {
      throw broken(e);
    }
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public ReportRow next() {
    if (next == null) {
      throw new NoSuchElementException();
    }
    ReportRow row = next;
    try {
      next = read();
    } catch (XMLStreamException e) {
      throw broken(e);
    }
    return row;
  }

  private ReportRow read() throws XMLStreamException {
    ReportRow row = null;
    while (xml.hasNext()) {
      int event = xml.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        switch (Names.plain(xml.getLocalName())) {
          case "record" -> row = new ReportRow();
          case "field" -> put(row);
          default -> {}
        }
      } else if (event == XMLStreamConstants.END_ELEMENT
          && Names.plain(xml.getLocalName()).equals("record")) {
        return row;
      }
    }
    return null;
  }

  private void put(ReportRow row) {
    if (row == null) {
      return;
    }
    String name = null;
    String value = null;
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      switch (Names.plain(xml.getAttributeLocalName(i))) {
        case "name" -> name = xml.getAttributeValue(i);
        case "value" -> value = xml.getAttributeValue(i);
        default -> {}
      }
    }
    row.put(name, value);
  }

  private static DeliveryFailure broken(XMLStreamException e) {
    return new DeliveryFailure(
        FailureClass.TRANSIENT,
        "The report breaks off or is no XML at line %d; it is read again by the next poll"
            .formatted(e.getLocation() == null ? 0 : e.getLocation().getLineNumber()),
        e);
  }
}
