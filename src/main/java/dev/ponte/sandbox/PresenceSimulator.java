package dev.ponte.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Presence's two services on one port, as its documents describe them: a token for each method, 15
 * calls a minute, pages by pointer, and a panel that shows the last report of each record.
 */
public final class PresenceSimulator extends Simulator {

  public static final String USER = "ponte";
  public static final String PASSWORD = "ponte";
  public static final int WEBSERVICE = 995;

  static final String TOKEN = "token";
  private static final String AUTHORIZATION = "/PresenceAuthorization";
  private static final String WEB_API = "/PresenceWebApi";
  private static final String PING = "ping";
  private static final Map<Integer, String> SITUATIONS =
      Map.of(3, "aprovado", 6, "faturado", 7, "cancelado");
  private final Clock clock;
  private final PresenceGuard guard;
  private final PresenceShelf shelf;
  private final PresencePanel panel;
  private final PresenceDesk desk;

  /** On the system's clock. */
  public PresenceSimulator(int port) {
    this(port, Clock.systemUTC());
  }

  /**
   * @param port 0 for any free one
   * @param clock whose minutes the quota counts, and by which records are dated
   */
  public PresenceSimulator(int port, Clock clock) {
    super(port);
    this.clock = clock;
    guard = new PresenceGuard(clock, USER, PASSWORD);
    shelf = new PresenceShelf(clock);
    panel = new PresencePanel(shelf);
    desk = new PresenceDesk(clock, shelf, panel);
  }

  /**
   * What the panel shows of a record.
   *
   * @param error null for a success
   * @param code null for a success
   */
  public record Result(
      String method, String pk, String external, boolean success, String error, Integer code) {}

  /** One report that came in, successes before errors. */
  public record Report(int process, String method, List<Result> rows) {}

  @Override
  public Map<String, String> connection() {
    return Map.of(
        "system",
        "presence",
        "base-url",
        webApi().toString(),
        "auth-url",
        authorization().toString(),
        "user",
        USER,
        "password",
        PASSWORD,
        "webservice-id",
        String.valueOf(WEBSERVICE));
  }

  /** The connection's auth-url. */
  public URI authorization() {
    return URI.create(url() + AUTHORIZATION);
  }

  /** The connection's base-url. */
  public URI webApi() {
    return URI.create(url() + WEB_API);
  }

  /** Lists a tracking code of an order; blank for none yet. Gives the record's pk. */
  public String ship(String store, String order, String code) {
    return shelf.ship(store, order, code, null);
  }

  /** As {@link #ship(String, String, String)}, of an invoice; again for another code of it. */
  public String ship(String store, String order, String code, PresenceInvoice invoice) {
    return shelf.ship(store, order, code, invoice);
  }

  /** Lists a new invoice of an order. */
  public PresenceInvoice invoice(String store, String order, String value) {
    return shelf.invoice(store, order, value);
  }

  /** Lists a new order in a situation: 3, 6, 7 or another. Gives the record's pk. */
  public String situation(String store, String order, int situation) {
    return move(store, order, shelf.nextOrder(), situation);
  }

  /** Moves an order, by its number, to another situation. Gives the record's pk. */
  public String move(String store, String order, int number, int situation) {
    String words = SITUATIONS.getOrDefault(situation, "situação " + situation);
    return shelf.situation(store, order, number, situation, words);
  }

  /** Lists the quantity of an item. */
  public void stock(String store, String sku, String quantity) {
    shelf.stock(store, sku, quantity);
  }

  /** Lists a product; colour and size may be null. Its fields are Ponte's own default names. */
  public void product(String sku, String name, String colour, String size) {
    shelf.product(sku, name, colour, size);
  }

  /** Lists a record of any shape; its {@code dataAt} is now unless it has one. */
  public void add(String method, String json) {
    try {
      shelf.add(method, (ObjectNode) PresenceShelf.JSON.readTree(json));
    } catch (IOException e) {
      throw new IllegalArgumentException("Not a record: " + json, e);
    }
  }

  /** Another quota than 15 calls a minute. */
  public void allow(int callsPerMinute) {
    guard.allow(callsPerMinute);
  }

  /** How many calls came beyond the quota. */
  public int overLimit() {
    return guard.overLimit();
  }

  /** How many tokens were given for a method. */
  public int tokens(String method) {
    return guard.issued(method);
  }

