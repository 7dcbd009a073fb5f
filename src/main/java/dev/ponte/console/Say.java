package dev.ponte.console;

import dev.ponte.ledger.Audit;
import dev.ponte.ledger.Differences;
import dev.ponte.ledger.view.Count;
import dev.ponte.ledger.view.DeliveryRow;
import dev.ponte.ledger.view.OrderClass;
import dev.ponte.ledger.view.OrderPages;
import dev.ponte.ledger.view.OrderRow;
import dev.ponte.ledger.view.Sentence;
import dev.ponte.ledger.view.States;
import dev.ponte.ledger.view.Wait;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/** How pages say times, spans and numbers: in the reader's language and the installation's zone. */
@Component
public class Say {

  private static final Duration NOW = Duration.ofSeconds(2);
  private static final long BAR = 20;
  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private final MessageSource messages;
  private final ZoneId zone;
  private final Clock clock;

  Say(MessageSource messages, @Value("${ponte.zone:America/Sao_Paulo}") ZoneId zone, Clock clock) {
    this.messages = messages;
    this.zone = zone;
    this.clock = clock;
  }

  /** What stands under a key, in the reader's language. */
  public String text(String key, Object... values) {
    return messages.getMessage(key, values, locale());
  }

  /** The same, or other words where no file knows the key. */
  public String textOr(String key, String otherwise, Object... values) {
    return messages.getMessage(key, values, otherwise, locale());
  }

  /** A sentence of the ledger, with its times, spans and amounts as the reader writes them. */
  public String sentence(Sentence said) {
    if (said == null) {
      return "";
    }
    Object[] args = said.args().stream().map(this::argument).toArray();
    return said.otherwise() == null
        ? text(said.code(), args)
        : textOr(said.code(), said.otherwise(), args);
  }

  private Object argument(Object it) {
    if (it instanceof Sentence inner) {
      return sentence(inner);
    }
    if (it instanceof List<?> several) {
      return several.stream()
          .map(one -> String.valueOf(argument(one)))
          .collect(Collectors.joining(", "));
    }
    if (it instanceof Duration span) {
      return span(span);
    }
    if (it instanceof BigDecimal amount) {
      return money(amount);
    }
    // A missing part leaves a gap, not the word null.
    return it == null ? "" : it instanceof TemporalAccessor at ? time(at) : it;
  }

  public String zone() {
    return zone.getId();
  }

  public String now() {
    return time(clock.instant());
  }

  /** A time as short as its day allows; empty for null. */
  public String time(TemporalAccessor at) {
    if (at == null) {
      return "";
    }
    ZonedDateTime then = local(at);
    ZonedDateTime now = clock.instant().atZone(zone);
    String kind =
        then.toLocalDate().equals(now.toLocalDate())
            ? "today"
            : then.getYear() == now.getYear() ? "year" : "else";
    return format("time." + kind, then);
  }

  /** A time with its day, to the second. */
  public String full(TemporalAccessor at) {
    return at == null ? "" : format("time.full", local(at));
  }

  /** From one time to another, or just when. */
  public String between(TemporalAccessor first, TemporalAccessor last) {
    String from = time(first);
    String to = time(last);
    return from.equals(to) ? to : text("problems.between", from, to);
  }

