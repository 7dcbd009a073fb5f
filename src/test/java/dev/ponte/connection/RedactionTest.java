package dev.ponte.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"password":"a \\"b","user":"u"}        | {"password":"***","user":"u"}
          token=abc&data={"a":1}                  | token="***"&data={"a":1}
          "ccNum":"4111111111111111","a":1        | "ccNum":"***","a":1
          card 4111 1111 1111 1111 was refused    | card **** was refused
          nothing to hide                         | nothing to hide
          """)
  void secrets_and_cards_are_masked_and_nothing_else(String raw, String masked) {
    assertThat(Redaction.mask(raw)).isEqualTo(masked);
  }

  @Test
  void a_form_is_read_by_people_whatever_its_charset_but_not_its_password() {
    String name = "São João & filhos";
    for (var charset :
        new java.nio.charset.Charset[] {StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1}) {
      String form =
          "Password=%s&Name=%s"
              .formatted(
                  URLEncoder.encode("se,cr&et \"x", charset), URLEncoder.encode(name, charset));

      assertThat(Redaction.maskForm(form)).isEqualTo("Password=\"***\"&Name=São João & filhos");
    }
  }
}
