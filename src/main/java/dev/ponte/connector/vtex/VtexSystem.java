package dev.ponte.connector.vtex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.ponte.canonical.Price;
import dev.ponte.canonical.Stock;
import dev.ponte.canonical.StockRule;
import dev.ponte.connection.Api;
import dev.ponte.connection.ApiAnswer;
import dev.ponte.connection.ApiCall;
import dev.ponte.connection.ApiFailure;
import dev.ponte.connection.ApiSystem;
import dev.ponte.connection.Authentication;
import dev.ponte.connection.Connection;
import dev.ponte.connection.HttpErrors;
import dev.ponte.connection.Limits;
import dev.ponte.connection.Operations;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** The system {@code vtex}. */
@Component
final class VtexSystem implements ApiSystem {

  /** VTEX: "stop, wait one minute"; its Admin suffers too. */
  private static final Duration REST = Duration.ofMinutes(1);

  private static final int LOCKED = 423;
  private static final Set<String> OPTIONAL =
      Set.of(
          VtexOperations.TRANSACTION,
          VtexOperations.PAYMENT,
          VtexOperations.FEED,
          VtexOperations.COMMIT_FEED,
          VtexOperations.FEED_CONFIG,
          VtexOperations.SET_FEED);

  @Override
  public String name() {
    return "vtex";
  }

  @Override
  public Class<?> settings() {
    return VtexSettings.class;
  }

  /** Not the base URL: its default in the shipped configuration would make all configured. */
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
  public void judge(Connection connection, ApiCall call, ApiAnswer answer) {
    if (answer.status() >= 200 && answer.status() < 300) {
      requireJson(connection, call, answer);
      return;
    }
    VtexErrors error = VtexErrors.of(answer);
    try {
      if (OPTIONAL.contains(call.operation())
          && (answer.status() == 401 || answer.status() == 403)) {
        throw HttpErrors.failure(
            connection,
            call,
            answer,
            FailureClass.REJECTED,
            "%s (the key lacks the permission %s)"
                .formatted(error.words(), VtexPermissions.resource(call.operation())));
      }
      if (answer.status() == LOCKED) {
        throw HttpErrors.failure(connection, call, answer, FailureClass.TRANSIENT, error.words());
      }
      HttpErrors.judge(connection, call, answer, error.words());
    } catch (ApiFailure failure) {
      throw inVtexTerms(failure, error, answer);
    }
  }

  @Override
  public Optional<String> missing(Connection connection, String type) {
    return type.equals(Stock.TYPE)
            && connection.settings(VtexSettings.class).stock().warehouses().isEmpty()
        ? Optional.of(
            "list each location with the id of its warehouse in ponte.connections.%s.stock.warehouses"
                .formatted(connection.name()))
        : Optional.empty();
  }

  /** A mapped warehouse that is not there, or rests, would take no stock, or not be sold from. */
  @Override
  public List<String> doubts(Connection connection, Api api) {
    List<VtexStockSettings.Place> mapped =
        connection.settings(VtexSettings.class).stock().warehouses();
    if (mapped.isEmpty()) {
      return List.of();
    }
    Map<String, Boolean> known = new HashMap<>();
    new VtexGoods(api, connection, null, Priority.SPARE)
        .call(VtexOperations.WAREHOUSES, JsonNodeFactory.instance.objectNode())
        .forEach(it -> known.put(VtexJson.text(it, "id"), VtexJson.flag(it, "isActive")));
    return mapped.stream()
        .map(VtexStockSettings.Place::code)
        .filter(it -> !known.getOrDefault(it, false))
        .map(
            it ->
                "ponte.connections.%s.stock.warehouses names %s, which %s; it has %s"
                    .formatted(
                        connection.name(),
                        it,
                        known.containsKey(it) ? "is not active in VTEX" : "VTEX does not have",
                        new TreeSet<>(known.keySet())))
        .toList();
  }

  @Override
  public Optional<StockRule.Sum> stockTold(Connection connection, Stock stock) {
    return connection
        .settings(VtexSettings.class)
        .stock()
        .code(stock.location().code())
        .map(it -> connection.sending().stock().sumWithKept(stock, connection.name(), List.of(it)));
  }

  @Override
  public boolean isComparable(Connection connection, String type) {
    return type.equals(Stock.TYPE) || type.equals(Price.TYPE);
  }

  @Override
  public String permission(ApiCall call) {
    return VtexPermissions.of(call);
  }

  @Override
  public Optional<Probe> probe() {
    return Optional.of(new Probe(VtexOperations.LIST, "{\"per_page\": \"1\"}"));
  }

  @Override
  public Operations operations() {
    return VtexOperations.TABLE;
  }

  @Override
  public ApiCall operation(Connection connection, String operation, JsonNode arguments) {
    return VtexOperations.call(connection, operation, arguments);
  }

  private static ApiFailure inVtexTerms(ApiFailure failure, VtexErrors error, ApiAnswer answer) {
    Instant retryAt = failure.retryAt().orElse(null);
    if (failure.failureClass() == FailureClass.THROTTLED) {
      Instant soonest = answer.at().plus(REST);
      retryAt = retryAt == null || retryAt.isBefore(soonest) ? soonest : retryAt;
    }
    return new ApiFailure(
        failure.failureClass(),
        failure.getMessage(),
        error.code() == null ? failure.code().orElse(null) : error.code(),
        retryAt,
        answer,
        null);
  }

  /** A missing permission may end at a login page with status 200; a bare true may be text. */
  private static void requireJson(Connection connection, ApiCall call, ApiAnswer answer) {
    String type = answer.contentType();
    if (answer.isEmpty() || type == null) {
      return;
    }
    if (!type.toLowerCase(Locale.ROOT).contains("json") && !VtexErrors.isJson(answer)) {
      throw HttpErrors.failure(
          connection,
          call,
          answer,
          HttpErrors.unclear(call),
          "%s instead of JSON; a login page means that the key lacks a permission: %s"
              .formatted(type, answer.excerpt(100)));
    }
  }
}
