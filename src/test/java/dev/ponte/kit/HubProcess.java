package dev.ponte.kit;

import dev.ponte.sandbox.Simulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The packaged jar as a process of its own, in a folder of its own, as a user would run it. */
public final class HubProcess implements AutoCloseable {

  private static final Path PROJECT = Path.of("").toAbsolutePath();
  private static final Path JAR = jar(PROJECT);
  private static final String SECRET = "test-password";

  private final Path project;
  private final Path folder;
  private final int port;
  private final Map<String, String> settings = new LinkedHashMap<>();
  private final List<String> jvm = new ArrayList<>();
  private Process process;

  /**
   * @param folder gets application.yaml, routes and data
   */
  public HubProcess(Path folder) {
    this(PROJECT, folder);
  }

  /**
   * @param project where the jar was built, such as a checkout of an older release
   * @param folder gets application.yaml, routes and data
   */
  public HubProcess(Path project, Path folder) {
    this.project = project;
    this.folder = folder;
    this.port = freePort();
    create(folder);
    copy(project.resolve("application.yaml"), folder.resolve("application.yaml"));
    copyRoutes();
    set("server.port", port);
    set("spring.security.user.name", "ponte");
    set("spring.security.user.password", SECRET);
    set("ponte.schedule.orders", "0/1 * * * * ?");
    set("ponte.schedule.order-status", "0/2 * * * * ?");
    jvm.add("-Xmx512m");
  }

  /** Whether the jar was built; tests that need it are skipped otherwise. */
  public static boolean isBuilt() {
    return Files.exists(JAR);
  }

  public HubProcess set(String key, Object value) {
    settings.put(key, String.valueOf(value));
    return this;
  }

  /** With batches that fill for a second only. */
  public HubProcess hasty() {
    Flows.hasty(folder.resolve("routes"), folder.resolve("routes"));
    return this;
  }

  public HubProcess jvm(String option) {
    jvm.add(option);
    return this;
  }

  /** A connection to the simulator. */
  public HubProcess connect(String name, Simulator simulator) {
    simulator
        .connection()
        .forEach((key, value) -> set("ponte.connections." + name + "." + key, value));
    return this;
  }

  public HubProcess start() {
    List<String> command = new ArrayList<>(List.of(java()));
    command.addAll(jvm);
    command.add("-jar");
    command.add(jar(project).toString());
    settings.forEach((key, value) -> command.add("--" + key + "=" + value));
    try {
      process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()))
              .start();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public boolean isAlive() {
    return process != null && process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  /** SIGKILL; returns when the process is gone. */
  public void kill() {
    process.destroyForcibly();
    await();
  }

  /** SIGTERM; returns when the process is gone. */
  public void stop() {
    process.destroy();
    await();
  }

  /** SIGSTOP: the process does nothing until {@link #thaw}, and its connections stay open. */
  public void freeze() {
    signal("STOP");
  }

  /** SIGCONT. */
  public void thaw() {
    signal("CONT");
  }

  /** The status and body of a page, with the login when {@code login}. */
  public HttpResponse<String> get(String path, boolean login) {
    HttpRequest.Builder request = request(path).timeout(Duration.ofSeconds(15));
    return send(login ? request.header("Authorization", basic()) : request);
  }

  /** Does an operation of an MBean, as Hawtio does; returns when it is done, with its answer. */
  public String exec(String mbean, String operation) {
    String json =
        "{\"type\":\"exec\",\"mbean\":\"%s\",\"operation\":\"%s\"}"
            .formatted(mbean.replace("\"", "\\\""), operation);
    return send(request("/actuator/jolokia")
            .header("Authorization", basic())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)))
        .body();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  private static String basic() {
    return "Basic " + java.util.Base64.getEncoder().encodeToString(("ponte:" + SECRET).getBytes());
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Whether plain health answers 200. */
  public boolean isHealthy() {
    try {
      return get("/actuator/health", false).statusCode() == 200;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  public String log() {
    try {
      return Files.readString(logFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path folder() {
    return folder;
  }

  @Override
  public void close() {
    if (isAlive()) {
      process.destroyForcibly();
      await();
    }
  }

  private void signal(String name) {
    if (!isAlive()) {
      return;
    }
    try {
      new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Path jar(Path project) {
    return project.resolve("target/ponte.jar");
  }

  private Path logFile() {
    return folder.resolve("hub.log");
  }

  private void await() {
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("The hub does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void copyRoutes() {
    create(folder.resolve("routes"));
    try (Stream<Path> files = Files.list(project.resolve("routes"))) {
      files
          .filter(Files::isRegularFile)
          .forEach(it -> copy(it, folder.resolve("routes").resolve(it.getFileName())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void create(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Path from, Path to) {
    try {
      Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static int freePort() {
    try (var socket = new java.net.ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
