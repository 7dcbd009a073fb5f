package dev.ponte.connector.focco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ponte.connection.Api;
import dev.ponte.connection.ApiCall;
import dev.ponte.connection.ApiFailure;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Sending;
import dev.ponte.connection.TestApi;
import dev.ponte.delivery.FailureClass;
import dev.ponte.sandbox.FoccoSimulator;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What a rehearsal beside the old integration may do in Focco. */
class FoccoDryRunTest {

  @Test
  void a_dry_run_logs_in_and_reads_but_creates_nothing() throws Exception {
    try (FoccoSimulator focco = new FoccoSimulator(0);
        TestApi http = new TestApi()) {
      focco.start();
      Connection rehearsal = rehearsal(focco);
      Api api = http.api(rehearsal);

      assertThat(api.send(rehearsal, call(rehearsal, "GetItens")).status()).isEqualTo(200);
      ApiFailure withheld =
          catchThrowableOfType(
              ApiFailure.class, () -> api.send(rehearsal, call(rehearsal, "CriaPedido")));

      assertThat(withheld.failureClass()).isEqualTo(FailureClass.NOT_YET);
    }
  }

  private static ApiCall call(Connection connection, String command) {
    return FoccoSystem.command(connection, command).json("{}");
  }

  private static Connection rehearsal(FoccoSimulator focco) {
    FoccoSettings settings =
        new Binder(new MapConfigurationPropertySource(Map.of("f.user", "u", "f.password", "p")))
            .bindOrCreate("f", Bindable.of(FoccoSettings.class));
    Connection real =
        TestApi.connection(
            "focco", new FoccoSystem(), focco.url(), Duration.ofSeconds(30), settings);
    return new Connection(
        real.name(),
        real.system(),
        real.baseUrl(),
        ZoneId.of("America/Sao_Paulo"),
        real.limits(),
        real.giveUpAfter(),
        true,
        Map.of(),
        Sending.UNSET,
        settings);
  }
}
