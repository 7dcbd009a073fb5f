package dev.ponte.connector.moovin;

import dev.ponte.connection.ApiCall.Effect;
import dev.ponte.connection.Operation;
import dev.ponte.connection.Operations;
import dev.ponte.delivery.Priority;
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

  static final Operations TABLE = Operations.of("moovin");

  private final Operations methods;

  /**
   * @param further methods that the document does not name; what they take is not checked
   */
  MoovinMethods(List<MoovinSettings.Further> further) {
    methods = TABLE.with(further.stream().map(MoovinMethods::operation).toList());
  }

  /**
   * @throws IllegalArgumentException when there is none of that name
   */
  MoovinMethod get(String name) {
    if (!methods.names().contains(name)) {
      throw new IllegalArgumentException(
          "Moovin has no operation %s; it has %s; others stand in further-methods of the connection"
              .formatted(name, String.join(", ", methods.names())));
    }
    return new MoovinMethod(methods.get(name));
  }

  private static Operation operation(MoovinSettings.Further further) {
    Map<String, String> more = new LinkedHashMap<>();
    more.put(Operation.ANYTHING, "yes");
    if (further.root() != null) {
      more.put("root", further.root());
    }
    if (further.child() != null) {
      more.put("child", further.child());
    }
    return new Operation(
        further.name(),
        "POST",
        further.name(),
        Effect.ONCE,
        Priority.CATALOGUE,
        more,
        List.of(),
        List.of());
  }
}
