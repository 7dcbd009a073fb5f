package dev.ponte.connector.focco;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.Line;
import dev.ponte.canonical.Order;
import java.math.BigDecimal;

/** The arguments of Focco's commands, each in exactly one form. */
final class FoccoRequests {

  private static final JsonNodeFactory NODES = new JsonNodeFactory(true);
  private static final String BY_VALUE = "V";

  private FoccoRequests() {}

  /**
   * What the first line of a budget says of the whole order.
   *
   * @param representative null for none
   */
  record Opening(FoccoBuyer buyer, long paymentTerms, Long representative) {}

  /** The budget's first line, which makes the budget. */
  static ObjectNode firstLine(
      Opening opening, Order order, Line line, FoccoCodes.Item item, FoccoMoney.Amounts amounts) {
    ObjectNode node = NODES.objectNode();
    node.putNull("orcamentoId");
    node.put("cnpjCpf", opening.buyer().documentNumber());
    node.put("codigoCliente", opening.buyer().code());
    node.put("codigoCondPagamento", opening.paymentTerms());
    node.put("codigoRepresentante", opening.representative());
    return line(node, order, line, item, amounts);
  }

  /** A further line of a budget. */
  static ObjectNode nextLine(
      long budget, Order order, Line line, FoccoCodes.Item item, FoccoMoney.Amounts amounts) {
    ObjectNode node = NODES.objectNode();
    node.put("orcamentoId", budget);
    node.putNull("cnpjCpf");
    node.putNull("codigoCliente");
    node.putNull("codigoCondPagamento");
    node.putNull("codigoRepresentante");
    return line(node, order, line, item, amounts);
  }

  /**
   * The line for {@code CriaItemOrcamentoCompleto}, which wraps it and knows more fields. What
   * concerns freight is told by a call of its own.
   */
  static ObjectNode complete(ObjectNode line, FoccoSettings.Header header) {
    ObjectNode inner = line.deepCopy();
    inner.put("codigoEmpresa", header.company());
    inner.putNull("valorLiquido");
    inner.putNull("recalculaOrcamento");
    inner.putNull("numPedidoRepresentante");
    inner.putNull("codigoTransportadora");
    inner.putNull("tipoFrete");
    inner.putNull("valorFrete");
    inner.put("codigoPrecosVen", header.priceTable());
    inner.put("percComisIt", header.commission());
    inner.put("tpInfComisIt", header.commissionType());
    inner.put("codigoEstabFaturamento", header.billingEstablishment());
    inner.put("codigoEstabEntrega", header.deliveryEstablishment());
    inner.put("codigoEstabCobranca", header.collectionEstablishment());
    inner.put("codigoTipoNota", header.noteType());
    ObjectNode node = NODES.objectNode();
    node.set("parametros", inner);
    return node;
  }

  /**
   * @param carrier null for none, where the customer fetches it
   */
  static JsonNode freight(long budget, BigDecimal price, String type, Long carrier) {
    return NODES
        .objectNode()
        .put("idOrcamento", budget)
        .put("valorFrete", price)
        .put("tipoFrete", type)
        .put("codigoFornecedor", carrier);
  }

  static JsonNode notes(long budget, String order, String invoice) {
    return NODES
        .objectNode()
        .put("idOrcamento", budget)
        .put("obsPedido", order)
        .put("obsNfs", invoice)
        .put("substitui", 1);
  }

  /** Words behind those that an order has; for people, so nothing of it goes to the invoice. */
  static JsonNode warning(String order, String words) {
    return NODES
        .objectNode()
        .put("idOrcamento", Long.parseLong(order))
        .put("obsPedido", "\n" + words)
        .put("obsNfs", "")
        .put("substitui", 0);
  }

  /** What stands there instead; the invoice's observations are left as they are. */
  static JsonNode notes(String order, String words, String invoice) {
    return notes(Long.parseLong(order), words, invoice);
  }

  static JsonNode budget(long id) {
    return NODES.objectNode().put("orcamentoId", id);
  }

  static JsonNode order(String id) {
    return NODES.objectNode().put("pdvId", Long.parseLong(id));
  }

  private static ObjectNode line(
      ObjectNode node, Order order, Line line, FoccoCodes.Item item, FoccoMoney.Amounts amounts) {
    node.put("codigoItem", item.code());
    node.put("mascaraId", item.mask());
    node.put("quantidade", line.quantity());
    node.put("tipoDctAcr", amounts.kind());
    node.put("tipoVlrDctAcr", amounts.kind() == null ? null : BY_VALUE);
    node.put("vlrDctAcr", amounts.adjustment());
    node.put("ordemCompra", order.id());
    node.put("precoUnitario", amounts.unitPrice());
    return node;
  }
}
