package dev.ponte.canonical;

import java.util.Locale;

/**
 * The document of a buyer, told by its digits: a store's label, or its flag for companies, may be
 * wrong, digits that check are not.
 *
 * @param number without punctuation when it is a CPF or CNPJ, else as given; null when there is
 *     none
 * @param type {@link Customer#CPF}, {@link Customer#CNPJ} or the store's word for a foreign one;
 *     null when there is no document
 */
public record TaxDocument(String number, String type) {

  private static final int CPF = 11;
  private static final int CNPJ = 14;
  private static final int HIGHEST_CNPJ_WEIGHT = 9;

  /**
   * A document of a Brazilian buyer.
   *
   * @param given null, blank or zeros when there is none
   * @throws IllegalArgumentException in a sentence, when it can be neither
   */
  public static TaxDocument brazilian(String given) {
    String plain = Customer.plainDocument(given);
    if (plain == null || plain.matches("0+")) {
      return new TaxDocument(null, null);
    }
    String number = recognised(plain);
    if (number == null) {
      throw new IllegalArgumentException(
          "the buyer's document has %d characters, but a CPF has 11 digits and a CNPJ 14 characters; correct it in the store, or enter the order in the ERP by hand"
              .formatted(plain.length()));
    }
    return new TaxDocument(number, number.length() == CPF ? Customer.CPF : Customer.CNPJ);
  }

  /** A document of another country, as the store gives it. */
  public static TaxDocument foreign(String given, String type) {
    return given == null || given.isBlank()
        ? new TaxDocument(null, null)
        : new TaxDocument(given, type);
  }

  /**
   * The CPF or CNPJ that the text stands for: as it is when its length is right; with zeros that a
   * number has lost, or with the check digits that a marketplace leaves out, when these make it a
   * right one; null otherwise.
   *
   * @param plain without punctuation
   */
  public static String recognised(String plain) {
    if (plain.matches("\\d{11}") || plain.matches("[0-9A-Z]{12}\\d{2}")) {
      return plain;
    }
    if (plain.matches("\\d{8,13}")) {
      String cpf = plain.length() < CPF ? zeros(plain, CPF) : "";
      String cnpj = zeros(plain, CNPJ);
      if (isCpf(cpf)) {
        return cpf;
      }
      if (isCnpj(cnpj)) {
        return cnpj;
      }
    }
    return plain.matches("[0-9A-Z]{8}00\\d{2}") ? checked(plain, HIGHEST_CNPJ_WEIGHT) : null;
  }

  public boolean isCompany() {
    return Customer.CNPJ.equals(type);
  }

  public boolean isPerson() {
    return Customer.CPF.equals(type);
  }

  /**
   * What the store's label says, when the digits say otherwise; null when they agree.
   *
   * @param label such as {@code cpf} or {@code PJ}; null when there is none
   */
  public String against(String label) {
    String said = label == null ? "" : label.toUpperCase(Locale.ROOT);
    boolean wrong =
        isCompany() && (said.equals(Customer.CPF) || said.equals("PF"))
            || isPerson() && (said.equals(Customer.CNPJ) || said.equals("PJ"));
    return wrong ? "%s na loja, %s pelos dígitos".formatted(label, type) : null;
  }

  private static boolean isCpf(String digits) {
    return digits.matches("\\d{11}")
        && digits.chars().distinct().count() > 1
        && digits.equals(checked(digits.substring(0, CPF - 2), CPF));
  }

  private static boolean isCnpj(String signs) {
    return signs.chars().distinct().count() > 1
        && signs.equals(checked(signs.substring(0, CNPJ - 2), HIGHEST_CNPJ_WEIGHT));
  }

  private static String checked(String root, int highestWeight) {
    String once = root + checkDigit(root, highestWeight);
    return once + checkDigit(once, highestWeight);
  }

  /** Modulo 11 with weights 2, 3, … from the right, beginning anew after the highest. */
  private static int checkDigit(String signs, int highestWeight) {
    int sum = 0;
    int weight = 2;
    for (int i = signs.length() - 1; i >= 0; i--) {
      sum += (signs.charAt(i) - '0') * weight;
      weight = weight == highestWeight ? 2 : weight + 1;
    }
    int rest = sum % 11;
    return rest < 2 ? 0 : 11 - rest;
  }

  private static String zeros(String digits, int length) {
    return "0".repeat(Math.max(0, length - digits.length())) + digits;
  }
}
