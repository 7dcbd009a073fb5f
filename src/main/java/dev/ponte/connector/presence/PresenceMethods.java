package dev.ponte.connector.presence;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** All documented methods of the WebApi, as one table. */
final class PresenceMethods {

  static final String TRACKING = "ECM-CODIGO-RASTREIO";
  static final String STATUS = "ECM-STATUS-PEDIDO";
  static final String INVOICES = "ECM-DADOS-NF";
  static final String STOCK = "ECM-ESTOQUE-SKU";
  static final String PRODUCTS = "ECM-PRODUTOS";
  static final String REPORT = "ECM-RESULTADO-PROCESSAMENTO";

  static final String DATE = "data_at";
  static final String OMNI = "omni";
  static final String PENDING = "pending";
  static final String WITH_ITEMS = "exibirItens";

  private static final Map<String, PresenceMethod> TABLE = table();

  private PresenceMethods() {}

  static Set<String> names() {
    return TABLE.keySet();
  }

  /**
   * @throws IllegalArgumentException when there is none of that name
   */
  static PresenceMethod get(String name) {
    PresenceMethod method = TABLE.get(name);
    if (method == null) {
      throw new IllegalArgumentException(
          "Presence has no method %s; it has %s".formatted(name, TABLE.keySet()));
    }
    return method;
  }

  private static Map<String, PresenceMethod> table() {
    Map<String, PresenceMethod> table = new LinkedHashMap<>();
    read(table, TRACKING, 2, Set.of(), DATE);
    read(table, STATUS, 1, Set.of(), DATE);
    read(
        table,
        INVOICES,
        2,
        Set.of(WITH_ITEMS),
        DATE,
        "codigo_externo",
        "serie numero",
        "serie_nf numero_nf");
    read(table, STOCK, 3, Set.of(OMNI), DATE, "sku_site");
    read(table, PRODUCTS, 5, Set.of(PENDING), DATE, "referencia_site");
    read(table, "ECM-MARCAS", 5, Set.of(), DATE, "codigo");
    read(table, "ECM-IMAGENS", 5, Set.of(), DATE, "referencia_site");
    read(table, "ECM-WAREHOUSES-OMNI", 3, Set.of(), "dataAt");
    table.put(
        REPORT,
        new PresenceMethod(
            REPORT,
            List.of(),
            new TreeSet<>(Set.of("sucessos", "erros")),
            new LinkedHashSet<>(List.of("idProcesso", "metodo")),
            2));
    return table;
  }

  private static void read(
      Map<String, PresenceMethod> table,
      String name,
      int priority,
      Set<String> options,
      String... selectors) {
    List<Set<String>> ways =
        List.of(selectors).stream()
            .map(it -> (Set<String>) new LinkedHashSet<>(List.of(it.split(" "))))
            .toList();
    table.put(name, new PresenceMethod(name, ways, options, Set.of(), priority));
  }
}
