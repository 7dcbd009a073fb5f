package dev.ponte.connector.vtex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class VtexSettingsTest {

  @Test
  void key_and_token_are_enough() {
    VtexSettings settings = bind(Map.of());

    assertThat(settings.appKey()).isEqualTo("k");
    assertThat(settings.status()).isEqualTo("ready-for-handling");
    assertThat(settings.perPage()).isEqualTo(100);
    assertThat(settings.sellers()).containsExactly("1");
    assertThat(settings.readsGateway()).isFalse();
    assertThat(settings.cancelMethod()).isEqualTo("POST");
  }

  @Test
  void every_key_can_be_set() {
    VtexSettings settings =
        bind(
            Map.of(
                "sellers[0]", "1",
                "sellers[1]", "parceiro",
                "payments", "gateway",
                "payments-url", "https://conta.vtexpayments.com.br",
                "cancel-method", "get",
                "path-prefix", "pub",
                "per-page", "30"));

    assertThat(settings.sellers()).containsExactly("1", "parceiro");
    assertThat(settings.readsGateway()).isTrue();
    assertThat(settings.paymentsUrl()).isEqualTo(URI.create("https://conta.vtexpayments.com.br"));
    assertThat(settings.cancelMethod()).isEqualTo("GET");
    assertThat(settings.pathPrefix()).isEqualTo("pub");
  }

  @Test
  void cancellations_have_their_defaults_and_keys() {
    assertThat(bind(Map.of()).cancellations().days()).isEqualTo(30);
    assertThat(bind(Map.of()).cancellations().statuses()).contains("canceled").hasSize(6);
    assertThat(bind(Map.of()).cancellations().statusesAtOnce()).as("as documented").isEqualTo(1);

    VtexSettings settings =
        bind(Map.of("cancellations.statuses", "canceled", "cancellations.days", "7"));

    assertThat(settings.cancellations().statuses()).containsExactly("canceled");
    assertThat(settings.cancellations().days()).isEqualTo(7);
    assertThat(bind(Map.of("cancellations.days", "7")).cancellations().statuses()).hasSize(6);
  }

  @Test
  void a_wrong_value_is_said_with_its_key() {
    assertThatThrownBy(() -> bind(Map.of("per-page", "500")))
        .hasRootCauseMessage("per-page is 500, but VTEX allows 1 to 100");
    assertThatThrownBy(() -> bind(Map.of("cancel-method", "DELETE")))
        .hasRootCauseMessage("cancel-method is DELETE, but must be one of [POST, GET]");
  }

  private static VtexSettings bind(Map<String, String> keys) {
    Map<String, String> all = new HashMap<>(Map.of("x.app-key", "k", "x.app-token", "t"));
    keys.forEach((key, value) -> all.put("x." + key, value));
    return new Binder(new MapConfigurationPropertySource(all))
        .bindOrCreate("x", Bindable.of(VtexSettings.class));
  }
}
