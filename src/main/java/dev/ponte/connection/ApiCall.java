package dev.ponte.connection;

import dev.ponte.delivery.CallRecorder;
import dev.ponte.delivery.Priority;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One call to an API. Immutable; each method gives a changed copy.
 *
 * @param operation the connector's name of the operation, for metrics, logs and errors
 * @param method the HTTP method
 * @param path below the base URL, with its arguments already encoded
 * @param query by name, not yet encoded, in order
 * @param headers beside those of the authentication
 * @param contentType of the body; null without one
 * @param body null without one
 * @param effect what a repetition would do
 * @param priority whether it goes before others
 * @param delivery whose attempt this call belongs to; null outside of a delivery
 * @param baseUrl another base than the connection's; null for the connection's
 * @param authenticated whether it carries the connection's authentication
 */
public record ApiCall(
    String operation,
    String method,
    String path,
    Map<String, String> query,
    Map<String, String> headers,
    String contentType,
    byte[] body,
    Effect effect,
    Priority priority,
    CallRecorder delivery,
    URI baseUrl,
    boolean authenticated) {

  static final String FORM = "application/x-www-form-urlencoded";

  /** What it means to repeat a call. */
  public enum Effect {
    /** Changes nothing. */
    READ,
    /** Changes something, and a repetition changes nothing more. */
    REPEATABLE,
    /** Must not be repeated before its effect is known. */
    ONCE
  }

  /**
   * A read by GET.
   *
   * @param template the path, with {@code {}} for each argument, which is encoded as one segment
   */
  public static ApiCall get(String operation, String template, Object... arguments) {
    return of(operation, "GET", Effect.READ, template, arguments);
  }

  /** A call by POST that must not be repeated, unless {@link #effect} says otherwise. */
  public static ApiCall post(String operation, String template, Object... arguments) {
    return of(operation, "POST", Effect.ONCE, template, arguments);
  }

  public static ApiCall of(
      String operation, String method, Effect effect, String template, Object... arguments) {
    return new ApiCall(
        operation,
        method,
        expand(template, arguments),
        Map.of(),
        Map.of(),
        null,
        null,
        effect,
        Priority.ORDERS,
        null,
        null,
        true);
  }

  public ApiCall query(String name, Object value) {
    Draft draft = new Draft(this);
    draft.query = append(query, name, String.valueOf(value));
    return draft.call();
  }

  public ApiCall header(String name, String value) {
    Draft draft = new Draft(this);
    draft.headers = append(headers, name, value);
    return draft.call();
  }

  public ApiCall json(String json) {
    return body("application/json", json.getBytes(StandardCharsets.UTF_8));
  }

  /** A form, percent-encoded from the bytes of the charset. */
  public ApiCall form(Map<String, String> fields, Charset charset) {
    StringBuilder form = new StringBuilder();
    fields.forEach(
        (name, value) ->
            form.append(form.isEmpty() ? "" : "&")
                .append(URLEncoder.encode(name, charset))
                .append('=')
                .append(URLEncoder.encode(value, charset)));
    return body(FORM, form.toString().getBytes(StandardCharsets.US_ASCII));
  }

  public ApiCall body(String contentType, byte[] body) {
    Draft draft = new Draft(this);
    draft.contentType = contentType;
    draft.body = body;
    return draft.call();
  }

  public ApiCall effect(Effect effect) {
    Draft draft = new Draft(this);
    draft.effect = effect;
    return draft.call();
  }

  public ApiCall priority(Priority priority) {
    Draft draft = new Draft(this);
    draft.priority = priority;
    return draft.call();
  }

  /** The call belongs to an attempt of this delivery or batch; null means none. */
  public ApiCall delivery(CallRecorder delivery) {
    Draft draft = new Draft(this);
    draft.delivery = delivery;
    return draft.call();
  }

  public ApiCall baseUrl(URI baseUrl) {
    Draft draft = new Draft(this);
    draft.baseUrl = baseUrl;
    return draft.call();
  }

  public ApiCall unauthenticated() {
    Draft draft = new Draft(this);
    draft.authenticated = false;
    return draft.call();
  }

  private static Map<String, String> append(Map<String, String> map, String name, String value) {
    Map<String, String> copy = new LinkedHashMap<>(map);
    copy.put(name, value);
    return Collections.unmodifiableMap(copy);
  }

  private static String expand(String template, Object... arguments) {
    String path = template;
    for (Object argument : arguments) {
      int hole = path.indexOf("{}");
      path = path.substring(0, hole) + segment(String.valueOf(argument)) + path.substring(hole + 2);
    }
    return path;
  }

  /** One path segment; a key must not be able to climb to another path. */
  static String segment(String text) {
    if (text.isBlank() || text.equals(".") || text.equals("..")) {
      throw new IllegalArgumentException("\"%s\" cannot be part of a path".formatted(text));
    }
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** What a copy is changed in. */
  private static final class Draft {

    private final ApiCall from;
    private Map<String, String> query;
    private Map<String, String> headers;
    private String contentType;
    private byte[] body;
    private Effect effect;
    private Priority priority;
    private CallRecorder delivery;
    private URI baseUrl;
    private boolean authenticated;

    Draft(ApiCall from) {
      this.from = from;
      query = from.query;
      headers = from.headers;
      contentType = from.contentType;
      body = from.body;
      effect = from.effect;
      priority = from.priority;
      delivery = from.delivery;
      baseUrl = from.baseUrl;
      authenticated = from.authenticated;
    }

    ApiCall call() {
      return new ApiCall(
          from.operation,
          from.method,
          from.path,
          query,
          headers,
          contentType,
          body,
          effect,
          priority,
          delivery,
          baseUrl,
          authenticated);
    }
  }
}
