package dev.ponte.connector.focco;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.ponte.canonical.Stock;
import dev.ponte.canonical.Stock.Location;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Connections;
import dev.ponte.connection.PollRun;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.Priority;
import dev.ponte.intake.Feed;
import dev.ponte.intake.Page;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.stereotype.Component;

/**
 * The bean behind {@code focco-stock-source}: asks for the stock of one item a call, those first
 * where a fresh reading is worth most, within a budget of calls a minute.
 */
@Component("foccoStockSource")
public final class FoccoStockSource {

  private static final Logger LOG = LoggerFactory.getLogger(FoccoStockSource.class);
  private static final Duration LIST_AGE = Duration.ofHours(1);

  /** Few enough that what is sold meanwhile is asked for soon. */
  private static final int BLOCK = 20;

  private final Connections connections;
  private final FoccoApi focco;
  private final FoccoStockPlans plans;
  private final Clock clock;

  FoccoStockSource(Connections connections, FoccoApi focco, FoccoStockPlans plans, Clock clock) {
    this.connections = connections;
    this.focco = focco;
    this.plans = plans;
    this.clock = clock;
  }

  /** The items to ask for in this tick, in blocks of which each is planned when it is reached. */
  public Iterator<FoccoCodes.Item> due(String connectionName, Exchange exchange) {
    Connection connection = connections.get(connectionName);
    FoccoStockPlan plan = plans.polled(connection);
    Instant now = clock.instant();
    if (plan.isListOlderThan(LIST_AGE, now)) {
      list(connection, plan, exchange.getProperty(PollRun.PROPERTY, PollRun.class));
    }
    int budget = connection.settings(FoccoSettings.class).stock().callsAMinute();
    return new Due(connection, plan.allowance(budget, now));
  }

  private final class Due implements Iterator<FoccoCodes.Item> {
    private final Connection connection;
    private final Instant began = clock.instant();
    private final Deque<FoccoCodes.Item> block = new ArrayDeque<>();
    private int left;

    Due(Connection connection, int calls) {
      this.connection = connection;
      this.left = calls;
    }

    @Override
    public boolean hasNext() {
      if (block.isEmpty() && left > 0) {
        FoccoStockPlan plan = plans.polled(connection);
        block.addAll(plan.next(Math.min(left, BLOCK), clock.instant(), began));
        left = block.isEmpty() ? 0 : left - block.size();
      }
      return !block.isEmpty();
    }

    @Override
    public FoccoCodes.Item next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return block.remove();
    }
  }

  /**
   * Asks for one item and leaves its stocks, one for each company that counts or one for all of
   * them, as body; null when there are none. Focco counts what it owes as less than nothing; a
   * store has 0 then.
   */
  public void read(String connectionName, Exchange exchange) {
    Connection connection = connections.get(connectionName);
    PollRun run = exchange.getProperty(PollRun.PROPERTY, PollRun.class);
    FoccoCodes.Item item = exchange.getMessage().getBody(FoccoCodes.Item.class);
    exchange.getMessage().setBody(null);
    if (run.stopped()) {
      return;
    }
    try {
      List<Stock> stocks = stocks(connection, item);
      run.succeeded();
      BigDecimal least = least(stocks);
      exchange
          .getExchangeExtension()
          .addOnCompletion(recorded(() -> plans.read(connection, item, least)));
      exchange.getMessage().setBody(stocks.isEmpty() ? null : stocks);
    } catch (DeliveryFailure failure) {
      failed(connection, item, run, failure);
    }
  }

  /** An item that Focco refuses has its turn again, and is told once; the rest goes on. */
  private void failed(
      Connection connection, FoccoCodes.Item item, PollRun run, DeliveryFailure failure) {
    if (failure.failureClass() == FailureClass.REJECTED) {
      FoccoStockPlan plan = plans.plan(connection);
      boolean known = !plan.isUnknown(item);
      plans.read(connection, item, null);
      // Of a store with goods of its own there may be thousands.
      boolean told = known && String.valueOf(plan.unknown()).matches("10*");
      LOG.atLevel(told ? Level.WARN : Level.DEBUG)
          .log(
              "The stock of item {} cannot be read, as of {} in all: {}",
              item.code(),
              plan.unknown(),
              failure.getMessage());
    } else {
      run.failed("the stock of item " + item.code(), failure);
    }
  }

  /** What could not be recorded is not read: the item has its turn again after a while. */
  private static Synchronization recorded(Runnable action) {
    return new SynchronizationAdapter() {
      @Override
      public void onComplete(Exchange completed) {
        action.run();
      }
    };
  }

  private void list(Connection connection, FoccoStockPlan plan, PollRun run) {
    FoccoSettings settings = connection.settings(FoccoSettings.class);
    List<FoccoCodes.Item> items = new ArrayList<>();
    Feed list = new FoccoProductsFeed(focco);
    String at = null;
    try {
      for (boolean more = true; more; ) {
        if (run.stopped()) {
          return;
        }
        Page page = list.read(connection, at);
        run.succeeded();
        page.entries().forEach(it -> items.addAll(new FoccoItem(it.listed(), settings).sellable()));
        at = page.next();
        more = !page.last();
      }
      plan.list(items, clock.instant());
    } catch (DeliveryFailure failure) {
      run.failed(failure);
    }
  }

  private List<Stock> stocks(Connection connection, FoccoCodes.Item item) {
    FoccoSettings settings = connection.settings(FoccoSettings.class);
    // What Focco books while it answers may be in the answer or not.
    Instant asked = clock.instant();
    JsonNode balances =
        focco.read(
            connection,
            "GetEstoqueItem",
            JsonNodeFactory.instance
                .objectNode()
                .put("codigoItem", item.code())
                .put("mascaraId", item.mask()),
            Priority.STOCK);
    return told(connection, item, counting(settings.stock(), balances), asked);
  }

  /** The balances of the companies that count, by company; one sum when they are told as one. */
  private static Map<String, BigDecimal> counting(FoccoSettings.Stock stock, JsonNode balances) {
    Map<String, BigDecimal> counting = new LinkedHashMap<>();
    for (JsonNode row : balances) {
      String company = row.path("codigoempresa").asText();
      if (stock.counts(row.path("codigoempresa").asLong())) {
        String place = stock.location() == null ? company : stock.location();
        counting.merge(place, row.path("saldo").decimalValue(), BigDecimal::add);
      }
    }
    return counting;
  }

  private List<Stock> told(
      Connection connection,
      FoccoCodes.Item item,
      Map<String, BigDecimal> balances,
      Instant asked) {
    String sku = new FoccoSkus(connection.settings(FoccoSettings.class)).sku(item);
    BigDecimal salesADay = plans.plan(connection).salesADay(item, asked);
    List<Stock> stocks = new ArrayList<>();
    balances.forEach(
        (company, balance) ->
            stocks.add(
                new Stock(
                    connection.name(),
                    sku,
                    Location.company(company),
                    null,
                    null,
                    balance.max(BigDecimal.ZERO),
                    OffsetDateTime.ofInstant(asked, ZoneOffset.UTC),
                    null,
                    salesADay)));
    return stocks;
  }

  private static BigDecimal least(List<Stock> stocks) {
    return stocks.stream().map(Stock::available).reduce(BigDecimal::min).orElse(null);
  }
}
