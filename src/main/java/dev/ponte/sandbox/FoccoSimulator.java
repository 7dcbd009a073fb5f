package dev.ponte.sandbox;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Focco ERP as its document describes it: budgets become orders, the budget is deleted then, errors
 * come in the body, discounts that are not understood are dropped without a word.
 */
public final class FoccoSimulator extends Simulator {

  private static final Pattern COMMAND =
      Pattern.compile("(?i)/api/commands/Comercial\\.Ecommerce\\.WebServices\\.(\\w+)Command");
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final Set<String> KINDS = Set.of("D", "A");
  private static final Set<String> FREIGHTS = Set.of("C", "F", "R", "O", "S");
  static final int COMPANY = 10;

  private final AtomicLong ids = new AtomicLong(50_000);
  private final AtomicLong numbers = new AtomicLong(300);
  private final AtomicInteger nodes = new AtomicInteger();
  private final Map<Long, Budget> budgets = new ConcurrentHashMap<>();
  private final Map<Long, SalesOrder> orders = new ConcurrentSkipListMap<>();
  private final Map<String, Long> customers = new ConcurrentHashMap<>();
  private final Map<String, BigDecimal> taxes = new ConcurrentHashMap<>();
  private final Set<String> unknownItems = ConcurrentHashMap.newKeySet();
  private final AtomicInteger logins = new AtomicInteger();
  private final FoccoShelf shelf =
      new FoccoShelf(this::node, all -> values(all.toArray(ObjectNode[]::new)));
  private volatile String token = "";

  public FoccoSimulator(int port) {
    super(port);
    customers.put("56643018000913", 4L);
  }

  @Override
  public Map<String, String> connection() {
    return Map.ofEntries(
        Map.entry("system", "focco"),
        Map.entry("base-url", url().toString()),
        Map.entry("user", "sandbox"),
        Map.entry("password", "sandbox"),
        Map.entry("default-customer.code", "4"),
        Map.entry("default-customer.document", "56643018000913"),
        Map.entry("order-status.calls-a-minute", "6000"),
        Map.entry("mappings.payment-terms.default", "1"),
        Map.entry("mappings.carriers.default", "2"));
  }

  /** One line of a budget or order; the mask is null for none. */
  public record Item(
      long id,
      String code,
      Long mask,
      BigDecimal quantity,
      BigDecimal unitPrice,
      BigDecimal net,
      BigDecimal ipi) {}

  /** An order that was created. */
  public record SalesOrder(
      long id,
      long number,
      long customer,
      String purchaseOrder,
      List<Item> items,
      BigDecimal freight,
      String notes,
      String status) {

    /** Goods and freight. */
    public BigDecimal total() {
      return items.stream().map(Item::net).reduce(freight, BigDecimal::add);
    }
  }

  private static final class Budget {
    final List<Item> items = new ArrayList<>();
    final long customer;
    String purchaseOrder;
    BigDecimal freight = BigDecimal.ZERO;
    String freightType = "C";
    String notes = "";

    Budget(long customer) {
      this.customer = customer;
    }

