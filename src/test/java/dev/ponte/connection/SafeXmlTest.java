package dev.ponte.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafeXmlTest {

  @TempDir private Path folder;

  @Test
  void a_file_of_the_host_is_never_read() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "s3cret");
    String xml = "<!DOCTYPE a [<!ENTITY x SYSTEM \"%s\">]><a>&x;</a>".formatted(secret.toUri());

    assertThatThrownBy(() -> text(xml)).isInstanceOf(XMLStreamException.class);
    assertThatThrownBy(() -> SafeXml.mapper().readTree(xml)).isNotNull();
  }

  @Test
  void entities_that_grow_without_end_are_refused() {
    String xml = "<!DOCTYPE a [<!ENTITY x \"ha\"><!ENTITY y \"&x;&x;\">]><a>&y;</a>";

    assertThatThrownBy(() -> text(xml)).isInstanceOf(XMLStreamException.class);
  }

  @Test
  void the_entities_of_xml_itself_and_characters_by_number_are_read() throws Exception {
    assertThat(text("<a>&lt;&amp;&#8211;</a>")).isEqualTo("<&–");
  }

  private static String text(String xml) throws XMLStreamException {
    XMLStreamReader reader = SafeXml.reader(new StringReader(xml));
    StringBuilder text = new StringBuilder();
    while (reader.hasNext()) {
      if (reader.next() == XMLStreamConstants.CHARACTERS) {
        text.append(reader.getText());
      }
    }
    return text.toString();
  }
}
