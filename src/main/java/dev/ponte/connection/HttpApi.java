package dev.ponte.connection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.FailureClass;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** {@link Api} on camel-http. */
@Component
final class HttpApi implements Api {

  private static final int REDIRECTS = 300;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(
              JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES,
              JsonReadFeature.ALLOW_SINGLE_QUOTES,
              JsonReadFeature.ALLOW_TRAILING_COMMA,
              JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final HttpExchanges http;
  private final GateKeeper gate;
  private final ApiMetrics metrics;
  private final Map<String, Authentication> authentications = new ConcurrentHashMap<>();
  private final Map<String, CallQueue> slots = new ConcurrentHashMap<>();

  HttpApi(HttpExchanges http, GateKeeper gate, ApiMetrics metrics) {
    this.http = http;
    this.gate = gate;
    this.metrics = metrics;
  }

  @Override
  public ApiAnswer send(Connection connection, ApiCall call) {
    withholdOnDryRun(connection, call);
    // Before a login that would be for nothing.
    gate.requireOpen(connection, call);
    Map<String, String> headers = headers(connection, call);
    return once(connection, call, headers, isRenewable(connection, call))
        .or(() -> once(connection, call, renewed(connection, call, headers), false))
        .orElseThrow();
  }

  /** For settings that do not count yet. */
  Attempt attempt() {
    return new Attempt(http.apart());
  }

  /** What was made for the connection is made anew, since it has other settings. */
  void forget(String name) {
    authentications.remove(name);
    slots.remove(name);
    http.forget(name);
    gate.forget(name);
  }

  @Override
  public JsonNode json(Connection connection, ApiCall call) {
    ApiAnswer answer = send(connection, call);
    if (answer.isEmpty()) {
      return NullNode.getInstance();
    }
    try {
      return JSON.readTree(answer.text());
    } catch (JsonProcessingException e) {
      ApiFailure failure = unreadable(connection, call, answer, "no JSON", e);
      metrics.failed(connection, call, failure);
      throw gate.failed(connection, call, failure);
    }
  }

  /**
   * The permit comes last, so that it is used in the window that it was taken from.
   *
   * @return empty when the system refused a login that {@code mayRenew}
   */
  private Optional<ApiAnswer> once(
      Connection connection, ApiCall call, Map<String, String> headers, boolean mayRenew) {
    CallQueue slots = slots(connection);
    PauseBook.Pass pass = permitted(connection, call, slots);
    try {
      ApiAnswer answer = exchange(connection, call, headers);
      // A login that went well says nothing of the calls it is for.
      if (call.authenticated()) {
        gate.succeeded(connection, pass);
      }
      return Optional.of(answer);
    } catch (ApiFailure failure) {
      if (mayRenew && isRefusal(failure)) {
        return Optional.empty();
      }
      throw noted(connection, call, pass, failure);
    } finally {
      gate.ended(connection, pass);
      slots.release();
    }
  }

  private static boolean isRefusal(ApiFailure failure) {
    return failure.failureClass() == FailureClass.UNAUTHORIZED
        || failure.failureClass() == FailureClass.FORBIDDEN;
  }

  private boolean isRenewable(Connection connection, ApiCall call) {
    return call.authenticated() && authentication(connection).isRenewable();
  }

  private Map<String, String> renewed(
      Connection connection, ApiCall call, Map<String, String> refused) {
    authentication(connection).renew(refused);
    return headers(connection, call);
  }

  /** Holds a slot and a permit when it returns; while it waits, a call that goes before may. */
  private PauseBook.Pass permitted(Connection connection, ApiCall call, CallQueue slots) {
    CallQueue.Ticket ticket = slots.ticket(call.priority().level());
    Optional<PauseBook.Pass> pass = Optional.empty();
    try {
      while (pass.isEmpty()) {
        acquire(connection, slots, ticket);
        try {
          pass = gate.permit(connection, call, () -> slots.isOvertaken(ticket));
        } finally {
          if (pass.isEmpty()) {
            slots.release();
          }
        }
      }
      return pass.get();
    } finally {
      slots.satisfied(ticket);
    }
  }

  private ApiAnswer exchange(Connection connection, ApiCall call, Map<String, String> headers) {
    long start = System.nanoTime();
    ApiAnswer answer = null;
    ApiFailure failure = null;
    try {
      answer = http.exchange(connection, call, headers);
      judge(connection, call, answer);
      return answer;
    } catch (IOException e) {
      failure = broken(connection, call, e);
      throw failure;
    } catch (ApiFailure e) {
      failure = e;
      throw e;
    } finally {
      long nanos = System.nanoTime() - start;
      metrics.called(connection, call, failure, nanos);
      trace(call, answer, nanos / 1_000_000);
    }
  }

  static void judge(Connection connection, ApiCall call, ApiAnswer answer) {
    if (answer.status() >= REDIRECTS && answer.status() < 400) {
      throw HttpErrors.failure(
          connection,
          call,
          answer,
          HttpErrors.refusal(call),
          "a redirect to %s, which is not followed; check ponte.connections.%s.base-url and the permissions of its user"
              .formatted(answer.headers().getOrDefault("location", "nowhere"), connection.name()));
    }
    if (answer.status() < REDIRECTS && connection.system().isPage(call, answer)) {
      throw unreadable(connection, call, answer, "a web page", null);
    }
    connection.system().judge(connection, call, answer);
  }

  private static ApiFailure unreadable(
      Connection connection, ApiCall call, ApiAnswer answer, String what, Exception cause) {
    return new ApiFailure(
        call.effect() == ApiCall.Effect.ONCE ? FailureClass.IN_DOUBT : FailureClass.TRANSIENT,
        "%s answered %s with HTTP %d and %s: %s"
            .formatted(
                connection.name(),
                call.operation(),
                answer.status(),
                what,
                Redaction.mask(answer.excerpt(200))),
        String.valueOf(answer.status()),
        null,
        answer,
        cause);
  }

  static ApiFailure broken(Connection connection, ApiCall call, IOException e) {
    boolean sent = !HttpExchanges.neverSent(e);
    boolean doubt = sent && call.effect() == ApiCall.Effect.ONCE;
    FailureClass unsent =
        e instanceof ProxyRefusal proxy && proxy.isLogin()
            ? FailureClass.UNAUTHORIZED
            : FailureClass.TRANSIENT;
    return new ApiFailure(
        doubt ? FailureClass.IN_DOUBT : unsent,
        "%s gave no complete answer to %s: %s"
            .formatted(connection.name(), call.operation(), HttpExchanges.words(e)),
        null,
        null,
        null,
        e);
  }

  /** That a login is refused for one operation closes that one, which its caller knows. */
  private ApiFailure noted(
      Connection connection, ApiCall call, PauseBook.Pass pass, ApiFailure failure) {
    return isOfTheCaller(call, failure) ? failure : gate.failed(connection, pass, failure);
  }

  private static boolean isOfTheCaller(ApiCall call, ApiFailure failure) {
    return !call.authenticated() && failure.failureClass() == FailureClass.FORBIDDEN;
  }

  private static void withholdOnDryRun(Connection connection, ApiCall call) {
    if (connection.dryRun() && call.effect() != ApiCall.Effect.READ) {
      throw new ApiFailure(
          FailureClass.NOT_YET,
          "Dry run: %s was not sent to %s; set ponte.connections.%s.dry-run to false to send it"
              .formatted(call.operation(), connection.name(), connection.name()),
          null,
          null,
          null,
          null);
    }
  }

  private Map<String, String> headers(Connection connection, ApiCall call) {
    if (!call.authenticated()) {
      return Map.of();
    }
    try {
      return authentication(connection).headers(call);
    } catch (GateClosed closed) {
      throw closed;
    } catch (ApiFailure failure) {
      throw failure.failureClass() == FailureClass.FORBIDDEN
          ? gate.failed(connection, call, failure)
          : failure;
    }
  }

  private Authentication authentication(Connection connection) {
    return authentications.computeIfAbsent(
        connection.name(), name -> connection.system().authentication(connection, this));
  }

  private CallQueue slots(Connection connection) {
    return slots.computeIfAbsent(
        connection.name(), name -> new CallQueue(connection.limits().concurrency()));
  }

  private static void acquire(Connection connection, CallQueue slots, CallQueue.Ticket ticket) {
    try {
      slots.acquire(ticket);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ApiFailure(
          FailureClass.TRANSIENT,
          "Ponte is stopping, %s was not asked".formatted(connection.name()),
          null,
          null,
          null,
          e);
    }
  }

  private static void trace(ApiCall call, ApiAnswer answer, long millis) {
    if (call.delivery() == null) {
      return;
    }
    boolean secret = !call.authenticated();
    String came = answer == null || secret ? null : answer.excerpt(500);
    call.delivery()
        .trace(
            new Delivery.Call(
                call.operation(),
                secret ? null : sent(call),
                answer == null ? 0 : answer.status(),
                Redaction.mask(came),
                millis));
  }

  private static String sent(ApiCall call) {
    if (call.body() == null) {
      return null;
    }
    String text = new String(call.body(), StandardCharsets.UTF_8);
    return ApiCall.FORM.equals(call.contentType())
        ? Redaction.maskForm(text)
        : Redaction.mask(text);
  }
}