  /** The next call with any old token is refused. */
  public void expireTokens() {
    guard.expireAll();
  }

  /** All reports, oldest first. */
  public List<Report> reports() {
    return panel.reports();
  }

  /** What the panel shows: the last result of each record that was reported. */
  public List<Result> panel() {
    return panel.results();
  }

  /** What the panel shows of a record; null when it was never reported. */
  public Result result(String method, String pk) {
    return panel.result(method, pk);
  }

  @Override
  protected List<String> actions() {
    return List.of("Cancel the last order", "Expire the tokens");
  }

  @Override
  protected void act(String action) {
    switch (action) {
      case "Cancel the last order" -> cancelLast();
      case "Expire the tokens" -> expireTokens();
      default -> super.act(action);
    }
  }

  private void cancelLast() {
    List<PresenceShelf.Row> orders =
        shelf.all().stream().filter(it -> it.method().equals(PresenceShelf.STATUS)).toList();
    if (!orders.isEmpty()) {
      JsonNode last = orders.get(orders.size() - 1).json();
      move(
          last.path("ecmIdLoja").asText(),
          last.path("pedidoCodigoExterno").asText(),
          last.path("numero").asInt(),
          7);
    }
  }

  @Override
  protected List<List<String>> table() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("Método", "pk", "Resultado", "Erro"));
    for (PresenceShelf.Row row : shelf.all()) {
      Result result = panel.result(row.method(), row.pk());
      String state = result == null ? "não reportado" : result.success() ? "sucesso" : "erro";
      String error = result == null || result.success() ? "" : result.error();
      rows.add(List.of(row.method(), row.pk(), state, error));
    }
    return rows;
  }

  @Override
  protected String operation(Request request) {
    String last = request.path().substring(request.path().lastIndexOf('/') + 1);
    return switch (last) {
      case "Token" -> TOKEN;
      case "PingServer" ->
          request.path().startsWith(AUTHORIZATION) ? "ping-authorization" : "ping-webapi";
      default -> last;
    };
  }

  @Override
  protected Answer refusal() {
    return PresenceDesk.failed("Registro recusado pelo Presence");
  }

  @Override
  protected Answer handle(Request request) {
    String operation = operation(request);
    if (!guard.admits()) {
      return Answer.json(429, "{\"status\":\"error\",\"message\":\"Limite de requisições\"}");
    }
    if (operation.startsWith(PING)) {
      return ping(operation, request);
    }
    if (!request.method().equals("POST")) {
      return Answer.text(405, "Método não permitido");
    }
    JsonNode in;
    try {
      in = PresenceShelf.JSON.readTree(request.body());
    } catch (IOException e) {
      return PresenceDesk.failed("JSON inválido");
    }
    if (operation.equals(TOKEN)) {
      return token(request, in);
    }
    if (!guard.isBearer(operation, request.headers().get("Authorization"))) {
      return Answer.json(401, "{\"access\":\"denied\",\"message\":\"Token inválido\"}");
    }
    return desk.answer(operation, request.query(), in);
  }

  private Answer ping(String operation, Request request) {
    boolean authorization = operation.equals("ping-authorization");
    if (authorization && !guard.isBasic(request.headers().get("Authorization"))) {
      return Answer.text(401, "Usuário ou senha inválidos");
    }
    ObjectNode json = PresenceShelf.JSON.createObjectNode();
    json.put("api", authorization ? "PresenceAuthorization" : "PresenceWebApi");
    json.put("state", "Running").put("time", clock.instant().toString());
    return Answer.json(200, json.toString());
  }

  private Answer token(Request request, JsonNode in) {
    String method = in.path("metodo").asText();
    boolean known = PresenceDesk.knows(method);
    if (!guard.isBasic(request.headers().get("Authorization")) || !known) {
      return Answer.json(200, "{\"access\":\"denied\",\"message\":\"Acesso negado\"}");
    }
    if (in.path("sistema").asText().isEmpty() || !in.path("serie").isIntegralNumber()) {
      return Answer.json(200, "{\"access\":\"denied\",\"message\":\"Sistema inválido\"}");
    }
    ObjectNode json = PresenceShelf.JSON.createObjectNode().put("access", "granted");
    return Answer.json(200, json.put("token", guard.issue(method)).toString());
  }
}
