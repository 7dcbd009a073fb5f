package dev.ponte.connector.focco;

import dev.ponte.canonical.Address;
import dev.ponte.canonical.Charge;
import dev.ponte.canonical.Customer;
import dev.ponte.canonical.Freight;
import dev.ponte.canonical.Line;
import dev.ponte.canonical.Marketplace;
import dev.ponte.canonical.Order;
import dev.ponte.canonical.Payment;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The observations of an order in Focco: what its API has no field for, in words for the people
 * there, always in the same order. Pure.
 */
final class FoccoNotes {

  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm");
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy");
  private static final String BRAZIL = "BRA";

  /** Extras that have a name of their own; all others follow by the store's names. */
  private static final Map<String, String> NAMES = names();

  private static final String PICKUP_POINT = "pickupPoint";
  private static final String PARTS = "orderGroupSize";

  /** The last part of the ids of an order that was split. */
  private static final Pattern PART = Pattern.compile(".*-0*(\\d{1,2})");

  private static final Pattern CARD =
      Pattern.compile("(?<!\\d)(?:[456](?:[ -]?\\d){15}|3[ -]?[47](?:[ -]?\\d){13})(?!\\d)");

  private final Order order;
  private final ZoneId zone;
  private final List<String> lines = new ArrayList<>();

  private FoccoNotes(Order order, ZoneId zone) {
    this.order = order;
    this.zone = zone;
  }

  /**
   * For the order: everything that has no field of its own.
   *
   * @param zone of the times in it
   * @param most bytes in UTF-8; what is too long is cut, with a mark, its longest lines first
   */
  static String forOrder(Order order, ZoneId zone, int most) {
    return FoccoText.fit(new FoccoNotes(order, zone).all(), most);
  }

  /** For the invoice: the store's number only. */
  static String forInvoice(Order order) {
    return "Pedido " + order.id();
  }

  private List<String> all() {
    Map<String, String> extras = new TreeMap<>(order.extras());
    String point = extras.remove(PICKUP_POINT);
    head(extras.remove(PARTS));
    customer();
    if (order.billing() != null) {
      lines.add("Faturamento: " + address(order.billing()));
    }
    if (order.delivery() != null || point != null) {
      delivery(point);
    }
    if (order.freight() != null) {
      lines.add("Frete: " + freight(order.freight()));
    }
    add("Observações do cliente", free(order.notes()));
    NAMES.forEach((name, label) -> add(label, free(extras.remove(name))));
    order.lines().stream().map(FoccoNotes::line).filter(Objects::nonNull).forEach(lines::add);
    order.charges().stream().map(FoccoNotes::charge).forEach(lines::add);
    payments();
    extras.forEach((name, value) -> add(name, free(value)));
    return lines;
  }

  private void head(String parts) {
    String number = order.number() == null ? null : "número " + order.number();
    lines.add(joined(", ", "Pedido %s (%s)".formatted(order.id(), order.source()), number));
    if (order.group() != null && !order.group().equals(order.id())) {
      Matcher part = PART.matcher(order.id());
      lines.add(
          joined(
              ", ",
              "Compra " + order.group(),
              part.matches()
                  ? joined(" de ", "parte " + part.group(1), parts)
                  : labelled("partes: ", parts),
              paysForMore() ? "dividida em vários pedidos" : null));
    }
    add("Colocado em", time(order.createdAt()));
    Freight freight = order.freight();
    if (freight != null && freight.estimatedAt() != null) {
      add("Prometido para", DAY.format(freight.estimatedAt().atZoneSameInstant(zone)));
    }
    add("Canal", order.channel());
    Marketplace marketplace = order.marketplace();
    if (marketplace != null) {
      add("Marketplace", joined(", pedido ", marketplace.name(), marketplace.orderId()));
    }
  }

  private void customer() {
    Customer it = order.customer();
    lines.add(
        joined(
            ", ",
            "Cliente: " + it.name(),
            labelled("Fantasia ", it.tradeName()),
            it.document() == null ? null : joined(" ", it.documentType(), it.document()),
            labelled("IE ", it.stateRegistration()),
            labelled("Contato ", it.contact())));
    add("Telefones", String.join(" / ", it.phones()));
    add("E-mail", it.email());
  }

  private void delivery(String point) {
    Address it = order.delivery();
    boolean pickup = it == null || it.pickup();
    add(
        pickup ? "Retira em" : "Entrega",
        joined(
            ", ",
            point,
            it == null ? null : address(it),
            pickup && it != null ? labelled("quem retira: ", it.receiver()) : null));
  }

