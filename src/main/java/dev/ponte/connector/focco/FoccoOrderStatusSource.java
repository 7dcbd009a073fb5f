package dev.ponte.connector.focco;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Order;
import dev.ponte.canonical.OrderRef;
import dev.ponte.canonical.OrderStatus;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Connections;
import dev.ponte.connection.PollRun;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.Difference;
import dev.ponte.delivery.ReconciliationPasses;
import dev.ponte.delivery.Reference;
import dev.ponte.delivery.References;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The bean behind {@code focco-order-status-source}: asks for open orders, one call for each, those
 * first that are likely to have moved, and for a while for invoiced ones, within a budget of calls
 * a minute; and emits changes only.
 */
@Component("foccoOrderStatusSource")
public final class FoccoOrderStatusSource {

  private static final Logger LOG = LoggerFactory.getLogger(FoccoOrderStatusSource.class);

  /** An order that was not asked for so long has its turn, whatever its state. */
  private static final Duration NEGLECTED = Duration.ofHours(1);

  /** What is being picked is invoiced soon; what is being processed must be picked first. */
  private static final List<String> LIKELY_TO_MOVE = List.of("em separação", "em processamento");

  /** The state of an order that was asked for in vain: else it would always come first. */
  private static final String UNKNOWN = "";

  /** The state of an order that Focco has accepted and does not know, with the time since when. */
  private static final String NOT_FOUND = "not found";

  private static final String SINCE = NOT_FOUND + " since ";

  /** Where it went by then, Focco will not tell any more. */
  private static final Duration LOST = Duration.ofDays(7);

  /** Longer than this no order waits, so that none comes before those likely to move. */
  private static final Duration NEVER = Duration.ofDays(30);

  /**
   * An order that was invoiced not long ago, with the time as state: its invoice may be cancelled.
   */
  private static final String INVOICED = "invoiced";

  /** One that was invoiced longer ago. */
  private static final String INVOICED_LONG = "invoiced-long";

  /** In this time most of the invoices are cancelled that ever are, by law. */
  private static final Duration FRESH = Duration.ofDays(1);

  private static final Duration SELDOM = Duration.ofDays(1);

  private static final String CHANGED = "PonteFoccoReference";

  private static final Map<String, OrderStatus.Status> STATUSES =
      Map.of(
          "em processamento", OrderStatus.Status.PROCESSING,
          "em separação", OrderStatus.Status.PICKING,
          "faturado", OrderStatus.Status.INVOICED,
          "cancelado", OrderStatus.Status.CANCELLED);

  private final Connections connections;
  private final FoccoApi focco;
  private final References references;
  private final ReconciliationPasses checks;
  private final Clock clock;
  private final Map<String, FoccoAllowance> allowances = new ConcurrentHashMap<>();

  FoccoOrderStatusSource(
      Connections connections,
      FoccoApi focco,
      References references,
      ReconciliationPasses checks,
      Clock clock) {
    this.connections = connections;
    this.focco = focco;
    this.references = references;
    this.checks = checks;
    this.clock = clock;
  }

  /** The orders to ask for in this poll. */
  public List<Reference> open(String connectionName) {
    int budget =
        connections.get(connectionName).settings(FoccoSettings.class).orderStatus().callsAMinute();
    int calls =
        allowances
            .computeIfAbsent(connectionName, any -> new FoccoAllowance())
            .take(budget, clock.instant());
    return calls == 0 ? List.of() : shared(connectionName, calls);
  }

  /**
   * Half of the calls are for what is likely to move, however many others were not asked for long:
   * else a backlog of old orders would hide all fresh ones.
   */
  private List<Reference> shared(String connection, int calls) {
    Map<String, Reference> next = new LinkedHashMap<>();
    List<Reference> likely =
        references.likely(Reference.ORDER, connection, LIKELY_TO_MOVE, NEVER, calls);
    List<Reference> neglected =
        references.likely(Reference.ORDER, connection, LIKELY_TO_MOVE, NEGLECTED, calls);
    Stream.concat(likely.stream().limit(calls / 2), neglected.stream())
        .forEach(it -> next.putIfAbsent(it.source() + '/' + it.key(), it));
    List<Reference> invoiced = invoiced(connection, Math.max(calls / 4, calls - next.size()));
    return Stream.concat(next.values().stream().limit(calls - invoiced.size()), invoiced.stream())
        .toList();
  }

