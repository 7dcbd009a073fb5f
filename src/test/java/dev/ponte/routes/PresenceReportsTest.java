package dev.ponte.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ponte.kit.Hub;
import dev.ponte.sandbox.PresenceSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** From a record of Presence through the ledger to a store, and back to Presence's panel. */
@Execution(ExecutionMode.CONCURRENT)
class PresenceReportsTest {

  private static final String TRACKING = "ECM-CODIGO-RASTREIO";

  private static final String FLOW =
      """
      - route:
          id: shipments-from-presence
          description: Tracking codes of Presence enter the ledger.
          routeConfigurationId: intake
          from:
            uri: kamelet:presence-shipments-source
            parameters:
              connection: presence
            steps:
              - to:
                  uri: ledger:shipment
      - route:
          id: shipments-to-a-store
          description: A store that takes every shipment.
          from:
            uri: ledger:shipment
            parameters:
              subscriber: store
            steps:
              - to:
                  uri: log:store
                  parameters:
                    level: TRACE
      - route:
          id: reports-to-presence
          description: Presence is told what became of its records.
          from:
            uri: ledger:outcome
            parameters:
              subscriber: presence
              source: presence
              priority: 2
              batchSize: 100
              batchWait: 2s
            steps:
              - to:
                  uri: kamelet:presence-report-sink
                  parameters:
                    connection: presence
      """;

  @Test
  void every_row_is_reported_once_within_the_quota_whether_it_could_be_read_or_not(
      @TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("presence.camel.yaml"), FLOW);
    try (PresenceSimulator presence = new PresenceSimulator(0);
        Hub hub = new Hub()) {
      presence.start();
      for (int i = 1; i <= 30; i++) {
        presence.ship("ID_99", "v" + i, "BR" + i);
      }
      presence.add(TRACKING, "{\"pk\":\"odd\",\"idProcesso\":17,\"codigoRastreio\":\"BR0\"}");
      hub.routes(folder).set("ponte.schedule.shipments", "0/2 * * * * ?");
      hub.connect("presence", presence)
          .set("ponte.connections.presence.stores[0].ecm-id", "ID_99")
          .set("ponte.connections.presence.stores[0].connection", "vtex")
          .start();

      await().atMost(Duration.ofSeconds(60)).until(() -> presence.panel().size() == 31);

      assertThat(presence.result(TRACKING, "odd").error()).contains("order.id is missing");
      assertThat(presence.panel()).filteredOn(it -> it.success()).hasSize(30);
      assertThat(presence.reports().stream().mapToInt(it -> it.rows().size()).sum()).isEqualTo(31);
      assertThat(presence.overLimit()).isZero();
    }
  }
}
