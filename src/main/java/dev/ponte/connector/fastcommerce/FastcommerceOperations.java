package dev.ponte.connector.fastcommerce;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.connection.ApiCall;
import dev.ponte.connection.ApiCall.Effect;
import dev.ponte.connection.Connection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The four methods of the document, called by name; what they would refuse is never sent. */
final class FastcommerceOperations {

  static final List<String> NAMES =
      List.of(
          FastcommerceForm.REPORT,
          FastcommerceForm.UTILITY,
          FastcommerceForm.ORDERS,
          FastcommerceForm.PRODUCTS);

  private static final List<String> OBJECT =
      List.of(
          "ObjectID",
          "ObjectName",
          "Par1",
          "Par2",
          "Par3",
          "Par4",
          "Par5",
          "Par6",
          "Par7",
          "Par8",
          "Page",
          "QtRecords",
          "FromRecord",
          "ToRecord",
          "OutputFormat");
  private static final String FIELDS = "Fields";

  /** Sets the stock of every product when it gets no filter. */
  private static final String STOCK_OF_ALL = "248";

  private static final String STOCK_OF_ALL_NAME = "alteracaonoestoquedeprodutos";
  private static final String RECORDS = "records";

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
    return switch (operation) {
      case FastcommerceForm.REPORT -> report(arguments).priority(3);
      case FastcommerceForm.UTILITY -> utility(arguments).priority(3);
      case FastcommerceForm.ORDERS -> orders(records(arguments)).priority(1);
      case FastcommerceForm.PRODUCTS -> products(records(arguments)).priority(3);
      default ->
          throw new IllegalArgumentException(
              "Fastcommerce has no operation %s; it has %s".formatted(operation, NAMES));
    };
  }

  private ApiCall report(JsonNode arguments) {
    List<String> known = new ArrayList<>(OBJECT);
    known.add(FIELDS);
    Map<String, String> form = form(FastcommerceForm.REPORT, known, arguments);
    requireNoCardData(form);
    return FastcommerceForm.call(connection, FastcommerceForm.REPORT, form, Effect.READ);
  }

  private ApiCall utility(JsonNode arguments) {
    Map<String, String> form = form(FastcommerceForm.UTILITY, OBJECT, arguments);
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
            .map(FastcommerceOperations::checkedProduct)
            .toList();
    boolean once = records.stream().anyMatch(FastcommerceOperations::isOnce);
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

  private static FastcommerceRecord checkedProduct(FastcommerceRecord record) {
    Map<String, String> fields = record.fields();
    String command = fields.get("Comando");
    boolean hasId = fields.containsKey("IDProduto");
    if (command == null) {
      throw new IllegalArgumentException("A record of ProductManagement needs Comando");
    }
    if (command.equals("I") && (hasId || !fields.containsKey("NomeCat"))) {
      throw new IllegalArgumentException(
          "A record with Comando I needs NomeCat and must not have IDProduto");
    }
    if (!command.equals("I") && !hasId) {
      throw new IllegalArgumentException(
          "A record with Comando %s needs IDProduto".formatted(command));
    }
    if (Set.of("E", "D").contains(command) && fields.size() > 2) {
      throw new IllegalArgumentException(
          "A record with Comando %s has Comando and IDProduto only".formatted(command));
    }
    if (command.equals("A") && fields.size() < 3) {
      throw new IllegalArgumentException("A record with Comando A needs a field to change");
    }
    return record;
  }

  private static boolean isOnce(FastcommerceRecord record) {
    return record.fields().get("Comando").equals("I")
        || FastcommerceField.isRelative(record.fields().getOrDefault("Estoque", ""));
  }

  private static Map<String, String> form(String method, List<String> known, JsonNode arguments) {
    Map<String, String> names = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    known.forEach(it -> names.put(it, it));
    Map<String, String> given = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    values(arguments)
        .forEach(
            (name, value) -> {
              if (!names.containsKey(name)) {
                throw new IllegalArgumentException(
                    "%s has no argument %s; it has %s".formatted(method, name, known));
              }
              given.put(names.get(name), value);
            });
    Map<String, String> form = new LinkedHashMap<>();
    known.stream().filter(given::containsKey).forEach(it -> form.put(it, given.get(it)));
    requireObject(method, form);
    return form;
  }

  private static void requireObject(String method, Map<String, String> form) {
    if (!form.containsKey("ObjectID") && !form.containsKey("ObjectName")) {
      throw new IllegalArgumentException(method + " needs the argument ObjectID or ObjectName");
    }
    for (String number : List.of("ObjectID", "Page", "QtRecords", "FromRecord", "ToRecord")) {
      if (!form.getOrDefault(number, "1").matches("[1-9]\\d{0,8}")) {
        throw new IllegalArgumentException(
            "%s is \"%s\", but must be a number above 0".formatted(number, form.get(number)));
      }
    }
    requirePair(form, "Page", "QtRecords");
    requirePair(form, "FromRecord", "ToRecord");
    if (!form.getOrDefault("OutputFormat", "5").matches("[0-6]")) {
      throw new IllegalArgumentException("OutputFormat must be a number from 0 to 6");
    }
  }

  private static void requirePair(Map<String, String> form, String one, String other) {
    if (form.containsKey(one) != form.containsKey(other)) {
      throw new IllegalArgumentException(
          "Fastcommerce heeds %s and %s only together; give both".formatted(one, other));
    }
  }

  /** Report 427 and the one named after it hold card numbers. */
  private static void requireNoCardData(Map<String, String> form) {
    String name = FastcommerceNames.plain(form.get("ObjectName"));
    if (!form.containsKey("ObjectID") && name.contains("cart")) {
      throw new IllegalArgumentException(
          "\"%s\" holds card data, which Ponte does not read".formatted(form.get("ObjectName")));
    }
    for (String field : form.getOrDefault(FIELDS, "").split(",")) {
      if (FastcommerceNames.isCardData(field)) {
        throw new IllegalArgumentException(
            "Field %s holds card data, which Ponte does not read".formatted(field.strip()));
      }
    }
    boolean orders =
        FastcommerceOrderFields.REPORT.equals(form.get("ObjectID"))
            || name.equals(FastcommerceNames.plain(FastcommerceOrderFields.REPORT_NAME));
    if (!orders) {
      return;
    }
    if (!form.getOrDefault("OutputFormat", FastcommerceForm.XML_API)
        .equals(FastcommerceForm.XML_API)) {
      throw new IllegalArgumentException(
          "Report 427 is read in OutputFormat 5 only, since others do not name card fields");
    }
    form.putIfAbsent(FIELDS, FastcommerceOrderFields.FIELDS);
  }

  private static List<Map<String, String>> records(JsonNode arguments) {
    JsonNode records = arguments.path(RECORDS);
    if (records.isMissingNode()) {
      return List.of(values(arguments));
    }
    if (!records.isArray() || records.isEmpty()) {
      throw new IllegalArgumentException(
          "\"records\" must be a list of objects, such as [{\"NumPedido\": 1, \"Status\": 5}]");
    }
    List<Map<String, String>> all = new ArrayList<>();
    records.forEach(it -> all.add(values(it)));
    return all;
  }

  private static Map<String, String> values(JsonNode object) {
    Map<String, String> values = new LinkedHashMap<>();
    object
        .fields()
        .forEachRemaining(
            it -> {
              if (!it.getValue().isValueNode()) {
                throw new IllegalArgumentException(it.getKey() + " must be a plain value");
              }
              if (!it.getValue().isNull()) {
                values.put(it.getKey(), text(it.getValue()));
              }
            });
    return values;
  }

  private static String text(JsonNode value) {
    return value.isBigDecimal() ? value.decimalValue().toPlainString() : value.asText();
  }
}
