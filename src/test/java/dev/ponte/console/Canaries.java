package dev.ponte.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.sandbox.VtexSimulator;

/** What is planted into orders and must not sing where nobody may hear it. */
final class Canaries {

  static final String EMAIL = "canario@zuleica.example";

  /** What a viewer, the log and the audit never show. */
  static final String[] PERSONAL = {
    EMAIL, "Canarinha", "39053344705", "390.533.447-05", "Rua do Canario", "98765-0001", "987650001"
  };

  /** What nobody is shown, and nothing keeps. */
  static final String[] SECRET = {"4111111111111111", "cvv-canary", VtexSimulator.APP_TOKEN};

  private static final JsonMapper JSON = new JsonMapper();

  private Canaries() {}

  /** The order of a VTEX store, with all of them. */
  static String in(String order) {
    try {
      ObjectNode it = (ObjectNode) JSON.readTree(order);
      ObjectNode buyer = (ObjectNode) it.path("clientProfileData");
      buyer.put("firstName", "=Zuleica<script>canary()</script>").put("lastName", "Canarinha");
      buyer.put("email", EMAIL).put("phone", "+5511987650001");
      buyer.put("documentType", "cpf").put("document", "39053344705");
      JsonNode address = it.path("shippingData").path("address");
      if (address instanceof ObjectNode place) {
        place.put("street", "Rua do Canario").put("receiverName", "Zuleica Canarinha");
      }
      it.path("paymentData")
          .path("transactions")
          .forEach(
              transaction ->
                  transaction
                      .path("payments")
                      .forEach(
                          payment ->
                              ((ObjectNode) payment)
                                  .put("cardNumber", "4111111111111111")
                                  .put("cvv2", "cvv-canary")));
      it.path("items").forEach(item -> ((ObjectNode) item).put("name", "=cmd<script>canary()"));
      return it.toString();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
