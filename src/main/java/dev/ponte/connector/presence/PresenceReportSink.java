package dev.ponte.connector.presence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.DeliveryOutcome;
import dev.ponte.connection.Api;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Connections;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.DeliveryBatch;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/**
 * The bean behind {@code presence-report-sink}: tells Presence what became of its records at the
 * stores. A report whose answer was lost is told again; the last one counts.
 */
@Component("presenceReportSink")
public final class PresenceReportSink {

  private final Connections connections;
  private final Api api;

  PresenceReportSink(Connections connections, Api api) {
    this.connections = connections;
    this.api = api;
  }

  /**
   * Reports the outcomes in the body, one or a batch, in one call for each method and process, and
   * settles each by whether its report was accepted.
   *
   * @throws DeliveryFailure when a single outcome was not accepted
   */
  public void report(String connectionName, Exchange exchange) {
    Connection connection = connections.get(connectionName);
    String json = exchange.getMessage().getBody(String.class);
    DeliveryBatch batch = exchange.getProperty(DeliveryBatch.PROPERTY, DeliveryBatch.class);
    if (batch != null) {
      report(connection, new PresenceReceipts.OfBatch(batch), tree(json));
      return;
    }
    Delivery delivery = exchange.getProperty(Delivery.PROPERTY, Delivery.class);
    ArrayNode one = PresenceAnswer.JSON.createArrayNode();
    one.addObject().put("id", delivery.id()).set("body", tree(json));
    report(connection, new PresenceReceipts.OfOne(delivery), one);
  }

  private void report(Connection connection, PresenceReceipts receipts, JsonNode bodies) {
    List<PresenceOutcome> known = new ArrayList<>();
    for (JsonNode one : bodies) {
      long id = one.path("id").asLong();
      try {
        outcome(connection, receipts, id, one.path("body")).ifPresent(known::add);
      } catch (IllegalArgumentException e) {
        receipts.refused(id, unreadable(connection, id, e));
      } catch (RuntimeException e) {
        receipts.refused(id, e);
      }
    }
    PresenceReporter reporter = new PresenceReporter(api, connection, receipts);
    PresenceReport.of(known).forEach(reporter::send);
  }

  /** Empty for what Presence need not be told. */
  private static Optional<PresenceOutcome> outcome(
      Connection connection, PresenceReceipts receipts, long id, JsonNode body) {
    DeliveryOutcome outcome = Canonical.read(DeliveryOutcome.class, body.toString());
    if (!outcome.source().equals(connection.name())) {
      receipts.needless(id, "It was not read from " + connection.name());
      return Optional.empty();
    }
    if (outcome.correlation() == null) {
      receipts.needless(id, "Presence gave the record no pk to report it by");
      return Optional.empty();
    }
    PresenceCorrelation record = PresenceCorrelation.parse(outcome.correlation());
    int errorCode = connection.settings(PresenceSettings.class).errorCode();
    return Optional.of(new PresenceOutcome(id, outcome, record, errorCode));
  }

  private static DeliveryFailure unreadable(Connection connection, long id, Exception e) {
    return new DeliveryFailure(
        FailureClass.REJECTED,
        "Outcome %d cannot be reported to %s: %s. Enter it there by hand"
            .formatted(id, connection.name(), e.getMessage()),
        e);
  }

  private static JsonNode tree(String json) {
    try {
      return PresenceAnswer.JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("The outcome is no JSON: " + e.getOriginalMessage(), e);
    }
  }
}
