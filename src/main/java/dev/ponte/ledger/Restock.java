package dev.ponte.ledger;

import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Message;
import dev.ponte.canonical.Order;
import dev.ponte.canonical.Stock;
import dev.ponte.canonical.StockKeepers;
import dev.ponte.canonical.StockRule;
import dev.ponte.delivery.Cursors;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Has stocks recorded anew when what was sold of them has changed: a sale in one store is a new
 * number for the others. At once when it was recorded here, and soon when another process did.
 */
@Component
class Restock implements DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(Restock.class);
  private static final long LOOK_MILLIS = 2_000;
  private static final int LAST_SECONDS = 20;
  private static final Duration SETTLED = Duration.ofDays(7);
  private static final Duration TIDY_EVERY = Duration.ofHours(1);

  private static final String DUE =
      """
      SELECT id, sku FROM stock_due ORDER BY id FETCH FIRST 200 ROWS ONLY
         FOR UPDATE SKIP LOCKED
      """;

  private static final String PLACES =
      """
      SELECT h.id, h.source, h.message_key AS messageKey
        FROM stock_place p JOIN head h ON h.id = p.head_id
       WHERE p.sku IN (:skus) ORDER BY h.source, h.message_key
      """;

  private static final String HOLD = "SELECT version FROM head WHERE id = :head FOR UPDATE";

  private static final String BODY =
      "SELECT body FROM message WHERE head_id = :head AND version = :version";

  /** What its keeper and its store have known for so long is in any number that is told. */
  private static final String TIDY =
      """
      DELETE FROM sold WHERE keeper = :keeper AND head_id IN (
             SELECT c.head_id FROM order_clock c
              WHERE c.invoiced_at < :before OR c.cancelled_at < :before
                 OR CAST(:order AS BOOLEAN) AND c.accepted_at < :before)
      """;

  /** A release without the table has recorded these. */
  private static final String UNKNOWN =
      """
      SELECT h.id, m.body, c.accepted_at AS acceptedAt
        FROM order_clock c
        JOIN head h ON h.id = c.head_id
        JOIN message m ON m.head_id = h.id AND m.version = h.version
       WHERE c.recorded_at > :since AND c.invoiced_at IS NULL AND c.cancelled_at IS NULL
         AND m.body IS NOT NULL AND (c.accepted_at IS NULL OR CAST(:taken AS BOOLEAN))
         AND NOT EXISTS (SELECT 1 FROM sold s WHERE s.head_id = h.id)
       ORDER BY h.id
      """;

  private static final String PONTE = "ponte";
  private static final String FILLED = "stock.fill";
  private static final Duration FILL = Duration.ofDays(60);

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final Recorder recorder;
  private final Sales sales;
  private final Cursors cursors;
  private final StockKeepers keepers;
  private final ObjectProvider<DatabaseWatch> database;
  private final Clock clock;
  private final AtomicBoolean asked = new AtomicBoolean();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "ledger-restock"));
  private Instant tidied = Instant.EPOCH;
  private boolean filled;

  Restock(
      JdbcClient jdbc,
      TransactionTemplate transactions,
      Recorder recorder,
      Sales sales,
      Cursors cursors,
      ObjectProvider<StockKeepers> keepers,
      ObjectProvider<DatabaseWatch> database,
      Clock clock) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.recorder = recorder;
    this.sales = sales;
    this.cursors = cursors;
    this.keepers = keepers.getIfAvailable(() -> StockKeepers.NONE);
    this.database = database;
    this.clock = clock;
    if (!this.keepers.names().isEmpty()) {
      sales.whenDue(this::wake);
      timer.scheduleWithFixedDelay(this::run, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private record Due(long id, String sku) {}

  private record Place(long id, String source, String messageKey) {}

  @Override
  public void destroy() throws InterruptedException {
    timer.shutdown();
    timer.awaitTermination(LAST_SECONDS, TimeUnit.SECONDS);
  }

  private void wake() {
    if (asked.compareAndSet(false, true)) {
      try {
        timer.execute(this::run);
      } catch (RejectedExecutionException stopping) {
        // The rows stay; the next start, or another process, sees to them.
        LOG.debug("Stocks are told anew by the next start");
      }
    }
  }

  private void run() {
    asked.set(false);
    DatabaseWatch watch = database.getObject();
    if (watch.isAway()) {
      return;
    }
    try {
      if (!filled) {
        fill();
      }
      while (some() > 0) {
        LOG.trace("Looks for more");
      }
      tidy();
    } catch (TransientDataAccessException met) {
      // Another process holds a stock at this moment; the wishes stay.
      if (!watch.caused(met)) {
        LOG.debug("Stocks are told anew a little later", met);
      }
    } catch (RuntimeException | Error e) {
      if (!watch.caused(e)) {
        LOG.error("Stocks cannot be told anew, tries again", e);
      }
    }
  }

  private record Unknown(long id, String body, Instant acceptedAt) {}

  /** Once in the life of a ledger. */
  private void fill() {
    if (cursors.get(PONTE, FILLED).isEmpty()) {
      boolean taken =
          keepers.names().stream().anyMatch(it -> keepers.falls(it) == Stock.Falls.INVOICE);
      transactions.executeWithoutResult(
          status ->
              jdbc.sql(UNKNOWN)
                  .param("since", Timestamp.from(clock.instant().minus(FILL)))
                  .param("taken", taken)
                  .query(Unknown.class)
                  .list()
                  .forEach(
                      it ->
                          sales.fill(
                              Canonical.read(Order.class, it.body()), it.id(), it.acceptedAt())));
      cursors.put(PONTE, FILLED, "done");
    }
    filled = true;
  }

  /** How many wishes were seen to. */
  private int some() {
    return transactions.execute(
        status -> {
          List<Due> due = jdbc.sql(DUE).query(Due.class).list();
          if (!due.isEmpty()) {
            Set<String> skus = new TreeSet<>(due.stream().map(Due::sku).toList());
            recorder.recordAgain(() -> anew(skus));
            Set<String> kits = kitsOf(skus);
            if (!kits.isEmpty()) {
              recorder.recordAgain(() -> kits(kits));
            }
            jdbc.sql("DELETE FROM stock_due WHERE id IN (:ids)")
                .param("ids", due.stream().map(Due::id).toList())
                .update();
          }
          return due.size();
        });
  }

  /** The newest version of each stock, which the caller's transaction holds from now on. */
  private List<Message> anew(Set<String> skus) {
    List<Message> stocks = new ArrayList<>();
    for (Place place : places(skus)) {
      if (keepers.names().contains(place.source()) && !keepers.kits().containsKey(sku(place))) {
        long version = jdbc.sql(HOLD).param("head", place.id()).query(Long.class).single();
        jdbc.sql(BODY)
            .param("head", place.id())
            .param("version", version)
            .query(String.class)
            .optional()
            .map(it -> Canonical.read(Stock.class, it))
            .ifPresent(stocks::add);
      }
    }
    return stocks;
  }

  private static String sku(Place place) {
    return place.messageKey().substring(0, place.messageKey().lastIndexOf('@'));
  }

  private List<Place> places(Set<String> skus) {
    return jdbc.sql(PLACES).param("skus", skus).query(Place.class).list();
  }

  private Set<String> kitsOf(Set<String> skus) {
    Set<String> kits = new TreeSet<>();
    keepers
        .kits()
        .forEach(
            (kit, components) -> {
              if (components.keySet().stream().anyMatch(skus::contains)) {
                kits.add(kit);
              }
            });
    return kits;
  }

  /** What can be made of components, at each place that has all of them. */
  private List<Message> kits(Set<String> kits) {
    List<Message> stocks = new ArrayList<>();
    for (String kit : kits) {
      Map<String, BigDecimal> components = keepers.kits().get(kit);
      Map<List<String>, Map<String, Stock>> places = new HashMap<>();
      for (Message it : anew(components.keySet())) {
        Stock stock = (Stock) it;
        places
            .computeIfAbsent(
                List.of(stock.source(), stock.location().code()), any -> new HashMap<>())
            .put(stock.sku(), stock);
      }
      places.values().stream()
          .filter(it -> it.size() == components.size())
          .forEach(it -> stocks.add(kit(kit, components, it)));
    }
    return stocks;
  }

  private static Stock kit(
      String kit, Map<String, BigDecimal> components, Map<String, Stock> stocks) {
    Stock any = stocks.values().iterator().next();
    return new Stock(
        any.source(),
        kit,
        any.location(),
        StockRule.kits(components, stocks),
        stocks.values().stream()
            .map(Stock::readAt)
            .filter(it -> it != null)
            .min(java.time.OffsetDateTime::compareTo)
            .orElse(null));
  }

  private void tidy() {
    Instant now = clock.instant();
    if (now.isBefore(tidied.plus(TIDY_EVERY))) {
      return;
    }
    tidied = now;
    for (String keeper : keepers.names()) {
      jdbc.sql(TIDY)
          .param("keeper", keeper)
          .param("before", Timestamp.from(now.minus(SETTLED)))
          .param("order", keepers.falls(keeper) == Stock.Falls.ORDER)
          .update();
    }
  }
}
