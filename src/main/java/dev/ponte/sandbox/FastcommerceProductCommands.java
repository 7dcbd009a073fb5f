package dev.ponte.sandbox;

import dev.ponte.sandbox.FastcommerceUpdates.Counts;
import dev.ponte.sandbox.FastcommerceUpdates.Refused;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The commands of ProductManagement: I inserts, A changes, E and D delete. */
final class FastcommerceProductCommands {

  private static final String NO_PARENT = "0";

  private final FastcommerceProducts products;

  FastcommerceProductCommands(FastcommerceProducts products) {
    this.products = products;
  }

  /** Carries one record out, or refuses it. */
  void carryOut(Map<String, String> fields, Map<String, String> echo, Counts counts) {
    String id = fields.get("idproduto");
    switch (fields.getOrDefault("comando", "")) {
      case "I" -> insert(fields, echo, counts);
      case "A" -> {
        alter(known(id), fields);
        counts.changed(isSub(products.product(id)));
      }
      case "E", "D" -> {
        counts.deleted(isSub(known(id)));
        products.remove(id);
      }
      default -> throw new Refused(115, "Invalid command");
    }
    products.carriedOut();
  }

  private void insert(Map<String, String> fields, Map<String, String> echo, Counts counts) {
    if (fields.containsKey("idproduto")) {
      throw new Refused(119, "IDProduto should not be informed");
    }
    String category = fields.getOrDefault("nomecat", "");
    if (category.isEmpty()) {
      throw new Refused(114, "Sem nome da categoria nem IDCategoria no registro para inclusão");
    }
    if (products.isFull()) {
      throw new Refused(116, "Atingiu máximo de produtos do plano");
    }
    Map<String, String> product = written(Map.of(), fields);
    if (isSub(product)) {
      requireParent(product.get("IDProdutoPai"), category);
    }
    echo.put("IDProduto", products.insert(inCategory(product, category)));
    counts.included(isSub(product));
  }

  private void requireParent(String parent, String category) {
    if (!Boolean.parseBoolean(products.facts().get("ExibeSubProdutos"))) {
      throw new Refused(
          121, "IDProdutoPai não deve ser informado pois a loja não tem sub-produtos");
    }
    if (products.product(parent) == null) {
      throw new Refused(122, "IDProdutoPai não encontrado");
    }
    if (products.categories().idOf(category) == null) {
      throw new Refused(117, "NomeCat do sub-produto não existe");
    }
  }

  private void alter(Map<String, String> product, Map<String, String> fields) {
    Map<String, String> changes = written(product, fields);
    String parent = changes.getOrDefault("IDProdutoPai", product.get("IDProdutoPai"));
    if (!parent.equals(product.get("IDProdutoPai"))) {
      throw new Refused(124, "IDProdutoPai não pode ser alterado");
    }
    String category = changes.get("NomeCat");
    products.change(product, category == null ? changes : inCategory(changes, category));
  }

  /** A category that is not there yet is made, but for a sub-product. */
  private Map<String, String> inCategory(Map<String, String> product, String name) {
    String id = products.categories().idOf(name);
    Map<String, String> placed = new LinkedHashMap<>(product);
    placed.put("IDCategoria", id == null ? products.category(name, null) : id);
    return placed;
  }

  private Map<String, String> written(Map<String, String> old, Map<String, String> fields) {
    Map<String, String> written = new LinkedHashMap<>();
    fields.forEach(
        (given, value) -> {
          String name = FastcommerceFields.name(given);
          if (name == null) {
            throw new Refused(111, "Invalid field:" + given.toUpperCase(Locale.ROOT));
          }
          String plain = name.equals("Estoque") ? stock(old.get(name), value) : value;
          if (!FastcommerceFields.takes(name, plain)) {
            throw new Refused(118, "Invalid field type:" + given.toUpperCase(Locale.ROOT));
          }
          written.put(name, plain);
        });
    if (written.containsKey("IDCategoria")
        && products.categories().nameOf(written.get("IDCategoria")) == null) {
      throw new Refused(127, "IDCategoria não encontrado");
    }
    written.remove("Comando");
    written.remove("IDProduto");
    return written;
  }

  private Map<String, String> known(String id) {
    if (id == null) {
      throw new Refused(120, "IDProduto not informed");
    }
    Map<String, String> product = products.product(id);
    if (product == null) {
      throw new Refused(123, "IDProduto not found");
    }
    return product;
  }

  private static boolean isSub(Map<String, String> product) {
    String parent = product.getOrDefault("IDProdutoPai", NO_PARENT);
    return !parent.isEmpty() && !parent.equals(NO_PARENT);
  }

  private static String stock(String old, String value) {
    if (!value.matches("\\d{1,5}[+-]")) {
      return value;
    }
    int before = old == null ? 0 : Integer.parseInt(old);
    int change = Integer.parseInt(value.substring(0, value.length() - 1));
    return String.valueOf(value.endsWith("+") ? before + change : before - change);
  }
}
