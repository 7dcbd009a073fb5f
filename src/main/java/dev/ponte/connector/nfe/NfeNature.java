package dev.ponte.connector.nfe;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a document is when it is no invoice of a customer's order: the folders of an ERP hold all
 * that it issues and gets.
 */
final class NfeNature {

  private static final Map<String, String> OTHERS =
      Map.ofEntries(
          Map.entry("NFe", "NF-e without the protocol of its authorisation"),
          Map.entry("enviNFe", "requests for authorisation"),
          Map.entry("retEnviNFe", "receipts of SEFAZ"),
          Map.entry("retConsReciNFe", "receipts of SEFAZ"),
          Map.entry("retConsSitNFe", "receipts of SEFAZ"),
          Map.entry("evento", "events without the answer of SEFAZ"),
          Map.entry("envEvento", "events without the answer of SEFAZ"),
          Map.entry("retEvento", "receipts of SEFAZ"),
          Map.entry("retEnvEvento", "receipts of SEFAZ"),
          Map.entry("resNFe", "summaries of received NF-e"),
          Map.entry("resEvento", "summaries of events"),
          Map.entry("retDistDFeInt", "lists of received documents"),
          Map.entry("ProcInutNFe", "voided numbers"),
          Map.entry("procInutNFe", "voided numbers"),
          Map.entry("inutNFe", "voided numbers"),
          Map.entry("retInutNFe", "voided numbers"),
          Map.entry("cteProc", "CT-e"),
          Map.entry("CTe", "CT-e"),
          Map.entry("cteOSProc", "CT-e"),
          Map.entry("cteSimpProc", "CT-e"),
          Map.entry("procEventoCTe", "events of CT-e"),
          Map.entry("mdfeProc", "MDF-e"),
          Map.entry("MDFe", "MDF-e"),
          Map.entry("procEventoMDFe", "events of MDF-e"),
          Map.entry("CompNfse", "NFS-e"),
          Map.entry("NFSe", "NFS-e"),
          Map.entry("nfseProc", "NFS-e"));

  /** By {@code finNFe}; 1 is a normal one, 4 a return. */
  private static final Map<String, String> PURPOSES =
      Map.of(
          "2", "complementary NF-e",
          "3", "NF-e of adjustment",
          "5", "credit notes",
          "6", "debit notes");

  private static final Pattern NO_SALE =
      Pattern.compile(
          "(?iu).*(remessa|devolu|transfer|bonifica|brinde|doa[çc]|amostra|conserto|demonstra|retorno|comodato|consigna).*");

  private static final Pattern SALE = Pattern.compile("(?iu).*venda.*");
  private static final String ANY_OTHER = "949";
  private static final Set<String> OF_EARLIER_INVOICE = Set.of("116", "117");

  private final NfeDocument nfe;
  private final NfeSettings settings;

  NfeNature(NfeDocument nfe, NfeSettings settings) {
    this.nfe = nfe;
    this.settings = settings;
  }

  /** What such documents are called, in the plural; empty for an invoice or an unknown document. */
  Optional<String> harmless(boolean received) {
    if (!nfe.root().equals("nfeProc")) {
      return Optional.ofNullable(OTHERS.get(nfe.root()));
    }
    if (settings.knowsEmitters() && !settings.isEmitter(nfe.document("emit"))) {
      return Optional.of("NF-e of other emitters");
    }
    if (received) {
      return Optional.of("NF-e that were received");
    }
    String purpose = nfe.field("ide/finNFe");
    if (purpose != null && PURPOSES.containsKey(purpose)) {
      return Optional.of(PURPOSES.get(purpose));
    }
    boolean outgoing = !"0".equals(nfe.field("ide/tpNF"));
    if ("4".equals(purpose)) {
      return outgoing ? Optional.of("returns to suppliers") : Optional.empty();
    }
    if (!outgoing) {
      return Optional.of("NF-e of entries");
    }
    boolean cash = "65".equals(nfe.field("ide/mod"));
    if (cash && NfeClues.of(nfe).isEmpty()) {
      return Optional.of("NFC-e without an order");
    }
    return isSale() ? Optional.empty() : Optional.of("NF-e of remittances");
  }

  /**
   * @throws IllegalArgumentException in a clause, when its parts disagree
   */
  private boolean isSale() {
    String nature = nfe.field("ide/natOp");
    Set<String> cfops = nfe.cfops();
    boolean sale = cfops.isEmpty() || cfops.stream().anyMatch(it -> isSale(it, nature));
    if (sale
        && nature != null
        && NO_SALE.matcher(nature).matches()
        && !SALE.matcher(nature).matches()
        && cfops.stream().noneMatch(settings.saleCfops()::contains)) {
      throw new IllegalArgumentException(
          "has the natOp %s, but the CFOP %s of a sale".formatted(nature, cfops));
    }
    return sale;
  }

  private boolean isSale(String cfop, String nature) {
    if (settings.saleCfops().contains(cfop)) {
      return true;
    }
    if (!cfop.matches("[5-7]\\d{3}")) {
      return false;
    }
    String group = cfop.substring(1);
    if (group.equals(ANY_OTHER)) {
      return nature != null && SALE.matcher(nature).matches() && !NO_SALE.matcher(nature).matches();
    }
    if (OF_EARLIER_INVOICE.contains(group) && !nfe.references().isEmpty()) {
      return false;
    }
    int number = Integer.parseInt(group);
    return number >= 101 && number <= 127
        || number >= 401 && number <= 405
        || number >= 651 && number <= 656
        || number == 551
        || number == 922;
  }
}
