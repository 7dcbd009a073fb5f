package dev.ponte.connector.fastcommerce;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.connection.ApiCall;
import dev.ponte.connection.ApiCall.Effect;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Operation;
import dev.ponte.connection.Operations;
import java.util.List;
import java.util.Map;

/** The four methods of the document, called by name; what they would refuse is never sent. */
final class FastcommerceOperations {

  static final Operations TABLE = Operations.of("fastcommerce");

  /** Sets the stock of every product when it gets no filter. */
  private static final String STOCK_OF_ALL = "248";

  private static final String STOCK_OF_ALL_NAME = "alteracaonoestoquedeprodutos";

  private final Connection connection;
  private final FastcommerceSettings settings;

  FastcommerceOperations(Connection connection) {
    this.connection = connection;
    this.settings = connection.settings(FastcommerceSettings.class);
  }

  /**
   * @throws IllegalArgumentException in one sentence, when there is no such operation or it cannot
   *     be called so
   */
  ApiCall call(String operation, JsonNode arguments) {
    Operation documented = TABLE.get(operation);
    ApiCall call =
        switch (operation) {
          case FastcommerceForm.REPORT -> report(arguments);
          case FastcommerceForm.UTILITY -> utility(arguments);
          case FastcommerceForm.ORDERS -> orders(FastcommerceArguments.records(arguments));
          default -> products(FastcommerceArguments.records(arguments));
        };
    return call.priority(documented.priority());
  }

  private ApiCall report(JsonNode arguments) {
    Map<String, String> form = FastcommerceArguments.report(arguments);
    return FastcommerceForm.call(connection, FastcommerceForm.REPORT, form, Effect.READ);
  }

  private ApiCall utility(JsonNode arguments) {
    Map<String, String> form = FastcommerceArguments.utility(arguments);
    boolean byId = form.containsKey("ObjectID");
    boolean ofAll =
        byId
            ? form.get("ObjectID").equals(STOCK_OF_ALL)
            : FastcommerceNames.plain(form.get("ObjectName")).equals(STOCK_OF_ALL_NAME);
    if (ofAll && !settings.allowDangerous()) {
      throw new IllegalArgumentException(
          "Utility %s may change the stock of every product; set ponte.connections.%s.allow-dangerous to true if that is wanted"
              .formatted(STOCK_OF_ALL, connection.name()));
    }
    return FastcommerceForm.call(connection, FastcommerceForm.UTILITY, form, Effect.ONCE);
  }

  private ApiCall orders(List<Map<String, String>> values) {
    List<FastcommerceRecord> records =
        values.stream().map(FastcommerceOperations::checkedOrder).toList();
    return update(connection, FastcommerceForm.ORDERS, records, Effect.REPEATABLE);
  }

  private ApiCall products(List<Map<String, String>> values) {
    List<FastcommerceRecord> records =
        values.stream()
            .map(FastcommerceDictionary.PRODUCTS::record)
            .map(FastcommerceProductCommandRules::checked)
            .toList();
    boolean once = records.stream().anyMatch(FastcommerceProductCommandRules::isOnce);
    return update(
        connection, FastcommerceForm.PRODUCTS, records, once ? Effect.ONCE : Effect.REPEATABLE);
  }

  /** The call that writes these records. */
  static ApiCall update(
      Connection connection, String method, List<FastcommerceRecord> records, Effect effect) {
    return FastcommerceForm.call(
        connection,
        method,
        Map.of(FastcommerceForm.RECORDS, FastcommerceRecord.document(records)),
        effect);
  }

  /** A record of OrderUpdate. */
  static FastcommerceRecord checkedOrder(Map<String, String> values) {
    FastcommerceRecord record = FastcommerceDictionary.ORDERS.record(values);
    if (!record.fields().containsKey("NumPedido") || record.fields().size() < 2) {
      throw new IllegalArgumentException(
          "A record of OrderUpdate needs NumPedido and at least one other field");
    }
    return record;
  }
}
