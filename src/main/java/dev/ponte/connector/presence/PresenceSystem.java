package dev.ponte.connector.presence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.connection.Api;
import dev.ponte.connection.ApiAnswer;
import dev.ponte.connection.ApiCall;
import dev.ponte.connection.ApiSystem;
import dev.ponte.connection.Authentication;
import dev.ponte.connection.Connection;
import dev.ponte.connection.HttpErrors;
import dev.ponte.connection.Limits;
import dev.ponte.connection.Operations;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.Priority;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Presence's e-commerce API: the methods ECM-* of its WebApi, with its authorization service. */
@Component
final class PresenceSystem implements ApiSystem {

  static final String TOKEN = "token";
  static final String PING_AUTHORIZATION = "ping-authorization";
  static final String PING = "ping-webapi";

  private static final int MOST_WORDS = 500;

  /** How its release notes call what is beyond the quota; the body then is not documented. */
  private static final Pattern TOO_MANY =
      Pattern.compile("(?i)limite.{0,20}requisi|requisi.{0,40}limite");

  private static final Limits LIMITS =
      new Limits(
              1,
              Duration.ofSeconds(5),
              Duration.ofSeconds(60),
              15,
              Duration.ofMinutes(1),
              2,
              32L << 20)
          .monthly(600_000);

  @Override
  public String name() {
    return "presence";
  }

  @Override
  public Class<?> settings() {
    return PresenceSettings.class;
  }

  @Override
  public List<String> requiredKeys() {
    return List.of("base-url", "webservice-id");
  }

  @Override
  public Limits limits() {
    return LIMITS;
  }

  @Override
  public Authentication authentication(Connection connection, Api api) {
    PresenceSettings settings = connection.settings(PresenceSettings.class);
    return settings.authUrl() == null
        ? Authentication.fixed(java.util.Map.of())
        : new PresenceTokens(connection, api);
  }

  /** The body is the verdict, whatever the status; only without one the status decides. */
  @Override
  public void judge(Connection connection, ApiCall call, ApiAnswer answer) {
    if (answer.status() == 401 || answer.status() == 403) {
      // Each method has a token of its own, so a refused one says nothing of other methods.
      throw HttpErrors.failure(
          connection, call, answer, HttpErrors.refusal(call), answer.excerpt(MOST_WORDS));
    }
    if (isPing(call)) {
      HttpErrors.judge(connection, call, answer, answer.excerpt(MOST_WORDS));
      return;
    }
    Optional<PresenceAnswer> body = PresenceAnswer.of(answer);
    boolean good =
        call.operation().equals(TOKEN)
            ? body.flatMap(PresenceAnswer::token).isPresent()
            : body.map(PresenceAnswer::succeeded).orElse(false);
    if (good) {
      return;
    }
    requireHttpSuccess(connection, call, answer);
    throw HttpErrors.failure(
        connection, call, answer, classOf(call, answer, body), answer.excerpt(MOST_WORDS));
  }

  private static void requireHttpSuccess(Connection connection, ApiCall call, ApiAnswer answer) {
    if (answer.status() != 429 && TOO_MANY.matcher(answer.excerpt(MOST_WORDS)).find()) {
      throw HttpErrors.failure(
          connection, call, answer, FailureClass.THROTTLED, answer.excerpt(MOST_WORDS));
    }
    HttpErrors.judge(connection, call, answer, answer.excerpt(MOST_WORDS));
  }

  /** A read that failed may go well later; a report that was refused is refused. */
  private static FailureClass classOf(
      ApiCall call, ApiAnswer answer, Optional<PresenceAnswer> body) {
    if (body.map(PresenceAnswer::deniesAccess).orElse(false)) {
      return FailureClass.FORBIDDEN;
    }
    if (call.operation().equals(TOKEN) && body.isPresent()) {
      return FailureClass.UNAUTHORIZED;
    }
    boolean read = call.effect() == ApiCall.Effect.READ;
    return read || body.isEmpty() ? FailureClass.TRANSIENT : FailureClass.REJECTED;
  }

  private static boolean isPing(ApiCall call) {
    return call.operation().equals(PING) || call.operation().equals(PING_AUTHORIZATION);
  }

  @Override
  public Optional<Probe> probe() {
    return Optional.of(new Probe(PING_AUTHORIZATION, "{}"));
  }

  @Override
  public Operations operations() {
    return PresenceMethods.TABLE;
  }

  @Override
  public ApiCall operation(Connection connection, String operation, JsonNode arguments) {
    PresenceSettings settings = connection.settings(PresenceSettings.class);
    return switch (operation) {
      case PING_AUTHORIZATION -> pingAuthorization(connection, settings);
      case PING ->
          ApiCall.get(PING, settings.query().pingPath()).priority(Priority.STOCK).unauthenticated();
      default -> PresenceMethods.get(operation).call(connection, arguments);
    };
  }

  private static ApiCall pingAuthorization(Connection connection, PresenceSettings settings) {
    if (settings.authUrl() == null) {
      throw new IllegalArgumentException(
          "%s has no authorization service; set ponte.connections.%1$s.auth-url"
              .formatted(connection.name()));
    }
    return PresenceTokens.signed(
            ApiCall.get(PING_AUTHORIZATION, settings.token().pingPath()), settings)
        .priority(Priority.STOCK);
  }
}
