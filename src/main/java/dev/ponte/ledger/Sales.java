package dev.ponte.ledger;

import dev.ponte.canonical.Invoice;
import dev.ponte.canonical.Message;
import dev.ponte.canonical.Order;
import dev.ponte.canonical.OrderRef;
import dev.ponte.canonical.OrderStatus;
import dev.ponte.canonical.Sale;
import dev.ponte.canonical.Stock;
import dev.ponte.canonical.StockKeepers;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What was sold and its keeper may not know of: an order counts from its recording until what the
 * keeper tells was read after it fell there, whether its delivery waits, is tried again, is parked
 * or dead. Written in the transaction that records the order or what became of it, at its very end
 * and in one order, so that two transactions do not wait for each other.
 */
@Component
class Sales {

  /** Nothing but the skus: beside an equation of the same index H2 would read all of it. */
  private static final String OF_SKUS =
      """
      SELECT s.sku, s.keeper, h.source AS store, s.warehouse, s.pieces,
             COALESCE(c.accepted_at, CASE WHEN d.state = 'delivered' THEN d.finished_at END)
               AS acceptedAt,
             c.invoiced_at AS invoicedAt, s.told_at AS toldAt
        FROM sold s
        JOIN head h ON h.id = s.head_id
        JOIN order_clock c ON c.head_id = s.head_id
        JOIN subscription u ON u.type = 'order' AND u.subscriber = s.keeper
        JOIN delivery d ON d.head_id = s.head_id AND d.subscription_id = u.id
                       AND d.version = h.version
       WHERE s.sku IN (:skus) AND h.cancelled = FALSE AND d.state <> 'skipped'
      """;

  private static final String FORGET = "DELETE FROM sold WHERE head_id = ?";

  private static final String FORGET_ENDED =
      """
      DELETE FROM sold WHERE head_id IN (
             SELECT h.id FROM head h
              WHERE h.type = 'order' AND h.message_key = ? AND h.source = ?)
      """;

  private static final String ADD =
      "INSERT INTO sold (sku, keeper, head_id, warehouse, pieces) VALUES (?, ?, ?, ?, ?)";

  private static final String PLACE =
      """
      INSERT INTO stock_place (sku, head_id)
      SELECT CAST(? AS VARCHAR), CAST(? AS BIGINT)
       WHERE NOT EXISTS (SELECT 1 FROM stock_place WHERE head_id = ?)
      """;

  private static final String DUE = "INSERT INTO stock_due (sku) VALUES (?)";

  private static final String DUE_OF_ORDER =
      """
      INSERT INTO stock_due (sku)
      SELECT DISTINCT s.sku FROM sold s JOIN head h ON h.id = s.head_id
       WHERE h.type = 'order' AND h.message_key = ? AND h.source = ?
      """;

  private static final String TOLD =
      """
      UPDATE sold SET told_at = ?
       WHERE told_at IS NULL AND head_id IN (
             SELECT h.id FROM head h
              WHERE h.type = 'order' AND h.message_key = ? AND h.source = ?)
      """;

  private static final String SKUS = "SELECT DISTINCT sku FROM sold WHERE head_id = :head";

  private static final int BLOCK = 500;

  /** A store keeps back an order for seconds after the ERP has taken it, or for good. */
  private static final Duration TOLD_LATEST = Duration.ofHours(1);

  private final JdbcTemplate jdbc;
  private final JdbcClient client;
  private final StockKeepers keepers;
  private final Clock clock;
  private final List<Runnable> listeners = new ArrayList<>();

  Sales(JdbcTemplate jdbc, JdbcClient client, ObjectProvider<StockKeepers> keepers, Clock clock) {
    this.jdbc = jdbc;
    this.client = client;
    this.keepers = keepers.getIfAvailable(() -> StockKeepers.NONE);
    this.clock = clock;
  }

  /** Called after a commit that made stocks due. */
  void whenDue(Runnable listener) {
    listeners.add(listener);
  }

