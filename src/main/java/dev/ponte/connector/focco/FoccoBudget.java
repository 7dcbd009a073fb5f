package dev.ponte.connector.focco;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.Line;
import dev.ponte.canonical.Order;
import dev.ponte.connection.ApiFailure;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.MissingSetting;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Builds the budget of an order in Focco: lines, freight, notes, and the check of its totals. */
@Component
class FoccoBudget {

  private static final String FREIGHT = "valorfrete";

  /** R Retira. */
  private static final String FETCHED = "R";

  private static final BigDecimal ECHO_TOLERANCE = new BigDecimal("0.01");

  private final FoccoApi focco;
  private final FoccoCustomers customers;

  FoccoBudget(FoccoApi focco, FoccoCustomers customers) {
    this.focco = focco;
    this.customers = customers;
  }

  /**
   * All that is decided before the first call.
   *
   * @param header what goes into the header beside the opening
   * @param rules that hit, for people
   * @param carrier of the order's freight; null where the customer fetches it and nobody carries it
   */
  record Plan(
      Order order,
      FoccoSettings settings,
      ZoneId zone,
      FoccoRequests.Opening opening,
      FoccoSettings.Header header,
      List<String> rules,
      List<FoccoCodes.Item> items,
      List<FoccoMoney.Amounts> amounts,
      Long carrier) {

    boolean isFetched() {
      return order.delivery() != null && order.delivery().pickup();
    }

    boolean hasFreight() {
      return order.freight() != null || isFetched();
    }

    /** R of who fetches it, unless a rule says otherwise. */
    String freightType() {
      String otherwise = isFetched() ? FETCHED : settings.freightType();
      return header.freightType() == null ? otherwise : header.freightType();
    }
  }

  /**
   * Decides codes, customer and money.
   *
   * @throws DeliveryFailure rejected, when a mapping is missing or the money cannot be told
   */
  Plan plan(Connection connection, Order sold, Delivery delivery) {
    FoccoSettings settings = connection.settings(FoccoSettings.class);
    Order order = FoccoUnits.told(sold, settings.mappings().baseUnits());
    FoccoCodes codes = new FoccoCodes(connection.name(), settings);
    List<FoccoCodes.Item> items = order.lines().stream().map(codes::item).toList();
    FoccoRules.Choice chosen = FoccoRules.choose(settings.rules(), order);
    FoccoSettings.Header header = chosen.header().otherwise(settings.header());
    Optional<Long> ruled =
        Optional.ofNullable(header.paymentTerms()).or(() -> codes.ruledPaymentTerms(order));
    boolean ofCustomer = settings.mappings().paymentTerms().customer();
    long otherwise = ruled.isPresent() || ofCustomer ? 0 : codes.paymentTerms(order);
    Long carrier = carrier(codes, header, order);
    FoccoBuyer buyer = customers.buyer(connection, order, delivery);
    buyer.documentNumber();
    long paymentTerms =
        ruled
            .or(() -> ofCustomer ? customers.terms(connection, buyer, delivery) : Optional.empty())
            .orElseGet(() -> ofCustomer ? codes.paymentTerms(order) : otherwise);
    return new Plan(
        order,
        settings,
        connection.zone(),
        new FoccoRequests.Opening(buyer, paymentTerms, header.representative()),
        header,
        chosen.hits(),
        items,
        amounts(order, settings),
        carrier);
  }

  /** Whom no carrier is needed for, since the customer fetches it, gets none where none is set. */
  private static Long carrier(FoccoCodes codes, FoccoSettings.Header header, Order order) {
    if (header.carrier() != null) {
      return header.carrier();
    }
    boolean fetched = order.delivery() != null && order.delivery().pickup();
    return order.freight() == null || fetched
        ? codes.anyCarrier(order).orElse(null)
        : Long.valueOf(codes.carrier(order));
  }

  /** Sends the first line, which makes the budget; gives Focco's echo of it. */
  JsonNode open(Connection connection, Delivery delivery, Plan plan) {
    Line line = plan.order().lines().get(0);
    return send(
        connection,
        delivery,
        plan,
        FoccoRequests.firstLine(
            plan.opening(), plan.order(), line, plan.items().get(0), plan.amounts().get(0)));
  }

  /**
   * Sends all else and checks what Focco made of it.
   *
   * @throws DeliveryFailure rejected, when lines or totals differ from the store's
   */
  void complete(
      Connection connection, Delivery delivery, Plan plan, long budget, JsonNode firstEcho) {
    List<Line> lines = plan.order().lines();
    check(plan, 0, firstEcho);
    for (int i = 1; i < lines.size(); i++) {
      ObjectNode request =
          FoccoRequests.nextLine(
              budget, plan.order(), lines.get(i), plan.items().get(i), plan.amounts().get(i));
      check(plan, i, send(connection, delivery, plan, request));
    }
    if (plan.hasFreight()) {
      freight(connection, delivery, plan, budget);
    }
    focco.call(
        connection,
        "AtualizaObservacaoOrcamento",
        FoccoRequests.notes(
            budget,
            FoccoNotes.forOrder(plan.order(), plan.zone(), plan.settings().orders().notesLength()),
            FoccoNotes.forInvoice(plan.order())),
        delivery);
    JsonNode whole = whole(connection, delivery, budget);
    if (!plan.hasFreight() && plan.carrier() != null && money(whole, FREIGHT).signum() != 0) {
      // Focco takes freight from its own records when nobody says that there is none.
      freight(connection, delivery, plan, budget);
      whole = whole(connection, delivery, budget);
    }
    checkTotals(connection, plan, whole);
  }

