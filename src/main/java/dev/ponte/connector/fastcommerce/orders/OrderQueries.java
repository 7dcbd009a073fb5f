package dev.ponte.connector.fastcommerce.orders;

import dev.ponte.connection.Connection;
import dev.ponte.connector.fastcommerce.api.FastcommerceSettings;
import dev.ponte.connector.fastcommerce.api.OrderFields;
import dev.ponte.connector.fastcommerce.api.ReportParameters;
import dev.ponte.connector.fastcommerce.api.ReportQuery;
import dev.ponte.connector.fastcommerce.api.ReportRow;
import dev.ponte.connector.fastcommerce.api.StatusNumbers;
import dev.ponte.connector.fastcommerce.api.Values;
import dev.ponte.delivery.Cursors;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What a poll asks for, in as few calls as possible.
 *
 * <ul>
 *   <li>each time: orders in each status to take whose flag is 0, that is new or changed ones;
 *   <li>every ten minutes: orders that the store has cancelled whose flag is 0;
 *   <li>every day: orders in all these statuses placed in the last week, whatever their flag. An
 *       order that changed between our read and our acknowledgement has lost the mark of its
 *       change. Orders placed before this connection was first polled are left out: what they were
 *       flagged by was not Ponte.
 * </ul>
 */
final class OrderQueries {

  private static final String FIRST = "orders-first";
  private static final String CANCELLED = "orders-cancelled";
  private static final String REREAD = "orders-reread";
  private static final String UNSEEN = "0";

  private final ReportParameters parameters;
  private final Cursors cursors;
  private final Connection connection;
  private final FastcommerceSettings.Orders settings;
  private final Instant now;
  private final Map<String, String> answered = new HashMap<>();

  OrderQueries(ReportParameters parameters, Cursors cursors, Connection connection, Instant now) {
    this.parameters = parameters;
    this.cursors = cursors;
    this.connection = connection;
    this.settings = connection.settings(FastcommerceSettings.class).orders();
    this.now = now;
  }

  List<OrderQuery> due() {
    List<OrderQuery> due = new ArrayList<>();
    Instant first = first();
    for (String status : settings.statuses()) {
      due.add(new OrderQuery(unseen(status), any -> true, () -> {}));
    }
    if (isDue(CANCELLED, settings.cancelledEvery())) {
      due.add(
          new OrderQuery(unseen(StatusNumbers.CANCELLED), any -> true, () -> answered(CANCELLED)));
    }
    if (isDue(REREAD, settings.rereadEvery())) {
      due.addAll(again(first));
    }
    return due;
  }

  private List<OrderQuery> again(Instant first) {
    List<String> statuses = new ArrayList<>(settings.statuses());
    statuses.add(StatusNumbers.CANCELLED);
    Instant week = now.minus(settings.rereadDays(), ChronoUnit.DAYS);
    Instant from = week.isAfter(first) ? week : first;
    List<OrderQuery> all = new ArrayList<>();
    for (String status : statuses) {
      boolean last = all.size() == statuses.size() - 1;
      all.add(
          new OrderQuery(
              placedSince(base(status), from),
              ours(first),
              last ? () -> answered(REREAD) : () -> {}));
    }
    return all;
  }

  /** Not what was cancelled on our own word. */
  private Predicate<OrderRows> ours(Instant first) {
    String cancelledByUs =
        String.valueOf(connection.settings(FastcommerceSettings.class).updates().cancelledFlag());
    return order -> {
      ReportRow header = order.header();
      return isPlacedSince(first, header) && !cancelledByUs.equals(header.get("ChangeFlagAPI"));
    };
  }

  private boolean isPlacedSince(Instant first, ReportRow header) {
    try {
      OffsetDateTime placed = Values.time("Feito em", header.get("Feito em"), connection.zone());
      return placed != null && !placed.toInstant().isBefore(first.truncatedTo(ChronoUnit.MINUTES));
    } catch (IllegalArgumentException malformed) {
      // The mapper refuses the order in words.
      return true;
    }
  }

  private ReportQuery unseen(String status) {
    ReportQuery query = base(status).parameter(number(ReportParameters.FLAG), UNSEEN);
    return settings.days() == 0
        ? query
        : placedSince(query, now.minus(settings.days(), ChronoUnit.DAYS));
  }

  private ReportQuery base(String status) {
    return ReportQuery.of(OrderFields.REPORT)
        .fields(OrderFields.FIELDS)
        .parameter(number(ReportParameters.STATUS), status);
  }

  /** Whether a bound is part of the range is not said, so both lie a day beyond. */
  private ReportQuery placedSince(ReportQuery query, Instant from) {
    ReportQuery bounded = query;
    Integer begin = find(ReportParameters.FROM);
    Integer end = find(ReportParameters.TO);
    if (begin != null) {
      bounded = bounded.parameter(begin, midnight(from.minus(1, ChronoUnit.DAYS)));
    }
    if (end != null) {
      bounded = bounded.parameter(end, midnight(now.plus(2, ChronoUnit.DAYS)));
    }
    return bounded;
  }

  private String midnight(Instant at) {
    LocalDateTime day = at.atZone(connection.zone()).toLocalDate().atStartOfDay();
    return Values.minute(day);
  }

  private int number(String meaning) {
    return parameters.number(connection, OrderFields.REPORT, meaning);
  }

  private Integer find(String meaning) {
    return parameters.find(connection, OrderFields.REPORT, meaning).orElse(null);
  }

  /** When this connection was polled for the first time. */
  private Instant first() {
    return cursors
        .get(connection.name(), FIRST)
        .map(Instant::parse)
        .orElseGet(
            () -> {
              note(FIRST);
              note(REREAD);
              return now;
            });
  }

  private boolean isDue(String cursor, Duration every) {
    return !every.isZero()
        && cursors
            .get(connection.name(), cursor)
            .map(Instant::parse)
            .filter(last -> last.plus(every).isAfter(now))
            .isEmpty();
  }

  private void answered(String cursor) {
    answered.put(cursor, now.toString());
  }

  /**
   * The cursors of rare questions whose answers were handed out; they move when all is recorded.
   */
  Map<String, String> answered() {
    return answered;
  }

  private void note(String cursor) {
    cursors.put(connection.name(), cursor, now.toString());
  }
}
