package dev.ponte.connector.fastcommerce.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.connection.Argument;
import dev.ponte.connection.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a caller gives to a method by name, checked before a call is spent. */
final class Arguments {

  private static final String FIELDS = "Fields";

  /** Products, customers, categories, classes, descriptors, colours, the shop, filters. */
  private static final List<String> WITHOUT_CARDS =
      List.of("89", "248", "393", "394", "425", "426", "429", "510", "530");

  static final String RECORDS = "records";

  private Arguments() {}

  /** The form of ReportView. */
  static Map<String, String> report(JsonNode arguments) {
    Map<String, String> form = form(Form.REPORT, arguments);
    requireNoCardData(form);
    return form;
  }

  /** The form of UtilityExecute. */
  static Map<String, String> utility(JsonNode arguments) {
    return form(Form.UTILITY, arguments);
  }

  /** Records by field name: those of the list {@code records}, or the arguments as the only one. */
  static List<Map<String, String>> records(JsonNode arguments) {
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

  private static Map<String, String> form(String method, JsonNode arguments) {
    Operation operation = FastcommerceOperations.TABLE.get(method);
    operation.check(arguments);
    Map<String, String> given = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    given.putAll(values(arguments));
    Map<String, String> form = new LinkedHashMap<>();
    operation.arguments().stream()
        .map(Argument::name)
        .filter(given::containsKey)
        .forEach(it -> form.put(it, given.get(it)));
    return form;
  }

  /** Report 427 and others, whose numbers are in no document, hold card numbers. */
  private static void requireNoCardData(Map<String, String> form) {
    String name = Names.plain(form.get("ObjectName"));
    if (!form.containsKey("ObjectID") && name.contains("cart")) {
      throw new IllegalArgumentException(
          "\"%s\" holds card data, which Ponte does not read".formatted(form.get("ObjectName")));
    }
    for (String field : form.getOrDefault(FIELDS, "").split(",")) {
      if (Names.isCardData(field)) {
        throw new IllegalArgumentException(
            "Field %s holds card data, which Ponte does not read".formatted(field.strip()));
      }
    }
    boolean named = form.getOrDefault("OutputFormat", Form.XML_API).equals(Form.XML_API);
    if (!named && !WITHOUT_CARDS.contains(form.getOrDefault("ObjectID", ""))) {
      throw new IllegalArgumentException(
          "Report %s is read in OutputFormat 5 only, since others do not name card fields; by ObjectID %s are read in all formats"
              .formatted(form.getOrDefault("ObjectID", form.get("ObjectName")), WITHOUT_CARDS));
    }
    boolean orders =
        OrderFields.REPORT.equals(form.get("ObjectID"))
            || name.equals(Names.plain(OrderFields.REPORT_NAME));
    if (orders && form.getOrDefault(FIELDS, "").isBlank()) {
      form.put(FIELDS, OrderFields.FIELDS);
    }
  }
}
