package dev.ponte.connector.focco;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.OrderChange;
import dev.ponte.connection.ApiFailure;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.Outcome;
import dev.ponte.delivery.Reference;
import dev.ponte.delivery.References;
import dev.ponte.sink.Sink;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Writes behind the observations of an order that its store has changed or cancelled it since, for
 * whoever opens it in Focco. A change of an order that this Focco does not have is skipped: the
 * order's own delivery says what is to be done.
 */
@Component("foccoOrderChangesSink")
final class FoccoOrderChangesSink implements Sink<OrderChange> {

  private static final Logger LOG = LoggerFactory.getLogger(FoccoOrderChangesSink.class);
  private static final String NOTES = "AtualizaObservacaoOrcamento";

  private final FoccoApi focco;
  private final References references;

  FoccoOrderChangesSink(FoccoApi focco, References references) {
    this.focco = focco;
    this.references = references;
  }

  @Override
  public Class<OrderChange> takes() {
    return OrderChange.class;
  }

  @Override
  public Outcome deliver(Connection connection, OrderChange change, Delivery delivery) {
    Optional<Reference> known =
        references
            .byKey(Reference.ORDER, change.source(), change.order().id(), connection.name())
            .filter(it -> change.target().equals(connection.name()))
            .filter(it -> it.id() != null && it.id().matches("\\d{1,18}"));
    if (known.isEmpty()) {
      return Outcome.skipped("It is no order of %s".formatted(connection.name()));
    }
    write(connection, delivery, known.get(), FoccoWarning.of(change, connection.zone()));
    return Outcome.delivered("noted in pedido " + name(known.get()));
  }

  private void write(Connection connection, Delivery delivery, Reference order, String words) {
    try {
      JsonNode noted =
          focco.call(connection, NOTES, FoccoRequests.warning(order.id(), words), delivery).first();
      makeRoom(connection, delivery, order, noted);
    } catch (ApiFailure failure) {
      if (failure.failureClass() != FailureClass.REJECTED) {
        throw failure;
      }
      throw new DeliveryFailure(
              FailureClass.REJECTED,
              "The warning was not taken into pedido %s of %s, tell the people there: %s (%s)"
                  .formatted(name(order), connection.name(), words, failure.getMessage()),
              failure)
          .because("focco.warning-refused", null);
    }
  }

  /** The warning stands there; without the room the next one would be refused, and told so. */
  private void makeRoom(Connection connection, Delivery delivery, Reference order, JsonNode noted) {
    String shorter =
        FoccoWarning.withRoom(
            text(noted, "observacaopedido", "obspedido"),
            connection.settings(FoccoSettings.class).orders().notesLength());
    String invoice = text(noted, "observacaonfs", "obsnfs");
    if (shorter == null || invoice == null) {
      return;
    }
    try {
      focco.call(connection, NOTES, FoccoRequests.notes(order.id(), shorter, invoice), delivery);
    } catch (ApiFailure failure) {
      LOG.info(
          "The observations of pedido {} of {} were not shortened, so there may be no room for a further warning: {}",
          name(order),
          connection.name(),
          failure.getMessage());
    }
  }

  /** The document's table and its example differ in the names. */
  private static String text(JsonNode noted, String name, String other) {
    String text = FoccoItem.text(noted, name);
    return text == null ? FoccoItem.text(noted, other) : text;
  }

  private static String name(Reference order) {
    return order.label() == null ? order.id() : order.label();
  }
}
