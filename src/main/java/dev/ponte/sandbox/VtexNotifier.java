package dev.ponte.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.sandbox.Simulator.Answer;
import dev.ponte.sandbox.Simulator.Request;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The hook of one key of the VTEX simulator: tells of each change, again until it is heard. */
final class VtexNotifier {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String CONFIG = "/api/orders/hook/config";
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int MOST_TRIES = 6;

  private final HttpClient client = HttpClient.newHttpClient();
  private volatile JsonNode config;

  /** The operation's name; null when the path is not the hook's. */
  static String operation(Request request) {
    if (!request.path().equals(CONFIG)) {
      return null;
    }
    return switch (request.method()) {
      case "GET" -> "get-hook-config";
      case "POST" -> "set-hook-config";
      default -> "delete-hook-config";
    };
  }

  /** The answer; null when the operation is none of the hook's. */
  Answer answer(String operation, Request request) {
    return switch (operation) {
      case "get-hook-config" ->
          config == null
              ? VtexSimulator.error(404, "1", "There is no configuration for this key")
              : Answer.json(200, config.toString());
      case "set-hook-config" -> set(request.text());
      case "delete-hook-config" -> {
        config = null;
        yield Answer.empty(204);
      }
      default -> null;
    };
  }

  /** The order has another status. */
  void moved(String order, String before, String state, String at) {
    JsonNode hook = config;
    if (hook == null) {
      return;
    }
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("Domain", "Fulfillment").put("OrderId", order).put("State", state);
    body.put("LastState", before).put("LastChange", at).put("CurrentChange", at);
    body.putObject("Origin").put("Account", "sandbox").put("Key", VtexSimulator.APP_KEY);
    tell(hook, body.toString(), 1);
  }

  /** In geometric progression, as long as the answer is another one than 200. */
  private void tell(JsonNode hook, String body, int turn) {
    client
        .sendAsync(request(hook, body), HttpResponse.BodyHandlers.discarding())
        .whenComplete(
            (answer, failure) -> {
              boolean heard = failure == null && answer.statusCode() == 200;
              if (!heard && turn < MOST_TRIES) {
                CompletableFuture.delayedExecutor(1L << turn, TimeUnit.SECONDS)
                    .execute(() -> tell(hook, body, turn + 1));
              }
            });
  }

  private Answer set(String text) {
    try {
      JsonNode body = JSON.readTree(text);
      HttpResponse<Void> pong =
          client.send(
              request(body.path("hook"), "{\"hookConfig\":\"ping\"}"),
              HttpResponse.BodyHandlers.discarding());
      if (pong.statusCode() != 200) {
        return VtexSimulator.error(400, "1", "The hook answered " + pong.statusCode());
      }
      config = body.path("hook");
      return Answer.json(200, body.toString());
    } catch (JsonProcessingException notJson) {
      return VtexSimulator.error(400, "1", "Invalid body");
    } catch (IOException | IllegalArgumentException unheard) {
      return VtexSimulator.error(400, "1", "The hook cannot be reached");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return VtexSimulator.error(500, "1", "Interrupted");
    }
  }

  private static HttpRequest request(JsonNode hook, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(hook.path("url").asText()))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    hook.path("headers")
        .fields()
        .forEachRemaining(it -> request.header(it.getKey(), it.getValue().asText()));
    return request.build();
  }
}
