package dev.ponte.kit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/**
 * A proxy on this machine, as companies have them: it forwards HTTP, tunnels HTTPS, and answers 407
 * to whoever does not log in.
 */
public final class ForwardProxy implements AutoCloseable {

  private final ServerSocket server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> passed = new CopyOnWriteArrayList<>();
  private final String login;
  private final Predicate<String> forbidden;

  /**
   * @param forbidden which {@code host:port} it opens no way to
   */
  public ForwardProxy(String user, String password, Predicate<String> forbidden)
      throws IOException {
    this.forbidden = forbidden;
    byte[] pair = (user + ':' + password).getBytes(StandardCharsets.UTF_8);
    login = "Basic " + Base64.getEncoder().encodeToString(pair);
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  public int port() {
    return server.getLocalPort();
  }

  /** The first lines of the requests that it let pass. */
  public List<String> passed() {
    return List.copyOf(passed);
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        threads.execute(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      InputStream in = client.getInputStream();
      String head = head(in);
      while (!head.isEmpty() && head.lines().noneMatch(this::isLogin)) {
        in.readNBytes(length(head));
        say(
            client,
            "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"way out\"");
        head = head(in);
      }
      if (!head.isEmpty()) {
        forward(client, head);
      }
    } catch (IOException hungUp) {
      // The other side has what it wanted.
    }
  }

  private boolean isLogin(String line) {
    return line.equalsIgnoreCase("Proxy-Authorization: " + login);
  }

  private void forward(Socket client, String head) throws IOException {
    String line = head.lines().findFirst().orElseThrow();
    String[] words = line.split(" ");
    boolean tunnel = words[0].equals("CONNECT");
    URI target = URI.create(tunnel ? "https://" + words[1] : words[1]);
    if (forbidden.test(target.getAuthority())) {
      say(client, "403 Forbidden");
      return;
    }
    passed.add(line);
    try (Socket system = new Socket(target.getHost(), target.getPort())) {
      if (tunnel) {
        client
            .getOutputStream()
            .write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      } else {
        system.getOutputStream().write(onwards(head, target));
      }
      threads.execute(() -> copy(client, system));
      if (!tunnel) {
        client.getOutputStream().write(closing(head(system.getInputStream())));
      }
      system.getInputStream().transferTo(client.getOutputStream());
    }
  }

  /** The request as the system wants it, with neither the whole address nor the login. */
  private static byte[] onwards(String head, URI target) {
    String path =
        target.getRawPath() + (target.getRawQuery() == null ? "" : "?" + target.getRawQuery());
    List<String> lines =
        head.lines()
            .filter(it -> !it.toLowerCase(Locale.ROOT).startsWith("proxy-"))
            .filter(it -> !it.toLowerCase(Locale.ROOT).startsWith("connection:"))
            .map(it -> it.replace(target.toString(), path))
            .toList();
    return (String.join("\r\n", lines).strip() + "\r\nConnection: close\r\n\r\n")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The head of an answer after which this proxy hangs up. */
  private static byte[] closing(String head) {
    return head.replaceFirst("\r\n", "\r\nConnection: close\r\n")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException hungUp) {
      // So does the other direction.
    }
  }

  private static void say(Socket client, String status) throws IOException {
    OutputStream out = client.getOutputStream();
    out.write(
        ("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private static int length(String head) {
    return Arrays.stream(head.split("\r\n"))
        .filter(it -> it.toLowerCase(Locale.ROOT).startsWith("content-length:"))
        .mapToInt(it -> Integer.parseInt(it.substring(15).strip()))
        .findFirst()
        .orElse(0);
  }

  /** All until the empty line; empty when the client has hung up. */
  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int next = in.read();
    while (next >= 0) {
      head.write(next);
      if (head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
        return head.toString(StandardCharsets.ISO_8859_1);
      }
      next = in.read();
    }
    return "";
  }
}
