package dev.ponte.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

/** A system's API as a real HTTP server on loopback, with faults on demand. */
public abstract class Simulator implements AutoCloseable {

  /** How long a withheld reply is withheld; longer than any read time-out in tests. */
  public static final Duration HANG = Duration.ofSeconds(90);

  private static final int HUGE_BYTES = 50 << 20;

  static {
    // Without it the JDK's server waits for delayed acknowledgements, 40 ms a call.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Queue<Planned> plan = new ConcurrentLinkedQueue<>();
  private final Map<String, LongAdder> calls = new ConcurrentHashMap<>();
  private final Queue<Request> late = new ConcurrentLinkedQueue<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Duration latency = Duration.ZERO;

  /**
   * @param port 0 for any free one
   */
  protected Simulator(int port) {
    try {
      server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 256);
    } catch (IOException e) {
      throw new UncheckedIOException("Port %d is not free".formatted(port), e);
    }
    server.createContext("/", this::serve);
    server.setExecutor(threads);
  }

  /** What came in. */
  public record Request(
      String method, String path, Map<String, String> query, Headers headers, byte[] body) {

    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  /** Request headers, by any case. */
  public interface Headers {
    /** The first value, or null. */
    String get(String name);
  }

  /** What goes out. */
  public record Answer(int status, String contentType, byte[] body, Map<String, String> headers) {

    public static Answer json(int status, String json) {
      return new Answer(
          status,
          "application/json; charset=utf-8",
          json.getBytes(StandardCharsets.UTF_8),
          Map.of());
    }

    public static Answer text(int status, String text) {
      return new Answer(
          status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    public static Answer html(int status, String html) {
      return new Answer(
          status, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    public static Answer empty(int status) {
      return new Answer(status, null, new byte[0], Map.of());
    }
  }

  private static final class Planned {
    final Predicate<String> operation;
    final Fault fault;
    final Answer answer;
    int times;

    /** Either a fault or an answer. */
    Planned(Predicate<String> operation, Fault fault, Answer answer, int times) {
      this.operation = operation;
      this.fault = fault;
      this.answer = answer;
      this.times = times;
    }

    synchronized boolean isLeft() {
      return times > 0;
    }

    synchronized boolean take(String name) {
      if (times <= 0 || !operation.test(name)) {
        return false;
      }
      times--;
      return true;
    }
  }

  public final Simulator start() {
    server.start();
    return this;
  }

  public final URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /**
   * What a connection to this simulator has under {@code ponte.connections.<name>}: the system, the
   * base URL, a login that it takes, and what its flows cannot do without.
   */
  public Map<String, String> connection() {
    return Map.of("base-url", url().toString());
  }

  /** The name of the operation that a request calls, for counting and for faults. */
  protected abstract String operation(Request request);

  /** Carries the request out. */
  protected abstract Answer handle(Request request);

  /** The system's own way to refuse a record. */
  protected abstract Answer refusal();

  /** What a person can do on the simulator's page beside injecting faults. */
  protected List<String> actions() {
    return List.of();
  }

  /** Does one of {@link #actions}. */
  protected void act(String action) {
    throw new IllegalArgumentException(action);
  }

  /** The state that the simulator's page shows: rows of cells, the first row is the heading. */
  protected List<List<String>> table() {
    return List.of();
  }

  /** How often each operation was called, by name. */
  public final Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    calls.forEach((operation, count) -> counts.put(operation, count.sum()));
    return counts;
  }

  /** Does the fault to the next calls of the operation. */
  public final void inject(String operation, Fault fault, int times) {
    inject(operation::equals, fault, times);
  }

  /** Answers the next calls of the operation so, and does nothing else. */
  public final void inject(String operation, Answer answer, int times) {
    plan.add(new Planned(operation::equals, null, answer, times));
  }

  /** Does the fault to the next calls of any operation that passes. */
  public final void inject(Predicate<String> operation, Fault fault, int times) {
    plan.add(new Planned(operation, fault, null, times));
  }

  /** Carries out what came with {@link Fault#LATE}. */
  public final void catchUp() {
    for (Request request = late.poll(); request != null; request = late.poll()) {
      handle(request);
    }
  }

  /** Forgets all faults that were not yet done, and carries out what is late. */
  public final void heal() {
    plan.clear();
    catchUp();
  }

  /** Whether a fault is still to be done. */
  final boolean isBroken() {
    return plan.stream().anyMatch(Planned::isLeft);
  }

  /** Every answer takes at least this long. */
  public final void latency(Duration latency) {
    this.latency = latency;
  }

  /** How often the operation was called, faults included. */
  public final long calls(String operation) {
    LongAdder count = calls.get(operation);
    return count == null ? 0 : count.sum();
  }

  /** How often any operation was called, faults included. */
  public final long calls() {
    return calls.values().stream().mapToLong(LongAdder::sum).sum();
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void serve(HttpExchange exchange) {
    try (exchange) {
      Request request = read(exchange);
      if (request.path().startsWith(SimulatorPage.PATH)) {
        write(exchange, SimulatorPage.answer(this, request));
        return;
      }
      String operation = operation(request);
      calls.computeIfAbsent(operation, name -> new LongAdder()).increment();
      pause(latency);
      Planned planned = nextPlanned(operation);
      if (planned == null) {
        write(exchange, handle(request));
      } else if (planned.answer != null) {
        write(exchange, planned.answer);
      } else {
        write(exchange, request, planned.fault);
      }
    } catch (IOException gone) {
      // The client went away; that is the client's story.
    } catch (RuntimeException e) {
      trySend(exchange, Answer.text(500, e.toString()));
    }
  }

  private Planned nextPlanned(String operation) {
    for (Planned planned : plan) {
      if (planned.take(operation)) {
        return planned;
      }
    }
    return null;
  }

  private void write(HttpExchange exchange, Request request, Fault fault) throws IOException {
    switch (fault) {
      case ERROR_500 -> write(exchange, Answer.text(500, "internal server error"));
      case UNAVAILABLE -> write(exchange, retryLater(503));
      case TOO_MANY -> write(exchange, retryLater(429));
      case NOT_FOUND -> write(exchange, Answer.json(404, "{\"message\":\"Not Found\"}"));
      case UNAUTHORIZED -> write(exchange, Answer.text(401, "No authorized"));
      case FORBIDDEN -> write(exchange, Answer.text(403, "Access denied"));
      case RESET -> {}
      case LATE -> late.add(request);
      case REPLY_LOST -> handle(request);
      case REPLY_WITHHELD -> {
        Answer answer = handle(request);
        pause(HANG);
        write(exchange, answer);
      }
      case HTML -> {
        handle(request);
        write(exchange, Answer.html(200, "<!DOCTYPE html><html><body>Login</body></html>"));
      }
      case TRUNCATED -> {
        byte[] whole = handle(request).body();
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, Math.max(2, whole.length));
        exchange.getResponseBody().write(whole, 0, whole.length / 2);
      }
      case REDIRECT -> {
        exchange.getResponseHeaders().set("Location", "http://other-host.invalid/login");
        exchange.sendResponseHeaders(302, -1);
      }
      case HUGE -> writeHuge(exchange);
      case XML_BOMB ->
          write(
              exchange,
              new Answer(
                  200,
                  "text/xml",
                  """
                  <?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa">
                  <!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">
                  <!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;">]>
                  <b>&e;</b>"""
                      .getBytes(StandardCharsets.UTF_8),
                  Map.of()));
      case REFUSED -> write(exchange, refusal());
    }
  }

  private static Answer retryLater(int status) {
    return new Answer(status, "text/plain", "later".getBytes(), Map.of("Retry-After", "1"));
  }

  private static void writeHuge(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, 0);
    byte[] block = "[".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
    for (int sent = 0; sent < HUGE_BYTES; sent += block.length) {
      exchange.getResponseBody().write(block);
    }
  }

  private static Request read(HttpExchange exchange) throws IOException {
    URI uri = exchange.getRequestURI();
    var headers = exchange.getRequestHeaders();
    return new Request(
        exchange.getRequestMethod(),
        uri.getRawPath(),
        query(uri.getRawQuery()),
        headers::getFirst,
        exchange.getRequestBody().readAllBytes());
  }

  static Map<String, String> query(String raw) {
    Map<String, String> query = new LinkedHashMap<>();
    if (raw != null) {
      for (String pair : raw.split("&")) {
        String[] parts = pair.split("=", 2);
        query.put(decode(parts[0]), parts.length == 2 ? decode(parts[1]) : "");
      }
    }
    return query;
  }

  /** Percent-decoding, for path segments too. */
  protected static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static void write(HttpExchange exchange, Answer answer) throws IOException {
    answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    if (answer.contentType() != null) {
      exchange.getResponseHeaders().set("Content-Type", answer.contentType());
    }
    int length = answer.body().length;
    exchange.sendResponseHeaders(answer.status(), length == 0 ? -1 : length);
    if (length > 0) {
      exchange.getResponseBody().write(answer.body());
    }
  }

  private static void trySend(HttpExchange exchange, Answer answer) {
    try {
      write(exchange, answer);
    } catch (IOException gone) {
      // Nobody is left to tell.
    }
  }

  private void pause(Duration duration) {
    if (duration.isZero()) {
      return;
    }
    try {
      closed.await(duration.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
