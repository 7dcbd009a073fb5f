package dev.ponte.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Focco ERP as its document describes it: budgets become orders, the budget is deleted then, errors
 * come in the body, discounts that are not understood are dropped without a word.
 */
public final class FoccoSimulator extends Simulator {

  private static final Pattern COMMAND =
      Pattern.compile("(?i)/api/commands/Comercial\\.Ecommerce\\.WebServices\\.(\\w+)Command");
  static final int COMPANY = 10;

  private final FoccoAnswers answers = new FoccoAnswers();
  private final FoccoShelf shelf = new FoccoShelf(answers);
  private final FoccoDesk desk = new FoccoDesk(answers, shelf);
  private final FoccoPeople people = new FoccoPeople(answers);
  private final FoccoDoor door = new FoccoDoor(answers);

  public FoccoSimulator(int port) {
    super(port);
    people.add("56643018000913", 4);
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
        Map.entry("stock.falls-at", "order"),
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
      String invoiceNotes,
      String status) {

    /** Goods and freight. */
    public BigDecimal total() {
      return items.stream().map(Item::net).reduce(freight, BigDecimal::add);
    }

    SalesOrder noted(String words, String invoice) {
      return new SalesOrder(
          id, number, customer, purchaseOrder, items, freight, words, invoice, status);
    }

    SalesOrder with(String status) {
      return new SalesOrder(
          id, number, customer, purchaseOrder, items, freight, notes, invoiceNotes, status);
    }
  }

  /** All orders that were ever created. */
  public List<SalesOrder> orders() {
    return desk.orders();
  }

  /** The orders that carry this {@code ordemCompra}. */
  public List<SalesOrder> ordersOf(String purchaseOrder) {
    return desk.orders().stream().filter(it -> purchaseOrder.equals(it.purchaseOrder())).toList();
  }

  /** Ids of budgets that are neither deleted nor orders. */
  public Set<Long> budgets() {
    return desk.budgets();
  }

  /** A customer for e-commerce; as often as one code has documents. */
  public void addCustomer(String document, long code) {
    people.add(document, code);
  }

  /** What GetCliente tells of the customer of that document, in Focco's names. */
  public void setDetails(String document, Map<String, Object> details) {
    people.tell(document, details);
  }

  /** The customer belongs to the representative. */
  public void represent(long code, long representative) {
    people.represent(code, representative);
  }

  /** Marks an item for e-commerce, with the texts of its masks by their ids. */
  public void addItem(String code, String name, Map<Long, String> masks) {
    putItem(code, name, masks);
  }

  /** As {@link #addItem}, or changes the item of that code. */
  public void putItem(String code, String name, Map<Long, String> masks) {
    shelf.put(code, name, masks);
  }

  /** The item is no longer marked for e-commerce. */
  public void removeItem(String code) {
    shelf.remove(code);
  }

  /** There is so much of the item in a company now; the mask is null for an item without masks. */
  public void setStock(String code, Long mask, int company, String balance) {
    shelf.set(code, mask, company, new BigDecimal(balance));
  }

  /** As {@link #setStock(String, Long, int, String)}. */
  public void setStock(String code, Long mask, int company, long balance) {
    shelf.set(code, mask, company, BigDecimal.valueOf(balance));
  }

  /** What there is of the item in a company; null when nobody said. */
  public BigDecimal stock(String code, Long mask, int company) {
    return shelf.balance(code, mask, company);
  }

  /** Focco will add this IPI to each line of the item. */
  public void tax(String item, String ipi) {
    desk.tax(item, new BigDecimal(ipi));
  }

  /** Focco will put this freight on each new budget, unasked. */
  public void chargeFreight(String freight) {
    desk.chargeFreight(new BigDecimal(freight));
  }

  /** Focco will say that it does not know the item. */
  public void forgetItem(String code) {
    desk.forgetItem(code);
  }

