package dev.ponte.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ponte.delivery.Priority;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperationsTest {

  private static final Operations TABLE =
      Operations.of(
          "any",
          """
          # What any system has.
          &who
            name* s5 born d
          get GET /things/{id} read orders host=other
            page n1..9
          put POST /things once catalogue dangerous=yes
            &who size ( high q wide q )
            ! any of: born size
            ! not both: born size
          find GET /things read stock
            day d code s series s number s kind a|b
            ! one of: day | code | series number
          clear POST /clear repeatable stock
            name s group s from s to s
            ! together: from to
            ! changes everything without: name group
          """);

  @Test
  void an_operation_says_how_it_is_called() {
    Operation get = TABLE.get("get");

    assertThat(TABLE.names()).containsExactly("get", "put", "find", "clear");
    assertThat(get.verb()).isEqualTo("GET");
    assertThat(get.path()).isEqualTo("/things/{id}");
    assertThat(get.effect()).isEqualTo(ApiCall.Effect.READ);
    assertThat(get.priority()).isEqualTo(Priority.ORDERS);
    assertThat(get.more()).containsEntry("host", "other");
    assertThat(get.usage()).isEqualTo("id* page");
    assertThat(TABLE.get("put").usage())
        .isEqualTo("name* born size ( high wide ) (any of: born, size) (not both: born, size)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          get   | {}                                          | get needs id
          get   | {"id":" "}                                  | get needs id
          get   | {"id":"1","page":"x"}                       | get takes a whole number from 1 to 9 as page, not "x"
          get   | {"id":"1","page":10}                        | get takes a whole number from 1 to 9 as page, not "10"
          get   | {"id":"1","pages":1}                        | get has no argument pages; it has id, page
          put   | {"name":"abcdef","born":"2026-01-01"}       | put takes at most 5 characters as name, but "abcdef" has 6
          put   | {"name":"a","born":"01/01/2026"}            | put takes a date such as 2026-02-13 as born, not "01/01/2026"
          put   | {"name":"a","size":{"high":"x"}}            | put takes a number such as 10.5 as size.high, not "x"
          put   | {"name":"a","size":3}                       | put takes an object as size, not 3
          put   | {"name":"a"}                                | put needs born or size
          put   | {"name":"a","born":"2026-01-01","size":{"high":1}} | put takes born or size, not both
          find  | {}                                          | find needs exactly one of day, code, series with number
          find  | {"day":"2026-01-01","code":"1"}             | find needs exactly one of day, code, series with number
          find  | {"series":"1"}                              | find needs all of [series, number]
          find  | {"code":"1","kind":"c"}                     | `find takes one of a|b as kind, not "c"`
          clear | {"from":"1"}                                | clear needs from and to together, or none of them
          """)
  void what_breaks_a_rule_is_refused_in_a_sentence(String name, String given, String sentence) {
    assertThatThrownBy(() -> TABLE.get(name).check(json(given)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          get   | {"id":"1","page":null}
          put   | {"name":"a","size":{"high":1.5,"wide":"2"}}
          find  | {"series":"1","number":"2","kind":"B"}
          clear | {}
          """)
  void what_keeps_them_passes(String name, String given) {
    assertThatCode(() -> TABLE.get(name).check(json(given))).doesNotThrowAnyException();
  }

  @Test
  void what_cannot_be_brought_back_must_be_allowed() {
    Operation clear = TABLE.get("clear");

    assertThatThrownBy(() -> clear.requireSafe("shop", false, json("{}")))
        .hasMessageContaining("clear without name, group changes everything")
        .hasMessageContaining("ponte.connections.shop.allow-dangerous");
    assertThatThrownBy(() -> TABLE.get("put").requireSafe("shop", false, json("{}")))
        .hasMessageContaining("allow-dangerous");
    assertThatCode(() -> clear.requireSafe("shop", true, json("{}"))).doesNotThrowAnyException();
    assertThatCode(() -> clear.requireSafe("shop", false, json("{\"name\":\"a\"}")))
        .doesNotThrowAnyException();
  }

  @Test
  void names_may_be_written_in_any_case_where_the_system_takes_that() {
    Operations caseless =
        Operations.of("any", "any-case\nget GET /things read orders\n  Code* s\n");

    assertThatCode(() -> caseless.get("get").check(json("{\"code\":\"1\"}")))
        .doesNotThrowAnyException();
  }

  private static JsonNode json(String text) {
    try {
      return new JsonMapper().readTree(text);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
