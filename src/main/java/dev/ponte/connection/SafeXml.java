package dev.ponte.connection;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import com.fasterxml.jackson.dataformat.xml.XmlFactory;
import com.fasterxml.jackson.dataformat.xml.XmlMapper;
import java.io.InputStream;
import java.io.Reader;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * How XML of others is read: no document types, no entities but the five of XML itself, no value
 * and no depth without end.
 */
public final class SafeXml {

  private static final int MOST_TEXT = 8 << 20;
  private static final int MOST_DEPTH = 200;

  private static final WstxInputFactory FACTORY = factory();
  private static final XmlMapper MAPPER = XmlMapper.builder(new XmlFactory(FACTORY)).build();

  private SafeXml() {}

  /** Reads bytes by their XML declaration, as UTF-8 without one. */
  public static XMLStreamReader reader(InputStream bytes) throws XMLStreamException {
    return FACTORY.createXMLStreamReader(bytes);
  }

  /** Reads text whose encoding is settled; what its XML declaration says of it does not count. */
  public static XMLStreamReader reader(Reader text) throws XMLStreamException {
    return FACTORY.createXMLStreamReader(text);
  }

  /** Jackson on the same rules. */
  public static XmlMapper mapper() {
    return MAPPER;
  }

  private static WstxInputFactory factory() {
    WstxInputFactory factory = new WstxInputFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    factory.setProperty(WstxInputProperties.P_MAX_TEXT_LENGTH, MOST_TEXT);
    factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, MOST_DEPTH);
    return factory;
  }
}
