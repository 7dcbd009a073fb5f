package dev.ponte.connector.fastcommerce;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** One record of a report: values by name, however the name is written; never card data. */
final class FastcommerceRow {

  private static final JsonMapper JSON = new JsonMapper();

  private final Map<String, String> names = new LinkedHashMap<>();
  private final Map<String, String> values = new LinkedHashMap<>();

  /** Forgets card fields, blanks around values and values that are empty. */
  void put(String name, String value) {
    String text = value == null ? "" : value.strip();
    if (!text.isEmpty() && !FastcommerceNames.isCardData(name)) {
      names.put(FastcommerceNames.plain(name), name);
      values.put(FastcommerceNames.plain(name), text);
    }
  }

  /** The value; null when there is none. */
  String get(String name) {
    return values.get(FastcommerceNames.plain(name));
  }

  /** All values by plain name. */
  Map<String, String> values() {
    return values;
  }

  /** The row as it came, less what is not kept. */
  ObjectNode json() {
    ObjectNode json = JSON.createObjectNode();
    names.forEach((plain, name) -> json.put(name, values.get(plain)));
    return json;
  }
}
