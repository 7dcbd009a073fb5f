package dev.ponte.connection;

import java.util.List;
import java.util.Locale;

/**
 * The proxy by which a connection reaches its system.
 *
 * @param host its name or address; blank or null for no proxy
 * @param port its port
 * @param user for its login; blank or null for none
 * @param password for its login; a secret
 * @param noProxy hosts that are reached directly, each with all below it; {@code *} for all
 */
record Proxy(String host, Integer port, String user, String password, List<String> noProxy) {

  private static final int MOST = 65_535;

  Proxy {
    host = host == null ? "" : host.strip();
    noProxy = noProxy == null ? List.of() : List.copyOf(noProxy);
    if (host.contains("/") || host.contains("@")) {
      throw new IllegalArgumentException(
          "host must be a name or an address alone, without http:// and without a login");
    }
    if (!host.isEmpty() && (port == null || port < 1 || port > MOST)) {
      throw new IllegalArgumentException("port must be 1 to " + MOST);
    }
  }

  /** Whether there is one for calls to that host. */
  boolean leadsTo(String target) {
    return !host.isEmpty() && noProxy.stream().noneMatch(it -> covers(it, target));
  }

  boolean hasLogin() {
    return user != null && !user.isBlank();
  }

  private static boolean covers(String entry, String target) {
    String name = entry.strip().toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", "");
    String host = target.toLowerCase(Locale.ROOT);
    return name.equals("*") || host.equals(name) || !name.isEmpty() && host.endsWith("." + name);
  }

  /** Without the login. */
  @Override
  public String toString() {
    return host + ":" + port;
  }
}
