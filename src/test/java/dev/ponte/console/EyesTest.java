package dev.ponte.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a viewer reads where an operator reads the whole. */
class EyesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          The buyer of order 1234, 12345678909, is no customer | The buyer of order 1234, ***, is no customer
          CPF 123.456.789-09 invalid                           | CPF *** invalid
          CNPJ 56.643.018/0001-30 and 56643018000130           | CNPJ *** and ***
          maria.silva@example.com has no address               | *** has no address
          call (19) 98765-4321 or +55 19 98765-4321            | call *** or ***
          /customer/name: "A" → "B"; /total: 1 → 2             | /customer/name: ***; /total: 1 → 2
          No carrier for Jadlog (Expresso)                     | No carrier for Jadlog (Expresso)
          Order 1234567890123-01 comes to 113.89               | Order 1234567890123-01 comes to 113.89
          moovin answered updatePedido with HTTP 200: 107      | moovin answered updatePedido with HTTP 200: 107
          """)
  void words_of_others_lose_what_belongs_to_a_person_and_nothing_else(String all, String seen) {
    assertThat(Eyes.masked(all)).isEqualTo(seen);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Maria da Silva, Campinas/SP | M. S., Campinas/SP
          Élcio, Rio Branco/AC        | É., Rio Branco/AC
          Loja Um Ltda                | L. L.
          """)
  void a_buyer_is_initials_and_a_place(String all, String seen) {
    assertThat(Eyes.initials(all)).isEqualTo(seen);
  }
}
