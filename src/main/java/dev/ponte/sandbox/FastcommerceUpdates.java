package dev.ponte.sandbox;

import dev.ponte.sandbox.FastcommerceAnswers.Echo;
import dev.ponte.sandbox.Simulator.Answer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * OrderUpdate and ProductManagement of the Fastcommerce simulator: records are carried out in their
 * order until the first bad one.
 */
final class FastcommerceUpdates {

  private static final Map<String, Integer> ORDER_FIELDS =
      Map.of(
          "numpedido", 10,
          "obscurta", 10,
          "status", 1,
          "objsedex", 13,
          "numnfe", 44,
          "dataentrega", 10,
          "obslog", 255,
          "changeflagapi", 3);
  private static final String DAY = "\\d{2}/\\d{2}/\\d{4}";

  private final FastcommerceShelf shelf;
  private final FastcommerceProductCommands products;
  private final FastcommerceAnswers answers;
  private volatile int mostRecords = 1_000;

  FastcommerceUpdates(
      FastcommerceShelf shelf, FastcommerceProducts products, FastcommerceAnswers answers) {
    this.shelf = shelf;
    this.products = new FastcommerceProductCommands(products);
    this.answers = answers;
  }

  void mostRecords(int most) {
    mostRecords = most;
  }

  /** Why a record was refused. */
  static final class Refused extends RuntimeException {
    private final String code;

    Refused(int code, String words) {
      super(words);
      this.code = String.valueOf(code);
    }
  }

  private interface Action {
    void carryOut(Map<String, String> fields, Map<String, String> echo, Counts counts);
  }

  /** What was done, of products and of their sub-products. */
  static final class Counts {
    private final int[] included = new int[2];
    private final int[] changed = new int[2];
    private final int[] deleted = new int[2];

    void included(boolean sub) {
      included[sub ? 1 : 0]++;
    }

    void changed(boolean sub) {
      changed[sub ? 1 : 0]++;
    }

    void deleted(boolean sub) {
      deleted[sub ? 1 : 0]++;
    }
  }

  Answer orders(List<List<String[]>> records) {
    return run(records, 19, 51, 56, this::order);
  }

  Answer products(List<List<String[]>> records) {
    return run(records, 18, 113, 112, products::carryOut);
  }

  private Answer run(
      List<List<String[]>> records, int code, int tooMany, int duplicate, Action action) {
    Counts counts = new Counts();
    List<Echo> echoes = new ArrayList<>();
    int valid = 0;
    try {
      if (records.size() > mostRecords) {
        throw new Refused(tooMany, "Excedeu máximo de registros");
      }
      synchronized (shelf) {
        for (List<String[]> record : records) {
          Map<String, String> echo = new LinkedHashMap<>();
          echoes.add(new Echo(echo));
          action.carryOut(fields(record, echo, duplicate), echo, counts);
          valid++;
        }
      }
      return answers.result(echoes, 0, null, null, stats(code, records, valid, counts));
    } catch (Refused refused) {
      return answers.result(
          echoes, code, refused.code, refused.getMessage(), stats(code, records, valid, counts));
    }
  }

  private static Map<String, String> fields(
      List<String[]> record, Map<String, String> echo, int duplicate) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String[] field : record) {
      echo.put(field[0], field[1]);
      if (fields.put(field[0].toLowerCase(Locale.ROOT), field[1]) != null) {
        throw new Refused(duplicate, "Campo duplicado: " + field[0]);
      }
    }
    return fields;
  }

  private static String stats(int code, List<?> records, int valid, Counts counts) {
    String common = "Sent=\"%d\" Valid=\"%d\"".formatted(records.size(), valid);
    return code == 19
        ? common + " Changed=\"%d\"".formatted(counts.changed[0])
        : common
            + " Included=\"%d\" IncludedSub=\"%d\" Changed=\"%d\" ChangedSub=\"%d\" Deleted=\"%d\" Deleted-Sub=\"%d\""
                .formatted(
                    counts.included[0],
                    counts.included[1],
                    counts.changed[0],
                    counts.changed[1],
                    counts.deleted[0],
                    counts.deleted[1]);
  }

  private void order(Map<String, String> fields, Map<String, String> echo, Counts counts) {
    for (var field : fields.entrySet()) {
      Integer most = ORDER_FIELDS.get(field.getKey());
      if (most == null || field.getValue().codePointCount(0, field.getValue().length()) > most) {
        throw new Refused(55, "Invalid field:" + field.getKey().toUpperCase(Locale.ROOT));
      }
    }
    String number = fields.getOrDefault("numpedido", "");
    if (number.isEmpty()) {
      throw new Refused(52, "NumPedido not informed");
    }
    FastcommerceOrder order =
        number.matches("\\d{1,9}") ? shelf.order(Integer.parseInt(number)) : null;
    if (order == null) {
      throw new Refused(53, "NumPedido not found");
    }
    if (fields.size() < 2) {
      throw new Refused(57, "No fields to change");
    }
    change(order, fields);
    counts.changed(false);
  }

  private static void change(FastcommerceOrder order, Map<String, String> fields) {
    String status = fields.get("status");
    if (status != null && !FastcommerceOrder.isStatus(status)) {
      throw new Refused(54, "Invalid status");
    }
    String delivered = fields.getOrDefault("dataentrega", "");
    if (!delivered.isEmpty() && !delivered.matches(DAY)) {
      throw new Refused(55, "Invalid field:DATAENTREGA");
    }
    String flag = fields.getOrDefault("changeflagapi", "1");
    if (!flag.matches("\\d{1,3}") || Integer.parseInt(flag) > 255) {
      throw new Refused(55, "Invalid field:CHANGEFLAGAPI");
    }
    if (status != null) {
      order.move(Integer.parseInt(status));
    }
    put(order, "Obs Pedido", fields.get("obscurta"));
    put(order, "Obj SEDEX", fields.get("objsedex"));
    put(order, "NumNFe", fields.get("numnfe"));
    put(order, "Entregue em", fields.get("dataentrega"));
    if (fields.containsKey("obslog")) {
      order.logs().add(fields.get("obslog"));
    }
    if (fields.containsKey("changeflagapi")) {
      order.flag(Integer.parseInt(flag));
    }
  }

  private static void put(FastcommerceOrder order, String name, String value) {
    if (value != null) {
      order.header().put(name, value);
    }
  }
}
