package dev.ponte.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a newer release reads of an order that an older one has sent is no change of the order. */
class OnlyMoreToldTest {

  private static final String SENT =
      """
      {"id":"1","total":10,"lines":[{"sku":"A","quantity":1}],"extras":{"orderGroupSize":"2","coupon":"X"},
       "customer":{"name":"Ana","phones":["1"]},"payments":[{"method":"Pix","tid":"5"}]}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "coupon":"X"     | "coupon":"X","promotion":"Y"           | true
          "method":"Pix"   | "method":"Pix","nsu":"7"               | true
          "phones":["1"]   | "phones":["1","2"]                     | true
          "name":"Ana"     | "name":"Ana","stateRegistration":"9"   | true
          "coupon":"X"     | "coupon":"Z"                           | false
          "name":"Ana"     | "name":"Eva"                           | false
          "orderGroupSize":"2", | '' | true
          ,"tid":"5"       | '' | true
          "orderGroupSize":"2" | "orderGroupSize":"3"               | false
          "coupon":"X"     | "other":"X"                            | false
          "total":10       | "total":11                             | false
          "total":10       | "total":10,"notes":"Portaria"          | false
          "quantity":1}]   | "quantity":1},{"sku":"B"}]             | false
          {"method":"Pix","tid":"5"} | {"method":"Pix","tid":"5"},{"method":"Visa"} | false
          """)
  void only_facts_beside_the_order_itself_are(String told, String tellsNow, boolean onlyMore) {
    assertThat(OrderVersions.onlyTellsMore(SENT, SENT.replace(told, tellsNow))).isEqualTo(onlyMore);
  }
}