  /** Each part of a split order carries the payments of the whole purchase. */
  private boolean paysForMore() {
    return order.payments().stream()
            .map(Payment::value)
            .reduce(BigDecimal.ZERO, BigDecimal::add)
            .compareTo(order.total())
        > 0;
  }

  private void payments() {
    String whole =
        paysForMore()
            ? "valor de toda a compra, deste pedido " + FoccoText.money(order.total())
            : null;
    order.payments().stream().map(it -> payment(it, whole)).forEach(lines::add);
  }

  private static String payment(Payment it, String whole) {
    return joined(
        ", ",
        "Pagamento: " + it.method() + group(it),
        it.installments() + "x",
        FoccoText.money(it.value()) + (whole == null ? "" : " (" + whole + ")"),
        labelled("autorização ", it.authorization()),
        labelled("NSU ", it.nsu()),
        labelled("TID ", it.tid()),
        labelled("transação ", it.transactionId()),
        labelled("adquirente ", it.acquirer()));
  }

  private static String group(Payment it) {
    boolean more = it.group() != null && !it.group().equalsIgnoreCase(it.method());
    return more ? " (" + it.group() + ")" : "";
  }

  private static String charge(Charge it) {
    String name = it.name() == null ? it.id() : it.name();
    return "Valor adicional: %s %s".formatted(name, FoccoText.money(it.value()));
  }

  private static String address(Address it) {
    boolean abroad = it.country() != null && !it.country().equalsIgnoreCase(BRAZIL);
    return joined(
        ", ",
        it.pickup() ? null : it.receiver(),
        it.street(),
        it.number(),
        it.complement(),
        it.district(),
        it.city(),
        it.state(),
        labelled("CEP ", it.postalCode()),
        abroad ? it.country() : null,
        labelled("ref. ", it.reference()));
  }

  private String freight(Freight it) {
    String window =
        it.windowStart() == null && it.windowEnd() == null
            ? null
            : "janela %s a %s".formatted(time(it.windowStart()), time(it.windowEnd()));
    return joined(
        ", ",
        it.service(),
        it.carrier(),
        it.estimate(),
        window,
        labelled("depósito ", it.warehouse()));
  }

  /** Null for what is sold by the unit in which it is counted. */
  private static String multiple(Line line) {
    return line.unitMultiplier().compareTo(BigDecimal.ONE) == 0
        ? null
        : joined(
            " ",
            line.quantity().toPlainString() + " × " + line.unitMultiplier().toPlainString(),
            line.unit());
  }

  /** Null when a line says no more than its fields. */
  private static String line(Line line) {
    String components =
        line.components().stream()
            .map(
                it ->
                    joined(
                        " ",
                        it.quantity() == null ? null : it.quantity().toPlainString() + "x",
                        it.ref() == null ? it.sku() : it.ref(),
                        it.name()))
            .collect(Collectors.joining("; "));
    String attachments =
        line.attachments().entrySet().stream()
            .map(it -> it.getKey() + ": " + free(it.getValue()))
            .sorted()
            .collect(Collectors.joining("; "));
    String more =
        joined(
            ", ",
            multiple(line),
            line.gift() ? "brinde" : null,
            attachments.isEmpty() ? null : attachments,
            components.isEmpty() ? null : "kit: " + components);
    return more.isEmpty() ? null : "Item %s: %s".formatted(line.sku(), more);
  }

  private void add(String label, String value) {
    if (value != null && !value.isBlank()) {
      lines.add(label + ": " + value);
    }
  }

  private String time(OffsetDateTime at) {
    return at == null ? "?" : MINUTE.format(at.atZoneSameInstant(zone));
  }

  private static String labelled(String label, String value) {
    return value == null || value.isBlank() ? null : label + value;
  }

  private static String joined(String separator, String... parts) {
    return Stream.of(parts)
        .filter(it -> it != null && !it.isBlank())
        .collect(Collectors.joining(separator));
  }

  /** What somebody wrote in his own words may hold the number of a card. */
  private static String free(String words) {
    return words == null
        ? null
        : CARD.matcher(words).replaceAll(it -> isCard(it.group()) ? "****" : it.group());
  }

  private static boolean isCard(String written) {
    String digits = written.replaceAll("\\D", "");
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int doubled = i % 2 == 0 ? digit : digit * 2;
      sum += doubled > 9 ? doubled - 9 : doubled;
    }
    return sum % 10 == 0;
  }

  private static Map<String, String> names() {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("giftMessage", "Mensagem do presente");
    names.put("giftList", "Lista de presentes");
    names.put("otherServices", "Outros serviços de entrega");
    names.put("changed", "Alterado na loja");
    names.put("coupon", "Cupom");
    names.put("promotions", "Promoções");
    return names;
  }
}
