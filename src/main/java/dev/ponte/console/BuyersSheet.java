package dev.ponte.console;

import dev.ponte.canonical.Address;
import dev.ponte.canonical.Customer;
import dev.ponte.ledger.UnknownBuyers.Buyer;
import dev.ponte.ledger.UnknownBuyers.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The buyers to register as lines for a spreadsheet, as those of Brazil read them. */
final class BuyersSheet {

  private static final String SEPARATOR = ";";

  /** By this spreadsheets know UTF-8. */
  private static final String MARK = "\uFEFF";

  private static final List<String> ADDRESS =
      List.of(
          "receiver",
          "street",
          "number",
          "complement",
          "district",
          "reference",
          "city",
          "state",
          "postalCode",
          "country");

  private static final List<String> HEAD =
      Stream.of(
              Stream.of(
                  "target",
                  "document",
                  "documentType",
                  "kind",
                  "name",
                  "tradeName",
                  "stateRegistration",
                  "email",
                  "phones",
                  "contact"),
              ADDRESS.stream().map(it -> "billing." + it),
              ADDRESS.stream().map(it -> "delivery." + it),
              Stream.of("orders", "since"))
          .flatMap(it -> it)
          .toList();

  private BuyersSheet() {}

  static String of(List<Buyer> buyers) {
    return MARK
        + Stream.concat(Stream.of(HEAD), buyers.stream().map(BuyersSheet::cells))
            .map(it -> it.stream().map(BuyersSheet::cell).collect(Collectors.joining(SEPARATOR)))
            .collect(Collectors.joining("\r\n", "", "\r\n"));
  }

  private static List<String> cells(Buyer buyer) {
    Customer who = buyer.customer();
    List<String> cells = new ArrayList<>();
    cells.add(buyer.target());
    cells.add(printed(who.document()));
    cells.add(who.documentType());
    cells.add(who.kind().name());
    cells.add(who.name());
    cells.add(who.tradeName());
    cells.add(who.stateRegistration());
    cells.add(who.email());
    cells.add(String.join(", ", who.phones()));
    cells.add(who.contact());
    cells.addAll(address(buyer.billing()));
    cells.addAll(address(buyer.delivery()));
    cells.add(
        buyer.orders().stream()
            .map(it -> it.source() + " " + it.id())
            .collect(Collectors.joining(", ")));
    cells.add(buyer.orders().stream().map(Waiting::since).sorted().findFirst().orElseThrow() + "");
    return cells;
  }

  private static List<String> address(Address it) {
    if (it == null) {
      return ADDRESS.stream().map(any -> "").toList();
    }
    return Stream.of(
            it.receiver(),
            it.street(),
            it.number(),
            it.complement(),
            it.district(),
            it.reference(),
            it.city(),
            it.state(),
            it.postalCode(),
            it.country())
        .map(part -> part == null ? "" : part)
        .toList();
  }

  /** With its points, since a spreadsheet takes the zeros from what it holds for a number. */
  private static String printed(String document) {
    if (document == null) {
      return "";
    }
    return switch (document.length()) {
      case 11 -> document.replaceFirst("(...)(...)(...)(..)", "$1.$2.$3-$4");
      case 14 -> document.replaceFirst("(..)(...)(...)(....)(..)", "$1.$2.$3/$4-$5");
      default -> document;
    };
  }

  /** What begins like a formula is text all the same. */
  static String cell(String value) {
    String text = value == null ? "" : value;
    boolean formula = !text.isEmpty() && "=+-@\t\r\n".indexOf(text.charAt(0)) >= 0;
    return '"' + (formula ? "'" : "") + text.replace("\"", "\"\"") + '"';
  }
}