    BigDecimal net() {
      return items.stream().map(Item::net).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    BigDecimal ipi() {
      return items.stream().map(Item::ipi).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
  }

  /** All orders that were ever created. */
  public List<SalesOrder> orders() {
    return List.copyOf(orders.values());
  }

  /** The orders that carry this {@code ordemCompra}. */
  public List<SalesOrder> ordersOf(String purchaseOrder) {
    return orders.values().stream().filter(it -> purchaseOrder.equals(it.purchaseOrder())).toList();
  }

  /** Ids of budgets that are neither deleted nor orders. */
  public Set<Long> budgets() {
    return Set.copyOf(budgets.keySet());
  }

  public void addCustomer(String document, long code) {
    customers.put(document, code);
  }

  /** Marks an item for e-commerce, with the texts of its masks by their ids. */
  public void addItem(String code, String name, Map<Long, String> masks) {
    shelf.add(code, name, masks);
  }

  /** The item is no longer marked for e-commerce. */
  public void removeItem(String code) {
    shelf.remove(code);
  }

  /** There is so much of the item in a company now; the mask is null for an item without masks. */
  public void setStock(String code, Long mask, int company, String balance) {
    shelf.set(code, mask, company, balance);
  }

  /** Focco will add this IPI to each line of the item. */
  public void tax(String item, String ipi) {
    taxes.put(item, new BigDecimal(ipi));
  }

  /** Focco will say that it does not know the item. */
  public void forgetItem(String code) {
    unknownItems.add(code);
  }

  /** Moves an order on, in Focco's words. */
  public void setStatus(long id, String status) {
    orders.computeIfPresent(id, (key, it) -> with(it, status));
  }

  /** The next call with the old token is refused. */
  public void expireTokens() {
    token = "";
  }

  /** How often somebody logged in. */
  public int logins() {
    return logins.get();
  }

  @Override
  protected List<String> actions() {
    return List.of("Move orders on", "Cancel the last order", "Expire the token");
  }

  @Override
  protected void act(String action) {
    switch (action) {
      case "Move orders on" -> orders.replaceAll((id, it) -> with(it, next(it.status())));
      case "Cancel the last order" ->
          orders.keySet().stream().max(Long::compare).ifPresent(it -> setStatus(it, "Cancelado"));
      case "Expire the token" -> expireTokens();
      default -> throw new IllegalArgumentException("There is no action " + action);
    }
  }

  @Override
  protected List<List<String>> table() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("Pedido", "Ordem de compra", "Cliente", "Itens", "Total", "Status"));
    orders.values().stream()
        .skip(Math.max(0, orders.size() - 50))
        .forEach(
            it ->
                rows.add(
                    List.of(
                        String.valueOf(it.number()),
                        it.purchaseOrder(),
                        String.valueOf(it.customer()),
                        String.valueOf(it.items().size()),
                        it.total().toPlainString(),
                        it.status())));
    return rows;
  }

  @Override
  protected String operation(Request request) {
    Matcher matcher = COMMAND.matcher(request.path());
    return matcher.matches()
        ? matcher.group(1)
        : request.path().substring(request.path().lastIndexOf('/') + 1);
  }

  @Override
  protected Answer refusal() {
    return failed("O item informado está inativo");
  }

  @Override
  protected Answer handle(Request request) {
    if (!request.method().equals("POST")) {
      return Answer.text(405, "The method is not allowed");
    }
    JsonNode arguments;
    try {
      arguments = JSON.readTree(request.body());
    } catch (IOException e) {
      return Answer.text(400, "The request is no JSON");
    }
    String operation = operation(request);
    if (operation.equals("requestaccess")) {
      return login(arguments);
    }
    if (token.isEmpty() || !("Bearer " + token).equals(request.headers().get("Authorization"))) {
      return Answer.text(401, "Token inválido ou expirado");
    }
    return command(operation, arguments);
  }

  private Answer command(String operation, JsonNode in) {
    return switch (operation) {
      case "CriaItemOrcamento" -> createItem(in);
      case "CriaItemOrcamentoCompleto" ->
          in.has("parametros") ? createItem(in.get("parametros")) : failed("Parâmetros ausentes");
      case "AtualizaFreteOrcamento" -> freight(in);
      case "AtualizaObservacaoOrcamento" -> notes(in);
      case "GetOrcamento" -> getBudget(in.path("orcamentoId").asLong());
      case "ApagaOrcamento" ->
          budgets.remove(in.path("orcamentoId").asLong()) == null
              ? failed("Não foi encontrado o orçamento para exclusão.")
              : done();
      case "CriaPedido" -> createOrder(in.path("orcamentoId").asLong());
      case "GetStatusPedido" -> status(in.path("pdvId").asLong());
      case "GetClientes" -> customers();
      case "GetCondicoesPagamento" ->
          bare(node().put("ID", 595).put("Codigo", 1).put("Descricao", "A VISTA"));
      case "GetRepresentantes" ->
          bare(node().put("ID", 721).put("Codigo", 7).put("Descricao", "ECOMMERCE"));
      case "GetItens" -> json(shelf.page(in));
      case "GetItensCliente" -> value(shelf.customerPage(in));
      case "GetEstoqueItem" ->
          shelf.knows(in.path("codigoItem").asText())
              ? value(shelf.stock(in))
              : failed("ORA-01403: dados não encontrados");
      default -> Answer.text(404, "There is no command " + operation);
    };
  }

  private Answer login(JsonNode in) {
    boolean known =
        "ECOMMERCE".equals(in.path("ClientID").asText())
            && in.hasNonNull("User")
            && in.hasNonNull("Password")
            && !in.path("Password").asText().equals("wrong")
            && in.has("KillOtherSessions");
    logins.incrementAndGet();
    synchronized (this) {
      if (known && token.isEmpty()) {
        token = "CfDJ8" + UUID.randomUUID();
      }
    }
    return json(
        node()
            .put("ErrorReason", known ? 0 : 1)
            .put("CustomErrorMessage", known ? null : "Usuário ou senha inválidos")
            .put("Token", known ? token : null)
            .put("IsSuccessful", known));
  }

