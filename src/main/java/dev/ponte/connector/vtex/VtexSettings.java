package dev.ponte.connector.vtex;

import java.net.URI;
import java.util.List;

/**
 * The keys of a VTEX connection beside the common ones.
 *
 * @param appKey {@code X-VTEX-API-AppKey}
 * @param appToken {@code X-VTEX-API-AppToken}
 * @param sellers sellers whose lines this installation ships; others are somebody else's
 * @param status the list's filter, {@code f_status}
 * @param perPage rows a page, 1 to 100
 * @param paymentsUrl the payments gateway, such as {@code https://conta.vtexpayments.com.br}; when
 *     set, payments are enriched from it; null otherwise
 * @param pricingUrl the pricing API with the account, such as {@code https://api.vtex.com/conta};
 *     null unless it is called
 * @param cancelMethod {@code POST} with a reason, or {@code GET} as the document of 2014 says
 * @param invoicePath {@code pvt}, or {@code pub} as the document of 2014 says
 */
record VtexSettings(
    String appKey,
    String appToken,
    List<String> sellers,
    String status,
    Integer perPage,
    URI paymentsUrl,
    URI pricingUrl,
    String cancelMethod,
    String invoicePath) {

  VtexSettings {
    sellers = sellers == null || sellers.isEmpty() ? List.of("1") : List.copyOf(sellers);
    status = status == null || status.isBlank() ? "ready-for-handling" : status;
    perPage = perPage == null ? 100 : perPage;
    if (perPage < 1 || perPage > 100) {
      throw new IllegalArgumentException("per-page is %d, but must be 1 to 100".formatted(perPage));
    }
    paymentsUrl = empty(paymentsUrl) ? null : paymentsUrl;
    pricingUrl = empty(pricingUrl) ? null : pricingUrl;
    cancelMethod = choice(cancelMethod, "cancel-method", List.of("POST", "GET"));
    invoicePath = choice(invoicePath, "invoice-path", List.of("pvt", "pub"));
  }

  private static boolean empty(URI uri) {
    return uri == null || uri.toString().isBlank();
  }

  private static String choice(String value, String key, List<String> allowed) {
    if (value == null || value.isBlank()) {
      return allowed.get(0);
    }
    if (!allowed.contains(value)) {
      throw new IllegalArgumentException(
          "%s is %s, but must be one of %s".formatted(key, value, allowed));
    }
    return value;
  }
}
