package dev.ponte.canonical;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * What became of an order, told by an ERP for the order's store.
 *
 * @param source the ERP connection that tells
 * @param order the order it is about
 * @param status the canonical status
 * @param erpId the ERP's id of the order, as its API wants it; null when unknown
 * @param erpNumber the number that people use in the ERP; null when unknown
 * @param text the ERP's own words; null when there are none
 * @param reason why, for a cancellation; null when unknown
 * @param at when it was seen; not business content
 * @param correlation the source's own identifier of the record, told back to it with the outcome;
 *     opaque, null when it wants none; not business content
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record OrderStatus(
    String source,
    OrderRef order,
    Status status,
    String erpId,
    String erpNumber,
    String text,
    String reason,
    OffsetDateTime at,
    String correlation)
    implements Message {

  public static final String TYPE = "order-status";

  /** What an order can be in an ERP. */
  public enum Status {
    /** The ERP has taken the order and given it a number. */
    ACCEPTED,
    PROCESSING,
    PICKING,
    INVOICED,
    CANCELLED
  }

  /** For sources that do not want to be told the outcome. */
  public OrderStatus(
      String source,
      OrderRef order,
      Status status,
      String erpId,
      String erpNumber,
      String text,
      String reason,
      OffsetDateTime at) {
    this(source, order, status, erpId, erpNumber, text, reason, at, null);
  }

  public OrderStatus {
    Require.text(source, "source");
    Require.present(order, "order");
    Require.present(status, "status of order " + order.id());
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String key() {
    return order.id();
  }

  @Override
  public Optional<OrderRef> aboutOrder() {
    return Optional.of(order);
  }

  @Override
  public OrderStatus businessContent() {
    return new OrderStatus(source, order, status, erpId, erpNumber, text, reason, null);
  }
}
