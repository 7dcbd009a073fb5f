package dev.ponte.connector.vtex;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.Shipment;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * A canonical shipment to the bodies of VTEX's two tracking calls. Pure.
 *
 * @param zone the store's, in which VTEX's dates without offset are
 */
record VtexShipmentMapper(ZoneId zone) {

  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

  /** {@code PATCH …/invoice/{number}}: all four fields are required, three of them may be null. */
  ObjectNode tracking(Shipment shipment) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("trackingNumber", shipment.trackingCode());
    body.put("trackingUrl", shipment.trackingUrl());
    body.put("courier", shipment.carrier());
    OffsetDateTime posted = shipment.postedAt();
    body.put(
        "dispatchedDate",
        posted == null ? null : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(posted));
    return body;
  }

  /** {@code PUT …/invoice/{number}/tracking}: all events so far, oldest first. */
  ObjectNode events(Shipment shipment) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    OffsetDateTime delivered = shipment.deliveredAt();
    body.put("isDelivered", delivered != null);
    body.put("deliveredDate", delivered == null ? null : MINUTE.format(local(delivered)));
    ArrayNode events = body.putArray("events");
    for (Shipment.Event event : shipment.events()) {
      events
          .addObject()
          .put("city", event.city() == null ? "" : event.city())
          .put("state", event.state() == null ? "" : event.state())
          .put("description", event.description())
          .put("date", local(event.at()).toLocalDate().toString());
    }
    return body;
  }

  /** The events as the order shows them when VTEX has them. */
  List<String> shown(Shipment shipment) {
    return shipment.events().stream()
        .map(
            it ->
                VtexPackages.Parcel.event(
                    it.description().strip(), local(it.at()).toLocalDate().toString()))
        .toList();
  }

  private ZonedDateTime local(OffsetDateTime at) {
    return at.atZoneSameInstant(zone);
  }
}
