package dev.ponte.connector.moovin.api;

import dev.ponte.connection.ApiCall.Effect;
import dev.ponte.connection.Operation;
import dev.ponte.connection.Operations;
import dev.ponte.delivery.Priority;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All documented methods, and those that the configuration adds. */
public final class Methods {

  public static final String ORDERS = "getPedidos";
  static final String STATUSES = "getStatusPedidos";
  public static final String UPDATE_ORDER = "updatePedido";
  public static final String SAVE_INVOICE = "saveNfe";
  public static final String STOCK = "getQuantidadeEstoque";
  public static final String PRICES = "getPreco";
  public static final String COLOURS = "getCor";
  public static final String SIZES = "getTamanho";
  public static final String CUSTOMERS = "getClientes";
  public static final String SAVE_STOCK = "saveEstoqueV2";
  public static final String UPDATE_PRICES = "updatePrecosV2";
  public static final String SAVE_PRODUCT = "saveProdutos";
  public static final String SAVE_EAN = "saveEan";
  public static final String UPDATE_PRODUCT_STATUS = "updateStatusProduto";
  public static final String SAVE_CATEGORY = "saveCategorias";
  public static final String SAVE_CHARACTERISTIC = "saveCaracteristicas";
  public static final String SAVE_GROUP = "saveClientGroup";

  public static final Operations TABLE = Operations.of("moovin");

  private final Operations methods;

  /**
   * @param further methods that the document does not name; what they take is not checked
   */
  public Methods(List<MoovinSettings.Further> further) {
    methods = TABLE.with(further.stream().map(Methods::operation).toList());
  }

  /**
   * @throws IllegalArgumentException when there is none of that name
   */
  public Method get(String name) {
    if (!methods.names().contains(name)) {
      throw new IllegalArgumentException(
          "Moovin has no operation %s; it has %s; others stand in further-methods of the connection"
              .formatted(name, String.join(", ", methods.names())));
    }
    return new Method(methods.get(name));
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
