package dev.ponte.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Orders: found, listed, told whole. */
@Command(
    name = "orders",
    description = "Orders: where they are, and why. Without a verb, the newest.")
final class Orders extends Asking implements Callable<Integer> {

  private static final Table ORDERS =
      new Table(
          "placed=placedAt",
          "store=origin",
          "id",
          "number",
          "buyer",
          "total",
          "erp=erpNumber",
          "class",
          "says");

  private static final Table DELIVERIES =
      new Table(
          "id", "type", "to=subscriber", "state", "attempts", "waits for=waitingFor", "words");

  @Override
  public Integer call() {
    return list(null, null, null, null, null, null, null, null, new Part());
  }

  @Calls("GET /api/v1/orders")
  @Command(
      name = "list",
      description = "Orders by filters, the newest first.",
      footerHeading = "%nExamples:%n",
      footer = {
        "  ponte orders list --class needs-a-person --from today",
        "  ponte orders list --from yesterday --to yesterday --all --csv > orders.csv",
        "  ponte orders list --class needs-a-person --fail-if-any    # for a check: ends with 4"
      })
  int list(
      @Option(
              names = "--class",
              paramLabel = "<class>",
              description = "needs-a-person, waits, under-way or done.")
          String orderClass,
      @Option(names = "--origin", paramLabel = "<store>", description = "Of this store.")
          String origin,
      @Option(names = "--target", paramLabel = "<connection>", description = "For this ERP.")
          String target,
      @Option(
              names = "--missing",
              paramLabel = "<step>",
              description = "That have not taken it: accepted, invoiced, shipped or arrived.")
          String missing,
      @Option(
              names = "--over",
              paramLabel = "<step>",
              description = "That take longer than they may.")
          String over,
      @Option(
              names = "--from",
              paramLabel = "<day>",
              description = "Placed on that day or later: 2026-01-31, today or yesterday.")
          String from,
      @Option(names = "--to", paramLabel = "<day>", description = "Placed on that day or before.")
          String to,
      @Option(names = "--cancelled", paramLabel = "yes|no", description = "Only these.")
          String cancelled,
      @Mixin Part part) {
    return list(
        "/orders",
        Hub.query(
            "class",
            orderClass,
            "origin",
            origin,
            "target",
            target,
            "missing",
            missing,
            "over",
            over,
            "from",
            day(from),
            "to",
            day(to),
            "cancelled",
            cancelled),
        part,
        ORDERS);
  }

  @Calls("GET /api/v1/search")
  @Command(
      name = "find",
      description =
          "Finds orders by any number, whole or from its beginning: of store, ERP, marketplace, NF-e or tracking.",
      footerHeading = "%nExample:%n",
      footer = "  ponte orders find 1234")
  int find(
      @Parameters(paramLabel = "<any number>", description = "What you have.") String text,
      @Option(
              names = "--kind",
              paramLabel = "<kind>",
              description =
                  "Only such a number: order, number, marketplace, erp, invoice, nfe, tracking …")
          String kind) {
    JsonNode found = hub().get(API + "/search", Hub.query("q", text, "kind", kind));
    if (!told(found)) {
      if (found.path("items").isEmpty()) {
        ponte().say("No order matches " + text);
      } else {
        new Table(
                "by=kind",
                "term",
                "store=order/origin",
                "id=order/id",
                "number=order/number",
                "placed=order/placedAt",
                "class=order/class",
                "says=order/says")
            .print(ponte().out(), found.path("items"));
      }
      found
          .path("elsewhere")
          .forEach(
              it -> ponte().say("Something is known of %s, but no order".formatted(it.asText())));
    }
    return found.path("items").isEmpty() ? Exit.REFUSED : Exit.WELL;
  }

  @Calls("GET /api/v1/orders/{origin}/{id}")
  @Command(
      name = "show",
      description = "One order's whole life: where it is and why, its deliveries, what happened.",
      footerHeading = "%nExamples:%n",
      footer = {
        "  ponte orders show 1234                       # by any number that only one order has",
        "  ponte orders show vtex/1234567890123-01      # by store and id"
      })
  int show(
      @Parameters(paramLabel = "<number>", description = "Any number, or store/id.") String text) {
    int slash = text.indexOf('/');
    if (slash > 0) {
      return show(text.substring(0, slash), text.substring(slash + 1));
    }
    JsonNode hits = hub().get(API + "/search", Hub.query("q", text)).path("items");
    java.util.Set<String> orders = new java.util.LinkedHashSet<>();
    hits.forEach(
        it -> orders.add(it.at("/order/origin").asText() + "/" + it.at("/order/id").asText()));
    if (orders.isEmpty()) {
      throw new Refused(Exit.REFUSED, "No order matches " + text);
    }
    if (orders.size() > 1) {
      throw new Refused(
          Exit.REFUSED, "Several orders match %s; say which: %s".formatted(text, orders));
    }
    return show(orders.iterator().next());
  }

  private int show(String origin, String id) {
    JsonNode it = hub().get(Hub.path(API + "/orders/%s/%s", origin, id));
    if (told(it)) {
      return Exit.WELL;
    }
    JsonNode order = it.path("order");
    ponte()
        .say(
            "Order %s   %s %s   placed %s   %s   %s"
                .formatted(
                    Table.text(order.path(order.hasNonNull("number") ? "number" : "id")),
                    origin,
                    id,
                    Table.text(order.path("placedAt")),
                    Table.text(order.path("total")),
                    Table.text(order.path("buyer"))));
    for (JsonNode answer : it.path("answers")) {
      ponte().say("> " + Table.text(answer.path("says")));
      if (answer.hasNonNull("todo")) {
        ponte().say("  To do: " + Table.text(answer.path("todo")));
      }
    }
    ponte().say("");
    DELIVERIES.print(ponte().out(), it.path("deliveries"));
    ponte().say("");
    new Table("at", "who", "what", "words").print(ponte().out(), it.path("timeline"));
    return Exit.WELL;
  }
}
