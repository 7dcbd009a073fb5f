package dev.ponte.connector.moovin;

import dev.ponte.connection.ApiCall.Effect;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All documented methods, and those that the configuration adds. */
final class MoovinMethods {

  static final String ORDERS = "getPedidos";
  static final String STATUSES = "getStatusPedidos";
  static final String UPDATE_ORDER = "updatePedido";
  static final String SAVE_INVOICE = "saveNfe";
  static final String STOCK = "getQuantidadeEstoque";
  static final String PRICES = "getPreco";
  static final String COLOURS = "getCor";
  static final String SIZES = "getTamanho";
  static final String CUSTOMERS = "getClientes";
  static final String SAVE_STOCK = "saveEstoqueV2";
  static final String UPDATE_PRICES = "updatePrecosV2";
  static final String SAVE_PRODUCT = "saveProdutos";
  static final String SAVE_EAN = "saveEan";
  static final String UPDATE_PRODUCT_STATUS = "updateStatusProduto";
  static final String SAVE_CATEGORY = "saveCategorias";
  static final String SAVE_CHARACTERISTIC = "saveCaracteristicas";
  static final String SAVE_GROUP = "saveClientGroup";

  private static final int LAST = 5;
  private static final Map<String, MoovinMethod> DOCUMENTED = documented();

  private final Map<String, MoovinMethod> methods = new LinkedHashMap<>(DOCUMENTED);

  /**
   * @param further methods that the document does not name; what they take is not checked
   */
  MoovinMethods(List<MoovinSettings.Further> further) {
    for (MoovinSettings.Further one : further) {
      methods.put(
          one.name(),
          new MoovinMethod(
              one.name(), one.name(), one.root(), one.child(), Effect.ONCE, LAST, List.of()));
    }
  }

  List<String> names() {
    return List.copyOf(methods.keySet());
  }

  /**
   * @throws IllegalArgumentException when there is none of that name
   */
  MoovinMethod get(String name) {
    MoovinMethod method = methods.get(name);
    if (method == null) {
      throw new IllegalArgumentException(
          "Moovin has no method %s; there are %s; others stand in further-methods of the connection"
              .formatted(name, methods.keySet()));
    }
    return method;
  }

  private static Map<String, MoovinMethod> documented() {
    MoovinTable table = new MoovinTable();
    MoovinReads.put(table);
    MoovinWrites.put(table);
    return table.methods();
  }
}
