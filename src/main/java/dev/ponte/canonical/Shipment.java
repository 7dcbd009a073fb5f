package dev.ponte.canonical;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/**
 * How a parcel of an order travels.
 *
 * @param source the connection that the shipment was read from
 * @param id the source's key of the shipment, opaque
 * @param order the order that it belongs to
 * @param invoiceNumber number of the invoice that it carries; null when the source does not tell,
 *     then the order's only one
 * @param carrier name of the carrier; null when unknown
 * @param trackingCode the carrier's code; null when there is none
 * @param trackingUrl where the customer can follow it; null when there is none
 * @param postedAt when it was handed to the carrier; null when unknown
 * @param deliveredAt when the customer got it; null when not yet
 * @param events what the carrier told, oldest first
 * @param correlation the source's own identifier of the record, told back to it with the outcome;
 *     opaque, null when it wants none; not business content
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Shipment(
    String source,
    String id,
    OrderRef order,
    String invoiceNumber,
    String carrier,
    String trackingCode,
    String trackingUrl,
    OffsetDateTime postedAt,
    OffsetDateTime deliveredAt,
    List<Event> events,
    String correlation)
    implements Message {

  public static final String TYPE = "shipment";

  /**
   * One thing that happened to the parcel.
   *
   * @param at when it happened
   * @param description the carrier's words
   * @param city where; null when unknown
   * @param state the Brazilian state's two letters; null when unknown
   */
  public record Event(OffsetDateTime at, String description, String city, String state) {

    public Event {
      Require.present(at, "at of a shipment's event");
      Require.text(description, "description of a shipment's event");
    }
  }

  public Shipment {
    Require.text(source, "source");
    Require.text(id, "id of the shipment");
    Require.present(order, "order of shipment " + id);
    events = Require.copy(events);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String key() {
    return id;
  }

  @Override
  public Optional<OrderRef> aboutOrder() {
    return Optional.of(order);
  }

  /** The same shipment, with what is known of it elsewhere. */
  public Shipment with(String carrier, String trackingUrl) {
    return new Shipment(
        source,
        id,
        order,
        invoiceNumber,
        carrier,
        trackingCode,
        trackingUrl,
        postedAt,
        deliveredAt,
        events,
        correlation);
  }

  @Override
  public Shipment businessContent() {
    return new Shipment(
        source,
        id,
        order,
        invoiceNumber,
        carrier,
        trackingCode,
        trackingUrl,
        postedAt,
        deliveredAt,
        events,
        null);
  }
}
