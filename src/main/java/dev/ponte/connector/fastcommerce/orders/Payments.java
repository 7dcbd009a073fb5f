package dev.ponte.connector.fastcommerce.orders;

import dev.ponte.canonical.Payment;
import dev.ponte.connector.fastcommerce.api.Names;
import dev.ponte.connector.fastcommerce.api.ReportRow;
import dev.ponte.connector.fastcommerce.api.Values;
import java.math.BigDecimal;
import java.util.List;

/** How an order is paid: one payment, by what its gateway has left in it; never card data. */
final class Payments {

  private static final List<String> TRANSACTIONS =
      List.of(
          "CieloAPIPaymentId",
          "CieloOrderNumber",
          "MoipCodigo",
          "PagSeguroID",
          "MercadoPagoID",
          "PayUOrderId",
          "PagarMeId",
          "GetnetPaymentId",
          "YapayTransactionId",
          "JunoPaymentId",
          "JunoChargeCode",
          "IuguInvoiceId",
          "ThisfTransacao");
  private static final List<String> TIDS =
      List.of("VisaTID", "eRedeTID", "StoneRcptTxId", "GetnetTransactionId");
  private static final List<String> AUTHORIZATIONS =
      List.of("VisaARP", "eRedeAuthCode", "GetnetAuthCode", "ThisfAutorizacao", "ccAuthCod");
  private static final List<String> ACQUIRERS =
      List.of("Tecnologia Cartão", "Tecnologia Boleto", "Tecnologia Pix");
  private static final String UNDEFINED = "naodefinida";

  private Payments() {}

  /** Empty when the order names no way of paying. */
  static List<Payment> of(ReportRow header, BigDecimal total) {
    String way = header.get("Pagamento");
    String brand = header.get("Cartão");
    String method = brand == null ? way : brand;
    if (method == null) {
      return List.of();
    }
    BigDecimal installments = Values.numberOrZero("Parcelas", header.get("Parcelas"));
    return List.of(
        new Payment(
            method,
            way,
            installments.intValue(),
            total,
            first(header, TRANSACTIONS),
            first(header, TIDS),
            header.get("ccNumCV"),
            first(header, AUTHORIZATIONS),
            first(header, ACQUIRERS)));
  }

  private static String first(ReportRow header, List<String> names) {
    return names.stream()
        .map(header::get)
        .filter(it -> it != null && !Names.plain(it).equals(UNDEFINED))
        .findFirst()
        .orElse(null);
  }
}
