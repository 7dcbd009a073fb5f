package dev.ponte.connector.focco;

import dev.ponte.canonical.Address;
import dev.ponte.canonical.OrderChange;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the people at Focco are told of an order that its store has changed since. Pure. */
final class FoccoWarning {

  /** Bytes of a warning. */
  static final int MOST = 390;

  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm");

  private static final Map<String, String> NAMES =
      Map.of(
          "customer", "cliente",
          "billing", "endereço de faturamento",
          "freight", "frete",
          "payments", "pagamento",
          "charges", "descontos ou acréscimos",
          "notes", "observações");

  private FoccoWarning() {}

  /**
   * @param zone of the time in it
   */
  static String of(OrderChange change, ZoneId zone) {
    String when =
        change.at() == null ? "" : " em " + MINUTE.format(change.at().atZoneSameInstant(zone));
    String head =
        "*** ATENÇÃO: pedido %s %s na loja %s%s"
            .formatted(
                change.order().id(),
                change.cancelled() ? "CANCELADO" : "ALTERADO",
                change.source(),
                when);
    return FoccoText.cut(
        change.cancelled()
            ? head + ". Não separar nem faturar."
            : head + ". Conferir antes de faturar: " + String.join("; ", changes(change)),
        MOST);
  }

  /**
   * The observations with room for a further warning, as Focco tells them after one was written;
   * null while there is some. The warnings of an order stay whole, what is long before them is cut.
   *
   * @param notes as they stand there; null when Focco does not tell
   * @param most bytes that they have without warnings; there is room for two behind them
   */
  static String withRoom(String notes, int most) {
    if (notes == null || FoccoText.size(notes) <= most + MOST + 1) {
      return null;
    }
    return FoccoText.fit(notes.lines().toList(), most);
  }

  private static List<String> changes(OrderChange change) {
    List<String> all = new ArrayList<>();
    change.items().stream()
        .map(
            it ->
                "item %s%s: %s → %s"
                    .formatted(
                        it.code(),
                        it.name() == null ? "" : " " + it.name(),
                        it.before().stripTrailingZeros().toPlainString(),
                        it.after().stripTrailingZeros().toPlainString()))
        .forEach(all::add);
    if (change.totalBefore() == null) {
      all.add("total agora " + FoccoText.money(change.totalAfter()));
    } else if (change.totalBefore().compareTo(change.totalAfter()) != 0) {
      all.add(
          "total %s → %s"
              .formatted(
                  FoccoText.money(change.totalBefore()), FoccoText.money(change.totalAfter())));
    }
    if (change.delivery() != null) {
      all.add("entrega: " + address(change.delivery()));
    }
    change.others().stream().map(it -> NAMES.getOrDefault(it, it)).forEach(all::add);
    return all.isEmpty() ? List.of("ver na loja o que mudou") : all;
  }

  private static String address(Address it) {
    return Stream.of(
            it.receiver(),
            it.street(),
            it.number(),
            it.complement(),
            it.district(),
            it.city(),
            it.state(),
            it.postalCode())
        .filter(part -> part != null && !part.isBlank())
        .collect(Collectors.joining(", "));
  }
}
