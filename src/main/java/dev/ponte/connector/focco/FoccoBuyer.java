package dev.ponte.connector.focco;

import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import java.math.BigInteger;

/**
 * The customer of an order, as Focco knows it.
 *
 * @param code Focco's code
 * @param document CPF or CNPJ, plain
 */
record FoccoBuyer(long code, String document) {

  /**
   * The document as {@code CriaItem*} takes it.
   *
   * @throws DeliveryFailure when it has letters, which a number cannot carry
   */
  BigInteger documentNumber() {
    if (!document.matches("\\d+")) {
      throw new DeliveryFailure(
          FailureClass.REJECTED,
          "Focco takes the document of a customer as a number, so the alphanumeric CNPJ %s cannot be sent; enter the order by hand and ask Focco for a release that takes it"
              .formatted(document));
    }
    return new BigInteger(document);
  }
}
