package dev.ponte.connector.focco;

import dev.ponte.canonical.Line;
import dev.ponte.canonical.Order;
import java.time.ZoneId;
import java.util.List;

/** What the requests that make an order in Focco say of it. */
public final class FoccoJourney {

  private FoccoJourney() {}

  public static String told(Order order) {
    Line line = order.lines().get(0);
    FoccoRequests.Opening opening =
        new FoccoRequests.Opening(new FoccoBuyer(4, order.customer().document()), 1, null);
    List<FoccoMoney.Amounts> amounts = FoccoMoney.amounts(order, FoccoSettings.Taxes.REJECT);
    return String.join(
        "\n",
        FoccoRequests.firstLine(
                opening, order, line, new FoccoCodes.Item(line.ref(), null), amounts.get(0))
            .toString(),
        FoccoRequests.freight(1, order.freightPrice(), "C", 2L).toString(),
        FoccoNotes.forOrder(order, ZoneId.of("America/Sao_Paulo"), 3_200),
        FoccoNotes.forInvoice(order));
  }
}
