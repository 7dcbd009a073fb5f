package dev.ponte.ledger;

import dev.ponte.canonical.Address;
import dev.ponte.canonical.Invoice;
import dev.ponte.canonical.Message;
import dev.ponte.canonical.Order;
import dev.ponte.canonical.OrderRef;
import dev.ponte.canonical.OrderStatus;
import dev.ponte.canonical.Shipment;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * By what orders are found, and which step each has taken when. Written in the transaction that
 * records what it comes from, at its very end: all of a transaction in two or three batches, and
 * always in the same order, so that two transactions do not wait for each other.
 */
@Component
class OrderIndex {

  private static final int MOST_BUYER = 300;
  private static final int MOST_NUMBER = 200;

  private static final String TERM =
      """
      INSERT INTO search_term (term, kind, head_id)
      SELECT CAST(? AS VARCHAR), CAST(? AS VARCHAR), CAST(? AS BIGINT)
       WHERE NOT EXISTS (SELECT 1 FROM search_term WHERE term = ? AND kind = ? AND head_id = ?)
      """;

  private static final String PLACED =
      """
      INSERT INTO order_clock (head_id, origin, order_key, number, buyer, total, placed_at, recorded_at)
      SELECT CAST(? AS BIGINT), CAST(? AS VARCHAR), CAST(? AS VARCHAR), CAST(? AS VARCHAR),
             CAST(? AS VARCHAR), CAST(? AS DECIMAL(19, 2)), CAST(? AS TIMESTAMP WITH TIME ZONE),
             CAST(? AS TIMESTAMP WITH TIME ZONE)
       WHERE NOT EXISTS (SELECT 1 FROM order_clock WHERE head_id = ?)
      """;

  private static final String CHANGED =
      """
      UPDATE order_clock SET number = ?, buyer = ?, total = ?,
             cancelled_at = CASE WHEN CAST(? AS BOOLEAN) THEN COALESCE(cancelled_at, ?) END
       WHERE head_id = ?
      """;

  private static final String TAKEN =
      """
      UPDATE order_clock SET accepted_at = COALESCE(accepted_at, ?),
             invoiced_at = COALESCE(invoiced_at, ?), shipped_at = COALESCE(shipped_at, ?),
             arrived_at = COALESCE(arrived_at, ?)
       WHERE order_key = ? AND origin = ?
      """;

  private final JdbcTemplate jdbc;

