package dev.ponte.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponte.connection.Sending.FirstPass;
import dev.ponte.connection.Sending.Products;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SendingTest {

  @ParameterizedTest
  @CsvSource({"product, products.send", "price, prices.send", "customer, customers.send"})
  void nothing_is_sent_before_the_configuration_says_so(String type, String key) {
    assertThat(Sending.UNSET.missing("shop", type, false).orElseThrow())
        .contains("ponte.connections.shop." + key);
  }

  @Test
  void what_ran_before_there_was_a_key_goes_on_until_the_key_says_no() {
    Sending no = new Sending(Products.NONE, false, false, FirstPass.ASK);

    assertThat(Sending.UNSET.missing("shop", "product", true)).isEmpty();
    assertThat(Sending.UNSET.missing("shop", "price", true)).isEmpty();
    assertThat(no.missing("shop", "product", true)).isPresent();
    assertThat(no.missing("shop", "price", true)).isPresent();
  }

  @ParameterizedTest
  @CsvSource({"NEW, true, false", "CHANGES, false, true", "ALL, true, true", "NONE, false, false"})
  void the_word_says_whether_products_are_made_or_changed(
      Products word, boolean creates, boolean changes) {
    Sending sending = new Sending(word, null, null, FirstPass.ASK);

    assertThat(sending.createsProducts()).isEqualTo(creates);
    assertThat(sending.changesProducts()).isEqualTo(changes);
    assertThat(sending.missing("shop", "product", false).isEmpty()).isEqualTo(creates || changes);
  }

  @Test
  void stock_and_orders_need_no_such_word() {
    assertThat(Sending.UNSET.missing("shop", "stock", false)).isEmpty();
    assertThat(Sending.UNSET.missing("shop", "order", false)).isEmpty();
  }
}
