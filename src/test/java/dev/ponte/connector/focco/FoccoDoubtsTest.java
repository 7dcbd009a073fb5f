package dev.ponte.connector.focco;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponte.connection.Connection;
import dev.ponte.connection.TestApi;
import dev.ponte.sandbox.FoccoSimulator;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Which codes in the settings Focco does not list. */
class FoccoDoubtsTest {

  @Test
  void a_code_that_focco_does_not_list_is_named_with_those_that_it_does() throws Exception {
    assertThat(
            doubts(
                Map.of(
                    "p.mappings.payment-terms.default", "1",
                    "p.mappings.payment-terms.rules[0].method", "Visa",
                    "p.mappings.payment-terms.rules[0].code", "12",
                    "p.representative", "7",
                    "p.rules[0].set.representative", "8"),
                2))
        .containsExactly(
            "ponte.connections.focco.mappings.payment-terms.rules[0].code is 12, which GetCondicoesPagamento does not list; it lists 1 A VISTA",
            "ponte.connections.focco.rules[0].set.representative is 8, which GetRepresentantes does not list; it lists 7 ECOMMERCE");
  }

  @Test
  void without_codes_nothing_is_asked() throws Exception {
    assertThat(doubts(Map.of(), 0)).isEmpty();
  }

  private static List<String> doubts(Map<String, String> settings, int calls) throws Exception {
    try (FoccoSimulator focco = new FoccoSimulator(0);
        TestApi http = new TestApi()) {
      focco.start();
      Map<String, String> all = new HashMap<>(settings);
      all.put("p.user", "u");
      all.put("p.password", "p");
      FoccoSettings bound =
          new Binder(new MapConfigurationPropertySource(all))
              .bindOrCreate("p", Bindable.of(FoccoSettings.class));
      FoccoSystem system = new FoccoSystem();
      Connection connection =
          TestApi.connection("focco", system, focco.url(), Duration.ofSeconds(20), bound);
      List<String> doubts = system.doubts(connection, http.api(connection));
      assertThat(focco.calls("GetCondicoesPagamento") + focco.calls("GetRepresentantes"))
          .isEqualTo(calls);
      return doubts;
    }
  }
}
