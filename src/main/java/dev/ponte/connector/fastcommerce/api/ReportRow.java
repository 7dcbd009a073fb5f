package dev.ponte.connector.fastcommerce.api;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** One record of a report: values by name, however the name is written; never card data. */
public final class ReportRow {

  private static final JsonMapper JSON = new JsonMapper();

  private final Map<String, String> names = new LinkedHashMap<>();
  private final Map<String, String> values = new LinkedHashMap<>();

  /** Forgets card fields, blanks around values and values that are empty. */
  public void put(String name, String value) {
    String text = value == null ? "" : value.strip();
    if (!text.isEmpty() && !Names.isCardData(name)) {
      names.put(Names.plain(name), name);
      values.put(Names.plain(name), text);
    }
  }

  /** The value; null when there is none. */
  public String get(String name) {
    return values.get(Names.plain(name));
  }

  /** All values by plain name. */
  public Map<String, String> values() {
    return values;
  }

  /** The row as it came, less what is not kept. */
  public ObjectNode json() {
    ObjectNode json = JSON.createObjectNode();
    names.forEach((plain, name) -> json.put(name, values.get(plain)));
    return json;
  }
}
