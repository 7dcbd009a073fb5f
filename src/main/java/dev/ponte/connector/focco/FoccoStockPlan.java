package dev.ponte.connector.focco;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Which items' stock to ask for next, since Focco tells only one a call. Readings are freshest at
 * the moment of a sale when each item is read in proportion to the square root of its sales; so
 * next is where sales × age² is greatest. What is nearly sold out counts more, what was just sold
 * goes first, and what never sells is read in rotation. Thread-safe.
 */
final class FoccoStockPlan {

  private static final Duration HALF_LIFE = Duration.ofDays(1);

  /** As if each item had sold so much in a half-life, so that none is forgotten. */
  private static final double LEAST_SALES = 0.3;

  private static final BigDecimal FEW = BigDecimal.valueOf(3);
  private static final double NEARLY_SOLD_OUT = 4;
  private static final Duration UNREAD = Duration.ofDays(365);

  private final Map<FoccoCodes.Item, Entry> entries = new LinkedHashMap<>();
  private Instant listedAt;
  private final FoccoAllowance allowance = new FoccoAllowance();

  private static final class Entry {
    private Instant readAt;
    private BigDecimal balance;
    private double sales;
    private Instant salesAt = Instant.EPOCH;
    private boolean soldSince;

    double sales(Instant now) {
      double halfLives = Duration.between(salesAt, now).toMillis() / (double) HALF_LIFE.toMillis();
      return sales * Math.pow(0.5, Math.max(0, halfLives));
    }

    double urgency(Instant now) {
      if (soldSince) {
        return Double.MAX_VALUE;
      }
      double age = age(now).toMillis();
      boolean few = balance != null && balance.signum() > 0 && balance.compareTo(FEW) <= 0;
      return (LEAST_SALES + sales(now)) * (few ? NEARLY_SOLD_OUT : 1) * age * age;
    }

    Duration age(Instant now) {
      return readAt == null ? UNREAD : Duration.between(readAt, now);
    }
  }

  /** Whether the list of items is to be read again. */
  synchronized boolean isListOlderThan(Duration age, Instant now) {
    return listedAt == null || listedAt.plus(age).isBefore(now);
  }

  /** These are all items now; what is known of those that stay is kept. */
  synchronized void list(Collection<FoccoCodes.Item> items, Instant now) {
    Set<FoccoCodes.Item> all = new HashSet<>(items);
    entries.keySet().retainAll(all);
    all.forEach(it -> entries.computeIfAbsent(it, any -> new Entry()));
    listedAt = now;
  }

  /** The item's stock was read; a null balance means that Focco does not know it. */
  synchronized void read(FoccoCodes.Item item, BigDecimal balance, Instant at) {
    Entry entry = entries.computeIfAbsent(item, any -> new Entry());
    entry.readAt = at;
    entry.balance = balance;
    entry.soldSince = false;
  }

  /** An order took so much of the item. */
  synchronized void sold(FoccoCodes.Item item, Instant at) {
    Entry entry = entries.computeIfAbsent(item, any -> new Entry());
    entry.sales = entry.sales(at) + 1;
    entry.salesAt = at;
    entry.soldSince = true;
  }

  /** Calls that may be made now by a budget a minute; time without calls is saved for a while. */
  int allowance(int aMinute, Instant now) {
    return allowance.take(aMinute, now);
  }

  /** The items to ask for next, the most urgent first. */
  synchronized List<FoccoCodes.Item> next(int most, Instant now) {
    record Ranked(FoccoCodes.Item item, double urgency) {}
    PriorityQueue<Ranked> best = new PriorityQueue<>(Comparator.comparingDouble(Ranked::urgency));
    entries.forEach(
        (item, entry) -> {
          best.add(new Ranked(item, entry.urgency(now)));
          if (best.size() > most) {
            best.remove();
          }
        });
    List<Ranked> ranked = new ArrayList<>(best);
    ranked.sort(Comparator.comparingDouble(Ranked::urgency).reversed());
    return ranked.stream().map(Ranked::item).toList();
  }

  /** The age of the oldest reading; of items that were never read, as old as it gets. */
  synchronized Duration oldest(Instant now) {
    return entries.values().stream()
        .map(it -> it.age(now))
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }
}
