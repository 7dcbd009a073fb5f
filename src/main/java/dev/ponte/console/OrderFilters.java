package dev.ponte.console;

import dev.ponte.ledger.view.OrderClass;
import dev.ponte.ledger.view.OrderList;
import dev.ponte.ledger.view.Step;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Reads filters of orders from what a person gives. */
@Component
public class OrderFilters {

  private final Days days;

  OrderFilters(Days days) {
    this.days = days;
  }

  /**
   * Reads one from its parts: class, origin, target, missing, over, from, to, cancelled. What is
   * missing, null or blank does not matter.
   *
   * @throws IllegalArgumentException in one sentence
   */
  public OrderList.Filter of(Map<String, String> given) {
    Map<String, String> wanted = new HashMap<>(given);
    wanted.values().removeIf(it -> it == null || it.isBlank());
    String cancelled = wanted.get("cancelled");
    return new OrderList.Filter(
        wanted.containsKey("class") ? OrderClass.of(wanted.get("class")) : null,
        wanted.get("origin"),
        wanted.get("target"),
        wanted.containsKey("missing") ? Step.of(wanted.get("missing")) : null,
        wanted.containsKey("over") ? Step.of(wanted.get("over")) : null,
        days.begin(wanted.get("from")),
        days.end(wanted.get("to")),
        cancelled == null ? null : Boolean.valueOf(cancelled.equals("yes")));
  }
}
