package dev.ponte.connector.fastcommerce.orders;

import dev.ponte.canonical.Freight;
import dev.ponte.canonical.Marketplace;
import dev.ponte.canonical.Order;
import dev.ponte.canonical.StoreTerms;
import dev.ponte.canonical.StoreTerms.Parts;
import dev.ponte.connection.Connection;
import dev.ponte.connector.fastcommerce.api.FastcommerceSettings;
import dev.ponte.connector.fastcommerce.api.ReportRow;
import dev.ponte.connector.fastcommerce.api.Values;
import dev.ponte.delivery.TakenTotals;
import dev.ponte.delivery.UnmappableRecord;
import dev.ponte.intake.Intake;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rows of an order in report 427 to a canonical order.
 *
 * @param source the connection that the order is read from
 * @param zone of all dates
 * @param currency of all amounts
 * @param terms on which it is taken
 */
record OrderMapper(String source, ZoneId zone, String currency, StoreTerms terms) {

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
          "Obs Pedido",
          "Obs cliente",
          "Presente");

  /** The mapper of a store's orders, by its settings. */
  static OrderMapper of(Connection store, TakenTotals taken) {
    FastcommerceSettings settings = store.settings(FastcommerceSettings.class);
    return new OrderMapper(
        store.name(),
        store.zone(),
        settings.orders().currency(),
        settings.money().terms(store.name(), taken));
  }

  /**
   * @throws UnmappableRecord in a sentence, when the order cannot be told
   */
  Order toOrder(OrderRows rows) {
    try {
      return order(rows);
    } catch (IllegalArgumentException e) {
      throw Intake.orderRefused(rows.number(), source, e);
    }
  }

  private Order order(OrderRows rows) {
    ReportRow header = rows.header();
    Lines items = Lines.of(rows.rows());
    Totals totals = Totals.of(header, items);
    Parts parts =
        terms.settle(
            rows.number(), rows.cancelled(), totals.readings(), totals.freight(), totals.total());
    Parties parties = new Parties(header);
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
        Values.time("Feito em", header.get("Feito em"), zone),
        null,
        currency,
        parties.customer(),
        parties.billing(),
        parties.delivery(),
        parts.lines(),
        Payments.of(header, totals.total()),
        freight(header, totals),
        parts.charges(),
        totals.total(),
        StoreTerms.noted(header.get("Msg cliente"), parts, totals.total()),
        extras(header, parties, items),
        null);
  }

  private static Freight freight(ReportRow header, Totals totals) {
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

  private static Marketplace marketplace(ReportRow header) {
    String meli = header.get("Meli_order_id");
    String skyHub = header.get("SkyHubOrderCode");
    if (meli != null) {
      return new Marketplace("MercadoLivre", meli);
    }
    return skyHub == null ? null : new Marketplace("SkyHub", skyHub);
  }

  private static Map<String, String> extras(ReportRow header, Parties parties, Lines items) {
    Map<String, String> extras = new TreeMap<>();
    for (String name : EXTRAS) {
      if (header.get(name) != null) {
        extras.put(name, header.get(name));
      }
    }
    parties.tell(extras);
    if (!items.leftOut().isEmpty()) {
      extras.put("Qtd 0", String.join(", ", items.leftOut()));
    }
    return extras;
  }
}