  OrderIndex(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A version that was recorded.
   *
   * @param at when; null for just now
   */
  record Entry(Message message, String origin, long head, long version, Instant at) {

    String orderKey() {
      return message instanceof Order order
          ? order.id()
          : message.aboutOrder().map(OrderRef::id).orElse("");
    }

    boolean isFirstOfOrder() {
      return message instanceof Order && version == 1;
    }
  }

  /** What is personal of a key goes, in the caller's transaction. */
  void forget(long head) {
    jdbc.update(
        "DELETE FROM search_term WHERE head_id = ? AND kind IN ('document', 'email', 'name')",
        head);
    jdbc.update("UPDATE order_clock SET buyer = NULL WHERE head_id = ?", head);
  }

  /** A version was written in the caller's transaction. */
  void wrote(Message message, String origin, long head, long version) {
    if (!(message instanceof Order) && message.aboutOrder().isEmpty()) {
      return;
    }
    Collected collected = (Collected) TransactionSynchronizationManager.getResource(this);
    if (collected == null) {
      collected = new Collected();
      TransactionSynchronizationManager.bindResource(this, collected);
      TransactionSynchronizationManager.registerSynchronization(collected);
    }
    collected.entries.add(new Entry(message, origin, head, version, null));
  }

  private final class Collected implements TransactionSynchronization {

    private final List<Entry> entries = new ArrayList<>();

    /**
     * Whoever writes at the end of a transaction as well comes after this, whichever of them was
     * called first: two transactions that lock in different orders wait for each other.
     */
    @Override
    public int getOrder() {
      return LOWEST_PRECEDENCE - 1;
    }

    @Override
    public void beforeCommit(boolean readOnly) {
      write(entries);
    }

    @Override
    public void afterCompletion(int status) {
      TransactionSynchronizationManager.unbindResource(OrderIndex.this);
    }
  }

  /** Writes what these say, in the caller's transaction; what is there already stays. */
  void write(List<Entry> entries) {
    List<Entry> sorted =
        entries.stream()
            .sorted(
                Comparator.comparing(Entry::orderKey)
                    .thenComparing(Entry::origin)
                    .thenComparing(Entry::version))
            .toList();
    Instant now = Instant.now();
    batch(TERM, sorted.stream().flatMap(it -> terms(it).stream()).toList());
    batch(
        PLACED, sorted.stream().filter(Entry::isFirstOfOrder).map(it -> placed(it, now)).toList());
    batch(
        CHANGED,
        sorted.stream()
            .filter(
                it ->
                    it.message() instanceof Order order && (it.version() > 1 || order.cancelled()))
            .map(it -> changed(it, (Order) it.message(), now))
            .toList());
    batch(TAKEN, sorted.stream().flatMap(it -> taken(it, now).stream()).toList());
  }

  private void batch(String sql, List<Object[]> rows) {
    if (!rows.isEmpty()) {
      jdbc.batchUpdate(sql, rows);
    }
  }

  private static List<Object[]> terms(Entry it) {
    return SearchTerms.of(it.message()).stream()
        .map(
            term ->
                new Object[] {
                  term.term(), term.kind(), it.head(), term.term(), term.kind(), it.head()
                })
        .toList();
  }

  private static Object[] placed(Entry it, Instant now) {
    Order order = (Order) it.message();
    return new Object[] {
      it.head(),
      it.origin(),
      order.id(),
      cut(order.number(), MOST_NUMBER),
      buyer(order),
      order.total(),
      time(order.createdAt()),
      Timestamp.from(it.at() == null ? now : it.at()),
      it.head()
    };
  }

  private static Object[] changed(Entry it, Order order, Instant now) {
    return new Object[] {
      cut(order.number(), MOST_NUMBER),
      buyer(order),
      order.total(),
      order.cancelled(),
      Timestamp.from(it.at() == null ? now : it.at()),
      it.head()
    };
  }

  /** Which steps of its order a message tells of. */
  private static Optional<Object[]> taken(Entry it, Instant now) {
    Timestamp told = Timestamp.from(it.at() == null ? now : it.at());
    Timestamp[] steps = new Timestamp[4];
    if (it.message() instanceof OrderStatus status) {
      Timestamp at = status.at() == null ? told : time(status.at());
      switch (status.status()) {
        case ACCEPTED, PROCESSING, PICKING -> steps[0] = at;
        case INVOICED -> {
          steps[0] = at;
          steps[1] = at;
        }
        case CANCELLED -> {
          return Optional.empty();
        }
      }
    } else if (it.message() instanceof Invoice invoice && invoice.kind() == Invoice.Kind.SALE) {
      steps[1] = time(invoice.issuedAt());
    } else if (it.message() instanceof Shipment shipment) {
      steps[2] = shipment.postedAt() == null ? told : time(shipment.postedAt());
      steps[3] = shipment.deliveredAt() == null ? null : time(shipment.deliveredAt());
    } else {
      return Optional.empty();
    }
    return Optional.of(
        new Object[] {steps[0], steps[1], steps[2], steps[3], it.orderKey(), it.origin()});
  }

  private static String buyer(Order order) {
    Address where = order.delivery() == null ? order.billing() : order.delivery();
    String name = order.customer().name();
    return cut(
        where == null || where.city() == null
            ? name
            : "%s, %s/%s".formatted(name, where.city(), where.state()),
        MOST_BUYER);
  }

  private static Timestamp time(OffsetDateTime at) {
    return Timestamp.from(at.toInstant());
  }

  private static String cut(String text, int most) {
    // PostgreSQL takes no NUL, and no order is refused for what only a list shows of it.
    String clean = text == null ? null : text.replace('\0', ' ');
    return clean == null || clean.length() <= most ? clean : clean.substring(0, most);
  }
}
