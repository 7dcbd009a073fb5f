package dev.ponte.connector.nfe;

import dev.ponte.canonical.AccessKey;
import dev.ponte.canonical.Customer;
import dev.ponte.canonical.Fiscal;
import dev.ponte.canonical.Invoice;
import dev.ponte.canonical.OrderRef;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An authorised NF-e to a canonical invoice.
 *
 * @param source name of the messages' source
 * @param store the connection that the orders belong to; null when the ledger shall find it
 * @param strict whether a wrong check digit of the access key is refused; otherwise the invoice
 *     goes on without its key, with a warning
 * @param settings whose invoices count, and which total
 */
record NfeMapper(String source, String store, boolean strict, NfeSettings settings) {

  private static final Logger LOG = LoggerFactory.getLogger(NfeMapper.class);

  /** Authorised, and authorised after the deadline. */
  private static final Set<String> AUTHORISED = Set.of("100", "150");

  private static final String TEST = "2";
  private static final String NORMAL = "1";
  private static final String RETURN = "4";
  private static final String OUTGOING = "1";

  /**
   * @param xml the whole document, verbatim
   * @throws IllegalArgumentException in a clause about the file, when it is no invoice of an order
   */
  Invoice toInvoice(NfeDocument nfe, String xml) {
    Invoice.Kind kind = checked(nfe);
    List<Fiscal.Clue> clues = clues(nfe, kind);
    String guess = clues.isEmpty() ? nfe.references().get(0) : clues.get(0).text();
    return invoice(nfe, xml, kind, new OrderRef(store, guess), fiscal(nfe, kind, clues));
  }

  /** As {@link #toInvoice(NfeDocument, String)}, when somebody has said of which order it is. */
  Invoice toInvoice(NfeDocument nfe, String xml, OrderRef order) {
    return invoice(nfe, xml, checked(nfe), order, null);
  }

  private static Invoice.Kind checked(NfeDocument nfe) {
    requireAuthorised(nfe);
    return kind(nfe);
  }

  private Invoice invoice(
      NfeDocument nfe, String xml, Invoice.Kind kind, OrderRef order, Fiscal fiscal) {
    return new Invoice(
        source,
        order,
        kind,
        plain(needed(nfe, "ide/nNF")),
        plain(needed(nfe, "ide/serie")),
        key(nfe),
        issuedAt(nfe),
        value(nfe),
        lines(nfe),
        nfe.field("transp/transporta/xNome"),
        null,
        null,
        xml,
        null,
        fiscal,
        null);
  }

  private Fiscal fiscal(NfeDocument nfe, Invoice.Kind kind, List<Fiscal.Clue> clues) {
    String emitter = Customer.plainDocument(nfe.document("emit"));
    String recipient = Customer.plainDocument(nfe.document("dest"));
    return new Fiscal(
        emitter,
        settings.isEmitter(emitter),
        settings.isStandIn(recipient) ? null : recipient,
        clues,
        kind == Invoice.Kind.RETURN ? nfe.references() : List.of());
  }

  /** Of 2026 on IBS and CBS may be outside of {@code vNF}. */
  private BigDecimal value(NfeDocument nfe) {
    String whole = nfe.field("total/vNFTot");
    return settings.total() == NfeSettings.Total.V_NF_TOT && whole != null
        ? decimal("vNFTot", whole)
        : decimal("vNF", needed(nfe, "total/ICMSTot/vNF"));
  }

  private static void requireAuthorised(NfeDocument nfe) {
    if (!"nfeProc".equals(nfe.root()) && nfe.protocol("cStat") == null) {
      throw new IllegalArgumentException(
          "is a document %s and no nfeProc, so it does not show that the NF-e is authorised"
              .formatted(nfe.root()));
    }
    if (nfe.protocol("cStat") == null || !AUTHORISED.contains(nfe.protocol("cStat"))) {
      throw new IllegalArgumentException(
          "is not authorised: its protocol has cStat %s %s"
              .formatted(nfe.protocol("cStat"), nfe.protocol("xMotivo")));
    }
    if (TEST.equals(nfe.field("ide/tpAmb"))) {
      throw new IllegalArgumentException("is of the test environment (tpAmb 2)");
    }
  }

  private String key(NfeDocument nfe) {
    String key = nfe.id() == null ? null : nfe.id().replaceFirst("^NFe", "");
    if (key == null || !key.equals(nfe.protocol("chNFe"))) {
      throw new IllegalArgumentException(
          "is authorised for the access key %s, but its infNFe has the Id %s"
              .formatted(nfe.protocol("chNFe"), nfe.id()));
    }
    try {
      AccessKey.check(key);
      return key;
    } catch (IllegalArgumentException wrong) {
      if (strict) {
        throw new IllegalArgumentException("has a wrong key: " + wrong.getMessage(), wrong);
      }
      LOG.warn("An NF-e of {} goes on without its key: {}", source, wrong.getMessage());
      return null;
    }
  }

  private static List<Fiscal.Clue> clues(NfeDocument nfe, Invoice.Kind kind) {
    List<Fiscal.Clue> clues = NfeClues.of(nfe);
    List<String> whole =
        clues.stream().filter(Fiscal.Clue::designated).map(Fiscal.Clue::text).sorted().toList();
    if (whole.size() > 1) {
      throw new IllegalArgumentException(
          "names several orders %s, and an invoice is for one".formatted(whole));
    }
    if (clues.isEmpty() && (kind == Invoice.Kind.SALE || nfe.references().isEmpty())) {
      throw new IllegalArgumentException(
          "names no order: neither xPed nor infCpl nor obsCont is about one, so let the ERP write the store's order id into xPed, or put the file back under the name \"pedido <the store's order id>.xml\"");
    }
    return clues;
  }

  private static Invoice.Kind kind(NfeDocument nfe) {
    String purpose = nfe.field("ide/finNFe");
    if (RETURN.equals(purpose)) {
      return Invoice.Kind.RETURN;
    }
    if (OUTGOING.equals(nfe.field("ide/tpNF")) && NORMAL.equals(purpose)) {
      return Invoice.Kind.SALE;
    }
    throw new IllegalArgumentException(
        "is neither a sale nor a return (tpNF %s, finNFe %s)"
            .formatted(nfe.field("ide/tpNF"), purpose));
  }

  private static List<Invoice.Line> lines(NfeDocument nfe) {
    return nfe.items().stream().map(NfeMapper::line).toList();
  }

  private static Invoice.Line line(Map<String, String> item) {
    String price = item.get("vUnCom");
    return new Invoice.Line(
        item.get("cProd"),
        decimal("qCom", item.get("qCom")),
        price == null ? null : decimal("vUnCom", price));
  }

  private static OffsetDateTime issuedAt(NfeDocument nfe) {
    String text = needed(nfe, "ide/dhEmi");
    try {
      return OffsetDateTime.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("has the dhEmi %s, which is no date".formatted(text), e);
    }
  }

  private static String needed(NfeDocument nfe, String path) {
    String value = nfe.field(path);
    if (value == null) {
      throw new IllegalArgumentException("has no %s".formatted(path));
    }
    return value;
  }

  private static BigDecimal decimal(String name, String text) {
    try {
      return new BigDecimal(String.valueOf(text));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "has the %s %s, which is no number".formatted(name, text), e);
    }
  }

  private static String plain(String number) {
    return number.replaceFirst("^0+(?=.)", "");
  }
}
