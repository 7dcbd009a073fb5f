package dev.ponte.connector.presence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.DeliveryOutcome;
import dev.ponte.canonical.Invoice;
import dev.ponte.canonical.OrderStatus;
import dev.ponte.canonical.Product;
import dev.ponte.canonical.Shipment;
import dev.ponte.canonical.Stock;
import dev.ponte.delivery.Delivery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What became of one record of Presence, as its error panel shall show it.
 *
 * @param delivery that tells it
 * @param outcome how it ended
 * @param record that it is about
 * @param errorCode when the target gave no number
 */
record PresenceOutcome(
    Delivery delivery, DeliveryOutcome outcome, PresenceCorrelation record, int errorCode) {

  private static final int MOST_WORDS = 500;
  private static final String EXTERNAL = "codigo_externo";

  /** The panel is read by the ERP's users, so these are Portuguese. */
  private static final Map<String, String> THINGS =
      Map.of(
          Shipment.TYPE, "Código de rastreio",
          Invoice.TYPE, "Nota fiscal",
          OrderStatus.TYPE, "Situação do pedido",
          Stock.TYPE, "Estoque",
          Product.TYPE, "Produto");

  private static final String DEAD = "%s não foi aceito(a) por %s";
  private static final String PARKED = "%s aguarda conferência manual em %s";

  PresenceReport.Row row() {
    List<Delivery> deliveries = new ArrayList<>(List.of(delivery));
    return new PresenceReport.Row(
        deliveries, record.pk(), isError() ? error() : success(), isError());
  }

  private boolean isError() {
    return switch (outcome.result()) {
      case DELIVERED, SKIPPED -> false;
      case DEAD, PARKED -> true;
    };
  }

  /** Its code must not be empty here. */
  private ObjectNode success() {
    ObjectNode entry = PresenceAnswer.JSON.createObjectNode().set("pk", record.pk());
    return entry.put(EXTERNAL, external() == null ? outcome.messageKey() : external());
  }

  private ObjectNode error() {
    ObjectNode entry = PresenceAnswer.JSON.createObjectNode();
    entry.put("erro", words()).put("codigo_erro", code());
    entry.put(EXTERNAL, external() == null ? "" : external());
    return entry.set("pk", record.pk());
  }

  private String external() {
    return record.externalCode();
  }

  /** Friendly words, then the target's own, as Presence suggests. */
  private String words() {
    boolean parked = outcome.result() == DeliveryOutcome.Result.PARKED;
    String thing = THINGS.getOrDefault(outcome.messageType(), outcome.messageType());
    String friendly = (parked ? PARKED : DEAD).formatted(thing, outcome.target());
    String whole =
        outcome.words() == null ? friendly : "%s [%s]".formatted(friendly, outcome.words());
    return whole.length() <= MOST_WORDS ? whole : whole.substring(0, MOST_WORDS - 2) + "…]";
  }

  /** Presence takes numbers only. */
  private int code() {
    String code = outcome.code();
    return code != null && code.matches("\\d{1,9}") ? Integer.parseInt(code) : errorCode;
  }
}
