package dev.ponte.ledger;

import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Order;
import dev.ponte.delivery.Cursors;
import dev.ponte.delivery.Polls;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Has orders found that were recorded by a release which knew no {@link OrderIndex}: on the ledger
 * as it was, and beside this release during an upgrade. Small blocks, on one process at a time.
 * What is younger than an hour is looked at again the next time, since an older release may still
 * be recording. Of an order whose body is gone nothing can be said; it is found by no list.
 */
@Component
class IndexFill implements DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(IndexFill.class);
  private static final String PONTE = "ponte";
  private static final String CURSOR = "console.fill";
  private static final int EVERY_MINUTES = 20;
  private static final int FIRST_SECONDS = 10;
  private static final int LAST_SECONDS = 20;

  private static final String BLOCK =
      """
      SELECT m.id, m.head_id AS head, h.type, h.origin, m.version, h.version AS newest,
             m.recorded_at AS recordedAt,
             CASE WHEN h.type IN ('order', 'order-status', 'invoice', 'shipment') THEN m.body END AS body,
             CASE WHEN m.recorded_at < CURRENT_TIMESTAMP - 1 * INTERVAL '1' HOUR THEN TRUE ELSE FALSE END
               AS settled
        FROM (SELECT id, head_id, version, recorded_at, body FROM message
               WHERE id > :from ORDER BY id FETCH FIRST 500 ROWS ONLY) m
        JOIN head h ON h.id = m.head_id
       ORDER BY m.id
      """;

  private static final String MISSING =
      """
      SELECT h.id FROM head h
       WHERE h.id IN (:heads) AND NOT EXISTS (SELECT 1 FROM search_term t WHERE t.head_id = h.id)
      """;

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final OrderIndex index;
  private final Cursors cursors;
  private final SqlPolls polls;
  private final DatabaseWatch database;
  private final Clock clock;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "ledger-fill"));
  private volatile boolean stopping;

  IndexFill(
      JdbcClient jdbc,
      TransactionTemplate transactions,
      OrderIndex index,
      Cursors cursors,
      SqlPolls polls,
      DatabaseWatch database,
      Clock clock) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.index = index;
    this.cursors = cursors;
    this.polls = polls;
    this.database = database;
    this.clock = clock;
    timer.scheduleWithFixedDelay(
        this::run, FIRST_SECONDS, TimeUnit.MINUTES.toSeconds(EVERY_MINUTES), TimeUnit.SECONDS);
  }

  private record Row(
      long id,
      long head,
      String type,
      String origin,
      long version,
      long newest,
      OffsetDateTime recordedAt,
      String body,
      boolean settled) {

    /** What is about an order; of an order itself its newest version. */
    boolean isWanted() {
      return body != null && (!type.equals(Order.TYPE) || version == newest);
    }

    OrderIndex.Entry entry() {
      long first = type.equals(Order.TYPE) ? 1 : version;
      return new OrderIndex.Entry(
          Canonical.read(type, body), origin, head, first, recordedAt.toInstant());
    }
  }

  @Override
  public void destroy() throws InterruptedException {
    stopping = true;
    timer.shutdown();
    timer.awaitTermination(LAST_SECONDS, TimeUnit.SECONDS);
  }

  private void run() {
    if (database.isAway()) {
      return;
    }
    try {
      Instant now = clock.instant();
      Optional<Polls.Lease> lease = polls.lease(PONTE, "console-fill", now);
      if (lease.isPresent()) {
        try (Polls.Lease held = lease.get()) {
          long filled = fill(held);
          if (filled > 0) {
            LOG.info("{} orders of an older release are found in the console now", filled);
          }
        }
      }
    } catch (RuntimeException | Error e) {
      if (!database.caused(e)) {
        LOG.error("Orders of an older release could not be listed, tries again", e);
      }
    }
  }

  /** Goes through what is not known to be listed; gives how many orders were listed now. */
  long fill(Polls.Lease lease) {
    long from = cursors.get(PONTE, CURSOR).map(Long::parseLong).orElse(0L);
    boolean settled = true;
    long filled = 0;
    while (lease.held() && !stopping) {
      List<Row> block = jdbc.sql(BLOCK).param("from", from).query(Row.class).list();
      if (block.isEmpty()) {
        return filled;
      }
      filled += fill(block);
      from = block.get(block.size() - 1).id();
      settled = settled && block.get(block.size() - 1).settled();
      if (settled) {
        cursors.put(PONTE, CURSOR, String.valueOf(from));
      }
    }
    return filled;
  }

  private long fill(List<Row> block) {
    List<Row> wanted = block.stream().filter(Row::isWanted).toList();
    if (wanted.isEmpty()) {
      return 0;
    }
    List<Long> missing =
        jdbc.sql(MISSING)
            .param("heads", wanted.stream().map(Row::head).distinct().toList())
            .query(Long.class)
            .list();
    List<OrderIndex.Entry> entries = new ArrayList<>();
    wanted.stream()
        .filter(it -> missing.contains(it.head()))
        .forEach(it -> entries.add(it.entry()));
    transactions.executeWithoutResult(status -> index.write(entries));
    return entries.stream().filter(OrderIndex.Entry::isFirstOfOrder).count();
  }
}
