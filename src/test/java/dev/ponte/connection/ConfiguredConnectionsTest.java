package dev.ponte.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class ConfiguredConnectionsTest {

  private final Map<String, Object> settings =
      new HashMap<>(
          Map.of(
              "ponte.connections.shop.system", "any",
              "ponte.connections.shop.base-url", "https://shop.example/",
              "ponte.connections.shop.user", "u",
              "ponte.connections.shop.token", "t"));

  @Test
  void a_complete_connection_is_usable() {
    settings.put("ponte.schedule.orders", "0 * * * * ?");
    settings.put("ponte.connections.shop.schedule.stock", "1 * * * * ?");
    settings.put("ponte.connections.shop.concurrency", "3");
    settings.put("ponte.connections.shop.rules[0].method", "Boleto Bancário");
    settings.put("ponte.connections.shop.rules[0].code", "7");

    Connection shop = read().get("shop");

    assertThat(shop.baseUrl()).hasToString("https://shop.example");
    assertThat(shop.limits().concurrency()).isEqualTo(3);
    assertThat(shop.schedule("orders").text()).isEqualTo("0 * * * * ?");
    assertThat(shop.schedule("stock").zone()).isEqualTo(shop.zone());
    assertThat(shop.settings(AnySystem.Settings.class).rules().get(0).method())
        .isEqualTo("Boleto Bancário");
  }

  @Test
  void a_schedule_of_the_connection_goes_before_the_common_one_and_names_its_own_key() {
    settings.put("ponte.schedule.orders", "0 * * * * ?");
    settings.put("ponte.connections.shop.schedule.orders", "each minute");
    settings.put("ponte.connections.shop.zone", "America/Manaus");

    Schedule schedule = read().get("shop").schedule("orders");

    assertThat(schedule.key()).isEqualTo("ponte.connections.shop.schedule.orders");
    assertThat(schedule.text()).isEqualTo("each minute");
    assertThat(schedule.zone()).hasToString("America/Manaus");
    assertThatThrownBy(() -> read().get("shop").schedule("stock"))
        .hasMessageContaining("set ponte.schedule.stock");
  }

  @Test
  void a_connection_without_its_keys_is_not_configured_and_no_fault() {
    settings.put("ponte.connections.shop.user", "");
    settings.put("ponte.connections.shop.token", "");

    assertThat(read().all()).isEmpty();
    assertThat(read().faults()).isEmpty();
  }

  @Test
  void a_missing_key_is_named() {
    settings.put("ponte.connections.shop.token", "");

    assertThat(read().faults()).containsValue("ponte.connections.shop.token is missing");
  }

  @Test
  void an_unknown_system_is_named_with_the_known_ones() {
    settings.put("ponte.connections.shop.system", "magento");

    assertThat(read().faults().get("shop")).contains("magento").contains("[any]");
  }

  @Test
  void a_value_of_the_wrong_type_is_named() {
    settings.put("ponte.connections.shop.concurrency", "many");

    assertThat(read().faults())
        .containsEntry("shop", "ponte.connections.shop.concurrency is many, but must be a number");
    settings.put("ponte.connections.shop.concurrency", "3");
    settings.put("ponte.connections.shop.read-timeout", "soon");
    assertThat(read().faults().get("shop")).contains("is soon, but must be a span of time such as");
    settings.put("ponte.connections.shop.read-timeout", "3s");
    settings.put("ponte.connections.shop.products.send", "some");
    assertThat(read().faults().get("shop")).contains("must be one of none, new, changes, all");
  }

  @Test
  void a_base_url_that_is_none_is_named() {
    settings.put("ponte.connections.shop.base-url", "shop.example");

    assertThat(read().faults().get("shop")).contains("ponte.connections.shop.base-url");
  }

  @Test
  void a_fault_in_one_connection_leaves_the_others_alone() {
    settings.put("ponte.connections.other.system", "any");
    settings.put("ponte.connections.other.user", "u");

    assertThat(read().find("shop")).isPresent();
    assertThat(read().faults()).containsOnlyKeys("other");
  }

  @Test
  void the_way_out_is_configured_for_each_connection() {
    settings.put("ponte.connections.shop.proxy.host", "proxy.company");
    settings.put("ponte.connections.shop.proxy.port", "3128");
    settings.put("ponte.connections.shop.proxy.no-proxy", "localhost, intern.company");

    Egress egress = read().get("shop").egress();

    assertThat(egress.byProxy("shop.example")).isTrue();
    assertThat(egress.byProxy("a.intern.company")).isFalse();
  }

  @Test
  void a_proxy_without_a_host_is_none() {
    settings.put("ponte.connections.shop.proxy.host", "");
    settings.put("ponte.connections.shop.proxy.port", "3128");

    assertThat(read().get("shop").egress().proxy()).isNull();
  }

  @Test
  void a_proxy_and_certificates_that_cannot_be_used_are_named_without_their_secrets() {
    settings.put("ponte.connections.shop.proxy.host", "proxy.company");
    settings.put("ponte.connections.shop.proxy.password", "s3cret");
    assertThat(read().faults().get("shop")).contains("port must be").doesNotContain("s3cret");

    settings.put("ponte.connections.shop.proxy.port", "3128");
    settings.put("ponte.connections.shop.ssl-bundle", "partner");
    assertThat(read().faults().get("shop"))
        .contains("ponte.connections.shop.ssl-bundle is partner")
        .contains("spring.ssl.bundle.pem.partner");
  }

  private ConfiguredConnections read() {
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("test", settings));
    return new ConfiguredConnections(
        environment,
        List.of(new AnySystem()),
        List.of(() -> "nfe"),
        new DefaultSslBundleRegistry());
  }
}
