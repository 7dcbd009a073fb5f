package dev.ponte.canonical;

/** The access key (chave de acesso) of an NF-e: 43 characters and a check digit, modulo 11. */
public final class AccessKey {

  private static final int LENGTH = 44;
  private static final int SERIES_AT = 22;
  private static final int NUMBER_AT = 25;
  private static final int NUMBER_END = 34;

  private AccessKey() {}

  /**
   * Refuses a key that cannot be one.
   *
   * @throws IllegalArgumentException with the reason
   */
  public static void check(String key) {
    if (key.length() != LENGTH || !key.matches("[0-9]{6}[0-9A-Z]{12}[0-9]{26}")) {
      throw new IllegalArgumentException(
          "The NF-e access key %s does not have 44 digits".formatted(key));
    }
    if (digit(key) != key.charAt(LENGTH - 1) - '0') {
      throw new IllegalArgumentException(
          "The NF-e access key %s has a wrong check digit, it should be %d; correct it at its source"
              .formatted(key, digit(key)));
    }
  }

  /** The series in the key, without leading zeros. */
  public static String series(String key) {
    return plain(key.substring(SERIES_AT, NUMBER_AT));
  }

  /** The invoice's number in the key, without leading zeros. */
  public static String number(String key) {
    return plain(key.substring(NUMBER_AT, NUMBER_END));
  }

  /** A letter of an alphanumeric CNPJ counts as its ASCII code less 48, as a digit does. */
  private static int digit(String key) {
    int sum = 0;
    int weight = 2;
    for (int i = LENGTH - 2; i >= 0; i--) {
      sum += (key.charAt(i) - '0') * weight;
      weight = weight == 9 ? 2 : weight + 1;
    }
    int rest = sum % 11;
    return rest < 2 ? 0 : 11 - rest;
  }

  private static String plain(String digits) {
    return digits.replaceFirst("^0+(?=.)", "");
  }
}
