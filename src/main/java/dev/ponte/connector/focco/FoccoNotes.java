package dev.ponte.connector.focco;

import dev.ponte.canonical.Address;
import dev.ponte.canonical.Freight;
import dev.ponte.canonical.Line;
import dev.ponte.canonical.Order;
import dev.ponte.canonical.Payment;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The observations of an order in Focco: what its API has no field for, in words for people. */
final class FoccoNotes {

  private FoccoNotes() {}

  /** For the order: store, delivery address, what the customer wrote, how it was paid. */
  static String forOrder(Order order) {
    List<String> lines = new ArrayList<>();
    lines.add("Pedido %s (%s)".formatted(order.id(), order.source()));
    if (order.marketplace() != null) {
      lines.add(
          joined(" ", "Marketplace", order.marketplace().name(), order.marketplace().orderId()));
    }
    lines.add(
        joined(
            ", ",
            "Cliente: " + order.customer().name(),
            order.customer().document(),
            order.customer().stateRegistration() == null
                ? null
                : "IE " + order.customer().stateRegistration(),
            String.join(" / ", order.customer().phones()),
            order.customer().email()));
    if (order.delivery() != null) {
      lines.add((order.delivery().pickup() ? "Retira: " : "Entrega: ") + address(order.delivery()));
    }
    if (order.freight() != null) {
      lines.add("Frete: " + freight(order.freight()));
    }
    order.lines().stream().map(FoccoNotes::line).filter(Objects::nonNull).forEach(lines::add);
    order.payments().stream().map(FoccoNotes::payment).forEach(lines::add);
    if (order.notes() != null) {
      lines.add("Observações: " + order.notes());
    }
    order.extras().forEach((name, value) -> lines.add(name + ": " + value));
    return String.join("\n", lines);
  }

  /** For the invoice: the store's number only. */
  static String forInvoice(Order order) {
    return "Pedido " + order.id();
  }

  private static String address(Address it) {
    return joined(
        ", ",
        it.receiver(),
        it.street(),
        it.number(),
        it.complement(),
        it.district(),
        it.city(),
        it.state(),
        it.postalCode() == null ? null : "CEP " + it.postalCode(),
        it.reference());
  }

  private static String freight(Freight it) {
    String window =
        it.windowStart() == null
            ? null
            : "janela %s a %s".formatted(it.windowStart(), it.windowEnd());
    return joined(", ", it.service(), it.carrier(), it.estimate(), window, it.warehouse());
  }

  /** Null when a line says no more than its fields. */
  private static String line(Line line) {
    String components =
        line.components().stream()
            .map(it -> joined(" ", it.quantity().toPlainString() + "x", it.sku(), it.name()))
            .collect(Collectors.joining("; "));
    String attachments =
        line.attachments().entrySet().stream()
            .map(it -> it.getKey() + ": " + it.getValue())
            .sorted()
            .collect(Collectors.joining("; "));
    String more =
        joined(
            ", ",
            line.gift() ? "brinde" : null,
            attachments.isEmpty() ? null : attachments,
            components.isEmpty() ? null : "kit: " + components);
    return more.isEmpty() ? null : "Item %s: %s".formatted(line.sku(), more);
  }

  private static String payment(Payment it) {
    return joined(
        ", ",
        "Pagamento: " + it.method(),
        it.installments() + "x",
        "R$ " + it.value().toPlainString(),
        it.nsu() == null ? null : "NSU " + it.nsu(),
        it.tid() == null ? null : "TID " + it.tid());
  }

  private static String joined(String separator, String... parts) {
    return Stream.of(parts)
        .filter(it -> it != null && !it.isBlank())
        .collect(Collectors.joining(separator));
  }
}
