package dev.ponte.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.sandbox.Simulator.Answer;
import dev.ponte.sandbox.VtexShelf.Stored;

/** Tracking of the VTEX simulator. */
final class VtexTracks {

  private static final String DAY = "\\d{4}-\\d\\d-\\d\\d";

  private VtexTracks() {}

  /** {@code PATCH invoice/{number}}. */
  static Answer number(Stored order, String number, JsonNode body) {
    VtexPackage parcel = visible(order, number);
    if (parcel == null) {
      return missing();
    }
    if (body == null || body.path("trackingNumber").asText("").isBlank()) {
      return VtexSimulator.error(400, "OMS001", "trackingNumber is required");
    }
    parcel.track(body);
    return VtexInvoices.receipt(order);
  }

  /** {@code PUT invoice/{number}/tracking}. */
  static Answer events(Stored order, String number, JsonNode body) {
    VtexPackage parcel = visible(order, number);
    if (parcel == null) {
      return missing();
    }
    if (parcel.tracking().isEmpty()) {
      return VtexSimulator.error(400, "OMS021", "The invoice has no tracking number");
    }
    if (body == null || !body.path("isDelivered").isBoolean() || !body.path("events").isArray()) {
      return VtexSimulator.error(400, "OMS001", "isDelivered and events are required");
    }
    JsonNode date = body.path("deliveredDate");
    if (!date.isNull() && !date.asText().matches(DAY + " \\d\\d:\\d\\d")) {
      return VtexSimulator.error(400, "OMS001", "deliveredDate is invalid");
    }
    for (JsonNode event : body.path("events")) {
      if (!event.path("date").asText().matches(DAY) || !event.path("city").isTextual()) {
        return VtexSimulator.error(400, "OMS001", "an event is invalid");
      }
    }
    parcel.follow(body);
    return VtexInvoices.receipt(order);
  }

  private static VtexPackage visible(Stored order, String number) {
    VtexPackage parcel = VtexInvoices.find(order, number);
    return parcel != null && parcel.visible() ? parcel : null;
  }

  static Answer missing() {
    return VtexSimulator.error(404, "OMS020", "Invoice Not Found");
  }
}
