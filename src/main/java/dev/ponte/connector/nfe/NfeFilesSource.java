package dev.ponte.connector.nfe;

import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Invoice;
import dev.ponte.canonical.OrderRef;
import dev.ponte.connection.TextFiles;
import dev.ponte.delivery.FiscalDocuments;
import dev.ponte.delivery.Mark;
import dev.ponte.delivery.UnmappableRecord;
import java.io.File;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Invoices from the XML files of NF-e in a folder, which is a connection of its own. */
@Component("nfeFilesSource")
public final class NfeFilesSource {

  private static final Logger LOG = LoggerFactory.getLogger(NfeFilesSource.class);
  private static final String ANY = "any";
  private static final String EVENT = "procEventoNFe";

  /** Exchange property with the folder that the file goes to. */
  private static final String FOLDER = "PonteNfeFolder";

  private static final String ASIDE = "other";

  /** Cancellation, and cancellation since another one takes its place. */
  private static final Set<String> CANCELLATIONS = Set.of("110111", "110112");

  private static final Map<String, String> EVENTS =
      Map.of(
          "110110", "letters of correction",
          "110130", "proofs of delivery",
          "110192", "proofs of delivery");

  /** Registered: with its NF-e, without it, and after the deadline. */
  private static final Set<String> REGISTERED = Set.of("135", "136", "155");

  private static final Pattern TAKEN_AT_WORD =
      Pattern.compile("(?i)pedido[ _=-]+(?<id>[^\\s].*?)\\s*\\.xml");

  private final NfeConnections connections;
  private final FiscalDocuments ledger;
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  NfeFilesSource(NfeConnections connections, FiscalDocuments ledger) {
    this.connections = connections;
    this.ledger = ledger;
  }

  /**
   * Reads the file in the body and leaves its canonical invoice as JSON in the body, or nothing
   * when the file is no invoice and needs nobody. Beside a mapping failure the body is the whole
   * text of the file.
   *
   * @param connection whose settings count
   * @param source name of the messages' source
   * @param store the connection that the orders belong to; {@code any} when the ledger shall find
   *     it
   * @param checkDigit {@code reject} or {@code warn}
   * @throws UnmappableRecord when the file is no authorised NF-e of an order
   * @throws IOException when the file cannot be read now; it stays where it is
   */
  public void read(
      String connection, String source, String store, String checkDigit, Exchange exchange)
      throws IOException {
    File file = exchange.getMessage().getBody(File.class);
    String name = file.getName();
    exchange.setProperty(Mark.PROPERTY, TextFiles.mark(source, Invoice.TYPE, file));
    exchange.getMessage().setBody(name);
    String xml = TextFiles.text(file);
    exchange.getMessage().setBody(xml);
    boolean strict = !checkDigit.equalsIgnoreCase("warn");
    NfeMapper mapper =
        new NfeMapper(source, ANY.equals(store) ? null : store, strict, connections.of(connection));
    try {
      NfeDocument nfe = NfeReader.read(xml);
      String aside = nfe.root().equals(EVENT) ? event(nfe) : harmless(nfe, mapper.settings());
      if (aside == null) {
        exchange.getMessage().setBody(Canonical.write(invoice(mapper, nfe, name, xml)));
      } else {
        putAside(exchange, source, name, aside);
      }
    } catch (XMLStreamException e) {
      throw unmappable(name, "is no XML that can be read: " + firstLine(e), e);
    } catch (IllegalArgumentException e) {
      throw unmappable(name, e.getMessage(), e);
    }
  }

  /** A person who names the file after the order knows whose it is. */
  private static Invoice invoice(NfeMapper mapper, NfeDocument nfe, String name, String xml) {
    Matcher said = TAKEN_AT_WORD.matcher(name);
    return said.matches()
        ? mapper.toInvoice(nfe, xml, new OrderRef(mapper.store(), said.group("id")))
        : mapper.toInvoice(nfe, xml);
  }

  /** What is to be put aside, in the plural; null for what may be an invoice. */
  private String harmless(NfeDocument nfe, NfeSettings settings) {
    boolean ours = isOurs(nfe.document("emit"), settings);
    boolean received = !ours && isOurs(nfe.document("dest"), settings);
    return new NfeNature(nfe, settings).harmless(received).orElse(null);
  }

  private boolean isOurs(String document, NfeSettings settings) {
    return document != null
        && (settings.knowsEmitters() ? settings.isEmitter(document) : ledger.isOurs(document));
  }

  /**
   * @return what such events are called
   * @throws IOException when its invoice is just being sent
   */
  private String event(NfeDocument nfe) throws IOException {
    String type = nfe.event("tpEvento");
    if (!CANCELLATIONS.contains(String.valueOf(type))) {
      return EVENTS.getOrDefault(String.valueOf(type), "events " + type);
    }
    if ("2".equals(nfe.event("tpAmb"))) {
      return "cancellations of the test environment";
    }
    String key = nfe.event("chNFe");
    if (key == null || !REGISTERED.contains(String.valueOf(nfe.eventAnswer("cStat")))) {
      throw new IllegalArgumentException(
          "asks for the cancellation of NF-e %s, but its answer has cStat %s %s, so it is not cancelled"
              .formatted(key, nfe.eventAnswer("cStat"), nfe.eventAnswer("xMotivo")));
    }
    if (ledger.cancel(key, at(nfe), nfe.event("detEvento/xJust"))
        == FiscalDocuments.Cancelled.BUSY) {
      throw new IOException(
          "NF-e %s is being sent just now, so its cancellation is read again".formatted(key));
    }
    return "cancellations";
  }

  private static OffsetDateTime at(NfeDocument nfe) {
    String text = nfe.event("dhEvento");
    try {
      return text == null ? null : OffsetDateTime.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "has the dhEvento %s, which is no date".formatted(text), e);
    }
  }

  private void putAside(Exchange exchange, String source, String name, String what) {
    exchange.setProperty(FOLDER, ASIDE);
    if (told.add(source + " " + what)) {
      LOG.info(
          "{} are no invoices of orders and go to the folder {}, from now on without a line: {} is the first of {}",
          what,
          ASIDE,
          name,
          source);
    } else {
      LOG.debug("{} of {} is put aside as one of the {}", name, source, what);
    }
  }

  private static UnmappableRecord unmappable(String name, String what, Exception cause) {
    return new UnmappableRecord(
        "File %s %s; it is in the folder of failed files, correct it and put it back"
            .formatted(name, what),
        cause);
  }

  private static String firstLine(XMLStreamException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