  /** Moves an order on, in Focco's words. */
  public void setStatus(long id, String status) {
    desk.setStatus(id, status);
  }

  /** Somebody deletes an order in Focco. */
  public void removeOrder(long id) {
    desk.removeOrder(id);
  }

  /** The next call with the old token is refused. */
  public void expireTokens() {
    door.expire();
  }

  /** How often somebody logged in. */
  public int logins() {
    return door.logins();
  }

  @Override
  protected List<String> actions() {
    return List.of(
        "Refuse every order", "Move orders on", "Cancel the last order", "Expire the token");
  }

  @Override
  protected void act(String action) {
    switch (action) {
      case "Refuse every order" ->
          inject(it -> it.startsWith("CriaItemOrcamento"), Fault.REFUSED, Integer.MAX_VALUE);
      case "Move orders on" -> desk.moveOn();
      case "Cancel the last order" ->
          desk.orders().stream()
              .reduce((earlier, later) -> later)
              .ifPresent(it -> setStatus(it.id(), "Cancelado"));
      case "Expire the token" -> expireTokens();
      default -> throw new IllegalArgumentException("There is no action " + action);
    }
  }

  @Override
  protected List<List<String>> table() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("Pedido", "Ordem de compra", "Cliente", "Itens", "Total", "Status"));
    List<SalesOrder> orders = desk.orders();
    orders.stream()
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
    return answers.failed("O item informado está inativo");
  }

  @Override
  protected Answer handle(Request request) {
    if (!request.method().equals("POST")) {
      return Answer.text(405, "The method is not allowed");
    }
    JsonNode arguments;
    try {
      arguments = FoccoAnswers.read(request.body());
    } catch (IOException e) {
      return Answer.text(400, "The request is no JSON");
    }
    String operation = operation(request);
    if (operation.equals("requestaccess")) {
      return door.login(arguments);
    }
    if (!door.admits(request.headers().get("Authorization"))) {
      return Answer.text(401, "Token inválido ou expirado");
    }
    return command(operation, arguments);
  }

  private Answer command(String operation, JsonNode in) {
    return switch (operation) {
      case "CriaItemOrcamento" -> desk.createItem(in);
      case "CriaItemOrcamentoCompleto" ->
          in.has("parametros")
              ? desk.createItem(in.get("parametros"))
              : answers.failed("Parâmetros ausentes");
      case "AtualizaFreteOrcamento" -> desk.freight(in);
      case "AtualizaObservacaoOrcamento" -> desk.notes(in);
      case "GetOrcamento" -> desk.budget(in.path("orcamentoId").asLong());
      case "ApagaOrcamento" -> desk.delete(in.path("orcamentoId").asLong());
      case "CriaPedido" -> desk.createOrder(in.path("orcamentoId").asLong());
      case "GetStatusPedido" -> desk.status(in.path("pdvId").asLong());
      default -> read(operation, in);
    };
  }

  private Answer read(String operation, JsonNode in) {
    return switch (operation) {
      case "GetClientes" -> people.all();
      case "GetClientesRepresentante" -> people.of(in.path("codigoRepresentante").asLong());
      case "GetCliente" -> people.one(in);
      case "GetCondicoesPagamento" -> named(595, 1, "A VISTA");
      case "GetRepresentantes" -> named(721, 7, "ECOMMERCE");
      case "GetItens" -> FoccoAnswers.json(shelf.page(in));
      case "GetItensCliente" -> answers.value(shelf.customerPage(in));
      case "GetEstoqueItem" ->
          shelf.knows(in.path("codigoItem").asText())
              ? answers.value(shelf.stock(in))
              : answers.failed("ORA-01403: dados não encontrados");
      default -> Answer.text(404, "There is no command " + operation);
    };
  }

  private Answer named(long id, long code, String description) {
    return answers.bare(
        List.of(answers.node().put("ID", id).put("Codigo", code).put("Descricao", description)));
  }
}
