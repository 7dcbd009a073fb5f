package dev.ponte.connector.presence;

import dev.ponte.canonical.DeliveryOutcome;
import dev.ponte.connection.Api;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.Outcome;
import dev.ponte.sink.BatchSink;
import dev.ponte.sink.Parcels;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Tells Presence what became of its records at the stores, in one call for each method and process.
 * A report whose answer was lost is told again; the last one counts.
 */
@Component("presenceReportSink")
final class PresenceReportSink implements BatchSink<DeliveryOutcome> {

  private final Api api;

  PresenceReportSink(Api api) {
    this.api = api;
  }

  @Override
  public Class<DeliveryOutcome> takes() {
    return DeliveryOutcome.class;
  }

  @Override
  public void deliver(Connection connection, Parcels<DeliveryOutcome> parcels) {
    List<PresenceOutcome> known = new ArrayList<>();
    parcels
        .messages()
        .forEach(
            (delivery, outcome) ->
                parcels.attempt(
                    delivery,
                    () -> {
                      String needless = needless(connection, outcome);
                      if (needless == null) {
                        known.add(outcome(connection, delivery, outcome));
                      } else {
                        parcels.settle(delivery, Outcome.skipped(needless));
                      }
                    }));
    PresenceReporter reporter = new PresenceReporter(api, connection, parcels);
    PresenceReport.of(known).forEach(reporter::send);
  }

  /** Why Presence need not be told; null when it must. */
  private static String needless(Connection connection, DeliveryOutcome outcome) {
    if (!outcome.source().equals(connection.name())) {
      return "It was not read from " + connection.name();
    }
    return outcome.correlation() == null ? "Presence gave the record no pk to report it by" : null;
  }

  private static PresenceOutcome outcome(
      Connection connection, Delivery delivery, DeliveryOutcome outcome) {
    PresenceCorrelation record = PresenceCorrelation.parse(outcome.correlation());
    int errorCode = connection.settings(PresenceSettings.class).errorCode();
    return new PresenceOutcome(delivery, outcome, record, errorCode);
  }
}
