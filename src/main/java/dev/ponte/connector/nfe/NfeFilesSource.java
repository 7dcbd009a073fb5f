package dev.ponte.connector.nfe;

import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Invoice;
import dev.ponte.delivery.Mark;
import dev.ponte.delivery.UnmappableRecord;
import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** The Java half of the Kamelet {@code nfe-files-source}. */
@Component("nfeFilesSource")
public final class NfeFilesSource {

  /** An NF-e may have 500 kB; what is far beyond is none. */
  private static final int MOST_BYTES = 4 << 20;

  private static final String ANY = "any";
  private static final int HEAD = 200;
  private static final int MOST_NAME = 200;
  private static final Pattern ENCODING =
      Pattern.compile("^<\\?xml[^>]*?encoding\\s*=\\s*[\"']([A-Za-z0-9._-]+)[\"']");

  /**
   * Reads the file in the body and leaves its canonical invoice as JSON in the body. Beside a
   * mapping failure the body is the whole text of the file.
   *
   * @param source name of the messages' source
   * @param store the connection that the orders belong to; {@code any} when the ledger shall find
   *     it
   * @param checkDigit {@code reject} or {@code warn}
   * @throws UnmappableRecord when the file is no authorised NF-e of an order
   * @throws IOException when the file cannot be read; it stays where it is
   */
  public void read(String source, String store, String checkDigit, Exchange exchange)
      throws IOException {
    File file = exchange.getMessage().getBody(File.class);
    String name = file.getName();
    exchange.setProperty(Mark.PROPERTY, mark(source, file));
    if (file.length() > MOST_BYTES) {
      exchange.getMessage().setBody(name);
      throw unmappable(name, "has %d bytes, which no NF-e has".formatted(file.length()), null);
    }
    byte[] bytes = Files.readAllBytes(file.toPath());
    String xml = text(bytes);
    exchange.getMessage().setBody(xml);
    boolean strict = !checkDigit.equalsIgnoreCase("warn");
    NfeMapper mapper = new NfeMapper(source, ANY.equals(store) ? null : store, strict);
    exchange.getMessage().setBody(Canonical.write(invoice(mapper, name, bytes, xml)));
  }

  private static Invoice invoice(NfeMapper mapper, String name, byte[] bytes, String xml) {
    try {
      return mapper.toInvoice(NfeReader.read(bytes), xml);
    } catch (XMLStreamException e) {
      throw unmappable(name, "is no XML that can be read: " + firstLine(e), e);
    } catch (IllegalArgumentException e) {
      throw unmappable(name, e.getMessage(), e);
    }
  }

  private static UnmappableRecord unmappable(String name, String what, Exception cause) {
    return new UnmappableRecord(
        "File %s %s; it is in the folder of failed files, correct it and put it back"
            .formatted(name, what),
        cause);
  }

  private static Mark mark(String source, File file) {
    String name = file.getName();
    String key = name.length() > MOST_NAME ? name.substring(0, MOST_NAME) : name;
    return new Mark(source, Invoice.TYPE, key, file.length() + "@" + file.lastModified());
  }

  /** The text as its XML declaration says, UTF-8 without one. */
  private static String text(byte[] bytes) {
    String head = new String(bytes, 0, Math.min(bytes.length, HEAD), StandardCharsets.ISO_8859_1);
    Matcher declared = ENCODING.matcher(head);
    Charset charset = StandardCharsets.UTF_8;
    if (declared.find() && Charset.isSupported(declared.group(1))) {
      charset = Charset.forName(declared.group(1));
    }
    String text = new String(bytes, charset);
    return text.startsWith("\uFEFF") ? text.substring(1) : text.replace('\0', '\uFFFD');
  }

  private static String firstLine(XMLStreamException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
