package dev.ponte.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.sandbox.FoccoSimulator.Item;
import dev.ponte.sandbox.FoccoSimulator.SalesOrder;
import dev.ponte.sandbox.Simulator.Answer;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** The budgets of the simulated Focco, and the orders that they become. */
final class FoccoDesk {

  private static final Set<String> FREIGHTS = Set.of("C", "F", "R", "O", "S");

  private final AtomicLong ids = new AtomicLong(50_000);
  private final AtomicLong numbers = new AtomicLong(300);
  private final Map<Long, FoccoDraft> budgets = new ConcurrentHashMap<>();
  private final Map<Long, SalesOrder> orders = new ConcurrentSkipListMap<>();
  private final Map<String, BigDecimal> taxes = new ConcurrentHashMap<>();
  private final Set<String> unknownItems = ConcurrentHashMap.newKeySet();
  private volatile BigDecimal freight = BigDecimal.ZERO;
  private final FoccoAnswers answers;
  private final FoccoShelf shelf;

  FoccoDesk(FoccoAnswers answers, FoccoShelf shelf) {
    this.answers = answers;
    this.shelf = shelf;
  }

  List<SalesOrder> orders() {
    return List.copyOf(orders.values());
  }

  Set<Long> budgets() {
    return Set.copyOf(budgets.keySet());
  }

  void tax(String item, BigDecimal ipi) {
    taxes.put(item, ipi);
  }

  void chargeFreight(BigDecimal freight) {
    this.freight = freight;
  }

  void forgetItem(String code) {
    unknownItems.add(code);
  }

  void setStatus(long id, String status) {
    orders.computeIfPresent(id, (key, it) -> it.with(status));
  }

  void removeOrder(long id) {
    orders.remove(id);
  }

  void moveOn() {
    orders.replaceAll((id, it) -> it.with(next(it.status())));
  }

  Answer delete(long budgetId) {
    return budgets.remove(budgetId) == null
        ? answers.failed("Não foi encontrado o orçamento para exclusão.")
        : answers.done();
  }

  Answer createItem(JsonNode in) {
    Long id = in.hasNonNull("orcamentoId") ? in.get("orcamentoId").asLong() : null;
    boolean header = in.hasNonNull("cnpjCpf") && in.hasNonNull("codigoCliente");
    if (id == null
        && !(header && in.path("cnpjCpf").isNumber() && in.hasNonNull("codigoCondPagamento"))) {
      return answers.failed("Cliente e condição de pagamento devem ser informados");
    }
    if (id != null && header) {
      return answers.failed("O cliente não deve ser informado para um orçamento existente");
    }
    String code = in.path("codigoItem").asText("");
    if (code.isEmpty() || unknownItems.contains(code)) {
      return answers.failed(
          "ORA-01403: dados não encontrados\nORA-06512: em \"FOCCO3I.ITEM\" (" + code + ")");
    }
    if (in.path("quantidade").decimalValue().signum() <= 0) {
      return answers.failed("Quantidade inválida");
    }
    FoccoDraft budget =
        id == null ? new FoccoDraft(in.get("codigoCliente").asLong(), freight) : budgets.get(id);
    if (budget == null) {
      return answers.failed("Orçamento não encontrado.");
    }
    long budgetId = id == null ? ids.incrementAndGet() : id;
    BigDecimal ipi = taxes.getOrDefault(code, BigDecimal.ZERO);
    Item item = FoccoDraft.item(in, ids.incrementAndGet(), ipi);
    synchronized (budget) {
      budget.items.add(item);
      budget.purchaseOrder = in.path("ordemCompra").asText("");
    }
    budgets.put(budgetId, budget);
    boolean valid = FoccoDraft.hasDiscount(in);
    return answers.value(
        answers.values(
            answers
                .node()
                .put("IdOrcamento", budgetId)
                .put("CodigoEmpresa", FoccoSimulator.COMPANY)
                .put("Uf", "RS")
                .put("ValorFrete", budget.freight)
                .put("TipoFrete", budget.freightType)
                .put("IdItem", item.id())
                .put("ValorLiquido", item.net())
                .put("ValorIpi", item.ipi())
                .put("ValorSubIcms", 0)
                .put("TipoDctAcr", valid ? in.get("tipoDctAcr").asText() : null)
                .put("TipoVlrDctAcr", valid ? in.get("tipoVlrDctAcr").asText() : null)
                .put("VlrDctAcr", valid ? in.get("vlrDctAcr").decimalValue() : BigDecimal.ZERO)));
  }

