package dev.ponte.connector.moovin.api;

import dev.ponte.canonical.Customer;
import dev.ponte.canonical.TaxDocument;

/** CPF and CNPJ as Moovin keeps them: text, sometimes a number that has lost its zeros. */
public final class Documents {

  /** What is shorter has lost more than zeros. */
  private static final int SHORTEST = 8;

  private static final int CPF = 11;
  private static final int CNPJ = 14;

  private Documents() {}

  /**
   * Without punctuation; what the digits make certain, else filled up with zeros to the length of a
   * CPF, else of a CNPJ; null for null or blank. What is longer, shorter than eight digits, or
   * short with letters, stays as it is.
   */
  public static String padded(String document) {
    String plain = Customer.plainDocument(document);
    if (plain == null
        || !plain.matches("\\d+")
        || plain.length() < SHORTEST
        || plain.length() > CNPJ) {
      return plain;
    }
    String recognised = TaxDocument.recognised(plain);
    if (recognised != null) {
      return recognised;
    }
    int length = plain.length() <= CPF ? CPF : CNPJ;
    return "0".repeat(length - plain.length()) + plain;
  }

  public static boolean isCpf(String padded) {
    return padded != null && padded.matches("\\d{11}");
  }

  public static boolean isCnpj(String padded) {
    return padded != null && padded.matches("[0-9A-Z]{12}\\d{2}");
  }
}
