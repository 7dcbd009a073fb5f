package dev.ponte.console.api;

import dev.ponte.console.Eyes;
import dev.ponte.console.OrderFilters;
import dev.ponte.ledger.view.OrderList;
import dev.ponte.ledger.view.OrderPages;
import dev.ponte.ledger.view.OrderRow;
import dev.ponte.ledger.view.OrderSearch;
import dev.ponte.ledger.view.Page;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Orders: a list by filters, one of them whole, and the search by any number. */
@RestController
class ApiOrders {

  private final OrderList orders;
  private final OrderPages pages;
  private final OrderSearch search;
  private final OrderFilters filters;
  private final Told told;
  private final Eyes eyes;

  ApiOrders(
      OrderList orders,
      OrderPages pages,
      OrderSearch search,
      OrderFilters filters,
      Told told,
      Eyes eyes) {
    this.orders = orders;
    this.pages = pages;
    this.search = search;
    this.filters = filters;
    this.told = told;
    this.eyes = eyes;
  }

  /**
   * What was found.
   *
   * @param delivery the number of a delivery, for {@code #17}; null otherwise
   * @param more whether there are more than these
   * @param elsewhere keys of which something is known though no order is
   */
  record Found(
      String asked, List<Hit> items, Long delivery, boolean more, List<String> elsewhere) {}

  /**
   * An order that was found.
   *
   * @param kind by what: order, number, marketplace, erp, erp-id, invoice, nfe, tracking; for
   *     operators document, email and name too
   * @param whole whether it is what was looked for, and does not only begin so
   */
  record Hit(String kind, String term, boolean whole, Told.OrderItem order) {}

  @Operation("Orders, the newest first")
  @GetMapping("/api/v1/orders")
  Listed<Told.OrderItem> list(
      @RequestParam(name = "class", required = false) String orderClass,
      @RequestParam(required = false) String origin,
      @RequestParam(required = false) String target,
      @RequestParam(required = false) String missing,
      @RequestParam(required = false) String over,
      @RequestParam(required = false) String from,
      @RequestParam(required = false) String to,
      @RequestParam(required = false) String cancelled,
      @RequestParam(required = false) String cursor,
      @RequestParam(required = false) Integer limit) {
    Map<String, String> wanted = new HashMap<>();
    wanted.put("class", orderClass);
    wanted.put("origin", origin);
    wanted.put("target", target);
    wanted.put("missing", missing);
    wanted.put("over", over);
    wanted.put("from", from);
    wanted.put("to", to);
    wanted.put("cancelled", cancelled);
    OrderList.Filter filter = filters.of(wanted);
    Page<OrderRow> page = orders.page(filter, cursor, Listed.limit(limit));
    return new Listed<>(
        page.items().stream().map(told::order).toList(), page.next(), orders.count(filter));
  }

  @Operation("One order's whole life: where it is and why, its deliveries, what happened")
  @GetMapping("/api/v1/orders/{origin}/{id}")
  Told.OrderLife one(@PathVariable String origin, @PathVariable String id) {
    return pages.find(origin, id).map(told::life).orElseThrow(() -> told.none(origin + "/" + id));
  }

  @Operation("Orders by any number, whole or from its beginning")
  @GetMapping("/api/v1/search")
  Found search(@RequestParam String q, @RequestParam(required = false) String kind) {
    OrderSearch.Result found = search.find(q, eyes.seePersons());
    return new Found(
        found.asked(),
        found.hits().stream()
            .filter(it -> kind == null || kind.equals(it.kind()))
            .map(it -> new Hit(it.kind(), it.term(), it.whole(), told.order(it.order())))
            .toList(),
        found.delivery(),
        found.more(),
        found.elsewhere());
  }
}