  private Answer createItem(JsonNode in) {
    Long id = in.hasNonNull("orcamentoId") ? in.get("orcamentoId").asLong() : null;
    boolean header = in.hasNonNull("cnpjCpf") && in.hasNonNull("codigoCliente");
    if (id == null
        && !(header && in.path("cnpjCpf").isNumber() && in.hasNonNull("codigoCondPagamento"))) {
      return failed("Cliente e condição de pagamento devem ser informados");
    }
    if (id != null && header) {
      return failed("O cliente não deve ser informado para um orçamento existente");
    }
    String code = in.path("codigoItem").asText("");
    if (code.isEmpty() || unknownItems.contains(code)) {
      return failed(
          "ORA-01403: dados não encontrados\nORA-06512: em \"FOCCO3I.ITEM\" (" + code + ")");
    }
    if (in.path("quantidade").decimalValue().signum() <= 0) {
      return failed("Quantidade inválida");
    }
    Budget budget = id == null ? new Budget(in.get("codigoCliente").asLong()) : budgets.get(id);
    if (budget == null) {
      return failed("Orçamento não encontrado.");
    }
    long budgetId = id == null ? ids.incrementAndGet() : id;
    Item item = item(in, code);
    synchronized (budget) {
      budget.items.add(item);
      budget.purchaseOrder = in.path("ordemCompra").asText("");
    }
    budgets.put(budgetId, budget);
    boolean valid = hasDiscount(in);
    return value(
        values(
            node()
                .put("IdOrcamento", budgetId)
                .put("CodigoEmpresa", COMPANY)
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

  private Item item(JsonNode in, String code) {
    BigDecimal quantity = in.get("quantidade").decimalValue();
    BigDecimal price = in.path("precoUnitario").decimalValue();
    BigDecimal net = price.multiply(quantity);
    if (hasDiscount(in)) {
      BigDecimal amount = in.get("vlrDctAcr").decimalValue();
      BigDecimal value =
          switch (in.get("tipoVlrDctAcr").asText()) {
            case "P" -> net.multiply(amount).movePointLeft(2);
            case "U", "Q" -> amount.multiply(quantity);
            default -> amount;
          };
      net = in.get("tipoDctAcr").asText().equals("D") ? net.subtract(value) : net.add(value);
    }
    BigDecimal ipi = taxes.getOrDefault(code, BigDecimal.ZERO);
    Long mask = in.hasNonNull("mascaraId") ? in.get("mascaraId").asLong() : null;
    return new Item(ids.incrementAndGet(), code, mask, quantity, price, net, ipi);
  }

  /** What is not understood counts as no discount, and nothing is said of it. */
  private static boolean hasDiscount(JsonNode in) {
    return KINDS.contains(in.path("tipoDctAcr").asText())
        && Set.of("P", "Q", "U", "V").contains(in.path("tipoVlrDctAcr").asText())
        && in.path("vlrDctAcr").isNumber();
  }

  private Answer freight(JsonNode in) {
    Budget budget = budgets.get(in.path("idOrcamento").asLong());
    if (budget == null) {
      return failed("Orçamento não encontrado.");
    }
    if (!FREIGHTS.contains(in.path("tipoFrete").asText())
        || !in.path("valorFrete").isNumber()
        || !in.path("codigoFornecedor").isNumber()) {
      return failed("Frete inválido");
    }
    budget.freight = in.get("valorFrete").decimalValue();
    budget.freightType = in.get("tipoFrete").asText();
    return value(((ObjectNode) in.deepCopy()));
  }

  private Answer notes(JsonNode in) {
    Budget budget = budgets.get(in.path("idOrcamento").asLong());
    if (budget == null) {
      return failed(
          "Falha durante a alteração da observação do orçamento (A sequência não contém elementos)");
    }
    String said = in.path("obsPedido").asText("");
    budget.notes = in.path("substitui").asInt() == 1 ? said : budget.notes + said;
    return value(
        node()
            .put("IdOrcamento", in.path("idOrcamento").asLong())
            .put("Substitui", in.path("substitui").asInt())
            .put("ObservacaoPedido", budget.notes)
            .put("ObservacaoNfs", in.path("obsNfs").asText()));
  }

  private Answer getBudget(long id) {
    Budget budget = budgets.get(id);
    if (budget == null) {
      return failed("Orçamento não encontrado.");
    }
    return value(
        totals(budget.items)
            .put("IdOrcamento", id)
            .put("CodigoEmpresa", COMPANY)
            .put("Uf", "RS")
            .put("ValorLiquido", budget.net())
            .put("ValorIpi", budget.ipi())
            .put("ValorSubIcms", 0)
            .put("ValorFrete", budget.freight)
            .put("TipoFrete", budget.freightType));
  }

  private Answer createOrder(long budgetId) {
    Budget budget = budgets.remove(budgetId);
    if (budget == null) {
      return failed("Deve ser passado um orçamento para a geração do pedido venda.");
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
            "Em processamento");
    orders.put(order.id(), order);
    order.items().forEach(it -> shelf.take(it.code(), it.mask(), it.quantity()));
    return value(
        totals(order.items())
            .put("IdPedido", order.id())
            .put("NumeroPedido", order.number())
            .put("ValorLiquido", budget.net())
            .put("ValorIpi", budget.ipi())
            .put("ValorSubIcms", 0));
  }

  private Answer status(long id) {
    SalesOrder order = orders.get(id);
    if (order == null) {
      return failed("Pedido não encontrado.");
    }
    ObjectNode node = verdict();
    node.put("NumeroPedido", String.valueOf(order.number()));
    node.put("PosicaoPedido", "PE");
    node.put("Status", order.status());
    return json(node);
  }

  private Answer customers() {
    List<ObjectNode> all = new ArrayList<>();
    customers.forEach(
        (document, code) -> {
          ObjectNode documents = node();
          boolean company = document.length() == 14;
          documents.put("Cpf", company ? 0L : Long.parseLong(document));
          documents.put("Cnpj", company ? Long.parseLong(document) : 0L);
          ObjectNode customer =
              node().put("ID", 5_000 + code).put("Codigo", code).put("Descricao", "CLIENTE");
          customer.set("CpfCnpjs", values(documents));
          all.add(customer);
        });
    return json(values(all.toArray(ObjectNode[]::new)));
  }

  private ObjectNode totals(List<Item> items) {
    ObjectNode totals = node();
    totals.set(
        "Itens",
        values(
            items.stream()
                .map(
                    it ->
                        node()
                            .put("IdItem", it.id())
                            .put("ValorLiquido", it.net())
                            .put("ValorIpi", it.ipi())
                            .put("ValorSubIcms", 0))
                .toArray(ObjectNode[]::new)));
    return totals;
  }

  private static String next(String status) {
    return switch (status) {
      case "Em processamento" -> "Em separação";
      case "Em separação" -> "Faturado";
      default -> status;
    };
  }

  private static SalesOrder with(SalesOrder it, String status) {
    return new SalesOrder(
        it.id(),
        it.number(),
        it.customer(),
        it.purchaseOrder(),
        it.items(),
        it.freight(),
        it.notes(),
        status);
  }

  private ObjectNode node() {
    return JSON.createObjectNode().put("$id", String.valueOf(nodes.incrementAndGet()));
  }

  private ObjectNode values(ObjectNode... all) {
    ObjectNode list = node();
    ArrayNode array = list.putArray("$values");
    for (ObjectNode one : all) {
      array.add(one);
    }
    return list;
  }

  private ObjectNode verdict() {
    ObjectNode node = node();
    node.putArray("InnerSingleStatuses");
    return node.put("Succeeded", true)
        .put("AnySucceeded", false)
        .put("Failed", false)
        .put("AllFailed", false)
        .putNull("BaseErrorMessage")
        .put("ErrorMessage", "")
        .putNull("Exception");
  }

  private Answer done() {
    return json(verdict());
  }

  private Answer bare(ObjectNode... all) {
    return json(values(all));
  }

  private Answer value(ObjectNode value) {
    ObjectNode node = verdict();
    node.set("Value", value);
    return json(node);
  }

  private Answer failed(String words) {
    ObjectNode node = verdict();
    node.putNull("Value");
    ArrayNode inner = node.putArray("InnerSingleStatuses");
    inner.add(node().put("ErrorMessage", words).put("Succeeded", false).put("Failed", true));
    node.put("Succeeded", false).put("Failed", true).put("AllFailed", true);
    node.put("ErrorMessage", words);
    return json(node);
  }

  private static Answer json(ObjectNode node) {
    return Answer.json(200, node.toString());
  }
}