  /** Those invoiced of late in turn, and those invoiced long ago once a day. */
  private List<Reference> invoiced(String connection, int calls) {
    if (calls == 0) {
      return List.of();
    }
    Instant recently = clock.instant().minus(SELDOM);
    List<Reference> fresh = references.likely(INVOICED, connection, List.of(), NEVER, calls);
    List<Reference> old =
        references.likely(INVOICED_LONG, connection, List.of(), NEVER, calls).stream()
            .filter(it -> lookedAtOf(it).isBefore(recently))
            .toList();
    return Stream.concat(fresh.stream(), old.stream()).limit(calls).toList();
  }

  /**
   * Asks for one order and leaves its {@link OrderStatus} as body when that has changed; otherwise
   * null.
   */
  public void ask(Exchange exchange, String connectionName) {
    Connection connection = connections.get(connectionName);
    Reference reference = exchange.getMessage().getBody(Reference.class);
    PollRun run = exchange.getProperty(PollRun.PROPERTY, PollRun.class);
    exchange.getMessage().setBody(null);
    if (run.stopped()) {
      return;
    }
    try {
      Optional<FoccoEnvelope> answer =
          focco.find(connection, "GetStatusPedido", FoccoRequests.order(reference.id()), null);
      run.succeeded();
      if (isInvoiced(reference)) {
        followed(exchange, connection, reference, answer.map(FoccoEnvelope::value));
      } else if (answer.isPresent()) {
        changed(exchange, connection, reference, answer.get().value());
      } else {
        notFound(connection, reference);
      }
    } catch (DeliveryFailure failure) {
      lookedAt(reference);
      run.failed("order " + reference.key(), failure);
    }
  }

  /** The ledger has taken the status, so it need not be emitted again. */
  @SuppressWarnings("unchecked")
  public void taken(Exchange exchange) {
    references.save(exchange.getProperty(CHANGED, List.class));
  }

  private static boolean isInvoiced(Reference reference) {
    return reference.kind().equals(INVOICED) || reference.kind().equals(INVOICED_LONG);
  }

  /** An order that was invoiced: what it is now is told when it is that no more. */
  private void followed(
      Exchange exchange, Connection connection, Reference reference, Optional<JsonNode> answer) {
    String text = answer.map(it -> it.path("status").asText("").strip()).orElse("");
    OrderStatus.Status status = STATUSES.get(text.toLowerCase(Locale.ROOT));
    if (status != null && status != OrderStatus.Status.INVOICED) {
      LOG.warn(
          "{} says \"{}\" of order {} of {}, which it had invoiced",
          connection.name(),
          text,
          reference.key(),
          reference.source());
      emit(exchange, connection, as(Reference.ORDER, reference, text, !ended(status)), status);
      return;
    }
    Instant since = Instant.parse(since(reference));
    Duration age = Duration.between(since, clock.instant());
    int days = connection.settings(FoccoSettings.class).orderStatus().invoicedDays();
    if (answer.isEmpty() || age.toDays() >= days) {
      references.save(List.of(as(reference.kind(), reference, reference.state(), false)));
    } else if (age.compareTo(FRESH) < 0) {
      references.seen(List.of(reference));
    } else {
      String looked = since + "/" + clock.instant();
      references.save(
          List.of(
              as(INVOICED, reference, reference.state(), false),
              as(INVOICED_LONG, reference, looked, true)));
    }
  }

  private static String since(Reference invoiced) {
    return invoiced.state().split("/")[0];
  }

  private static Instant lookedAtOf(Reference invoicedLong) {
    return Instant.parse(invoicedLong.state().split("/")[1]);
  }

