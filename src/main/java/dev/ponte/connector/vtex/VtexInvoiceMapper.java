package dev.ponte.connector.vtex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.Invoice;
import java.math.BigDecimal;
import java.time.format.DateTimeFormatter;

/**
 * A canonical invoice to the body of {@code POST …/invoice}. Pure.
 *
 * @param order the order's document as it is now
 */
record VtexInvoiceMapper(JsonNode order) {

  /**
   * @throws IllegalArgumentException in a clause, when it cannot be told what is invoiced
   */
  ObjectNode toBody(Invoice invoice) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("type", invoice.kind() == Invoice.Kind.RETURN ? "Input" : "Output");
    body.put("issuanceDate", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(invoice.issuedAt()));
    body.put("invoiceNumber", invoice.number());
    body.put("invoiceValue", String.valueOf(cents(invoice.value())));
    body.set("items", new VtexInvoiceItems(order, invoice, isWhole(invoice)).toJson());
    body.put("courier", orEmpty(invoice.carrier()));
    body.put("trackingNumber", orEmpty(invoice.trackingCode()));
    body.put("trackingUrl", "");
    known(body, "invoiceKey", invoice.accessKey());
    known(body, "invoiceUrl", invoice.link());
    known(body, "embeddedInvoice", invoice.xml());
    return body;
  }

  private boolean isWhole(Invoice invoice) {
    BigDecimal value = VtexJson.centsOrZero(order, "value");
    return invoice.value().compareTo(value) == 0;
  }

  private static long cents(BigDecimal money) {
    return money.movePointRight(2).longValueExact();
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }

  private static void known(ObjectNode body, String name, String value) {
    if (value != null) {
      body.put(name, value);
    }
  }
}
