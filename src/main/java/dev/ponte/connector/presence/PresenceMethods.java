package dev.ponte.connector.presence;

import dev.ponte.connection.Operations;

/** The methods of the WebApi. */
final class PresenceMethods {

  static final String TRACKING = "ECM-CODIGO-RASTREIO";
  static final String STATUS = "ECM-STATUS-PEDIDO";
  static final String INVOICES = "ECM-DADOS-NF";
  static final String STOCK = "ECM-ESTOQUE-SKU";
  static final String PRODUCTS = "ECM-PRODUTOS";
  static final String REPORT = "ECM-RESULTADO-PROCESSAMENTO";

  static final String DATE = "data_at";
  static final String OMNI = "omni";
  static final String PENDING = "pending";
  static final String WITH_ITEMS = "exibirItens";

  static final Operations TABLE = Operations.of("presence");

  private PresenceMethods() {}

  /**
   * @throws IllegalArgumentException when there is none of that name
   */
  static PresenceMethod get(String name) {
    return new PresenceMethod(TABLE.get(name));
  }
}