  /** It is told once, and never created again: a person must find out where it went. */
  private void notFound(Connection connection, Reference reference) {
    if (isNotFound(reference)) {
      stillNotFound(connection, reference);
      return;
    }
    checks.report(
        new Difference(
            null,
            Order.TYPE,
            reference.source(),
            reference.key(),
            connection.name(),
            "order=" + (reference.label() == null ? reference.id() : reference.label()),
            null));
    references.save(List.of(moved(reference, SINCE + clock.instant(), null)));
  }

  private void stillNotFound(Connection connection, Reference reference) {
    if (!reference.state().startsWith(SINCE)) {
      // As it was noted before the time was.
      references.save(List.of(moved(reference, SINCE + clock.instant(), null)));
      return;
    }
    Instant since = Instant.parse(reference.state().substring(SINCE.length()));
    if (since.plus(LOST).isAfter(clock.instant())) {
      references.seen(List.of(reference));
      return;
    }
    LOG.warn(
        "{} has not known order {} of {} since {}; it is asked for no more, find out what became of it",
        connection.name(),
        reference.key(),
        reference.source(),
        since);
    references.save(List.of(as(reference.kind(), reference, reference.state(), false)));
  }

  private static boolean isNotFound(Reference reference) {
    return reference.state() != null && reference.state().startsWith(NOT_FOUND);
  }

  private void lookedAt(Reference reference) {
    if (reference.state() == null) {
      references.save(List.of(moved(reference, UNKNOWN, null)));
    } else {
      references.seen(List.of(reference));
    }
  }

  private void changed(
      Exchange exchange, Connection connection, Reference reference, JsonNode answer) {
    String text = answer.path("status").asText("").strip();
    if (text.equals(reference.state())) {
      references.seen(List.of(reference));
      return;
    }
    OrderStatus.Status status = STATUSES.get(text.toLowerCase(Locale.ROOT));
    Reference now = moved(reference, text, status);
    if (status == null) {
      LOG.warn(
          "{} says \"{}\" of order {}, which is no documented status; it is not passed on",
          connection.name(),
          text,
          reference.key());
      references.save(List.of(now));
      return;
    }
    if (status == OrderStatus.Status.PROCESSING && isFirst(reference)) {
      references.save(List.of(now));
      return;
    }
    emit(exchange, connection, now, status);
  }

  /** With the reference as it is when the ledger has taken the status. */
  private void emit(
      Exchange exchange, Connection connection, Reference now, OrderStatus.Status status) {
    boolean followed =
        status == OrderStatus.Status.INVOICED
            && connection.settings(FoccoSettings.class).orderStatus().invoicedDays() > 0;
    List<Reference> changed = new ArrayList<>(List.of(now));
    if (followed) {
      changed.add(as(INVOICED, now, clock.instant().toString(), true));
    } else {
      Stream.of(INVOICED, INVOICED_LONG)
          .flatMap(
              kind -> references.byKey(kind, now.source(), now.key(), now.connection()).stream())
          .forEach(it -> changed.add(as(it.kind(), it, it.state(), false)));
    }
    exchange.setProperty(CHANGED, changed);
    exchange.getMessage().setBody(Canonical.write(status(connection, now, status, now.state())));
  }

  /** What was accepted is processed: the store knows that from the acceptance. */
  private static boolean isFirst(Reference reference) {
    return reference.state() == null || reference.state().equals(UNKNOWN) || isNotFound(reference);
  }

  private static Reference moved(Reference it, String text, OrderStatus.Status status) {
    return as(it.kind(), it, text, !ended(status));
  }

  private static boolean ended(OrderStatus.Status status) {
    return status == OrderStatus.Status.INVOICED || status == OrderStatus.Status.CANCELLED;
  }

  private static Reference as(String kind, Reference it, String state, boolean open) {
    return new Reference(
        kind, it.source(), it.key(), it.connection(), it.id(), it.label(), state, open);
  }

  private OrderStatus status(
      Connection connection, Reference reference, OrderStatus.Status status, String text) {
    return new OrderStatus(
        connection.name(),
        new OrderRef(reference.source(), reference.key()),
        status,
        reference.id(),
        reference.label(),
        text,
        status == OrderStatus.Status.CANCELLED ? "Cancelado no ERP" : null,
        OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
  }
}
