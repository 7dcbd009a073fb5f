package dev.ponte.connector.moovin.orders;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.Order;
import dev.ponte.connection.Connection;
import dev.ponte.connector.moovin.api.Fields;
import dev.ponte.connector.moovin.api.MoovinApi;
import dev.ponte.connector.moovin.api.MoovinSettings;
import dev.ponte.connector.moovin.api.StoreStatuses;
import dev.ponte.delivery.Cursors;
import dev.ponte.delivery.Mark;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;

/**
 * What one poll reads: the orders that were changed since the watermark, and, when it is time, all
 * that are approved and not imported, whenever they were changed. Lazy; what it found out moves the
 * cursors only when all was recorded.
 */
final class OrderReading implements Iterator<List<OrderReading.Due>> {

  private static final String WATERMARK = "orders";
  private static final String SWEPT = "orders-sweep";
  private static final String FIRST = "orders-first";
  private static final int DAYS_BACK = 1;

  private final MoovinApi moovin;
  private final StoreStatuses statuses;
  private final History history;
  private final Connection connection;
  private final Cursors cursors;
  private final Instant now;
  private final MoovinSettings settings;
  private final Watermark watermark;
  private final boolean sweeps;
  private Set<String> approved;
  private Set<String> cancelled;
  private Iterator<List<JsonNode>> changes;
  private Deque<Iterator<List<JsonNode>>> sources;
  private LocalDateTime newest;
  private boolean refreshed;

  OrderReading(
      MoovinApi moovin,
      StoreStatuses statuses,
      History history,
      Connection connection,
      Cursors cursors,
      Instant now) {
    this.moovin = moovin;
    this.statuses = statuses;
    this.history = history;
    this.connection = connection;
    this.cursors = cursors;
    this.now = now;
    this.settings = connection.settings(MoovinSettings.class);
    this.watermark =
        cursor(WATERMARK).map(Watermark::parse).orElseGet(() -> begin(connection, now));
    this.sweeps =
        cursor(SWEPT)
            .map(Instant::parse)
            .map(it -> !now.isBefore(it.plus(settings.orders().sweepEvery())))
            .orElse(true);
  }

  /**
   * An order that is to be taken.
   *
   * @param mark which content of it this is
   * @param order the store's record, without card data
   * @param cancelled whether the store has cancelled it
   */
  record Due(Mark mark, JsonNode order, boolean cancelled) {}

  @Override
  public boolean hasNext() {
    open();
    while (!sources.isEmpty() && !sources.peek().hasNext()) {
      sources.remove();
    }
    return !sources.isEmpty();
  }

  /** Those of a page that are to be taken; may be none. */
  @Override
  public List<Due> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    List<JsonNode> page = sources.peek().next();
    if (sources.peek() == changes) {
      // A sweep sees no other changes, so it does not say how far they were read.
      page.forEach(this::see);
    }
    return page.stream().flatMap(it -> due(it).stream()).toList();
  }

  /** The cursors of the next poll, which begins after all that was read. */
  Map<String, String> reached() {
    Map<String, String> reached = new HashMap<>();
    Watermark next = watermark.after(newest, now);
    if (cursor(WATERMARK).isEmpty() || !next.equals(watermark)) {
      reached.put(WATERMARK, next.toString());
    }
    if (cursor(FIRST).isEmpty()) {
      reached.put(FIRST, now.toString());
    }
    if (sweeps) {
      reached.put(SWEPT, now.toString());
    }
    return reached;
  }

  private void open() {
    if (sources != null) {
      return;
    }
    resolve();
    sources = new ArrayDeque<>();
    LocalDateTime from = watermark.from(now, settings.orders().overlap());
    changes = new OrderPages(moovin, connection, Map.of(), from);
    sources.add(changes);
    if (sweeps) {
      approved.stream().sorted().forEach(code -> sources.add(sweep(code)));
    }
  }

  private Iterator<List<JsonNode>> sweep(String code) {
    return new OrderPages(
        moovin, connection, Map.of("codigo_status_pedido", code, "importado", "0"), null);
  }

  private Optional<Due> due(JsonNode order) {
    String status = Fields.text(order, "codigo_status_pedido");
    if (status != null && !refreshed && !statuses.knows(connection, status, null)) {
      refreshed = true;
      statuses.forget(connection);
      resolve();
    }
    boolean isCancelled = cancelled.contains(String.valueOf(status));
    boolean isDue = isCancelled ? !history.hasCancelled(connection, order) : isOurs(order, status);
    return isDue ? Optional.of(row(order, isCancelled)) : Optional.empty();
  }

  /**
   * An imported order that was placed before this connection was first read was imported by others.
   * A later one that we did not import is a person's to look at.
   */
  private boolean isOurs(JsonNode order, String status) {
    return approved.contains(String.valueOf(status))
        && (!Fields.flag(order, "importado")
            || history.hasDelivered(connection, order)
            || isPlacedSinceFirst(order));
  }

  private boolean isPlacedSinceFirst(JsonNode order) {
    LocalDateTime first = LocalDateTime.ofInstant(first(), connection.zone());
    try {
      LocalDateTime placed = Fields.local(order, "data");
      return placed != null && placed.isAfter(first);
    } catch (IllegalArgumentException malformed) {
      // The mapper refuses the order in words.
      return true;
    }
  }

  /** When this connection was read for the first time. */
  private Instant first() {
    return cursor(FIRST).map(Instant::parse).orElse(now);
  }

  private Due row(JsonNode order, boolean isCancelled) {
    JsonNode plain = Payments.withoutCardData((ObjectNode) order);
    String stamp = ContentStamp.of(plain, isCancelled);
    String id = Fields.text(plain, "codigo_pedido");
    Mark mark = new Mark(connection.name(), Order.TYPE, id == null ? stamp : id, stamp);
    return new Due(mark, plain, isCancelled);
  }

  private void see(JsonNode order) {
    try {
      LocalDateTime changed = Fields.local(order, "data_ultima_atualizacao");
      if (changed != null && changed.isBefore(tomorrow())) {
        newest = newest == null || changed.isAfter(newest) ? changed : newest;
      }
    } catch (IllegalArgumentException malformed) {
      // The mapper refuses the order in words; where we stand does not depend on it.
      return;
    }
  }

  /** A stamp beyond it is an error; believed, it would hide all changes until then. */
  private LocalDateTime tomorrow() {
    return LocalDateTime.ofInstant(now, connection.zone()).plusDays(1);
  }

  private void resolve() {
    String none = settings.statuses().cancelled();
    approved = statuses.codes(connection, settings.statuses().approved(), null);
    cancelled = none.isBlank() ? Set.of() : statuses.codes(connection, none, null);
  }

  private Optional<String> cursor(String name) {
    return cursors.get(connection.name(), name);
  }

  /** A store's clock or zone may differ from ours, so the first reading begins well before now. */
  private static Watermark begin(Connection connection, Instant now) {
    LocalDateTime local = LocalDateTime.ofInstant(now, connection.zone());
    return new Watermark(local.minusDays(DAYS_BACK).withNano(0), now);
  }
}
