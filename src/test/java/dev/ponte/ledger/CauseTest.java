package dev.ponte.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is left of words when all that belongs to one record is taken away. */
class CauseTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          moovin answered updatePedido with HTTP 200: 107 Pedido 4711 não encontrado | 107 | 4711 | moovin answered updatepedido with http 200: 107 pedido ‹order› nao encontrado
          Given up after 72 h: focco gave no complete answer to CriaItemOrcamento: Connection reset | | 1234 | focco gave no complete answer to criaitemorcamento: connection reset
          Invoice 881 of order 1234 is refused | | 1234/SALE/1/881 | invoice ‹order› of order ‹order› is refused
          The buyer 123.456.789-09 with maria@loja.com.br is unknown | | 1234 | the buyer ‹document› with ‹mail› is unknown
          The buyer 12345678909 is unknown | | 1234 | the buyer ‹id› is unknown
          It comes to 113.89 and not to R$ 1.113,90 | | 1234 | it comes to ‹amount› and not to r$ ‹amount›
          GET https://a.b/c?d=1 was refused at 2026-11-30T03:02:01Z | | 1234 | get ‹url› was refused at ‹time›
          Name "João" in field 17 is wrong | | 1234 | name ‹text› in field ‹n› is wrong
          trace 7f3a9c0d11 of 0b9f2a52-7f1e-4c58-9a3c-1d2e3f4a5b6c | | 1234 | trace ‹id› of ‹id›
          """)
  void words_lose_what_belongs_to_one_record(String words, String code, String key, String left) {
    assertThat(Cause.of("rejected", code, words, key).pattern()).isEqualTo(left);
  }

  @Test
  void failures_of_one_kind_have_one_cause_and_others_have_another() {
    Cause first = Cause.of("rejected", "107", "Pedido 4711 não encontrado", "4711");
    Cause second = Cause.of("rejected", "107", "Pedido 4712  NÃO encontrado", "4712");

    assertThat(second).isEqualTo(first);
    assertThat(first.id()).matches("~[0-9a-f]{12}");
    assertThat(Cause.of("rejected", "108", "Pedido 4711 não encontrado", "4711"))
        .isNotEqualTo(first);
    assertThat(Cause.of("transient", "107", "Pedido 4711 não encontrado", "4711"))
        .isNotEqualTo(first);
  }

  @Test
  void the_code_of_the_target_stays_where_it_stands() {
    assertThat(Cause.of("rejected", "107", "107 of 4711", "1").pattern()).isEqualTo("107 of ‹n›");
  }
}
