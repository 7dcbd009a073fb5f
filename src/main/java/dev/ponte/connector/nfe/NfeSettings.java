package dev.ponte.connector.nfe;

import dev.ponte.canonical.Customer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is said of NF-e files under {@code ponte.connections.<name>}.
 *
 * @param emitters CNPJ of those whose NF-e count, of 14 characters, or the first 8 for all
 *     branches; empty when Ponte shall learn from those that are surely of its orders
 * @param recipients documents to which NF-e are issued for buyers whom the ERP does not know
 * @param saleCfops further CFOP that are sales, such as {@code 5949}
 * @param total which total is the invoice's: {@code vNF} or {@code vNFTot}
 */
record NfeSettings(
    List<String> emitters, List<String> recipients, List<String> saleCfops, Total total) {

  static final NfeSettings NONE = new NfeSettings(null, null, null, null);

  private static final int ROOT = 8;

  /** The elements are called so. */
  enum Total {
    V_NF,
    V_NF_TOT
  }

  NfeSettings {
    emitters = plain(emitters, "emitters", "[0-9A-Z]{8}|[0-9A-Z]{12}\\d{2}|\\d{11}");
    recipients = plain(recipients, "recipients", "[0-9A-Z]{12}\\d{2}|\\d{11}");
    saleCfops = plain(saleCfops, "sale-cfops", "\\d{4}");
    total = total == null ? Total.V_NF : total;
  }

  /** Whether anybody has said whose NF-e count. */
  boolean knowsEmitters() {
    return !emitters.isEmpty();
  }

  /** Whether documents of this one count, as far as it was said. */
  boolean isEmitter(String document) {
    return document != null
        && emitters.stream()
            .anyMatch(it -> it.length() == ROOT ? document.startsWith(it) : document.equals(it));
  }

  /** Whether a document stands for buyers whom the ERP does not know. */
  boolean isStandIn(String document) {
    return document != null && recipients.contains(document);
  }

  NfeSettings and(Set<String> standIns) {
    Set<String> all = new LinkedHashSet<>(recipients);
    all.addAll(standIns);
    return new NfeSettings(emitters, List.copyOf(all), saleCfops, total);
  }

  private static List<String> plain(List<String> given, String key, String form) {
    if (given == null) {
      return List.of();
    }
    return given.stream()
        .map(Customer::plainDocument)
        .filter(java.util.Objects::nonNull)
        .map(it -> formed(it, key, form))
        .toList();
  }

  private static String formed(String text, String key, String form) {
    if (!text.matches(form)) {
      throw new IllegalArgumentException(
          "%s has %s, which cannot be one; write it between quotes".formatted(key, text));
    }
    return text;
  }
}