  /** Whether orders of the hub may say something of the stock. */
  boolean concern(Stock stock) {
    return keepers.names().contains(stock.source());
  }

  /** The messages, stocks with what is known of their sales now; one query for a block. */
  List<Message> informed(Collection<? extends Message> messages) {
    List<Stock> stocks =
        messages.stream()
            .filter(Stock.class::isInstance)
            .map(Stock.class::cast)
            .filter(this::concern)
            .toList();
    if (stocks.isEmpty()) {
      return List.copyOf(messages);
    }
    Instant now = clock.instant();
    Map<List<String>, List<Sale>> sales =
        sales(stocks.stream().map(Stock::sku).collect(Collectors.toSet()), now);
    return messages.stream()
        .<Message>map(
            it ->
                it instanceof Stock stock && concern(stock)
                    ? stock.with(
                        sales.getOrDefault(List.of(stock.source(), stock.sku()), List.of()),
                        keepers.falls(stock.source()),
                        now)
                    : it)
        .toList();
  }

  private Map<List<String>, List<Sale>> sales(Set<String> skus, Instant now) {
    Map<List<String>, List<Sale>> found = new HashMap<>();
    List<String> all = List.copyOf(skus);
    for (int from = 0; from < all.size(); from += BLOCK) {
      List<String> block = all.subList(from, Math.min(all.size(), from + BLOCK));
      client
          .sql(OF_SKUS)
          .param("skus", block)
          .query(Row.class)
          .list()
          .forEach(
              it ->
                  found
                      .computeIfAbsent(List.of(it.keeper(), it.sku()), any -> new ArrayList<>())
                      .add(it.sale(now)));
    }
    return found;
  }

  private record Row(
      String sku,
      String keeper,
      String store,
      String warehouse,
      BigDecimal pieces,
      Instant acceptedAt,
      Instant invoicedAt,
      Instant toldAt) {

    /**
     * Whoever is not told of acceptance by the hub, or not any more, must not keep back for ever.
     */
    Sale sale(Instant now) {
      boolean late =
          toldAt == null && acceptedAt != null && acceptedAt.plus(TOLD_LATEST).isBefore(now);
      return new Sale(store, warehouse, pieces, acceptedAt, invoicedAt, late ? acceptedAt : toldAt);
    }
  }

  /** The stocks of these are to be told anew, in the caller's transaction. */
  private void due(Collection<String> skus) {
    if (!skus.isEmpty() && !keepers.names().isEmpty()) {
      jdbc.batchUpdate(DUE, skus.stream().distinct().map(it -> new Object[] {it}).toList());
      tellAfterCommit();
    }
  }

  /**
   * An order that an older release has recorded, in the caller's transaction; of one that was
   * accepted its store is taken to know.
   */
  void fill(Order order, long head, Instant acceptedAt) {
    Set<String> skus = written(order, new Entry(order, order.source(), head, 1));
    if (acceptedAt != null) {
      jdbc.update(
          "UPDATE sold SET told_at = ? WHERE head_id = ?", Timestamp.from(acceptedAt), head);
    }
    due(skus);
  }

  /** A version was written in the caller's transaction. */
  void wrote(Message message, String origin, long head, long version) {
    if (keepers.names().isEmpty()) {
      return;
    }
    if (message instanceof Stock stock) {
      if (!concern(stock)) {
        return;
      }
      jdbc.update(PLACE, stock.sku(), head, head);
      if (keepers.kits().values().stream().anyMatch(it -> it.containsKey(stock.sku()))) {
        jdbc.update(DUE, stock.sku());
        tellAfterCommit();
      }
    } else if (message instanceof Order
        || message instanceof OrderStatus
        || message instanceof Invoice) {
      collected().entries.add(new Entry(message, origin, head, version));
    }
  }

  private record Entry(Message message, String origin, long head, long version) {}

