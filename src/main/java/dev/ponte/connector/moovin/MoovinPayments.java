package dev.ponte.connector.moovin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.Payment;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/** How an order is paid; never card data. */
final class MoovinPayments {

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

  private MoovinPayments() {}

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
    String method = MoovinFields.text(order, "nome_forma_pagamento");
    if (!payments.isEmpty() || method == null) {
      return payments;
    }
    return List.of(
        new Payment(method, null, installments(order), total, null, null, null, null, null));
  }

  private static Payment payment(JsonNode order, JsonNode transaction) {
    String method = MoovinFields.text(transaction, "forma_pagamento");
    String fallback =
        MoovinFields.firstText(order, "nome_forma_pagamento", "codigo_forma_pagamento");
    return new Payment(
        method == null ? fallback : method,
        null,
        installments(transaction),
        MoovinFields.money(transaction, "valor_total"),
        MoovinFields.text(transaction, "num_transacao"),
        null,
        MoovinFields.text(transaction, "num_comp_venda"),
        MoovinFields.text(transaction, "num_autorizacao"),
        MoovinFields.text(transaction, "adquirente"));
  }

  private static List<JsonNode> transactions(JsonNode order) {
    return MoovinReader.rows(order.path("dados_transacao"), "transacao");
  }

  private static int installments(JsonNode record) {
    BigDecimal number = MoovinFields.number(record, "parcelas");
    return number == null ? 1 : number.intValue();
  }
}
