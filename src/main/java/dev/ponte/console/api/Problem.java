package dev.ponte.console.api;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Why something was not answered or not done, as RFC 9457 has it.
 *
 * @param type {@code about:blank}: the status says what kind it is
 * @param detail one sentence, in the language of {@code Accept-Language}; what to do stands in it
 * @param field what of the request is wrong; null when no single field is
 * @param expected how it was seen; null when nobody said
 * @param is how it is now; null when it has no state
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Problem(
    String type,
    String title,
    int status,
    String detail,
    String field,
    String expected,
    String is) {

  static Problem of(int status, String title, String detail) {
    return new Problem("about:blank", title, status, detail, null, null, null);
  }
}
