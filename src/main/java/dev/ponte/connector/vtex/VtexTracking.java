package dev.ponte.connector.vtex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Shipment;
import dev.ponte.connection.ApiAnswer;
import dev.ponte.connection.ApiFailure;
import dev.ponte.connection.TrackingUrls;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.Outcome;
import dev.ponte.sink.Progress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Tells VTEX how a parcel travels: first its tracking number, then its events and its delivery. The
 * order is read first, and what it shows already is not told again.
 */
final class VtexTracking {

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(15);
  private static final String NOT_FOUND = "invoice not found";
  private static final String NO_NUMBER =
      "VTEX takes tracking only with a tracking number, and the shipment has none";
  private static final Progress<Sight> PROGRESS = new Progress<>(Sight.class);

  /**
   * What an earlier version of the shipment has found.
   *
   * @param invoice the number of the invoice that it belongs to
   */
  private record Sight(String invoice) {}

  private final VtexOrderCalls order;
  private final Delivery delivery;
  private final Clock clock;
  private final VtexShipmentMapper mapper;
  private final TrackingUrls urls;

  VtexTracking(VtexOrderCalls order, Delivery delivery, Clock clock, TrackingUrls urls) {
    this.urls = urls;
    this.order = order;
    this.delivery = delivery;
    this.clock = clock;
    this.mapper = new VtexShipmentMapper(order.connection().zone());
  }

  Outcome tell(Shipment told) {
    JsonNode document = order.read();
    VtexPackages.Parcel parcel = parcel(told, document);
    Shipment shipment = completed(told, parcel);
    if (shipment.trackingCode() == null && parcel.tracking() == null) {
      return withoutNumber(shipment);
    }
    PROGRESS.checkpoint(delivery, new Sight(parcel.number()));
    boolean numbered = number(shipment, parcel);
    boolean followed = follow(shipment, parcel);
    return Outcome.delivered(
        numbered || followed
            ? "invoice %s: %s%s"
                .formatted(
                    parcel.number(),
                    numbered ? "tracking number " + shipment.trackingCode() + " " : "",
                    followed ? delivered(shipment) ? "delivered" : "events" : "")
                .strip()
            : "invoice %s shows all that already".formatted(parcel.number()));
  }

  /** The call sets carrier and link anew: what its source does not know must not go for that. */
  private Shipment completed(Shipment shipment, VtexPackages.Parcel parcel) {
    String code = shipment.trackingCode();
    String carrier = shipment.carrier() == null ? parcel.courier() : shipment.carrier();
    String url = shipment.trackingUrl();
    if (url == null) {
      boolean sameCode = parcel.tracking() == null || parcel.tracking().equals(code);
      url =
          urls.of(order.connection().name(), carrier, code)
              .orElse(sameCode ? parcel.trackingUrl() : null);
    }
    return shipment.with(carrier, url);
  }

  /** A shipment that goes on must not wait here for what its next version brings. */
  private Outcome withoutNumber(Shipment shipment) {
    if (delivered(shipment)) {
      throw order.failure(
          FailureClass.REJECTED,
          "was delivered, but %s; say in the store that it is delivered".formatted(NO_NUMBER));
    }
    return Outcome.skipped(NO_NUMBER);
  }

  private boolean number(Shipment shipment, VtexPackages.Parcel parcel) {
    String code = shipment.trackingCode();
    boolean same = code == null || code.equals(parcel.tracking());
    boolean sameLink =
        shipment.trackingUrl() == null
            || Objects.equals(shipment.trackingUrl(), parcel.trackingUrl());
    if (same && (sameLink || code == null)) {
      return false;
    }
    waiting(parcel, () -> order.track(parcel.number(), mapper.tracking(shipment)));
    return true;
  }

  private boolean follow(Shipment shipment, VtexPackages.Parcel parcel) {
    boolean arrival = delivered(shipment) && !parcel.delivered();
    boolean news = !parcel.delivered() && !parcel.events().containsAll(mapper.shown(shipment));
    if (!arrival && !news) {
      return false;
    }
    waiting(parcel, () -> order.follow(parcel.number(), mapper.events(shipment)));
    return true;
  }

  /** VTEX may show an invoice in the order and not find it yet. */
  private void waiting(VtexPackages.Parcel parcel, Supplier<ApiAnswer> call) {
    try {
      call.get();
    } catch (ApiFailure failure) {
      if (failure.failureClass() == FailureClass.REJECTED
          && String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains(NOT_FOUND)) {
        throw notYet("has invoice %s, but VTEX does not find it yet".formatted(parcel.number()));
      }
      throw failure;
    }
  }

  private VtexPackages.Parcel parcel(Shipment shipment, JsonNode document) {
    VtexPackages packages = VtexPackages.of(document);
    String number = shipment.invoiceNumber() == null ? known() : shipment.invoiceNumber();
    if (number != null) {
      return packages
          .find(number)
          .filter(VtexPackages.Parcel::output)
          .orElseThrow(
              () -> notYet("does not have invoice %s yet; its tracking waits".formatted(number)));
    }
    List<VtexPackages.Parcel> sales = packages.sales();
    if (sales.isEmpty()) {
      throw notYet("has no invoice yet; its tracking waits");
    }
    return only(shipment, document, sales);
  }

  /** The invoice with this code, else the only one without a code. */
  private VtexPackages.Parcel only(
      Shipment shipment, JsonNode document, List<VtexPackages.Parcel> sales) {
    String code = shipment.trackingCode();
    for (VtexPackages.Parcel parcel : sales) {
      if (code != null && code.equals(parcel.tracking())) {
        return parcel;
      }
    }
    List<VtexPackages.Parcel> free = sales.stream().filter(it -> it.tracking() == null).toList();
    if (free.size() == 1) {
      return free.get(0);
    }
    if (code == null && sales.size() == 1) {
      return sales.get(0);
    }
    if (free.isEmpty() && !VtexStatus.isInvoiced(VtexOrderCalls.status(document))) {
      throw notYet("is not invoiced in full, and all its invoices have tracking; this one waits");
    }
    throw order
        .failure(
            FailureClass.PERSON,
            "has %d invoices, %d of them without tracking, and shipment %s (%s) does not say which it carries; enter the tracking in the store"
                .formatted(sales.size(), free.size(), shipment.id(), code))
        .because("vtex.tracking-of-which-invoice", null);
  }

  /** The invoice that an earlier version of the shipment went to; null when there was none. */
  private String known() {
    return PROGRESS.of(delivery).map(Sight::invoice).orElse(null);
  }

  private static boolean delivered(Shipment shipment) {
    return shipment.deliveredAt() != null;
  }

  private DeliveryFailure notYet(String what) {
    return order.notYet(what, clock.instant().plus(LOOK_AGAIN));
  }
}
