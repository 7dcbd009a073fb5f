package dev.ponte.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The running hub, asked by HTTP. By the client of the JDK that loads least, since a command is
 * waited for; it follows nothing and repeats nothing.
 */
final class Hub {

  private static final int CONNECT_MILLIS = 4_000;

  /** A reload and a stop of a route wait for the calls in flight. */
  private static final int READ_MILLIS = 20 * 60_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  static {
    // Else the JDK posts again by itself what got no answer.
    System.setProperty("sun.net.http.retryPost", "false");
  }

  private final String base;
  private final String user;
  private final String password;

  /**
   * @param base without a slash at its end
   * @param password null when nobody gave one; then no login is sent
   */
  Hub(String base, String user, String password) {
    this.base = base;
    this.user = user;
    this.password = password;
  }

  /**
   * What it answered.
   *
   * @param next the cursor of the next part of a list, where a header says it; null otherwise
   */
  record Answer(int status, String text, String next) {

    JsonNode json() {
      try {
        return text.isBlank() ? JSON.missingNode() : JSON.readTree(text);
      } catch (IOException e) {
        throw new Refused(
            Exit.NO_HUB, "What answers is no hub of Ponte: HTTP %d without JSON".formatted(status));
      }
    }
  }

  /** The path of these parts, each as it is; null and blank values of a query are left out. */
  static String path(String pattern, Object... parts) {
    Object[] encoded = new Object[parts.length];
    for (int i = 0; i < parts.length; i++) {
      encoded[i] = encoded(String.valueOf(parts[i])).replace("+", "%20");
    }
    return pattern.formatted(encoded);
  }

  static Map<String, String> query(String... namesAndValues) {
    Map<String, String> query = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      if (namesAndValues[i + 1] != null && !namesAndValues[i + 1].isBlank()) {
        query.put(namesAndValues[i], namesAndValues[i + 1]);
      }
    }
    return query;
  }

  JsonNode get(String path, Map<String, String> query) {
    return told(send("GET", address(path, query), null, "application/json"));
  }

  JsonNode get(String path) {
    return get(path, Map.of());
  }

  /** What it answers as a table; its header stands in the first line. */
  Answer csv(String path, Map<String, String> query) {
    Answer answer = send("GET", address(path, query), null, "text/csv");
    if (answer.status() >= HttpURLConnection.HTTP_MULT_CHOICE) {
      told(answer);
    }
    return answer;
  }

  JsonNode post(String path, Object body) {
    return told(send("POST", path, body, "application/json"));
  }

  /** As it is, refusals too. */
  Answer raw(String path) {
    return send("GET", path, null, "*/*");
  }

  private static JsonNode told(Answer answer) {
    if (answer.status() == HttpURLConnection.HTTP_UNAUTHORIZED) {
      throw new Refused(
          Exit.NO_HUB,
          "The hub does not know this login; give --user, and the password by PONTE_PASSWORD or --password-file");
    }
    if (answer.status() < HttpURLConnection.HTTP_MULT_CHOICE) {
      return answer.json();
    }
    JsonNode problem = answer.json();
    String detail =
        problem.path("detail").asText(problem.path("error").asText("HTTP " + answer.status()));
    throw new Refused(
        answer.status() == HttpURLConnection.HTTP_FORBIDDEN ? Exit.NO_HUB : Exit.REFUSED, detail);
  }

  private static String address(String path, Map<String, String> query) {
    return query.isEmpty()
        ? path
        : query.entrySet().stream()
            .map(it -> it.getKey() + "=" + encoded(it.getValue()))
            .collect(Collectors.joining("&", path + "?", ""));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private Answer send(String method, String path, Object body, String accept) {
    URI uri = URI.create(base + path);
    try {
      HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
      connection.setRequestMethod(method);
      connection.setConnectTimeout(CONNECT_MILLIS);
      connection.setReadTimeout(READ_MILLIS);
      connection.setInstanceFollowRedirects(false);
      connection.setRequestProperty("Accept", accept);
      connection.setRequestProperty("Accept-Language", "en");
      if (password != null) {
        connection.setRequestProperty("Authorization", "Basic " + login());
      }
      if (body != null) {
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/json");
        try (OutputStream out = connection.getOutputStream()) {
          out.write(JSON.writeValueAsBytes(body));
        }
      }
      int status = connection.getResponseCode();
      try (InputStream in =
          status < HttpURLConnection.HTTP_BAD_REQUEST
              ? connection.getInputStream()
              : connection.getErrorStream()) {
        return new Answer(
            status,
            in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8),
            connection.getHeaderField("Ponte-Next"));
      }
    } catch (IOException e) {
      throw new Refused(Exit.NO_HUB, "No hub answers at %s: %s".formatted(uri, e.getMessage()));
    }
  }

  private String login() {
    return Base64.getEncoder()
        .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }
}
