package dev.ponte.connector.fastcommerce.api;

import java.util.List;

/** The statuses of an order: reports give the text, OrderUpdate takes the number. */
public final class StatusNumbers {

  public static final String CANCELLED = "2";
  public static final String SENT = "7";

  private static final List<String> TEXTS =
      List.of("Novo", "Cancelado", "Em aprovação", "Pendente", "Aprovado", "Liberado", "Remetido");

  private StatusNumbers() {}

  /**
   * The number of a status that is given as number or text.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static String number(String status) {
    String plain = Names.plain(status);
    for (int i = 0; i < TEXTS.size(); i++) {
      String number = String.valueOf(i + 1);
      if (plain.equals(number) || plain.equals(Names.plain(TEXTS.get(i)))) {
        return number;
      }
    }
    throw new IllegalArgumentException(
        "\"%s\" is no status of Fastcommerce; there are 1 to 7: %s".formatted(status, TEXTS));
  }

  /** Whether a report's text means that the store has cancelled the order. */
  public static boolean isCancelled(String text) {
    String plain = Names.plain(text);
    return plain.equals(Names.plain(TEXTS.get(1))) || plain.equals(CANCELLED);
  }
}
