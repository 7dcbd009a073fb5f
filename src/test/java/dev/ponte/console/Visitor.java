package dev.ponte.console;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody with a browser that runs no scripts. */
final class Visitor {

  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  private final CookieManager cookies = new CookieManager();
  private final HttpClient client = HttpClient.newBuilder().cookieHandler(cookies).build();
  private final String base;
  private String token = "none";
  private String language = "en";

  Visitor(String base) {
    this.base = base;
  }

  Visitor speaks(String language) {
    this.language = language;
    return this;
  }

  Visitor login(String name, String password) {
    look("/login");
    HttpResponse<String> answer = post("/login", Map.of("username", name, "password", password));
    if (answer.statusCode() != 302 || location(answer).contains("/login")) {
      throw new AssertionError("%s did not get in: %s".formatted(name, answer));
    }
    look("/keys");
    return this;
  }

  HttpResponse<String> get(String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path)).header("Accept-Language", language);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return send(request.GET());
  }

  /** With the token of the page that was looked at last. */
  HttpResponse<String> post(String path, Map<String, String> form) {
    return send(posting(path, form, token));
  }

  int basic(String name, String password, String path) {
    String login =
        Base64.getEncoder()
            .encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    return get(path, "Authorization", "Basic " + login).statusCode();
  }

  /**
   * As a script does, with its login in each request.
   *
   * @param body JSON; null to read
   */
  HttpResponse<String> api(String name, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + "/api/v1" + path))
            .header("Accept-Language", language);
    if (name != null) {
      String login = name + ":" + name.charAt(0);
      request.header(
          "Authorization",
          "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return send(
        body == null
            ? request.GET()
            : request
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /** Whether it is let through, whatever is found behind the door. */
  boolean enters(boolean posts, String path) {
    return isThrough(posts ? post(path, Map.of()) : get(path));
  }

  boolean entersForged(String path) {
    return isThrough(send(posting(path, Map.of(), "forged")));
  }

  boolean entersFromElsewhere(String path) {
    HttpRequest.Builder request = posting(path, Map.of(), token);
    return isThrough(send(request.header("Origin", "https://elsewhere.example")));
  }

  void forget(String cookie) {
    cookies.getCookieStore().getCookies().stream()
        .filter(it -> it.getName().equals(cookie))
        .toList()
        .forEach(it -> cookies.getCookieStore().remove(null, it));
  }

  String cookie(String name) {
    return cookies.getCookieStore().getCookies().stream()
        .filter(it -> it.getName().equals(name))
        .map(HttpCookie::getValue)
        .findFirst()
        .orElse(null);
  }

  private static boolean isThrough(HttpResponse<String> answer) {
    return answer.statusCode() != 401
        && answer.statusCode() != 403
        && !(answer.statusCode() == 302 && location(answer).endsWith("/login"));
  }

  private static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElse("");
  }

  /** Opens a page, and keeps its token. */
  HttpResponse<String> look(String path) {
    HttpResponse<String> page = get(path);
    Matcher found = TOKEN.matcher(page.body());
    token = found.find() ? found.group(1) : token;
    return page;
  }

  private HttpRequest.Builder posting(String path, Map<String, String> form, String token) {
    String body =
        form.entrySet().stream()
            .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    boolean ofPages = !path.startsWith("/actuator") && !path.startsWith("/api");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Accept-Language", language)
            .header("X-XSRF-TOKEN", token);
    return ofPages
        ? request
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body + "&_csrf=" + token))
        : request
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{}"));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
