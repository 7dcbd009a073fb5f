package com.example.bazaar;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.sandbox.Simulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** A store that keeps its orders in memory; each change of one gets the next number. */
final class BazaarSimulator extends Simulator {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String TOKEN = "bazaar-token";

  /** By id, the one that was changed last at the end. */
  private final Map<String, ObjectNode> orders = new LinkedHashMap<>();

  private final Map<String, String> statuses = new LinkedHashMap<>();
  private int changes;

  BazaarSimulator() {
    super(0);
  }

  /** A paid order of one line; its total is right unless another one is said. */
  synchronized void place(String id, String price, String total) {
    try {
      ObjectNode order =
          (ObjectNode)
              JSON.readTree(
                  """
                  {"id":"%s","status":"paid","placedAt":"2026-03-10T09:00:00-03:00","note":"Campainha",
                   "buyer":{"name":"Ana Souza","cpf":"11122233344","email":"ana@example.com",
                            "street":"Rua A","number":"1","district":"Centro","city":"São Paulo",
                            "state":"SP","postalCode":"01310100"},
                   "items":[{"sku":"CUP","name":"Caneca","quantity":1,"price":%s}],
                   "carrier":"Sedex","freight":10.00,"payment":"pix","total":%s}
                  """
                      .formatted(id, price, total));
      change(id, order);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void change(String id, ObjectNode order) {
    orders.remove(id);
    orders.put(id, order.put("change", ++changes));
  }

  /** What the hub said of the order last; null when nothing. */
  synchronized String status(String id) {
    return statuses.get(id);
  }

  @Override
  public Map<String, String> connection() {
    return Map.of("system", "bazaar", "base-url", url().toString(), "token", TOKEN);
  }

  @Override
  protected String operation(Request request) {
    return request.method().equals("GET") ? "list-orders" : "set-status";
  }

  @Override
  protected synchronized Answer handle(Request request) {
    if (!("Bearer " + TOKEN).equals(request.headers().get("Authorization"))) {
      return Answer.json(401, "{}");
    }
    try {
      return request.method().equals("GET") ? list(request) : set(request);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Answer list(Request request) {
    int after = Integer.parseInt(request.query().get("after"));
    ObjectNode page = JSON.createObjectNode();
    var rows = page.putArray("orders");
    orders.values().stream()
        .filter(it -> it.path("change").asInt() > after)
        .limit(Integer.parseInt(request.query().get("limit")))
        .forEach(rows::add);
    return Answer.json(200, page.toString());
  }

  private Answer set(Request request) throws IOException {
    String id = request.path().split("/")[2];
    if (!orders.containsKey(id)) {
      return refusal();
    }
    ObjectNode said = (ObjectNode) JSON.readTree(request.text());
    statuses.put(id, said.path("status").asText() + " " + said.path("erpNumber").asText());
    return Answer.json(200, "{}");
  }

  @Override
  protected Answer refusal() {
    return Answer.json(422, "{\"error\":\"no such order\"}");
  }
}
