package dev.ponte.sandbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ObjIntConsumer;

/**
 * The catalogue of the simulated Fastcommerce store. What a test does here is done by a person in
 * the store's administration. Thread-safe; products are the store's own, not copies.
 */
public final class FastcommerceProducts {

  private static final int FIRST_NEW = 6_000_000;
  private static final int FIRST_SEEDED = 5_206_701;
  private static final int SEEDED = 20;

  private final FastcommerceShelf shelf;
  private final FastcommerceCategories categories = new FastcommerceCategories();
  private final Map<String, Map<String, String>> byId = new HashMap<>();
  private final Map<String, Set<String>> idsByCode = new HashMap<>();
  private final List<Map<String, String>> listed = new ArrayList<>();
  private final Map<String, String> facts =
      new LinkedHashMap<>(
          Map.of(
              "ControlaEstoque", "TRUE",
              "MoedaVendas", "R$",
              "ExibeSubCategorias", "TRUE",
              "ExibeSubProdutos", "TRUE",
              "UnidadePeso", "g",
              "UnidadeTamanho", "cm"));
  private ObjIntConsumer<String> stockWatcher = (code, stock) -> {};
  private int next = FIRST_NEW;
  private int most = Integer.MAX_VALUE;
  private long written;

  FastcommerceProducts(FastcommerceShelf shelf) {
    this.shelf = shelf;
    for (int i = 0; i < SEEDED; i++) {
      Map<String, String> product = fresh("REF" + (i + 1), "Polo Seleção " + (i + 1));
      product.put("NomeCat", "Camisetas");
      product.put("IDCategoria", FastcommerceCategories.FIRST);
      product.put("Estoque", "50");
      product.put("Preco", "49,90");
      list(String.valueOf(FIRST_SEEDED + i), product);
    }
  }

  /** As a person enters it. Gives its IDProduto. */
  public synchronized String putProduct(String code, String name, int stock, String price) {
    return putProduct(
        code, Map.of("NomeProd", name, "Estoque", String.valueOf(stock), "Preco", price));
  }

  /**
   * As a person enters or changes it, so that its flag is 0 again. Gives its IDProduto.
   *
   * @param fields by the names of report 425
   */
  public synchronized String putProduct(String code, Map<String, String> fields) {
    Map<String, String> product = byCode(code);
    if (product == null) {
      product = fresh(code, code);
      product.put("NomeCat", "Camisetas");
      product.put("IDCategoria", FastcommerceCategories.FIRST);
      list(String.valueOf(next++), product);
    }
    product.putAll(fields);
    product.put("ChangeFlagProdAPI", "0");
    product.put("DataProdAlteracao", shelf.now());
    return product.get("IDProduto");
  }

  /** Many products, SKU1 and so on, of 10 pieces and 10,00 each. */
  public synchronized void fill(int count) {
    for (int i = 1; i <= count; i++) {
      putProduct("SKU" + i, "Produto " + i, 10, "10,00");
    }
  }

  /** The store's product of this CodProd; null when there is none. */
  public synchronized Map<String, String> byCode(String code) {
    Set<String> ids = idsByCode.getOrDefault(code, Set.of());
    return ids.isEmpty() ? null : byId.get(ids.iterator().next());
  }

  /** How many products have this CodProd. */
  public synchronized int productCount(String code) {
    return idsByCode.getOrDefault(code, Set.of()).size();
  }

  /** Estoque of the product of this CodProd. */
  public synchronized int stock(String code) {
    return Integer.parseInt(byCode(code).getOrDefault("Estoque", "0"));
  }

  /** Preco of the product of this CodProd; null when it was never set. */
  public synchronized String price(String code) {
    return byCode(code).get("Preco");
  }

  /** Changes a field behind the hub's back, without a trace in flag or date. */
  public synchronized void corrupt(String code, String field, String value) {
    byCode(code).put(field, value);
  }

  public synchronized void corruptStock(String code, int stock) {
    corrupt(code, "Estoque", String.valueOf(stock));
  }

  /** As a person deletes all products of this CodProd. */
  public synchronized void removeProduct(String code) {
    List.copyOf(idsByCode.getOrDefault(code, Set.of())).forEach(this::remove);
  }

  /** How many records of ProductManagement were carried out. */
  public synchronized long written() {
    return written;
  }

  /** How many products the store's plan has. */
  public synchronized void mostProducts(int products) {
    most = products;
  }

  synchronized boolean isFull() {
    return listed.size() >= most;
  }

  /** Changes what report 510 tells, such as {@code UnidadePeso}. */
  public synchronized void fact(String name, String value) {
    facts.put(name, value);
  }

  /**
   * A category; gives its id.
   *
   * @param parent id of the category that it is part of; null for none
   */
  public synchronized String category(String name, String parent) {
    return categories.put(name, parent);
  }

  synchronized Map<String, String> facts() {
    return facts;
  }

  FastcommerceCategories categories() {
    return categories;
  }

  synchronized Map<String, String> product(String id) {
    return byId.get(id);
  }

  synchronized List<Map<String, String>> all() {
    return List.copyOf(listed);
  }

  /** Those that a report lists, in their order; to be used under the lock of this object. */
  List<Map<String, String>> listed() {
    return listed;
  }

  /** Gives the new product's id. */
  synchronized String insert(Map<String, String> product) {
    Map<String, String> whole = fresh(product.get("CodProd"), product.get("NomeProd"));
    whole.putAll(product);
    String id = String.valueOf(next++);
    list(id, whole);
    return id;
  }

  synchronized void change(Map<String, String> product, Map<String, String> fields) {
    unlist(product);
    product.putAll(fields);
    product.put("DataProdAlteracao", shelf.now());
    index(product);
    if (fields.containsKey("Estoque")) {
      stockWatcher.accept(product.get("CodProd"), Integer.parseInt(fields.get("Estoque")));
    }
  }

  /** Has somebody told of each stock that a call brings, by CodProd. */
  public synchronized void onStock(ObjIntConsumer<String> watcher) {
    stockWatcher = watcher;
  }

  synchronized void carriedOut() {
    written++;
  }

  synchronized void remove(String id) {
    Map<String, String> product = byId.remove(id);
    if (product != null) {
      unlist(product);
      listed.removeIf(it -> it == product);
    }
  }

  private Map<String, String> fresh(String code, String name) {
    Map<String, String> product = new LinkedHashMap<>();
    product.put("Comando", "A");
    product.put("CodProd", code == null ? "" : code);
    product.put("NomeProd", name == null ? "" : name);
    product.put("IDProdutoPai", "0");
    product.put("Disponivel", "True");
    product.put("ChangeFlagProdAPI", "0");
    product.put("DataProdAlteracao", shelf.now());
    return product;
  }

  private void list(String id, Map<String, String> product) {
    product.put("IDProduto", id);
    byId.put(id, product);
    listed.add(product);
    index(product);
  }

  private void index(Map<String, String> product) {
    idsByCode
        .computeIfAbsent(product.getOrDefault("CodProd", ""), any -> new LinkedHashSet<>())
        .add(product.get("IDProduto"));
  }

  private void unlist(Map<String, String> product) {
    Set<String> ids = idsByCode.get(product.getOrDefault("CodProd", ""));
    if (ids != null) {
      ids.remove(product.get("IDProduto"));
    }
  }
}
