package dev.ponte.console;

import dev.ponte.ledger.view.Sentence;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.MessageSource;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Says a sentence in a language: the one place for page, API and command line. */
@Component
public class Phrases {

  private static final DateTimeFormatter TODAY = DateTimeFormatter.ofPattern("HH:mm");
  private static final DateTimeFormatter OTHER_DAY = DateTimeFormatter.ofPattern("dd/MM HH:mm");
  private static final DateTimeFormatter OTHER_YEAR =
      DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm");

  private final MessageSource messages;
  private final ZoneId zone;
  private final Clock clock;

  @Autowired
  Phrases(MessageSource messages, Environment environment, Clock clock) {
    this(messages, ZoneId.of(environment.getProperty("ponte.zone", "America/Sao_Paulo")), clock);
  }

  /**
   * @param zone of times
   */
  Phrases(MessageSource messages, ZoneId zone, Clock clock) {
    this.messages = messages;
    this.zone = zone;
    this.clock = clock;
  }

  /** The sentence in the language; null stays null. */
  public String say(Sentence it, Locale language) {
    if (it == null) {
      return null;
    }
    Object[] args = it.args().stream().map(arg -> told(arg, language)).toArray();
    return it.otherwise() == null
        ? messages.getMessage(it.code(), args, language)
        : messages.getMessage(it.code(), args, it.otherwise(), language);
  }

  private Object told(Object arg, Locale language) {
    if (arg == null) {
      return "";
    }
    if (arg instanceof Sentence sentence) {
      return say(sentence, language);
    }
    if (arg instanceof Instant at) {
      return time(at);
    }
    if (arg instanceof OffsetDateTime at) {
      return time(at.toInstant());
    }
    return arg instanceof Duration span ? span(span) : arg;
  }

  /** A time of day, with the day when it is not today. */
  public String time(Instant at) {
    ZonedDateTime there = at.atZone(zone);
    ZonedDateTime now = clock.instant().atZone(zone);
    DateTimeFormatter format =
        there.getYear() != now.getYear()
            ? OTHER_YEAR
            : there.toLocalDate().equals(now.toLocalDate()) ? TODAY : OTHER_DAY;
    return format.format(there);
  }

  /** A span in its two largest units. */
  public static String span(Duration span) {
    Duration it = span.isNegative() ? Duration.ZERO : span;
    if (it.toDays() > 0) {
      return it.toHoursPart() == 0
          ? "%d d".formatted(it.toDays())
          : "%d d %d h".formatted(it.toDays(), it.toHoursPart());
    }
    if (it.toHours() > 0) {
      return "%d h %02d".formatted(it.toHours(), it.toMinutesPart());
    }
    if (it.toMinutes() > 0) {
      return "%d min".formatted(it.toMinutes());
    }
    return it.toSeconds() > 0 ? "%d s".formatted(it.toSeconds()) : "%d ms".formatted(it.toMillis());
  }
}
