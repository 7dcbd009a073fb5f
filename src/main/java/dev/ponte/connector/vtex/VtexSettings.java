package dev.ponte.connector.vtex;

import dev.ponte.connection.Money;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.context.properties.bind.ConstructorBinding;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The keys of a VTEX connection under {@code ponte.connections.<name>}.
 *
 * @param appKey sent as {@code X-VTEX-API-AppKey}
 * @param appToken sent as {@code X-VTEX-API-AppToken}
 * @param status the status of orders that are fetched
 * @param perPage rows of a list page, 1 to 100
 * @param sellers ids of the sellers whose lines we ship ourselves
 * @param payments {@code order} to take payments as the order has them, {@code gateway} to complete
 *     them by reading the transaction
 * @param paymentsUrl the payments gateway; null for the one of the account in the base URL
 * @param pricingUrl the pricing API; null for the one of the account in the base URL
 * @param cancelMethod {@code POST}, or {@code GET} as in the document of 2014
 * @param pathPrefix of the invoice call: {@code pvt}, or {@code pub} as in the document of 2014
 * @param cancellations where orders are looked for that the store has cancelled
 * @param handled where orders are looked for that others have handled
 * @param money how amounts of orders are taken
 * @param changes where orders are looked for that the store has changed
 * @param skus by what the store's SKUs are found
 * @param stock whose stock is which warehouse's
 * @param prices which prices beside the base price are told to whom
 * @param events how the store tells of its orders
 * @param allowDangerous whether operations that cannot be brought back may be called by name
 */
