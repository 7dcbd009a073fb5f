package dev.ponte.sandbox;

import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The orders that the simulated store holds. All access is under its lock. */
final class FastcommerceShelf {

  static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");

  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("d/M/yyyy HH:mm");

  private final Clock clock;
  private final Map<Integer, FastcommerceOrder> orders = new TreeMap<>();

  FastcommerceShelf(Clock clock) {
    this.clock = clock;
  }

  synchronized void add(FastcommerceOrder order) {
    order.header().computeIfAbsent("Feito em", name -> now());
    orders.put(order.number(), order);
  }

  synchronized FastcommerceOrder order(int number) {
    return orders.get(number);
  }

  /** Changes an order under the lock. */
  synchronized void with(int number, Consumer<FastcommerceOrder> change) {
    FastcommerceOrder order = orders.get(number);
    if (order == null) {
      throw new IllegalArgumentException("There is no order " + number);
    }
    change.accept(order);
  }

  synchronized List<FastcommerceOrder> orders() {
    return new ArrayList<>(orders.values());
  }

  String now() {
    return MINUTE.format(clock.instant().atZone(ZONE));
  }
}
