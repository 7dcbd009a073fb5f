package dev.ponte.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.sandbox.Simulator.Answer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/** Carries out the methods of a Moovin store. */
final class MoovinDesk {

  private static final String SUCCESS = "0";
  private static final String REFUSED = "12";
  private static final String INVOICED = "9";

  private final MoovinShelf shelf;
  private final MoovinGoods goods;
  private final MoovinRange range;
  private final MoovinClients clients;
  private final MoovinAnswers answers;
  private final Map<String, LongAdder> writes = new ConcurrentHashMap<>();
  final List<ObjectNode> updates = new CopyOnWriteArrayList<>();

  MoovinDesk(
      MoovinShelf shelf,
      MoovinGoods goods,
      MoovinRange range,
      MoovinClients clients,
      MoovinAnswers answers) {
    this.shelf = shelf;
    this.goods = goods;
    this.range = range;
    this.clients = clients;
    this.answers = answers;
  }

  Answer read(String method, JsonNode filters, boolean xml) {
    return switch (method) {
      case "getPedidos", "getPedidosV2" -> answers.rows("pedido", shelf.list(filters), xml);
      case "getStatusPedidos" -> answers.rows("status", MoovinShelf.statuses(filters), xml);
      case "getNfe" -> answers.rows("nfe", invoices(filters), xml);
      case "getQuantidadeEstoque" -> answers.rows("estoque", goods.quantities(filters), xml);
      case "getPreco" -> answers.rows("preco", goods.prices(filters), xml);
      case "getReservasEstoque" -> answers.rows("reserva", goods.reservations(filters), xml);
      case "getCor" -> answers.rows("produto", range.colours(filters), xml);
      case "getTamanho" -> answers.rows("produto", range.sizes(filters), xml);
      case "getClientes" -> answers.rows("cliente", clients.list(filters), xml);
      default -> answers.rows("produto", List.of(), xml);
    };
  }

  Answer write(String method, ObjectNode record, boolean xml) {
    String fault =
        switch (method) {
          case "updatePedido" -> order(record);
          case "saveNfe" -> invoice(record);
          case "saveEstoque", "saveEstoqueV2" -> goods.stock(record);
          case "updatePrecos", "updatePrecosV2" -> goods.price(record);
          case "saveProdutos" -> range.save(record);
          case "saveEan" -> range.ean(record);
          case "updateStatusProduto" -> range.status(record);
          case "saveCategorias" -> range.category(record);
          case "saveCaracteristicas" -> range.characteristic(record);
          case "saveClientGroup" -> clients.group(record);
          default -> null;
        };
    if (fault == null) {
      writes.computeIfAbsent(method, any -> new LongAdder()).increment();
    }
    return fault == null
        ? answers.verdict(SUCCESS, "sucesso", xml)
        : answers.verdict(REFUSED, fault, xml);
  }

  /** How many records of the method were carried out. */
  long writes(String method) {
    LongAdder count = writes.get(method);
    return count == null ? 0 : count.sum();
  }

  private String order(ObjectNode record) {
    String id = record.path("codigo_pedido").asText().strip();
    if (shelf.get(id) == null) {
      return "Pedido não encontrado: " + id;
    }
    String status = record.path("codigo_status_pedido").asText("").strip();
    if (!status.isEmpty() && !MoovinShelf.isStatus(status)) {
      return "Status não encontrado: " + status;
    }
    Map<String, String> fields = new LinkedHashMap<>();
    record
        .fields()
        .forEachRemaining(
            it -> {
              if (!it.getKey().equals("codigo_pedido")) {
                fields.put(it.getKey(), it.getValue().asText().strip());
              }
            });
    updates.add(record.deepCopy());
    shelf.change(id, fields);
    return null;
  }

  private String invoice(ObjectNode record) {
    String id = record.path("pedido").asText().strip();
    if (shelf.get(id) == null) {
      return "Pedido não encontrado: " + id;
    }
    String status = record.path("status_pedido").asText("").strip();
    if (!record.path("data").asText("").matches("\\d{4}-\\d\\d-\\d\\d")) {
      return "Data inválida";
    }
    if (!status.isEmpty() && !status.equals("0") && !MoovinShelf.isStatus(status)) {
      return "Status não encontrado: " + status;
    }
    goods.invoices.put(id, record.deepCopy());
    boolean given = !status.isEmpty() && !status.equals("0");
    shelf.change(id, Map.of("codigo_status_pedido", given ? status : INVOICED));
    return null;
  }

  private List<ObjectNode> invoices(JsonNode filters) {
    String order = filters.path("pedido").asText("");
    List<ObjectNode> rows = new ArrayList<>();
    goods.invoices.forEach(
        (id, invoice) -> {
          if (order.isEmpty() || order.equals(id)) {
            rows.add(invoice.deepCopy().without("nfe_xml"));
          }
        });
    return rows;
  }
}
