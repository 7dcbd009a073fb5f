package dev.ponte.connector.presence;

import dev.ponte.canonical.Invoice;
import dev.ponte.canonical.OrderStatus;
import dev.ponte.canonical.Shipment;
import java.util.Arrays;
import java.util.List;

/** A method that is polled, and where its records keep what all of them have. */
enum PresenceFeed {
  SHIPMENTS(PresenceMethods.TRACKING, Shipment.TYPE, "pedidoCodigoExterno", "dataAt"),
  ORDER_STATUS(PresenceMethods.STATUS, OrderStatus.TYPE, "pedidoCodigoExterno", "dataAt"),
  /** Its header documents no date of change but that of the transmission. */
  INVOICES(
      PresenceMethods.INVOICES, Invoice.TYPE, "codigoPedidoExterno", "dataAt", "dtTransmissao");

  private final String method;
  private final String type;
  private final String orderField;
  private final List<String> dateFields;

  PresenceFeed(String method, String type, String orderField, String... dateFields) {
    this.method = method;
    this.type = type;
    this.orderField = orderField;
    this.dateFields = List.of(dateFields);
  }

  static PresenceFeed ofType(String type) {
    return Arrays.stream(values()).filter(it -> it.type.equals(type)).findFirst().orElseThrow();
  }

  /** The method, which is also the name of the poll's cursor. */
  String method() {
    return method;
  }

  /** The canonical type of its records. */
  String type() {
    return type;
  }

  /** The field with the store's order id. */
  String orderField() {
    return orderField;
  }

  /** The fields that may tell when the record was changed. */
  List<String> dateFields() {
    return dateFields;
  }
}
