package dev.ponte.connector.focco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ponte.canonical.Order;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Rules for the header of an order, as they are written in the settings. */
class FoccoRulesTest {

  private final Order order = Orders.plain("v1");

  @Test
  void each_field_comes_from_the_first_rule_that_fits_and_sets_it() {
    FoccoRules.Choice chosen =
        choose(
            "rules[0].name", "south",
            "rules[0].when.uf", "RS, SC, PR",
            "rules[0].set.carrier", "9",
            "rules[1].name", "cards",
            "rules[1].when.payment", "visa, master",
            "rules[1].set.payment-terms", "33",
            "rules[1].set.note-type", "1002",
            "rules[2].when.store[0]", "vtex",
            "rules[2].when.uf[0]", "sp",
            "rules[2].set.payment-terms", "44",
            "rules[2].set.carrier", "5",
            "rules[3].set.representative", "7");

    assertThat(chosen.header().said())
        .isEqualTo(
            Map.of("carrier", 5L, "payment-terms", 33L, "note-type", 1002L, "representative", 7L));
    assertThat(chosen.hits())
        .containsExactly(
            "cards: note-type 1002, payment-terms 33",
            "rules[2]: carrier 5",
            "rules[3]: representative 7");
  }

  @Test
  void terms_that_no_setting_gives_wait_for_one_and_a_method_without_a_rule_is_a_refusal() {
    assertThat(failure(Map.of()).failureClass()).isEqualTo(FailureClass.UNCONFIGURED);
    assertThat(failure(Map.of()).code()).contains("ponte.connections.focco.mappings.payment-terms");

    Map<String, String> others =
        Map.of(
            "f.mappings.payment-terms.rules[0].method", "Cheque",
            "f.mappings.payment-terms.rules[0].code", "3");
    assertThat(failure(others).failureClass()).isEqualTo(FailureClass.REJECTED);
    assertThat(failure(others).cause()).contains("focco.no-payment-terms");
  }

  private DeliveryFailure failure(Map<String, String> settings) {
    FoccoSettings bound =
        new Binder(new MapConfigurationPropertySource(settings))
            .bindOrCreate("f", Bindable.of(FoccoSettings.class));
    return catchThrowableOfType(
        DeliveryFailure.class, () -> new FoccoCodes("focco", bound).paymentTerms(order));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          store,                vtex,        true
          store,                moovin,      false
          channel,              marketplace, true
          channel,              *,           true
          marketplace,          *,           false
          seller,               2,           false
          payment,              creditCard,  true
          payment,              PIX,         false
          uf,                   SP,          true
          warehouse,            1_1,         false
          min-value,            10.00,       true
          min-value,            10.01,       false
          max-value,            9.99,        false
          pickup,               false,       true
          pickup,               true,        false
          customer,             person,      true
          customer,             company,     false
          extras.salesChannel,  1,           false
          """)
  void a_rule_is_for_the_orders_that_fit_all_that_it_asks_for(
      String asked, String value, boolean fits) {
    List<String> hits =
        choose("rules[0].when." + asked, value, "rules[0].set.company", "10").hits();

    assertThat(hits).hasSize(fits ? 1 : 0);
  }

  @Test
  void a_rule_that_sets_nothing_is_a_mistake() {
    assertThatThrownBy(() -> choose("rules[0].name", "x", "rules[0].when.uf", "SP"))
        .hasRootCauseMessage("a rule (x) sets nothing");
  }

  private FoccoRules.Choice choose(String... settings) {
    Map<String, String> all = new HashMap<>(Map.of("p.user", "u", "p.password", "p"));
    for (int i = 0; i < settings.length; i += 2) {
      all.put("p." + settings[i], settings[i + 1]);
    }
    FoccoSettings bound =
        new Binder(new MapConfigurationPropertySource(all))
            .bind("p", Bindable.of(FoccoSettings.class))
            .get();
    return FoccoRules.choose(bound.rules(), order);
  }
}