  Answer freight(JsonNode in) {
    FoccoDraft budget = budgets.get(in.path("idOrcamento").asLong());
    if (budget == null) {
      return answers.failed("Orçamento não encontrado.");
    }
    if (!FREIGHTS.contains(in.path("tipoFrete").asText())
        || !in.path("valorFrete").isNumber()
        || !in.path("codigoFornecedor").isNumber() && !in.path("tipoFrete").asText().equals("R")) {
      return answers.failed("Frete inválido");
    }
    budget.freight = in.get("valorFrete").decimalValue();
    budget.freightType = in.get("tipoFrete").asText();
    return answers.value(((ObjectNode) in.deepCopy()));
  }

  Answer notes(JsonNode in) {
    long id = in.path("idOrcamento").asLong();
    FoccoDraft budget = budgets.get(id);
    if (orders.containsKey(id)) {
      boolean instead = in.path("substitui").asInt() == 1;
      String words = in.path("obsPedido").asText("");
      String invoice = in.path("obsNfs").asText("");
      orders.computeIfPresent(
          id,
          (key, it) ->
              instead
                  ? it.noted(words, invoice)
                  : it.noted(it.notes() + words, it.invoiceNotes() + invoice));
      return noted(in, orders.get(id).notes(), orders.get(id).invoiceNotes());
    }
    if (budget == null) {
      return answers.failed(
          "Falha durante a alteração da observação do orçamento (A sequência não contém elementos)");
    }
    boolean instead = in.path("substitui").asInt() == 1;
    String said = in.path("obsPedido").asText("");
    String invoice = in.path("obsNfs").asText("");
    budget.notes = instead ? said : budget.notes + said;
    budget.invoiceNotes = instead ? invoice : budget.invoiceNotes + invoice;
    return noted(in, budget.notes, budget.invoiceNotes);
  }

  private Answer noted(JsonNode in, String notes, String invoice) {
    return answers.value(
        answers
            .node()
            .put("IdOrcamento", in.path("idOrcamento").asLong())
            .put("Substitui", in.path("substitui").asInt())
            .put("ObservacaoPedido", notes)
            .put("ObservacaoNfs", invoice));
  }

  Answer budget(long id) {
    FoccoDraft budget = budgets.get(id);
    if (budget == null) {
      return answers.failed("Orçamento não encontrado.");
    }
    return answers.value(
        totals(budget.items)
            .put("IdOrcamento", id)
            .put("CodigoEmpresa", FoccoSimulator.COMPANY)
            .put("Uf", "RS")
            .put("ValorLiquido", budget.net())
            .put("ValorIpi", budget.ipi())
            .put("ValorSubIcms", 0)
            .put("ValorFrete", budget.freight)
            .put("TipoFrete", budget.freightType));
  }

  Answer createOrder(long budgetId) {
    FoccoDraft budget = budgets.remove(budgetId);
    if (budget == null) {
      return answers.failed("Deve ser passado um orçamento para a geração do pedido venda.");
    }
    SalesOrder order =
        new SalesOrder(
            ids.incrementAndGet(),
            numbers.incrementAndGet(),
            budget.customer,
            budget.purchaseOrder,
            List.copyOf(budget.items),
            budget.freight,
            budget.notes,
            budget.invoiceNotes,
            "Em processamento");
    orders.put(order.id(), order);
    order.items().forEach(it -> shelf.take(it.code(), it.mask(), it.quantity()));
    return answers.value(
        totals(order.items())
            .put("IdPedido", order.id())
            .put("NumeroPedido", order.number())
            .put("ValorLiquido", budget.net())
            .put("ValorIpi", budget.ipi())
            .put("ValorSubIcms", 0));
  }

  Answer status(long id) {
    SalesOrder order = orders.get(id);
    if (order == null) {
      return answers.failed("Pedido não encontrado.");
    }
    ObjectNode node = answers.verdict();
    node.put("NumeroPedido", String.valueOf(order.number()));
    node.put("PosicaoPedido", "PE");
    node.put("Status", order.status());
    return FoccoAnswers.json(node);
  }

  private ObjectNode totals(List<Item> items) {
    ObjectNode totals = answers.node();
    totals.set(
        "Itens",
        answers.values(
            items.stream()
                .map(
                    it ->
                        answers
                            .node()
                            .put("IdItem", it.id())
                            .put("ValorLiquido", it.net())
                            .put("ValorIpi", it.ipi())
                            .put("ValorSubIcms", 0))
                .toList()));
    return totals;
  }

  private static String next(String status) {
    return switch (status) {
      case "Em processamento" -> "Em separação";
      case "Em separação" -> "Faturado";
      default -> status;
    };
  }
}
