package dev.ponte.sandbox;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.sandbox.Simulator.Answer;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The shapes of the simulated Focco's answers: Json.NET with preserved references. */
final class FoccoAnswers {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final AtomicInteger nodes = new AtomicInteger();

  static JsonNode read(byte[] body) throws IOException {
    return JSON.readTree(body);
  }

  ObjectNode node() {
    return JSON.createObjectNode().put("$id", String.valueOf(nodes.incrementAndGet()));
  }

  ObjectNode values(ObjectNode... all) {
    return values(List.of(all));
  }

  ObjectNode values(List<ObjectNode> all) {
    ObjectNode list = node();
    list.putArray("$values").addAll(all);
    return list;
  }

  /** An envelope that says that all went well. */
  ObjectNode verdict() {
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

  Answer done() {
    return json(verdict());
  }

  Answer bare(List<ObjectNode> all) {
    return json(values(all));
  }

  Answer value(ObjectNode value) {
    ObjectNode node = verdict();
    node.set("Value", value);
    return json(node);
  }

  Answer failed(String words) {
    ObjectNode node = verdict();
    node.putNull("Value");
    ArrayNode inner = node.putArray("InnerSingleStatuses");
    inner.add(node().put("ErrorMessage", words).put("Succeeded", false).put("Failed", true));
    node.put("Succeeded", false).put("Failed", true).put("AllFailed", true);
    node.put("ErrorMessage", words);
    return json(node);
  }

  static Answer json(ObjectNode node) {
    return Answer.json(200, node.toString());
  }
}
