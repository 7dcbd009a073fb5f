package dev.ponte.sandbox;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The records that the Presence simulator lists, by method. */
final class PresenceShelf {

  static final String TRACKING = "ECM-CODIGO-RASTREIO";
  static final String STATUS = "ECM-STATUS-PEDIDO";
  static final String INVOICES = "ECM-DADOS-NF";
  static final String STOCK = "ECM-ESTOQUE-SKU";

  static final String PRODUCTS = "ECM-PRODUTOS";

  static final JsonMapper JSON = new JsonMapper();

  private static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");
  private static final DateTimeFormatter PRINTED =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS");
  private static final int STORE_SERIES = 99;

  private final Clock clock;
  private final List<Row> rows = new CopyOnWriteArrayList<>();
  private final AtomicInteger invoices = new AtomicInteger(499_743);
  private final AtomicInteger orders = new AtomicInteger(4_129);

  PresenceShelf(Clock clock) {
    this.clock = clock;
  }

  /**
   * A record.
   *
   * @param method that lists it
   * @param changedAt in local time, as Presence prints it
   * @param enteredAt when it came to be
   */
  record Row(String method, ObjectNode json, LocalDateTime changedAt, Instant enteredAt) {

    String pk() {
      return json.path("pk").asText();
    }
  }

  /** Adds a record as it is; its {@code dataAt} is now unless it has one. */
  void add(String method, ObjectNode json) {
    Instant now = clock.instant();
    LocalDateTime at = now.atZone(ZONE).toLocalDateTime();
    if (!json.has("dataAt")) {
      json.put("dataAt", PRINTED.format(at));
    }
    rows.removeIf(it -> it.method().equals(method) && sameKey(it, json));
    rows.add(new Row(method, json, at, now));
  }

  /** What a method lists since a date and no later than an instant, oldest first. */
  List<Row> list(String method, LocalDateTime since, Instant until) {
    return rows.stream()
        .filter(it -> it.method().equals(method))
        .filter(it -> !it.changedAt().isBefore(since) && !it.enteredAt().isAfter(until))
        .sorted(Comparator.comparing(Row::changedAt))
        .toList();
  }

  boolean knows(String method, String pk) {
    return rows.stream().anyMatch(it -> it.method().equals(method) && it.pk().equals(pk));
  }

  List<Row> all() {
    return List.copyOf(rows);
  }

  String ship(String store, String order, String code, PresenceInvoice invoice) {
    int number = invoice == null ? invoices.incrementAndGet() : invoice.number();
    ObjectNode row = row(store, 17, "%s&55&86&%d".formatted(order, number));
    row.put("serie", STORE_SERIES).put("numero", orders.incrementAndGet());
    row.put("pedidoCodigoExterno", order).put("codigoRastreio", code);
    add(TRACKING, row);
    return row.path("pk").asText();
  }

  String situation(String store, String order, int number, int situation, String words) {
    ObjectNode row = row(store, 12, "%d&%d".formatted(STORE_SERIES, number));
    row.put("seriePd", STORE_SERIES).put("numero", number).put("pedidoCodigoExterno", order);
    row.put("situacao", situation).put("descr", words);
    add(STATUS, row);
    return row.path("pk").asText();
  }

  int nextOrder() {
    return orders.incrementAndGet();
  }

  PresenceInvoice invoice(String store, String order, String value) {
    int number = invoices.incrementAndGet();
    String key = PresenceInvoice.accessKey(86, number, clock.instant().atZone(ZONE));
    ObjectNode row = row(store, 16, "%s&55&86&%d".formatted(order, number));
    row.put("seriepedido", String.valueOf(STORE_SERIES)).put("numeroPedido", number);
    row.put("codigoPedidoExterno", order);
    row.put("dtTransmissao", PRINTED.format(clock.instant().atZone(ZONE)));
    row.put("modeloNF", "55").put("serieNF", "86").put("subserieNF", "").put("numero", number);
    row.put("ChaveAcesso", key).put("codigoRastreio", "").put("codTransportadora", "7");
    row.put("modoTransporte", "0").put("codigoExterno", "CARRIER-7");
    row.put("nomeFantasia", "Transportes Rápidos").put("razaoSocial", "Transportes Rápidos Ltda");
    row.put("status", "Ativo").put("valorTotalNF", value);
    add(INVOICES, row);
    return new PresenceInvoice(row.path("pk").asText(), "86", number, key);
  }

  void stock(String store, String sku, String quantity) {
    ObjectNode row = row(store, 8, sku);
    row.put("sku", sku).put("codigoExterno", sku).put("warehouse", "1");
    row.put("warehouseCodigoExterno", "1").put("quantidade", quantity).put("saldoFisico", quantity);
    add(STOCK, row);
  }

  void product(String sku, String name, String colour, String size) {
    ObjectNode row = row("", 5, sku);
    row.put("sku", sku).put("codigoExterno", "").put("descricao", name);
    row.put("cor", colour).put("tamanho", size).put("ativo", "S");
    add(PRODUCTS, row);
  }

  private static ObjectNode row(String store, int process, String pk) {
    ObjectNode row = JSON.createObjectNode();
    row.put("lojaPresence", "99").put("ecmIdLoja", store);
    return row.put("idProcesso", process).put("pk", pk);
  }

  private static boolean sameKey(Row row, ObjectNode json) {
    return json.has("pk") && row.pk().equals(json.path("pk").asText());
  }
}
