package dev.ponte.connector.vtex;

import dev.ponte.canonical.Invoice;
import dev.ponte.canonical.OrderRef;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;

/** Canonical invoices for tests. */
record Invoices(String order) {

  /** 44 characters with a right check digit. */
  static final String KEY = "35260111222333000181550010000001231000001231";

  Invoice sale(String number, BigDecimal value, Invoice.Line... lines) {
    return invoice(Invoice.Kind.SALE, number, value, List.of(lines));
  }

  Invoice back(String number, BigDecimal value) {
    return invoice(Invoice.Kind.RETURN, number, value, List.of());
  }

  static Invoice.Line line(String sku, String quantity, String price) {
    return new Invoice.Line(
        sku, new BigDecimal(quantity), price == null ? null : new BigDecimal(price));
  }

  private Invoice invoice(
      Invoice.Kind kind, String number, BigDecimal value, List<Invoice.Line> lines) {
    return new Invoice(
        "presence",
        new OrderRef("vtex", order),
        kind,
        number,
        "1",
        null,
        OffsetDateTime.parse("2026-01-06T10:30:00-03:00"),
        value,
        lines,
        null,
        null,
        null,
        null,
        null);
  }

  /** With everything that a source may know. */
  static Invoice complete(Invoice it) {
    return new Invoice(
        it.source(),
        it.order(),
        it.kind(),
        it.number(),
        it.series(),
        KEY,
        it.issuedAt(),
        it.value(),
        it.lines(),
        "Correios",
        "SR123BR",
        "https://nfe.example/1",
        "<nfeProc>ç&amp;</nfeProc>",
        it.correlation());
  }
}