record VtexSettings(
    String appKey,
    String appToken,
    @DefaultValue("ready-for-handling") String status,
    @DefaultValue("100") int perPage,
    @DefaultValue("1") List<String> sellers,
    @DefaultValue("order") String payments,
    URI paymentsUrl,
    URI pricingUrl,
    @DefaultValue("POST") String cancelMethod,
    @DefaultValue("pvt") String pathPrefix,
    Cancellations cancellations,
    Handled handled,
    Money money,
    Changes changes,
    VtexSkuSettings skus,
    VtexStockSettings stock,
    VtexPriceSettings prices,
    Events events,
    @DefaultValue("false") boolean allowDangerous) {

  /** Without goods. */
  VtexSettings(
      String appKey,
      String appToken,
      String status,
      int perPage,
      List<String> sellers,
      String payments,
      URI paymentsUrl,
      URI pricingUrl,
      String cancelMethod,
      String pathPrefix,
      Cancellations cancellations,
      Handled handled,
      Money money,
      Changes changes) {
    this(
        appKey,
        appToken,
        status,
        perPage,
        sellers,
        payments,
        paymentsUrl,
        pricingUrl,
        cancelMethod,
        pathPrefix,
        cancellations,
        handled,
        money,
        changes,
        null,
        null,
        null,
        null,
        false);
  }

  /**
   * How the store tells of its orders.
   *
   * @param mode {@code feed}, where the key may use it, or {@code list}
   * @param sweepEvery how often the list is read beside the feed
   * @param hookSecret what notifications carry; null when none are taken
   */
  record Events(
      @DefaultValue("feed") String mode,
      @DefaultValue("15m") Duration sweepEvery,
      String hookSecret) {

    static final Events DEFAULT = new Events("feed", Duration.ofMinutes(15), null);

    Events {
      mode = oneOf("events.mode", mode.toLowerCase(Locale.ROOT), "feed", "list");
      hookSecret = hookSecret == null || hookSecret.isBlank() ? null : hookSecret;
      if (sweepEvery.isNegative() || sweepEvery.isZero()) {
        throw new IllegalArgumentException(
            "events.sweep-every is %s, but must be more than nothing".formatted(sweepEvery));
      }
    }

    boolean isFeed() {
      return mode.equals("feed");
    }

    /** The secret stays one. */
    @Override
    public String toString() {
      return "Events";
    }
  }

  /**
   * Where orders are looked for that were taken and that the store has changed since.
   *
   * @param statuses each costs list calls a poll; empty for the one in which orders are taken and
   *     {@code handling}
   * @param days how old an order may be, by its creation; 0 to look for none
   */
  record Changes(List<String> statuses, @DefaultValue("30") int days) {

    Changes {
      statuses = statuses == null ? List.of() : List.copyOf(statuses);
      if (days < 0) {
        throw new IllegalArgumentException(
            "changes.days is %d, but must be 0 or more".formatted(days));
      }
    }
  }

  /**
   * Where orders are looked for that the store has cancelled.
   *
   * @param statuses where they are looked for
   * @param statusesAtOnce how many statuses a list call asks for; more than one is done by users of
   *     the API but stands in no document
   * @param days how old an order may be, by its creation
   */
  record Cancellations(
      List<String> statuses, @DefaultValue("1") int statusesAtOnce, @DefaultValue("30") int days) {

    private static final List<String> FAMILY =
        List.of(
            "cancellation-requested",
            "request-cancel",
            "waiting-for-seller-decision",
            "canceled",
            "replaced",
            "cancellation-request-denied");

    Cancellations {
      statuses = statuses == null || statuses.isEmpty() ? FAMILY : List.copyOf(statuses);
      if (statusesAtOnce < 1) {
        throw new IllegalArgumentException(
            "cancellations.statuses-at-once is %d, but must be 1 or more"
                .formatted(statusesAtOnce));
      }
      if (days < 1) {
        throw new IllegalArgumentException(
            "cancellations.days is %d, but must be 1 or more".formatted(days));
      }
    }
  }

  /**
   * Where orders are looked for that the store shows as handled but that never came through here.
   *
   * @param statuses each costs list calls a check
   * @param days how old an order may be, by its creation
   * @param every how long after a check the next one comes
   */
  record Handled(
      List<String> statuses, @DefaultValue("7") int days, @DefaultValue("24h") Duration every) {

    Handled {
      statuses =
          statuses == null || statuses.isEmpty()
              ? List.of("handling", "invoiced")
              : List.copyOf(statuses);
      if (days < 1) {
        throw new IllegalArgumentException(
            "handled.days is %d, but must be 1 or more".formatted(days));
      }
    }
  }

  @ConstructorBinding
  VtexSettings {
    skus = skus == null ? new VtexSkuSettings(null) : skus;
    stock = stock == null ? new VtexStockSettings(null, null) : stock;
    prices = prices == null ? VtexPriceSettings.DEFAULT : prices;
    events = events == null ? Events.DEFAULT : events;
    money = money == null ? Money.DEFAULT : money;
    handled = handled == null ? new Handled(null, 7, Duration.ofDays(1)) : handled;
    if (perPage < 1 || perPage > 100) {
      throw new IllegalArgumentException(
          "per-page is %d, but VTEX allows 1 to 100".formatted(perPage));
    }
    sellers = List.copyOf(sellers);
    changes = changes == null ? new Changes(null, 30) : changes;
    if (changes.statuses().isEmpty()) {
      changes = new Changes(List.of(status, "handling"), changes.days());
    }
    cancellations = cancellations == null ? new Cancellations(null, 1, 30) : cancellations;
    paymentsUrl = given(paymentsUrl);
    pricingUrl = given(pricingUrl);
    payments = oneOf("payments", payments.toLowerCase(Locale.ROOT), "order", "gateway");
    cancelMethod = oneOf("cancel-method", cancelMethod.toUpperCase(Locale.ROOT), "POST", "GET");
    pathPrefix = oneOf("path-prefix", pathPrefix.toLowerCase(Locale.ROOT), "pvt", "pub");
  }

  private static URI given(URI url) {
    return url == null || url.toString().isBlank() ? null : url;
  }

  boolean readsGateway() {
    return payments.equals("gateway");
  }

  private static String oneOf(String key, String value, String... allowed) {
    if (!List.of(allowed).contains(value)) {
      throw new IllegalArgumentException(
          "%s is %s, but must be one of %s".formatted(key, value, List.of(allowed)));
    }
    return value;
  }

  /** Key and token are secrets. */
  @Override
  public String toString() {
    return "VtexSettings";
  }
}