  /** For programs. */
  public String iso(TemporalAccessor at) {
    return at == null
        ? ""
        : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
            local(at).truncatedTo(ChronoUnit.SECONDS).toOffsetDateTime());
  }

  /** How long ago, or in how long. */
  public String ago(TemporalAccessor at) {
    if (at == null) {
      return "";
    }
    Duration since = Duration.between(Instant.from(at), clock.instant());
    if (since.abs().compareTo(NOW) < 0) {
      return text("span.now");
    }
    return since.isNegative()
        ? text("span.in", span(since.negated()))
        : text("span.ago", span(since));
  }

  /** A span in its two largest units. */
  public String span(Duration span) {
    long seconds = Math.max(0, span.toSeconds());
    if (seconds < MINUTE) {
      return text("span.s", seconds);
    }
    if (seconds < HOUR) {
      return text("span.min", seconds / MINUTE);
    }
    if (seconds < DAY) {
      return text("span.h", seconds / HOUR, "%02d".formatted(seconds % HOUR / MINUTE));
    }
    return text("span.d", seconds / DAY, seconds % DAY / HOUR);
  }

  public String seconds(long seconds) {
    return span(Duration.ofSeconds(seconds));
  }

  /** The page of the order that a delivery is, or is about; else its own. */
  public String pathOf(DeliveryRow it) {
    return it.orderKey() == null || it.origin() == null || it.origin().isEmpty()
        ? Listing.path("/deliveries/{id}", it.id())
        : Listing.path("/orders/{origin}/{id}", it.origin(), it.orderKey());
  }

  /** The page of a product, a price or a stock. */
  public String pathOf(States.Item it) {
    return pathOfState(it.type(), it.key());
  }

  /** The page of what was held otherwise; null when it has none. */
  public String pathOf(Differences.Found it) {
    return States.TYPES.contains(it.type()) ? pathOfState(it.type(), it.key()) : null;
  }

  static String pathOfState(String type, String key) {
    return UriComponentsBuilder.fromPath("/states/{type}")
        .queryParam("key", "{key}")
        .encode()
        .buildAndExpand(type, key)
        .toUriString();
  }

  /** A part of a product, a price or a stock. */
  public String part(Object value) {
    if (value instanceof List<?> several) {
      return several.stream().map(this::part).collect(Collectors.joining(", "));
    }
    if (value instanceof Sentence said) {
      return sentence(said);
    }
    if (value instanceof TemporalAccessor at) {
      return time(at);
    }
    return value instanceof Number number ? number(number) : String.valueOf(value);
  }

  /** The page of what somebody did something with; null when it has none. */
  public String pathOf(Audit.Entry it) {
    return switch (it.objectType()) {
      case Audit.DELIVERY -> Listing.path("/deliveries/{id}", it.object());
      case Audit.DEAD_LETTER -> Listing.path("/dead-letters/{id}", it.object());
      case Audit.BULK -> Listing.path("/bulk/{id}", it.object());
      case Audit.CONNECTION -> Listing.path("/connections/{name}", it.object());
      case Audit.STATE ->
          pathOfState(it.object().split("/", 2)[0], it.object().replaceFirst("^[^/]*/", ""));
      case Audit.FLOWS -> "/flows/history";
      case Audit.ROUTE -> "/flows";
      default -> null;
    };
  }

  /** A count that says when it is not all. */
  public String count(Count count) {
    return number(count.value()) + (count.capped() ? "+" : "");
  }

  /** So many a minute; what is seldom is told by the hour. */
  public String rate(double perMinute) {
    return perMinute == 0
        ? ""
        : perMinute < 1
            ? text("rate.hour", Math.max(1, Math.round(perMinute * MINUTE)))
            : text("rate.minute", Math.round(perMinute));
  }

  /** One bar of a line of bars. */
  public record Bar(int x, long height) {}

  /** Bars as high as 20 at most; what is more than nothing is seen. */
  public List<Bar> bars(List<Long> numbers) {
    long most = numbers.stream().mapToLong(Long::longValue).max().orElse(0);
    return IntStream.range(0, numbers.size())
        .filter(i -> numbers.get(i) > 0)
        .mapToObj(i -> new Bar(2 * i, Math.max(1, numbers.get(i) * BAR / most)))
        .toList();
  }

  public String number(Number number) {
    return number == null ? "" : NumberFormat.getInstance(locale()).format(number);
  }

  /** Money in reais; empty for null. */
  public String money(BigDecimal amount) {
    if (amount == null) {
      return "";
    }
    NumberFormat format = NumberFormat.getNumberInstance(locale());
    format.setMinimumFractionDigits(2);
    format.setMaximumFractionDigits(2);
    return Currency.getInstance("BRL").getSymbol(Locale.forLanguageTag("pt-BR"))
        + '\u00a0'
        + format.format(amount);
  }

  /** The tone of how an order stands. */
  public String toneOf(OrderClass it) {
    return switch (it) {
      case NEEDS_A_PERSON -> "person";
      case WAITS -> "waits";
      case UNDER_WAY -> "way";
      case DONE -> "well";
    };
  }

  public String toneOf(OrderRow it) {
    return toneOf(it.orderClass());
  }

  /** How an order stands, in a word or two. */
  public String standingOf(OrderRow it) {
    return sentence(it.orderClass().title());
  }

  /** The tone of one line of an order's answer box; an order that is done is well. */
  public String toneOf(OrderRow order, OrderPages.Answer it) {
    boolean done = order.orderClass() == OrderClass.DONE && it.tone() == Wait.Tone.UNDER_WAY;
    return done ? toneOf(OrderClass.DONE) : toneOf(it.tone());
  }

  /** The tone of what a delivery waits for; well when it waits for nothing. */
  public String toneOf(Wait.Tone it) {
    return switch (it) {
      case PERSON -> "person";
      case WAITS -> "waits";
      case UNDER_WAY -> "way";
    };
  }

  /** The tone of a delivery's state. */
  public String toneOf(String state) {
    return switch (state) {
      case "delivered" -> "well";
      case "pending", "claimed" -> "way";
      case "retrying" -> "waits";
      case "dead" -> "trouble";
      case "parked" -> "person";
      default -> "off";
    };
  }

  private ZonedDateTime local(TemporalAccessor at) {
    return at instanceof OffsetDateTime it
        ? it.atZoneSameInstant(zone)
        : Instant.from(at).atZone(zone);
  }

  private String format(String key, ZonedDateTime at) {
    return DateTimeFormatter.ofPattern(text(key), locale()).format(at);
  }

  private static Locale locale() {
    return LocaleContextHolder.getLocale();
  }
}
