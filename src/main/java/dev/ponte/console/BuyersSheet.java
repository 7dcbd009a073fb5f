package dev.ponte.console;

import dev.ponte.canonical.Address;
import dev.ponte.canonical.Customer;
import dev.ponte.ledger.UnknownBuyers.Buyer;
import dev.ponte.ledger.UnknownBuyers.Waiting;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The buyers to register as lines for a spreadsheet. */
final class BuyersSheet {

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
    StringWriter sheet = new StringWriter();
    PrintWriter out = new PrintWriter(sheet);
    out.print(MARK);
    Csv.line(out, HEAD.toArray());
    buyers.forEach(it -> Csv.line(out, cells(it).toArray()));
    return sheet.toString();
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
}
