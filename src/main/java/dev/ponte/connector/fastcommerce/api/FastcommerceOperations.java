package dev.ponte.connector.fastcommerce.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.connection.ApiCall;
import dev.ponte.connection.ApiCall.Effect;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Operation;
import dev.ponte.connection.Operations;
import java.util.List;
import java.util.Map;

/** The four methods of the document, called by name; what they would refuse is never sent. */
public final class FastcommerceOperations {

  public static final Operations TABLE = Operations.of("fastcommerce");

  /** Sets the stock of every product when it gets no filter. */
  private static final String STOCK_OF_ALL = "248";

  private static final String STOCK_OF_ALL_NAME = "alteracaonoestoquedeprodutos";

  private final Connection connection;
  private final FastcommerceSettings settings;

  public FastcommerceOperations(Connection connection) {
    this.connection = connection;
    this.settings = connection.settings(FastcommerceSettings.class);
  }

  /**
   * @throws IllegalArgumentException in one sentence, when there is no such operation or it cannot
   *     be called so
   */
  public ApiCall call(String operation, JsonNode arguments) {
    Operation documented = TABLE.get(operation);
    ApiCall call =
        switch (operation) {
          case Form.REPORT -> report(arguments);
          case Form.UTILITY -> utility(arguments);
          case Form.ORDERS -> orders(Arguments.records(arguments));
          default -> products(Arguments.records(arguments));
        };
    return call.priority(documented.priority());
  }

  private ApiCall report(JsonNode arguments) {
    Map<String, String> form = Arguments.report(arguments);
    return Form.call(connection, Form.REPORT, form, Effect.READ);
  }

  private ApiCall utility(JsonNode arguments) {
    Map<String, String> form = Arguments.utility(arguments);
    boolean byId = form.containsKey("ObjectID");
    boolean ofAll =
        byId
            ? form.get("ObjectID").equals(STOCK_OF_ALL)
            : Names.plain(form.get("ObjectName")).equals(STOCK_OF_ALL_NAME);
    if (ofAll && !settings.allowDangerous()) {
      throw new IllegalArgumentException(
          "Utility %s may change the stock of every product; set ponte.connections.%s.allow-dangerous to true if that is wanted"
              .formatted(STOCK_OF_ALL, connection.name()));
    }
    return Form.call(connection, Form.UTILITY, form, Effect.ONCE);
  }

  private ApiCall orders(List<Map<String, String>> values) {
    List<UpdateRecord> records = values.stream().map(FastcommerceOperations::checkedOrder).toList();
    return update(connection, Form.ORDERS, records, Effect.REPEATABLE);
  }

  private ApiCall products(List<Map<String, String>> values) {
    List<UpdateRecord> records =
        values.stream().map(Dictionary.PRODUCTS::record).map(ProductCommandRules::checked).toList();
    boolean once = records.stream().anyMatch(ProductCommandRules::isOnce);
    return update(connection, Form.PRODUCTS, records, once ? Effect.ONCE : Effect.REPEATABLE);
  }

  /** The call that writes these records. */
  static ApiCall update(
      Connection connection, String method, List<UpdateRecord> records, Effect effect) {
    return Form.call(
        connection, method, Map.of(Form.RECORDS, UpdateRecord.document(records)), effect);
  }

  /** A record of OrderUpdate. */
  public static UpdateRecord checkedOrder(Map<String, String> values) {
    UpdateRecord record = Dictionary.ORDERS.record(values);
    if (!record.fields().containsKey("NumPedido") || record.fields().size() < 2) {
      throw new IllegalArgumentException(
          "A record of OrderUpdate needs NumPedido and at least one other field");
    }
    return record;
  }
}
