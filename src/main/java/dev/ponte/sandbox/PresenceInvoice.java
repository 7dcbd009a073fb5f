package dev.ponte.sandbox;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/**
 * An NF-e of the Presence simulator.
 *
 * @param pk Presence's key of its record
 * @param accessKey 44 digits with a valid check digit
 */
public record PresenceInvoice(String pk, String series, int number, String accessKey) {

  private static final String EMITTER = "56643018000193";

  /** An access key: state, month, emitter, model 55, series, number, kind, code, check digit. */
  public static String accessKey(int series, int number, ZonedDateTime issued) {
    String body =
        "43%s%s55%03d%09d1%08d"
            .formatted(
                DateTimeFormatter.ofPattern("yyMM").format(issued),
                EMITTER,
                series,
                number,
                number * 7L % 100_000_000);
    return body + digit(body);
  }

  private static int digit(String body) {
    int sum = 0;
    for (int i = 0; i < body.length(); i++) {
      int weight = 2 + (body.length() - 1 - i) % 8;
      sum += weight * (body.charAt(i) - '0');
    }
    int rest = sum % 11;
    return rest < 2 ? 0 : 11 - rest;
  }
}
