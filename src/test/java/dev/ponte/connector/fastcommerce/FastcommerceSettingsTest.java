package dev.ponte.connector.fastcommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponte.connector.fastcommerce.api.FastcommerceSettings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FastcommerceSettingsTest {

  @Test
  void the_four_required_keys_are_enough() {
    FastcommerceSettings settings = Shop.settings();

    assertThat(settings.path()).isEqualTo("/sistema/adm/APILogon.asp");
    assertThat(settings.userAgent()).isEqualTo("FastCommerce API Interface");
    assertThat(settings.pageSize()).isEqualTo(500);
    assertThat(settings.allowDangerous()).isFalse();
    assertThat(settings.orders().statuses()).containsExactly("5", "6");
    assertThat(settings.orders().rereadEvery()).isEqualTo(Duration.ofDays(1));
    assertThat(settings.updates().flag()).isEqualTo(1);
    assertThat(settings.updates().batchSize()).isEqualTo(100);
    assertThat(settings.updates().statuses()).isEmpty();
  }

  @Test
  void statuses_are_given_as_text_or_number() {
    FastcommerceSettings settings =
        Shop.settings(
            "orders.statuses[0]", "em aprovacao",
            "orders.statuses[1]", "7",
            "updates.statuses.Picking", "Liberado",
            "parameters.427.flag", "6");

    assertThat(settings.orders().statuses()).containsExactly("3", "7");
    assertThat(settings.updates().statuses()).isEqualTo(Map.of("picking", "Liberado"));
    assertThat(settings.parameters()).isEqualTo(Map.of("427", Map.of("flag", 6)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          page-size                | 0       | page-size is 0, but must be between 1 and 10000
          updates.flag             | 256     | updates.flag is 256, but must be between 1 and 255
          updates.cancelled-flag   | 1       | must differ from updates.flag
          updates.batch-size       | 0       | updates.batch-size is 0
          updates.batch-bytes      | 2000000 | updates.batch-bytes is 2000000
          updates.invoice          | both    | must be key or number
          updates.statuses.picking | Feito   | "Feito" is no status of Fastcommerce
          orders.statuses[0]       | Pago    | "Pago" is no status of Fastcommerce
          parameters.427.flag      | 9       | parameters.427.flag is 9, but must be between 1 and 8
          products.page-size       | 20000   | products.page-size is 20000
          product-defaults.Cor     | azul    | product-defaults: ProductManagement has no field Cor
          product-defaults.NomeCat | abcdefghijklmnopqrstuvwxyz | product-defaults: NomeCat has 26 characters
          store-name               | Лавка   | store-name holds a character
          """)
  void a_wrong_value_is_said_with_its_key(String key, String value, String words) {
    assertThatThrownBy(() -> Shop.settings(key, value)).rootCause().hasMessageContaining(words);
  }
}
