package dev.ponte.connection;

import java.io.IOException;

/** The proxy let a call not pass, so the system has not seen it. */
final class ProxyRefusal extends IOException {

  private static final int LOGIN = 407;

  private final int status;

  private ProxyRefusal(String message, int status, IOException cause) {
    super(message, cause);
    this.status = status;
  }

  /**
   * What the proxy said instead of the system.
   *
   * @param host of the system
   * @param status the proxy's
   */
  static ProxyRefusal of(Connection connection, String host, int status) {
    return new ProxyRefusal(words(connection, host, status), status, null);
  }

  /** The way by the proxy broke before it was open. */
  static ProxyRefusal unopened(Connection connection, String host, IOException cause) {
    return new ProxyRefusal(
        "no way by the proxy %s to %s: %s"
            .formatted(connection.egress().proxy(), host, HttpExchanges.words(cause)),
        0,
        cause);
  }

  static boolean isLogin(int status) {
    return status == LOGIN;
  }

  /** Whether it wants a login, or another one. */
  boolean isLogin() {
    return isLogin(status);
  }

  private static String words(Connection connection, String host, int status) {
    Proxy proxy = connection.egress().proxy();
    String key = "ponte.connections." + connection.name() + ".proxy";
    if (!isLogin(status)) {
      return "the proxy %s opens no way to %s (HTTP %d); have that allowed there, or name the host in %s.no-proxy"
          .formatted(proxy, host, status, key);
    }
    return proxy.hasLogin()
        ? "the proxy %s refused the login; check %s.user and %2$s.password".formatted(proxy, key)
        : "the proxy %s wants a login; set %s.user and %2$s.password".formatted(proxy, key);
  }
}