  /**
   * Attempts have ended, in the caller's transaction: a store that was told that its order is
   * accepted keeps nothing back for it any more.
   */
  void ended(Collection<AttemptResult> endings) {
    List<Object[]> told =
        endings.stream()
            .filter(it -> it.claim().type().equals(OrderStatus.TYPE))
            .filter(it -> it.verdict().state() == State.DELIVERED)
            .filter(it -> it.subscriber().equals(it.claim().origin()))
            .map(
                it ->
                    new Object[] {
                      Timestamp.from(it.endedAt()), it.claim().messageKey(), it.claim().origin()
                    })
            .toList();
    if (told.isEmpty() || keepers.names().isEmpty()) {
      return;
    }
    collected().told.addAll(told);
  }

  private Collected collected() {
    Collected collected = (Collected) TransactionSynchronizationManager.getResource(this);
    if (collected == null) {
      collected = new Collected();
      TransactionSynchronizationManager.bindResource(this, collected);
      TransactionSynchronizationManager.registerSynchronization(collected);
    }
    return collected;
  }

  private final class Collected implements TransactionSynchronization {

    private final List<Entry> entries = new ArrayList<>();
    private final List<Object[]> told = new ArrayList<>();

    /** After the {@link OrderIndex}, on whose clocks the stocks look, in each transaction. */
    @Override
    public void beforeCommit(boolean readOnly) {
      write(entries);
      if (!told.isEmpty()) {
        jdbc.batchUpdate(TOLD, told);
        jdbc.batchUpdate(
            DUE_OF_ORDER, told.stream().map(it -> new Object[] {it[1], it[2]}).toList());
      }
    }

    @Override
    public void afterCommit() {
      listeners.forEach(Runnable::run);
    }

    @Override
    public void afterCompletion(int status) {
      TransactionSynchronizationManager.unbindResource(Sales.this);
    }
  }

  private void write(List<Entry> entries) {
    Set<String> due = new TreeSet<>();
    for (Entry it : entries) {
      if (it.message() instanceof Order order) {
        due.addAll(written(order, it));
      } else {
        OrderRef about = it.message().aboutOrder().orElseThrow();
        jdbc.update(DUE_OF_ORDER, about.id(), it.origin());
        if (it.message() instanceof OrderStatus status
            && status.status() == OrderStatus.Status.CANCELLED) {
          jdbc.update(FORGET_ENDED, about.id(), it.origin());
        }
      }
    }
    jdbc.batchUpdate(DUE, due.stream().map(it -> new Object[] {it}).toList());
  }

  /** The skus whose stocks are due. */
  private Set<String> written(Order order, Entry entry) {
    Set<String> skus = new HashSet<>();
    Timestamp told = null;
    if (entry.version() > 1) {
      skus.addAll(client.sql(SKUS).param("head", entry.head()).query(String.class).list());
      told =
          client
              .sql("SELECT MAX(told_at) FROM sold WHERE head_id = :head")
              .param("head", entry.head())
              .query(Timestamp.class)
              .optional()
              .orElse(null);
      jdbc.update(FORGET, entry.head());
    }
    if (order.cancelled()) {
      return skus;
    }
    String warehouse = order.freight() == null ? null : order.freight().warehouse();
    List<Object[]> rows = new ArrayList<>();
    for (String keeper : keepers.names()) {
      taken(keeper, order)
          .forEach(
              (sku, pieces) ->
                  rows.add(new Object[] {sku, keeper, entry.head(), warehouse, pieces}));
    }
    jdbc.batchUpdate(ADD, rows);
    if (told != null) {
      jdbc.update("UPDATE sold SET told_at = ? WHERE head_id = ?", told, entry.head());
    }
    rows.forEach(it -> skus.add((String) it[0]));
    return skus;
  }

  private Map<String, BigDecimal> taken(String keeper, Order order) {
    Map<String, BigDecimal> taken = new TreeMap<>();
    order
        .lines()
        .forEach(
            line ->
                keepers
                    .taken(keeper, line)
                    .forEach((sku, pieces) -> taken.merge(sku, pieces, BigDecimal::add)));
    return taken;
  }

  private void tellAfterCommit() {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            listeners.forEach(Runnable::run);
          }
        });
  }
}
