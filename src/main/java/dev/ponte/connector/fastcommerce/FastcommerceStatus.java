package dev.ponte.connector.fastcommerce;

import java.util.List;

/** The statuses of an order: reports give the text, OrderUpdate takes the number. */
final class FastcommerceStatus {

  static final String CANCELLED = "2";
  static final String SENT = "7";

  private static final List<String> TEXTS =
      List.of("Novo", "Cancelado", "Em aprovação", "Pendente", "Aprovado", "Liberado", "Remetido");

  private FastcommerceStatus() {}

  /**
   * The number of a status that is given as number or text.
   *
   * @throws IllegalArgumentException when it is none
   */
  static String number(String status) {
    String plain = FastcommerceNames.plain(status);
    for (int i = 0; i < TEXTS.size(); i++) {
      String number = String.valueOf(i + 1);
      if (plain.equals(number) || plain.equals(FastcommerceNames.plain(TEXTS.get(i)))) {
        return number;
      }
    }
    throw new IllegalArgumentException(
        "\"%s\" is no status of Fastcommerce; there are 1 to 7: %s".formatted(status, TEXTS));
  }

  /** Whether a report's text means that the store has cancelled the order. */
  static boolean isCancelled(String text) {
    String plain = FastcommerceNames.plain(text);
    return plain.equals(FastcommerceNames.plain(TEXTS.get(1))) || plain.equals(CANCELLED);
  }
}
