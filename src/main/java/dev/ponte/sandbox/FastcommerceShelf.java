package dev.ponte.sandbox;

import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What the simulated store holds. All access is under its lock. */
final class FastcommerceShelf {

  static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");

  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("d/M/yyyy HH:mm");
  private static final int FIRST_NEW_PRODUCT = 6_000_000;
  private static final int PRODUCTS = 20;

  private final Clock clock;
  private final Map<Integer, FastcommerceOrder> orders = new TreeMap<>();
  private final Map<String, Map<String, String>> products = new LinkedHashMap<>();
  private int nextProduct = FIRST_NEW_PRODUCT;

  FastcommerceShelf(Clock clock) {
    this.clock = clock;
    for (int i = 1; i <= PRODUCTS; i++) {
      String id = String.valueOf(5_206_700 + i);
      products.put(
          id,
          new LinkedHashMap<>(
              Map.of(
                  "IDProduto", id,
                  "CodProd", "REF" + i,
                  "NomeProd", "Polo Seleção " + i,
                  "NomeCat", "Camisetas",
                  "IDCategoria", "2222",
                  "Estoque", "50",
                  "Preco", "49,90",
                  "Disponivel", "True",
                  "ChangeFlagProdAPI", "0")));
    }
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

  synchronized Map<String, String> product(String id) {
    return products.get(id);
  }

  synchronized List<Map<String, String>> products() {
    return new ArrayList<>(products.values());
  }

  /** Gives the new product's id. */
  synchronized String insert(Map<String, String> product) {
    String id = String.valueOf(nextProduct++);
    product.put("IDProduto", id);
    products.put(id, product);
    return id;
  }

  synchronized boolean remove(String id) {
    return products.remove(id) != null;
  }

  String now() {
    return MINUTE.format(clock.instant().atZone(ZONE));
  }
}
