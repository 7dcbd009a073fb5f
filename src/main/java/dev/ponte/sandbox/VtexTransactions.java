package dev.ponte.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.sandbox.Simulator.Answer;

/** The payments gateway of the VTEX simulator: every transaction is there and finished. */
final class VtexTransactions {

  private static final String CLIENT =
      """
      {"firstName":"JONAS","lastName":"ALVES","document":"29159555837","address":{"receiverName":"JONAS ALVES","postalCode":"03205000","city":"São Paulo","state":"SP","country":"BRA","street":"Rua Doutor Luís Carlos","number":"4130","neighborhood":"Vila Aricanduva","complement":"apt 34","reference":null},"isCorporate":false,"documentType":null}""";

  private VtexTransactions() {}

  /**
   * @param payment null for the transaction itself
   */
  static Answer answer(String transaction, String payment) {
    return Answer.json(200, payment == null ? transaction(transaction) : payment(payment));
  }

  private static String transaction(String id) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("id", id).put("transactionId", id).put("status", "Finished").put("value", 47368);
    body.putObject("payments").put("href", "/api/pvt/transactions/" + id + "/payments");
    body.putNull("refundingToken").putNull("cancelationDate");
    body.putArray("fields").addObject().put("name", "clientProfileData").put("value", CLIENT);
    return body.toString();
  }

  private static String payment(String id) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("id", id).put("status", "Finished").put("tid", "T" + id);
    body.putObject("connectorResponses")
        .put("Tid", "T" + id)
        .put("nsu", "N" + id)
        .put("authId", "A" + id)
        .put("acquirer", "Sandbox");
    return body.toString();
  }
}