  private JsonNode whole(Connection connection, Delivery delivery, long budget) {
    return focco.call(connection, "GetOrcamento", FoccoRequests.budget(budget), delivery).first();
  }

  private void freight(Connection connection, Delivery delivery, Plan plan, long budget) {
    JsonNode request =
        FoccoRequests.freight(
            budget,
            FoccoMoney.freight(plan.order(), plan.settings().taxes()),
            plan.freightType(),
            plan.carrier());
    try {
      focco.call(connection, "AtualizaFreteOrcamento", request, delivery);
    } catch (ApiFailure failure) {
      throw plan.carrier() == null && failure.failureClass() == FailureClass.REJECTED
          ? withoutCarrier(connection, plan, failure)
          : failure;
    }
  }

  /** The document leaves open whether Focco takes what the customer fetches without a carrier. */
  private static DeliveryFailure withoutCarrier(
      Connection connection, Plan plan, ApiFailure failure) {
    return new DeliveryFailure(
            FailureClass.REJECTED,
            "Focco did not take order %s, which its customer fetches, without a carrier: %s. Set a carrier in ponte.connections.%s.rules for pickup: true, or mappings.carriers.default; start Ponte again, then retry"
                .formatted(plan.order().id(), failure.getMessage(), connection.name()),
            failure)
        .because("focco.no-carrier", "pickup");
  }

  private JsonNode send(Connection connection, Delivery delivery, Plan plan, ObjectNode line) {
    return plan.header().needsCompleteLines()
        ? focco
            .call(
                connection,
                "CriaItemOrcamentoCompleto",
                FoccoRequests.complete(line, plan.header()),
                delivery)
            .first()
        : focco.call(connection, "CriaItemOrcamento", line, delivery).first();
  }

  /** Focco drops a discount that it does not like without a word. */
  private static void check(Plan plan, int index, JsonNode echo) {
    FoccoMoney.Amounts amounts = plan.amounts().get(index);
    BigDecimal difference = money(echo, "valorliquido").subtract(amounts.net()).abs();
    if (difference.compareTo(ECHO_TOLERANCE) > 0) {
      throw refused(
              "Line %s of order %s came to %s in Focco instead of %s; a discount was dropped or a price changed there"
                  .formatted(
                      plan.items().get(index).code(),
                      plan.order().id(),
                      money(echo, "valorliquido").toPlainString(),
                      amounts.net().toPlainString()))
          .because("focco.line-differs", plan.items().get(index).code());
    }
  }

  private static void checkTotals(Connection connection, Plan plan, JsonNode budget) {
    Order order = plan.order();
    BigDecimal taxes = money(budget, "valoripi").add(money(budget, "valorsubicms"));
    if (plan.settings().taxes() == FoccoSettings.Taxes.REJECT && taxes.signum() != 0) {
      throw refused(
              "Focco adds IPI and ST of %s to order %s; set taxes to on-top or included, or correct the items there"
                  .formatted(taxes.toPlainString(), order.id()))
          .because("focco.taxes-added", null);
    }
    BigDecimal freight = money(budget, FREIGHT);
    if (!plan.hasFreight() && freight.signum() != 0) {
      String key = "ponte.connections.%s.mappings.carriers.default".formatted(connection.name());
      String sentence =
          "Focco adds freight of %s to order %s, which has none; set %s, so that Focco can be told so"
              .formatted(freight.toPlainString(), order.id(), key);
      throw plan.settings().mappings().carriers().otherwise() == null
          ? new MissingSetting(key, sentence).failure(sentence)
          : refused(sentence).because("focco.freight-unasked", null);
    }
    BigDecimal total = money(budget, "valorliquido").add(freight);
    if (plan.settings().taxes() == FoccoSettings.Taxes.ON_TOP) {
      total = total.add(taxes);
    }
    total = total.setScale(2, RoundingMode.HALF_UP);
    if (total.compareTo(order.total()) != 0) {
      throw refused(
              "Order %s comes to %s in Focco and to %s in the store"
                  .formatted(order.id(), total.toPlainString(), order.total().toPlainString()))
          .because("focco.total-differs", null);
    }
  }

  private static List<FoccoMoney.Amounts> amounts(Order order, FoccoSettings settings) {
    try {
      return new ArrayList<>(FoccoMoney.amounts(order, settings.taxes()));
    } catch (IllegalArgumentException e) {
      throw refused(e.getMessage());
    }
  }

  private static BigDecimal money(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isNumber() ? value.decimalValue() : new BigDecimal(value.asText("0"));
  }

  private static DeliveryFailure refused(String sentence) {
    return new DeliveryFailure(FailureClass.REJECTED, sentence);
  }
}
