package dev.ponte.sandbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An order of the simulated Fastcommerce store.
 *
 * @param number Núm
 * @param header by the names of report 427; changes as the order does
 * @param items by the names of report 427
 * @param history statuses that it had, as numbers, oldest first
 * @param logs ObsLog, oldest first
 */
public record FastcommerceOrder(
    int number,
    Map<String, String> header,
    List<Map<String, String>> items,
    List<Integer> history,
    List<String> logs) {

  private static final List<String> STATUSES =
      List.of("Novo", "Cancelado", "Em aprovação", "Pendente", "Aprovado", "Liberado", "Remetido");
  private static final String FLAG = "ChangeFlagAPI";

  /** A new order that nobody has read. */
  public FastcommerceOrder(
      int number, Map<String, String> header, List<Map<String, String>> items) {
    this(
        number,
        new LinkedHashMap<>(header),
        List.copyOf(items),
        new ArrayList<>(),
        new ArrayList<>());
    this.header.put("Núm", String.valueOf(number));
    this.header.putIfAbsent(FLAG, "0");
    if (!this.header.containsKey("Status")) {
      move(5);
    }
  }

  /** 1 Novo to 7 Remetido. */
  public int status() {
    return STATUSES.indexOf(header.get("Status")) + 1;
  }

  public int flag() {
    return Integer.parseInt(header.get(FLAG));
  }

  void move(int status) {
    header.put("Status", STATUSES.get(status - 1));
    history.add(status);
  }

  /** What the shop does when an order changes in it. */
  void changed() {
    header.put(FLAG, "0");
  }

  void flag(int flag) {
    header.put(FLAG, String.valueOf(flag));
  }

  static boolean isStatus(String number) {
    return number.matches("[1-7]");
  }
}
