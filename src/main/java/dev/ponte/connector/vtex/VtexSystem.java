package dev.ponte.connector.vtex;

import static dev.ponte.connection.ApiCall.Effect.ONCE;
import static dev.ponte.connection.ApiCall.Effect.READ;
import static dev.ponte.connection.ApiCall.Effect.REPEATABLE;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ponte.connection.Api;
import dev.ponte.connection.ApiAnswer;
import dev.ponte.connection.ApiCall;
import dev.ponte.connection.ApiFailure;
import dev.ponte.connection.ApiSystem;
import dev.ponte.connection.Authentication;
import dev.ponte.connection.Connection;
import dev.ponte.connection.HttpVerdict;
import dev.ponte.connection.Limits;
import dev.ponte.delivery.FailureClass;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** VTEX's order management and what belongs to it. */
@Component
final class VtexSystem implements ApiSystem {

  /** VTEX asks for a minute of silence after a 429, whatever it says in Retry-After. */
  private static final int QUIET_SECONDS = 60;

  private static final JsonMapper JSON = new JsonMapper();
  private static final String OMS = "/api/oms/pvt/orders";
  private static final String FEED = "/api/orders/feed";
  private static final String INVENTORY =
      "/api/logistics/pvt/inventory/skus/{skuId}/warehouses/{warehouseId}";

  private static final List<VtexOperation> OPERATIONS =
      List.of(
          store("list-orders", "GET", OMS, READ),
          store("get-order", "GET", OMS + "/{orderId}", READ),
          store("get-order-group", "GET", OMS + "/order-group/{orderGroup}", READ),
          store("start-handling", "POST", OMS + "/{orderId}/start-handling", ONCE),
          store("cancel", "POST", OMS + "/{orderId}/cancel", ONCE),
          store("invoice", "POST", OMS + "/{orderId}/invoice", ONCE),
          store("update-tracking", "PATCH", OMS + "/{orderId}/invoice/{invoiceNumber}", REPEATABLE),
          store("track", "PUT", OMS + "/{orderId}/invoice/{invoiceNumber}/tracking", REPEATABLE),
          store("payment-transaction", "GET", OMS + "/{orderId}/payment-transaction", READ),
          store(
              "payment-notification",
              "POST",
              OMS + "/{orderId}/payments/{paymentId}/payment-notification",
              ONCE),
          store("change-order", "PATCH", "/api/order-system/orders/{orderId}/changes", ONCE),
          store(
              "deny-cancellation",
              "POST",
              "/api/orders/pvt/document/{orderId}/deny-cancellation-request",
              ONCE),
          store("get-feed-config", "GET", FEED + "/config", READ),
          store("set-feed-config", "POST", FEED + "/config", REPEATABLE),
          store("delete-feed-config", "DELETE", FEED + "/config", REPEATABLE),
          store("read-feed", "GET", FEED, READ),
          store("commit-feed", "POST", FEED, REPEATABLE),
          store("get-hook-config", "GET", "/api/orders/hook/config", READ),
          store("set-hook-config", "POST", "/api/orders/hook/config", REPEATABLE),
          store("delete-hook-config", "DELETE", "/api/orders/hook/config", REPEATABLE),
          store("set-inventory", "PUT", INVENTORY, REPEATABLE),
          store("set-quantity", "PATCH", INVENTORY + "/quantity", REPEATABLE),
          store("set-lead-time", "PATCH", INVENTORY + "/lead-time", REPEATABLE),
          store("get-sku", "GET", "/api/catalog_system/pvt/sku/stockkeepingunitbyid/{skuId}", READ),
          store(
              "get-sku-by-ean",
              "GET",
              "/api/catalog_system/pvt/sku/stockkeepingunitbyean/{ean}",
              READ),
          store(
              "get-skus-by-ref",
              "POST",
              "/api/catalog_system/pub/sku/stockkeepingunitidsbyrefids",
              READ),
          store("list-skus", "GET", "/api/catalog_system/pvt/sku/stockkeepingunitids", READ),
          new VtexOperation(
              "get-transaction",
              "GET",
              "/api/pvt/transactions/{transactionId}",
              VtexOperation.Host.PAYMENTS,
              READ),
          new VtexOperation(
              "get-payments",
              "GET",
              "/api/pvt/transactions/{transactionId}/payments",
              VtexOperation.Host.PAYMENTS,
              READ),
          new VtexOperation(
              "get-price", "GET", "/pricing/prices/{skuId}", VtexOperation.Host.PRICING, READ),
          new VtexOperation(
              "set-price",
              "PUT",
              "/pricing/prices/{skuId}",
              VtexOperation.Host.PRICING,
              REPEATABLE));

