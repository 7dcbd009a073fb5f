package dev.ponte.connector.nfe;

import java.util.List;
import java.util.Map;

/**
 * What is read of an {@code nfeProc} document, as texts.
 *
 * @param root name of the root element
 * @param id attribute {@code Id} of {@code infNFe}; null when missing
 * @param fields leaf elements by their path below the root, such as {@code NFe/infNFe/ide/nNF};
 *     without those of items
 * @param items leaf elements of each {@code det/prod} by their name, in order
 */
record NfeDocument(
    String root, String id, Map<String, String> fields, List<Map<String, String>> items) {

  private static final String INVOICE = "NFe/infNFe/";
  private static final String PROTOCOL = "protNFe/infProt/";

  /** A field of the invoice itself, such as {@code ide/nNF}; null when missing or empty. */
  String field(String path) {
    return fields.get(INVOICE + path);
  }

  /** A field of the authorisation, such as {@code cStat}; null when missing or empty. */
  String protocol(String name) {
    return fields.get(PROTOCOL + name);
  }
}
