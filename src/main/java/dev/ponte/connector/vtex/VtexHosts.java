package dev.ponte.connector.vtex;

import dev.ponte.connection.ApiCall;
import dev.ponte.connection.Connection;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** VTEX's hosts. The account's name in the base URL tells those that are not configured. */
final class VtexHosts {

  private VtexHosts() {}

  /** Who answers an operation. */
  enum Host {
    ACCOUNT,
    PAYMENTS,
    PRICING
  }

  static ApiCall at(Connection connection, Host host, ApiCall call) {
    VtexSettings settings = connection.settings(VtexSettings.class);
    return switch (host) {
      case ACCOUNT -> call;
      case PAYMENTS ->
          call.baseUrl(
              otherwise(settings.paymentsUrl(), connection, "https://%s.vtexpayments.com.br"));
      case PRICING ->
          call.baseUrl(otherwise(settings.pricingUrl(), connection, "https://api.vtex.com/%s"));
    };
  }

  /** A base URL that is no host of VTEX is a proxy or a simulator, which has everything. */
  private static URI otherwise(URI configured, Connection connection, String form) {
    if (configured != null) {
      return configured;
    }
    return account(connection)
        .map(it -> URI.create(form.formatted(it)))
        .orElse(connection.baseUrl());
  }

  /** The account that the base URL names; empty when that is no host of VTEX. */
  static Optional<String> account(Connection connection) {
    String host = String.valueOf(connection.baseUrl().getHost()).toLowerCase(Locale.ROOT);
    return host.endsWith(".vtexcommercestable.com.br") || host.endsWith(".myvtex.com")
        ? Optional.of(host.substring(0, host.indexOf('.')).split("--")[0])
        : Optional.empty();
  }
}
