package dev.ponte.connector.presence;

import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Invoice;
import dev.ponte.canonical.OrderStatus;
import dev.ponte.canonical.Product;
import dev.ponte.canonical.Shipment;
import dev.ponte.canonical.Stock;
import java.util.List;
import java.util.Map;

/** A method that is polled, and where its records keep what all of them have. */
enum PresenceList {
  SHIPMENTS(PresenceMethods.TRACKING, Shipment.TYPE, Code.OF_ORDER, "dataAt"),
  ORDER_STATUS(PresenceMethods.STATUS, OrderStatus.TYPE, Code.OF_ORDER, "dataAt"),
  /** Its header documents no date of change but that of the transmission. */
  INVOICES(PresenceMethods.INVOICES, Invoice.TYPE, Code.OF_ORDER, "dataAt", "dtTransmissao"),
  /** A store that has no code of its own for an item knows it by Presence's. */
  STOCK(PresenceMethods.STOCK, Stock.TYPE, List.of("codigoExterno", "sku"), "dataAt"),
  PRODUCTS(PresenceMethods.PRODUCTS, Product.TYPE, List.of("codigoExterno", "sku"), "dataAt");

  /** Presence's methods spell the same field in two ways. */
  private static final class Code {
    static final List<String> OF_ORDER = List.of("pedidoCodigoExterno", "codigoPedidoExterno");
  }

  private final String method;
  private final String type;
  private final List<String> codeFields;
  private final List<String> dateFields;

  PresenceList(String method, String type, List<String> codeFields, String... dateFields) {
    this.method = method;
    this.type = type;
    this.codeFields = codeFields;
    this.dateFields = List.of(dateFields);
  }

  /** The method, which is also the name of the poll's cursor. */
  String method() {
    return method;
  }

  /** The canonical type of its records. */
  String type() {
    return type;
  }

  /** The fields that may tell the store's own code: of the order, or of the item. */
  List<String> codeFields() {
    return codeFields;
  }

  /** Whether only the newest of its records of one pk counts. */
  boolean isState() {
    return Canonical.STATES.contains(type);
  }

  /** Arguments of the method beside the date and the page, as the connection sets them. */
  Map<String, Object> options(PresenceSettings settings) {
    return switch (this) {
      case STOCK -> option(PresenceMethods.OMNI, settings.stock().omni());
      case PRODUCTS -> option(PresenceMethods.PENDING, settings.products().pendingText());
      default -> Map.of();
    };
  }

  private static Map<String, Object> option(String name, Object value) {
    return value == null ? Map.of() : Map.of(name, value);
  }

  /** The fields that may tell when the record was changed. */
  List<String> dateFields() {
    return dateFields;
  }
}
