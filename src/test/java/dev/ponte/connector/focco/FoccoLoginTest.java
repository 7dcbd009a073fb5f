package dev.ponte.connector.focco;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.ponte.connection.Connection;
import dev.ponte.connection.TestApi;
import dev.ponte.delivery.Priority;
import dev.ponte.sandbox.FoccoSimulator;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class FoccoLoginTest {

  private final FoccoSimulator focco = new FoccoSimulator(0);
  private final TestApi http = new TestApi();
  private Connection connection;
  private FoccoApi api;

  @BeforeEach
  void start() {
    focco.start();
    FoccoSettings settings =
        new Binder(
                new MapConfigurationPropertySource(
                    Map.of("focco.user", "u", "focco.password", "p")))
            .bindOrCreate("focco", Bindable.of(FoccoSettings.class));
    connection =
        TestApi.connection(
            "focco", new FoccoSystem(), focco.url(), Duration.ofSeconds(20), settings);
    api = new FoccoApi(http.api(connection));
  }

  @AfterEach
  void stop() throws Exception {
    focco.close();
    http.close();
  }

  /** Whoever logs in waits for his turn, and the others must let him. */
  @Test
  void a_token_that_ends_while_many_wait_for_their_turn_is_renewed_for_all() {
    read();
    focco.latency(Duration.ofMillis(20));
    focco.expireTokens();

    CompletableFuture.allOf(
            Stream.generate(
                    () -> CompletableFuture.runAsync(this::read, task -> new Thread(task).start()))
                .limit(20)
                .toArray(CompletableFuture[]::new))
        .orTimeout(30, TimeUnit.SECONDS)
        .join();

    assertThat(focco.calls("requestaccess")).isEqualTo(2);
  }

  private void read() {
    api.read(
        connection,
        "GetCondicoesPagamento",
        JsonNodeFactory.instance.objectNode(),
        Priority.ORDERS);
  }
}