  @Override
  public String name() {
    return "vtex";
  }

  @Override
  public Class<?> settings() {
    return VtexSettings.class;
  }

  @Override
  public List<String> requiredKeys() {
    return List.of("app-key", "app-token");
  }

  @Override
  public Limits limits() {
    return Limits.UNDOCUMENTED;
  }

  @Override
  public Authentication authentication(Connection connection, Api api) {
    VtexSettings settings = connection.settings(VtexSettings.class);
    return Authentication.fixed(
        Map.of("X-VTEX-API-AppKey", settings.appKey(), "X-VTEX-API-AppToken", settings.appToken()));
  }

  @Override
  public List<String> operations() {
    return OPERATIONS.stream().map(VtexOperation::name).toList();
  }

  @Override
  public ApiCall operation(Connection connection, String operation, JsonNode arguments) {
    VtexOperation known =
        OPERATIONS.stream()
            .filter(it -> it.name().equals(operation))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "VTEX has no operation %s; there are %s"
                            .formatted(operation, operations())));
    VtexSettings settings = connection.settings(VtexSettings.class);
    return dialect(settings, known).call(arguments).baseUrl(host(connection, settings, known));
  }

  /** The document of 2014 has other verbs and paths, for whoever still needs them. */
  private static VtexOperation dialect(VtexSettings settings, VtexOperation known) {
    return switch (known.name()) {
      case "cancel" ->
          new VtexOperation(
              known.name(), settings.cancelMethod(), known.path(), known.host(), known.effect());
      case "invoice" ->
          new VtexOperation(
              known.name(),
              known.method(),
              known.path().replace("/pvt/", "/" + settings.invoicePath() + "/"),
              known.host(),
              known.effect());
      default -> known;
    };
  }

  private static URI host(Connection connection, VtexSettings settings, VtexOperation known) {
    URI host =
        switch (known.host()) {
          case STORE -> connection.baseUrl();
          case PAYMENTS -> settings.paymentsUrl();
          case PRICING -> settings.pricingUrl();
        };
    if (host == null) {
      throw new IllegalArgumentException(
          "%s needs ponte.connections.%s.%s-url"
              .formatted(known.name(), connection.name(), known.host().name().toLowerCase()));
    }
    return host;
  }

  private static VtexOperation store(
      String name, String method, String path, ApiCall.Effect effect) {
    return new VtexOperation(name, method, path, VtexOperation.Host.STORE, effect);
  }

  @Override
  public void judge(Connection connection, ApiCall call, ApiAnswer answer) {
    if (answer.status() == 429) {
      Instant quiet = Instant.now().plusSeconds(QUIET_SECONDS);
      throw new ApiFailure(
          FailureClass.THROTTLED,
          "%s asks to slow down".formatted(connection.name()),
          "429",
          quiet,
          answer,
          null);
    }
    try {
      HttpVerdict.judge(connection, call, answer, words(answer));
    } catch (ApiFailure failure) {
      throw coded(failure, answer);
    }
  }

  private static ApiFailure coded(ApiFailure failure, ApiAnswer answer) {
    String code = code(answer).orElse(failure.code().orElse(null));
    return new ApiFailure(
        failure.failureClass(),
        failure.getMessage(),
        code,
        failure.retryAt().orElse(null),
        answer,
        failure.getCause());
  }

  /** VTEX's own code, such as OMS003; the status says less, since 400 and 409 carry the same. */
  private static Optional<String> code(ApiAnswer answer) {
    return tree(answer)
        .map(it -> it.path("error").path("code").asText(""))
        .filter(it -> !it.isEmpty());
  }

  /** At least five shapes of errors are known; what fits none is quoted. */
  private static String words(ApiAnswer answer) {
    JsonNode tree = tree(answer).orElse(null);
    if (tree == null) {
      return answer.excerpt(300);
    }
    for (String pointer : List.of("/error/message", "/title", "/Message", "/message", "/errors")) {
      JsonNode said = tree.at(pointer);
      if (!said.isMissingNode() && !said.isNull()) {
        String code = tree.at("/error/code").asText("");
        String words = said.isTextual() ? said.asText() : said.toString();
        return code.isEmpty() ? words : code + ": " + words;
      }
    }
    return answer.excerpt(300);
  }

  private static Optional<JsonNode> tree(ApiAnswer answer) {
    try {
      JsonNode tree = JSON.readTree(answer.text());
      return Optional.ofNullable(tree).filter(JsonNode::isObject);
    } catch (JsonProcessingException plainText) {
      return Optional.empty();
    }
  }
}
