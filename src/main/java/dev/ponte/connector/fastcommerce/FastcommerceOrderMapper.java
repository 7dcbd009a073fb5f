package dev.ponte.connector.fastcommerce;

import dev.ponte.canonical.Freight;
import dev.ponte.canonical.Line;
import dev.ponte.canonical.Marketplace;
import dev.ponte.canonical.Order;
import dev.ponte.delivery.UnmappableRecord;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rows of an order in report 427 to a canonical order. Lines, charges and freight make the
 * order's total to the cent, or the order is refused.
 *
 * @param source the connection that the order is read from
 * @param zone of all dates
 * @param currency of all amounts
 */
record FastcommerceOrderMapper(String source, ZoneId zone, String currency) {

  /** What has no place of its own in an order. */
  private static final List<String> EXTRAS =
      List.of(
          "Campo 1",
          "Campo 2",
          "Campo 3",
          "Campo 1 Pedido",
          "Campo 2 Pedido",
          "Campo 3 Pedido",
          "Desconto cupom",
          "DescontoTotalSF",
          "Juros a.m.",
          "NomeLocal",
          "Obs Frete",
          "Presente");

  /**
   * @throws UnmappableRecord in a sentence, when the order cannot be told
   */
  Order toOrder(FastcommerceOrderRows rows) {
    try {
      return order(rows);
    } catch (RuntimeException e) {
      throw new UnmappableRecord(
          "Order %s of %s cannot be taken: %s".formatted(rows.number(), source, e.getMessage()), e);
    }
  }

  private Order order(FastcommerceOrderRows rows) {
    FastcommerceRow header = rows.header();
    List<Line> lines = rows.rows().stream().map(FastcommerceLines::line).toList();
    FastcommerceTotals totals = FastcommerceTotals.of(rows.rows(), lines);
    BigDecimal total = totals.goods().add(totals.freight());
    FastcommerceParties parties = new FastcommerceParties(header);
    return new Order(
        source,
        rows.number(),
        null,
        null,
        header.get("Parceiro"),
        marketplace(header),
        header.get("Status"),
        rows.cancelled(),
        !rows.cancelled() && rows.isFlagged(),
        FastcommerceValues.time("Feito em", header.get("Feito em"), zone),
        null,
        currency,
        parties.customer(),
        parties.billing(),
        parties.delivery(),
        lines,
        FastcommercePayments.of(header, total),
        freight(header, totals),
        totals.charges(),
        total,
        header.get("Msg cliente"),
        extras(header),
        null);
  }

  private static Freight freight(FastcommerceRow header, FastcommerceTotals totals) {
    return new Freight(
        header.get("Local de entrega"),
        null,
        totals.freight(),
        header.get("Obs Frete"),
        null,
        null,
        null,
        null);
  }

  private static Marketplace marketplace(FastcommerceRow header) {
    String meli = header.get("Meli_order_id");
    String skyHub = header.get("SkyHubOrderCode");
    if (meli != null) {
      return new Marketplace("MercadoLivre", meli);
    }
    return skyHub == null ? null : new Marketplace("SkyHub", skyHub);
  }

  private static Map<String, String> extras(FastcommerceRow header) {
    Map<String, String> extras = new TreeMap<>();
    for (String name : EXTRAS) {
      if (header.get(name) != null) {
        extras.put(name, header.get(name));
      }
    }
    return extras;
  }
}
