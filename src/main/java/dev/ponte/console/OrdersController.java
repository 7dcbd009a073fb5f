package dev.ponte.console;

import dev.ponte.connection.Connections;
import dev.ponte.ledger.Audit;
import dev.ponte.ledger.view.OrderClass;
import dev.ponte.ledger.view.OrderList;
import dev.ponte.ledger.view.OrderRow;
import dev.ponte.ledger.view.OrderSearch;
import dev.ponte.ledger.view.Page;
import dev.ponte.ledger.view.Sentence;
import dev.ponte.ledger.view.Step;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Finds orders: by filters, and by any number. */
@Controller
class OrdersController {

  private static final int PAGE = 50;
  private static final int BLOCK = 500;
  private static final int MOST_EXPORTED = 10_000;
  private static final List<String> FILTERS =
      List.of("class", "origin", "target", "missing", "over", "from", "to", "cancelled");

  private final OrderList orders;
  private final OrderSearch search;
  private final Connections connections;
  private final Audit audit;
  private final Eyes eyes;
  private final Say say;
  private final OrderFilters filters;

  OrdersController(
      OrderList orders,
      OrderSearch search,
      Connections connections,
      Audit audit,
      Eyes eyes,
      Say say,
      OrderFilters filters) {
    this.orders = orders;
    this.search = search;
    this.connections = connections;
    this.audit = audit;
    this.eyes = eyes;
    this.say = say;
    this.filters = filters;
  }

  @GetMapping("/orders")
  String list(
      @RequestParam Map<String, String> given,
      @RequestParam(required = false) String cursor,
      Model model) {
    Map<String, String> wanted = Listing.filter(given, FILTERS);
    OrderList.Filter filter = filters.of(wanted);
    OrderList.Shown shown = orders.look(filter, cursor, PAGE);
    Page<OrderRow> page = shown.page();
    Listing list = new Listing("/orders", wanted, page.next());
    model.addAttribute("list", list);
    model.addAttribute("rows", page.items());
    model.addAttribute("count", shown.count());
    model.addAttribute("filters", fields());
    model.addAttribute("export", list.at("/orders.csv"));
    if (cursor == null && !page.items().isEmpty()) {
      model.addAttribute("since", newest(page.items()));
      model.addAttribute("newer", 0L);
    }
    return "orders";
  }

  /** How many came since a page was shown. */
  @GetMapping("/orders/newer")
  String newer(@RequestParam Map<String, String> given, @RequestParam Instant since, Model model) {
    Map<String, String> wanted = Listing.filter(given, FILTERS);
    OrderList.Filter it = filters.of(wanted);
    OrderList.Filter later =
        new OrderList.Filter(
            it.orderClass(),
            it.origin(),
            it.target(),
            it.missing(),
            it.over(),
            since.plusNanos(1_000),
            it.to(),
            it.cancelled());
    model.addAttribute("list", new Listing("/orders", wanted, null));
    model.addAttribute("since", since);
    model.addAttribute("newer", orders.count(later).value());
    return "orders :: newer";
  }

  @GetMapping("/orders.csv")
  void export(@RequestParam Map<String, String> given, HttpServletResponse response)
      throws IOException {
    Map<String, String> wanted = Listing.filter(given, FILTERS);
    OrderList.Filter filter = filters.of(wanted);
    audit.keep(
        audit.by("console", null),
        "export",
        "orders",
        wanted.isEmpty() ? "all" : told(wanted),
        null,
        Sentence.of("said.exported-csv"));
    response.setContentType("text/csv");
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    response.setHeader("Content-Disposition", "attachment; filename=\"orders.csv\"");
    PrintWriter out = response.getWriter();
    Csv.line(
        out,
        "store",
        "id",
        "number",
        "placed",
        "buyer",
        "total",
        "erp",
        "erp number",
        "invoice",
        "tracking",
        "class",
        "why");
    String cursor = null;
    int written = 0;
    do {
      Page<OrderRow> page = orders.page(filter, cursor, BLOCK);
      for (OrderRow it : page.items()) {
        Csv.line(
            out,
            it.origin(),
            it.id(),
            it.shown(),
            say.iso(it.placedAt()),
            it.buyer(),
            it.total(),
            it.erp(),
            it.erpNumber(),
            it.invoice(),
            it.tracking(),
            it.orderClass().word(),
            say.sentence(it.sentence()));
      }
      written += page.items().size();
      cursor = page.next();
    } while (cursor != null && written < MOST_EXPORTED);
  }

  private static String told(Map<String, String> wanted) {
    return wanted.entrySet().stream()
        .map(it -> it.getKey() + "=" + it.getValue())
        .collect(Collectors.joining(", "));
  }

  @GetMapping("/search")
  String search(@RequestParam(defaultValue = "") String q, Model model) {
    OrderSearch.Result found = search.find(q, eyes.seePersons());
    if (found.delivery() != null) {
      return "redirect:/deliveries/" + found.delivery();
    }
    if (found.hits().size() == 1) {
      OrderRow only = found.hits().get(0).order();
      model.asMap().clear();
      return "redirect:" + Listing.path("/orders/{origin}/{id}", only.origin(), only.id());
    }
    if (found.elsewhere().size() == 1) {
      model.asMap().clear();
      return "redirect:" + Listing.path("/orders/{origin}/{id}", "-", found.elsewhere().get(0));
    }
    model.addAttribute("q", q.strip());
    model.addAttribute("found", found);
    return "search";
  }

  private static Instant newest(List<OrderRow> rows) {
    return rows.stream().map(it -> it.placedAt().toInstant()).max(Instant::compareTo).orElseThrow();
  }

  private List<Field> fields() {
    List<String> names = connections.all().stream().map(it -> it.name()).toList();
    List<String> steps = Arrays.stream(Step.values()).map(Step::word).toList();
    return List.of(
        Field.of(
            "class", Arrays.stream(OrderClass.values()).map(OrderClass::word).toList(), "class."),
        Field.of("origin", names, null),
        Field.of("target", names, null),
        Field.of("missing", steps, "step."),
        Field.of("over", steps, "step."),
        Field.day("from"),
        Field.day("to"),
        Field.of("cancelled", List.of("yes", "no"), "filter.cancelled."));
  }
}
