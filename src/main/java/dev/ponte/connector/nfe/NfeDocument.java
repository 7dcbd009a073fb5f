package dev.ponte.connector.nfe;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is read of a fiscal document, as texts.
 *
 * @param root name of the root element
 * @param id attribute {@code Id} of {@code infNFe}; null when missing
 * @param fields leaf elements by their path below the root, such as {@code NFe/infNFe/ide/nNF}; the
 *     first of several, and without those of items
 * @param items leaf elements of each {@code det/prod} by their name, in order
 * @param notes {@code obsCont}: its texts, each behind the name that {@code xCampo} gives it
 * @param references access keys of the NF-e that it refers to
 */
record NfeDocument(
    String root,
    String id,
    Map<String, String> fields,
    List<Map<String, String>> items,
    List<Note> notes,
    List<String> references) {

  private static final String INVOICE = "NFe/infNFe/";
  private static final String PROTOCOL = "protNFe/infProt/";

  /** A free text with a name. */
  record Note(String name, String text) {}

  /** A field of the invoice itself, such as {@code ide/nNF}; null when missing or empty. */
  String field(String path) {
    return fields.get(INVOICE + path);
  }

  /** A field of the authorisation, such as {@code cStat}; null when missing or empty. */
  String protocol(String name) {
    return fields.get(PROTOCOL + name);
  }

  /** A field of an event, such as {@code tpEvento}; null when missing or empty. */
  String event(String path) {
    return fields.get("evento/infEvento/" + path);
  }

  /** A field of the answer to an event, such as {@code cStat}; null when missing or empty. */
  String eventAnswer(String path) {
    return fields.get("retEvento/infEvento/" + path);
  }

  /** CNPJ or CPF of a party, {@code emit} or {@code dest}; null when it has none. */
  String document(String party) {
    String company = field(party + "/CNPJ");
    return company == null ? field(party + "/CPF") : company;
  }

  Set<String> cfops() {
    Set<String> all = new TreeSet<>();
    items.stream().map(it -> it.get("CFOP")).filter(java.util.Objects::nonNull).forEach(all::add);
    return all;
  }
}
