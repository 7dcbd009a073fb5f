package dev.ponte.connector.moovin.catalogue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.Product;
import dev.ponte.connection.Connection;
import dev.ponte.connector.moovin.api.MoovinSettings;
import dev.ponte.connector.moovin.api.ProductSettings;
import dev.ponte.connector.moovin.api.ProductSettings.Category;
import dev.ponte.connector.moovin.api.ProductSettings.Characteristic;
import java.util.List;
import java.util.Optional;

/**
 * The categories and characteristics of products in Moovin's form. Their codes are the store's own,
 * so only those that the configuration lists are sent.
 */
final class Categories {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final List<String> LEVELS =
      List.of("categoria_pai", "categoria_filho", "categoria_neto");
  private static final List<String> HOLDERS = List.of("categorias_filho", "categorias_neto");

  private final ProductSettings settings;

  Categories(Connection connection) {
    this.settings = connection.settings(MoovinSettings.class).products();
  }

  /** Those of the product that have codes. */
  List<Category> of(Product product) {
    return product.categories().stream().map(settings::category).flatMap(Optional::stream).toList();
  }

  /** Those of the product that have none. */
  List<List<String>> without(Product product) {
    return product.categories().stream().filter(it -> settings.category(it).isEmpty()).toList();
  }

  /** The characteristics that the product has a value of which has a code. */
  List<Characteristic> characteristics(Product product) {
    return settings.characteristics().stream()
        .filter(it -> value(product, it).isPresent())
        .filter(it -> of(product).stream().anyMatch(one -> it.categories().contains(one.leaf())))
        .toList();
  }

  /** The group {@code categorias} of saveProdutos; empty when the product has none with a code. */
  Optional<ObjectNode> group(Product product) {
    List<Category> categories = of(product);
    if (categories.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode group = NODES.objectNode().put("limpar_categorias", "1");
    ArrayNode all = group.putArray("categoria");
    categories.forEach(it -> all.add(record(it, traits(product, it))));
    return Optional.of(group);
  }

  /** The record of saveCategorias. */
  static ObjectNode record(Category category) {
    return record(category, Optional.empty());
  }

  /** The record of saveCaracteristicas. */
  static ObjectNode record(Characteristic it) {
    ObjectNode record = NODES.objectNode().put("nome", it.name()).put("codigo", it.code());
    ArrayNode categories = record.putObject("categorias").putArray("categoria");
    it.categories().forEach(categories::add);
    ArrayNode values = record.putObject("atributos").putArray("atributo");
    it.values()
        .forEach(one -> values.addObject().put("nome", one.value()).put("codigo", one.code()));
    return record;
  }

  private static ObjectNode record(Category category, Optional<ObjectNode> traits) {
    ObjectNode inner = null;
    for (int level = category.path().size() - 1; level >= 0; level--) {
      ObjectNode one =
          NODES
              .objectNode()
              .put("nome", category.path().get(level))
              .put("codigo", category.codes().get(level));
      if (inner == null) {
        traits.ifPresent(it -> one.set("caracteristicas", it));
      } else {
        one.putObject(HOLDERS.get(level)).putArray(LEVELS.get(level + 1)).add(inner);
      }
      inner = one;
    }
    return NODES.objectNode().set(LEVELS.get(0), inner);
  }

  /** The product's values at the last level of a category. */
  private Optional<ObjectNode> traits(Product product, Category category) {
    ArrayNode all = NODES.arrayNode();
    for (Characteristic it : characteristics(product)) {
      if (it.categories().contains(category.leaf())) {
        ObjectNode one = all.addObject().put("nome", it.name());
        one.putObject("atributos")
            .putArray("atributo")
            .addObject()
            .put("codigo", value(product, it).orElseThrow());
      }
    }
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(NODES.objectNode().set("caracteristica", all));
  }

  private static Optional<String> value(Product product, Characteristic it) {
    return Optional.ofNullable(product.attributes().get(it.attribute())).flatMap(it::code);
  }
}
