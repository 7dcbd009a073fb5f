package dev.ponte.connector.fastcommerce.orders;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.ponte.connector.fastcommerce.api.ReportRow;
import dev.ponte.connector.fastcommerce.api.StatusNumbers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * One order as report 427 gives it: a row for each item, the header repeated.
 *
 * @param number its Núm
 * @param rows at least one
 * @param straddles whether its rows may stand on more than one page
 */
record OrderRows(String number, List<ReportRow> rows, boolean straddles) {

  private static final JsonMapper JSON = new JsonMapper();

  /**
   * What changes without the order being another one, partly by ourselves; and what older releases
   * did not ask for, lest all orders be read again.
   */
  private static final Set<String> NO_CONTENT =
      Set.of(
          "status",
          "changeflagapi",
          "obspedido",
          "obscliente",
          "emailpedido",
          "ccnumcv",
          "ccauthcod");

  OrderRows {
    rows = List.copyOf(rows);
  }

  ReportRow header() {
    return rows.get(0);
  }

  boolean cancelled() {
    return StatusNumbers.isCancelled(header().get("Status"));
  }

  /** Whether somebody has marked it as taken. */
  boolean isFlagged() {
    String flag = header().get("ChangeFlagAPI");
    return flag != null && flag.matches("0*[1-9]\\d*");
  }

  /** Changes when the order does; 64 hexadecimal digits. */
  String stamp() {
    StringBuilder content = new StringBuilder().append(cancelled());
    for (ReportRow row : rows) {
      TreeMap<String, String> values = new TreeMap<>(row.values());
      values.keySet().removeAll(NO_CONTENT);
      content.append('\n').append(values);
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(digest.digest(content.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The rows as they came, less card data, for a dead letter. */
  ArrayNode json() {
    ArrayNode array = JSON.createArrayNode();
    rows.forEach(row -> array.add(row.json()));
    return array;
  }
}
