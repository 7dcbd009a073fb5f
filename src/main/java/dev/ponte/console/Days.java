package dev.ponte.console;

import dev.ponte.ledger.Unacceptable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Days as a person writes them, in the installation's zone. */
@Component
public class Days {

  private final ZoneId zone;

  Days(@Value("${ponte.zone:America/Sao_Paulo}") ZoneId zone) {
    this.zone = zone;
  }

  /**
   * The first instant of a day; null for none.
   *
   * @throws Unacceptable when it is no day
   */
  public Instant begin(String day) {
    return day == null ? null : day(day).atStartOfDay(zone).toInstant();
  }

  /** The first instant after it. */
  public Instant end(String day) {
    return day == null ? null : day(day).plusDays(1).atStartOfDay(zone).toInstant();
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new Unacceptable("said.no-day", text);
    }
  }
}
