package dev.ponte.connector.presence;

import dev.ponte.connection.Api;
import dev.ponte.connection.ApiFailure;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.Outcome;
import dev.ponte.sink.Parcels;
import java.util.HashMap;
import java.util.Map;

/** Sends the reports of one exchange. */
final class PresenceReporter {

  /** Enough to find one bad record among a hundred, and a fraction of a minute's quota. */
  private static final int MOST_SPLITS = 7;

  private final Api api;
  private final Connection connection;
  private final Parcels<?> parcels;
  private final Map<Object, ApiFailure> broken = new HashMap<>();
  private int splits;

  PresenceReporter(Api api, Connection connection, Parcels<?> parcels) {
    this.api = api;
    this.connection = connection;
    this.parcels = parcels;
  }

  /**
   * Sends a report and settles its rows. A report that Presence refuses goes again in halves, so
   * that one bad record does not take the others with it.
   */
  void send(PresenceReport report) {
    ApiFailure before = broken.get(report.process());
    if (before != null) {
      // What came first must be told first.
      refused(report, before);
      return;
    }
    try {
      api.send(
          connection,
          PresenceMethods.get(PresenceMethods.REPORT)
              .call(connection, report.arguments())
              .delivery(parcels.traced()));
      settle(report);
    } catch (ApiFailure failure) {
      boolean refused = failure.failureClass() == FailureClass.REJECTED;
      if (refused && report.rows().size() > 1 && splits < MOST_SPLITS) {
        splits++;
        report.halves().forEach(this::send);
      } else {
        if (!refused) {
          broken.put(report.process(), failure);
        }
        refused(report, failure);
      }
    }
  }

  private void settle(PresenceReport report) {
    Outcome reported = Outcome.delivered("reported");
    report.rows().forEach(row -> row.deliveries().forEach(it -> parcels.settle(it, reported)));
  }

  private void refused(PresenceReport report, ApiFailure failure) {
    report.rows().forEach(row -> row.deliveries().forEach(it -> parcels.fail(it, failure)));
  }
}
