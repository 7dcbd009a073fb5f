package dev.ponte.canonical;

import java.util.List;
import java.util.Locale;

/**
 * Who buys.
 *
 * @param kind person or company
 * @param document CPF (11 digits) or CNPJ (14 characters, since 2026 also letters) without
 *     punctuation, upper case; a foreign document as the store gives it; null when there is none
 * @param documentType {@code CPF}, {@code CNPJ} or the store's own word for a foreign one; null
 *     when there is no document
 * @param name full name or corporate name
 * @param tradeName a company's trade name; null when there is none
 * @param stateRegistration inscrição estadual as given, {@code ISENTO} for exempt; null when
 *     unknown
 * @param email may be an alias of the store: never an identity; null when there is none
 * @param phones as given by the store
 * @param contact name of the person who buys for a company; null when there is none
 */
public record Customer(
    Kind kind,
    String document,
    String documentType,
    String name,
    String tradeName,
    String stateRegistration,
    String email,
    List<String> phones,
    String contact) {

  public static final String CPF = "CPF";
  public static final String CNPJ = "CNPJ";

  /** PF or PJ. */
  public enum Kind {
    PERSON,
    COMPANY
  }

  public Customer {
    Require.present(kind, "customer.kind");
    Require.text(name, "customer.name");
    phones = Require.copy(phones);
    if (CPF.equals(documentType) && !document.matches("\\d{11}")) {
      throw new IllegalArgumentException("The CPF does not have 11 digits");
    }
    if (CNPJ.equals(documentType) && !document.matches("[0-9A-Z]{12}\\d{2}")) {
      throw new IllegalArgumentException(
          "The CNPJ does not have 12 letters or digits and 2 check digits");
    }
  }

  /** The document without punctuation and in upper case; null stays null, blank becomes null. */
  public static String plainDocument(String document) {
    if (document == null) {
      return null;
    }
    String plain = document.replaceAll("[^0-9A-Za-z]", "").toUpperCase(Locale.ROOT);
    return plain.isEmpty() ? null : plain;
  }
}
