package dev.ponte.canonical;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/**
 * A fiscal invoice (NF-e) of an order. An order may have several, each for a part of it.
 *
 * @param source the connection that the invoice was read from
 * @param order the order that it belongs to
 * @param kind sale or return
 * @param number the NF-e's number, without leading zeros
 * @param series the NF-e's series; null when unknown
 * @param accessKey chave de acesso, 44 characters with a valid check digit; null when unknown. The
 *     emitter's CNPJ in it may hold letters since 2026
 * @param issuedAt when it was issued
 * @param value total of the invoice
 * @param lines what it invoices; empty when the source does not tell, then the whole order
 * @param carrier name of the carrier; null when unknown
 * @param trackingCode the carrier's code, when it is known with the invoice; null when it is not
 * @param link where the customer finds the DANFE; null when there is none
 * @param xml the authorised nfeProc, verbatim; null when the source has none
 * @param correlation the source's own identifier of the record, told back to it with the outcome;
 *     opaque, null when it wants none; not business content
 * @param fiscal by what the order is found, when the source does not know it surely; {@code order}
 *     is then the best guess. Null when the source knows the order; not business content
 * @param cancellation that its emitter has cancelled it since; null while it counts
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Invoice(
    String source,
    OrderRef order,
    Kind kind,
    String number,
    String series,
    String accessKey,
    OffsetDateTime issuedAt,
    BigDecimal value,
    List<Line> lines,
    String carrier,
    String trackingCode,
    String link,
    String xml,
    String correlation,
    Fiscal fiscal,
    Cancellation cancellation)
    implements Message {

  public static final String TYPE = "invoice";

  /** What an invoice does to the order. */
  public enum Kind {
    SALE,
    RETURN
  }

  /**
   * One item of an invoice.
   *
   * @param sku the store's code of the item
   * @param quantity above zero
   * @param unitPrice for one, with up to 10 decimals as in the NF-e; null when unknown
   */
  public record Line(String sku, BigDecimal quantity, BigDecimal unitPrice) {

    public Line {
      Require.text(sku, "invoice line's sku");
      Require.present(quantity, "quantity of sku " + sku);
      if (quantity.signum() <= 0) {
        throw new IllegalArgumentException("The quantity of sku %s is not above 0".formatted(sku));
      }
    }
  }

  /**
   * The end of an invoice that was cancelled (event 110111 or 110112).
   *
   * @param at when it was cancelled
   * @param reason the emitter's words; null when there are none
   */
  public record Cancellation(OffsetDateTime at, String reason) {}

  /** An invoice whose source knows the order, and which counts. */
  public Invoice(
      String source,
      OrderRef order,
      Kind kind,
      String number,
      String series,
      String accessKey,
      OffsetDateTime issuedAt,
      BigDecimal value,
      List<Line> lines,
      String carrier,
      String trackingCode,
      String link,
      String xml,
      String correlation) {
    this(
        source,
        order,
        kind,
        number,
        series,
        accessKey,
        issuedAt,
        value,
        lines,
        carrier,
        trackingCode,
        link,
        xml,
        correlation,
        null,
        null);
  }

  public Invoice {
    Require.text(source, "source");
    Require.present(order, "order");
    Require.present(kind, "kind of the invoice of order " + order.id());
    Require.text(number, "number of the invoice of order " + order.id());
    Require.present(issuedAt, "issuedAt of invoice " + number);
    Require.money(value, "value of invoice " + number);
    Require.notNegative(value, "value of invoice " + number);
    lines = Require.copy(lines);
    if (accessKey != null) {
      AccessKey.check(accessKey);
    }
  }

  @Override
  public String type() {
    return TYPE;
  }

  /** Order, kind, series and number, since one order may have several invoices. */
  @Override
  public String key() {
    return String.join("/", order.id(), kind.name(), series == null ? "" : series, number);
  }

  @Override
  public Optional<OrderRef> aboutOrder() {
    return Optional.of(order);
  }

  /** The same invoice, of the order that was found for it. */
  public Invoice of(OrderRef found) {
    return with(found, correlation, fiscal, cancellation);
  }

  /** The same invoice, cancelled. */
  public Invoice cancelled(Cancellation how) {
    return with(order, correlation, fiscal, how);
  }

  @Override
  public Invoice businessContent() {
    return with(order, null, null, cancellation);
  }

  private Invoice with(
      OrderRef order, String correlation, Fiscal fiscal, Cancellation cancellation) {
    return new Invoice(
        source,
        order,
        kind,
        number,
        series,
        accessKey,
        issuedAt,
        value,
        lines,
        carrier,
        trackingCode,
        link,
        xml,
        correlation,
        fiscal,
        cancellation);
  }
}
