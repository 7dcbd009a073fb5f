package dev.ponte.connector.moovin.orders;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.Payment;
import dev.ponte.connector.moovin.api.Fields;
import dev.ponte.connector.moovin.api.RecordReader;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/** How an order is paid; never card data. */
final class Payments {

  /** The documented fields of a transaction; none of them holds a card, whatever else comes. */
  private static final Set<String> KEPT =
      Set.of(
          "data",
          "cod_forma_pagamento",
          "forma_pagamento",
          "parcelas",
          "gateway",
          "valor_total",
          "vencimento_boleto",
          "mensagem_retorno",
          "codigo_retorno",
          "num_autorizacao",
          "num_transacao",
          "ident",
          "adquirente",
          "num_comp_venda",
          "data_pagamento",
          "data_aprovacao",
          "identificador_conta",
          "nome_conta");

  private Payments() {}

  /** The order with nothing but documented fields in its transactions. */
  static JsonNode withoutCardData(ObjectNode order) {
    ObjectNode copy = order.deepCopy();
    ArrayNode kept = copy.arrayNode();
    for (JsonNode one : transactions(order)) {
      kept.add(((ObjectNode) one).deepCopy().retain(KEPT));
    }
    copy.set("dados_transacao", copy.objectNode().set("transacao", kept));
    return copy;
  }

  /**
   * The transactions, or the order's own form of payment when there is none.
   *
   * @param total of the order
   */
  static List<Payment> of(JsonNode order, BigDecimal total) {
    List<Payment> payments = transactions(order).stream().map(it -> payment(order, it)).toList();
    String method = Fields.text(order, "nome_forma_pagamento");
    if (!payments.isEmpty() || method == null) {
      return payments;
    }
    return List.of(
        new Payment(method, null, installments(order), total, null, null, null, null, null));
  }

  private static Payment payment(JsonNode order, JsonNode transaction) {
    String method = Fields.text(transaction, "forma_pagamento");
    String fallback = Fields.firstText(order, "nome_forma_pagamento", "codigo_forma_pagamento");
    return new Payment(
        method == null ? fallback : method,
        null,
        installments(transaction),
        Fields.money(transaction, "valor_total"),
        Fields.text(transaction, "num_transacao"),
        null,
        Fields.text(transaction, "num_comp_venda"),
        Fields.text(transaction, "num_autorizacao"),
        Fields.text(transaction, "adquirente"));
  }

  private static List<JsonNode> transactions(JsonNode order) {
    return RecordReader.rows(order.path("dados_transacao"), "transacao");
  }

  private static int installments(JsonNode record) {
    BigDecimal number = Fields.number(record, "parcelas");
    return number == null ? 1 : number.intValue();
  }
}
