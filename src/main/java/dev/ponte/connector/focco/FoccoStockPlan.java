package dev.ponte.connector.focco;

import java.math.BigDecimal;
import java.math.RoundingMode;
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
 * goes first, and what never sells, or Focco does not know, is read in rotation. What was given to
 * be asked for is not given again before it is read; when that fails, after a while. Thread-safe.
 */
final class FoccoStockPlan {

  private static final BigDecimal FEW = BigDecimal.valueOf(3);
  private static final double NEARLY_SOLD_OUT = 4;
  private static final Duration UNDER_WAY = Duration.ofMinutes(2);
  private static final Duration UNREAD = Duration.ofDays(365);
  private static final int DECIMALS = 4;

  private final Map<FoccoCodes.Item, Entry> entries = new LinkedHashMap<>();

  /** Also what is sold in a store and stands in no list, so that it is told once. */
  private final Set<FoccoCodes.Item> unknown = new HashSet<>();

  private Instant listedAt;
  private final FoccoAllowance allowance = new FoccoAllowance();

  private static final class Entry {
    private Instant readAt;
    private Instant givenAt;

    /** Sales that the reading under way will know of; later ones it may not. */
    private int asked;

    private BigDecimal balance;
    private FoccoSalesRate sales = FoccoSalesRate.NONE;

    /** Sales since the item was read. */
    private int waiting;

    private Instant waitingSince;

    double urgency(Instant now, double chance) {
      if (waiting > 0) {
        return Double.MAX_VALUE;
      }
      double age = age(now).toMillis();
      if (isUnknown()) {
        return chance * age * age;
      }
      boolean few = balance != null && balance.signum() > 0 && balance.compareTo(FEW) <= 0;
      return sales.expected(now, chance) * (few ? NEARLY_SOLD_OUT : 1) * age * age;
    }

    boolean isUnknown() {
      return readAt != null && balance == null;
    }

    boolean isFresh(Instant since) {
      return waiting == 0 && readAt != null && !readAt.isBefore(since);
    }

    boolean underWay(Instant now) {
      return givenAt != null && now.isBefore(givenAt.plus(UNDER_WAY));
    }

    void given(Instant now) {
      givenAt = now;
      asked = waiting;
    }

    FoccoSalesRate allSales() {
      return waiting == 0 ? sales : sales.plus(waiting, waitingSince);
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
    all.forEach(this::entry);
    listedAt = now;
  }

  /** The item's stock was read; a null balance means that Focco does not know it. */
  synchronized FoccoReading read(FoccoCodes.Item item, BigDecimal balance, Instant at) {
    Entry entry = entry(item);
    entry.asked = Math.min(entry.asked, entry.waiting);
    entry.sales =
        entry.asked == 0 ? entry.sales : entry.sales.plus(entry.asked, entry.waitingSince);
    entry.waiting -= entry.asked;
    entry.asked = 0;
    entry.givenAt = null;
    known(entry, item, balance, at);
    return new FoccoReading(balance, at, entry.sales.counted(at));
  }

  /** What is known from an earlier reading, unless a later one is known. */
  synchronized void remember(FoccoCodes.Item item, FoccoReading reading) {
    Entry entry = entry(item);
    if (entry.readAt == null || entry.readAt.isBefore(reading.at())) {
      known(entry, item, reading.balance(), reading.at());
      entry.sales = new FoccoSalesRate(reading.sales(), reading.at());
    }
  }

  private void known(Entry entry, FoccoCodes.Item item, BigDecimal balance, Instant at) {
    entry.readAt = at;
    entry.balance = balance;
    if (balance == null) {
      unknown.add(item);
    } else {
      unknown.remove(item);
    }
  }

  /** The item was sold once more. */
  synchronized void sold(FoccoCodes.Item item, Instant at) {
    waiting(item, entry(item).waiting + 1, at);
  }

  /** The item was sold so often since it was read, the last time at that instant. */
  synchronized void waiting(FoccoCodes.Item item, int times, Instant at) {
    Entry entry = entry(item);
    entry.waiting = times;
    entry.waitingSince = at;
  }

  /** Whether the last reading of the item told no balance. */
  synchronized boolean isUnknown(FoccoCodes.Item item) {
    return unknown.contains(item);
  }

  /** How many items told no balance when they were last read. */
  synchronized int unknown() {
    return unknown.size();
  }

  /** How often it was sold before it was given to be asked for. */
  synchronized int asked(FoccoCodes.Item item) {
    return known(item).asked;
  }

  /** How often the item is sold a day, by what is remembered of its sales; zero or more. */
  synchronized BigDecimal salesADay(FoccoCodes.Item item, Instant now) {
    return BigDecimal.valueOf(known(item).allSales().aDay(now))
        .setScale(DECIMALS, RoundingMode.HALF_UP)
        .stripTrailingZeros();
  }

  /** Calls that may be made now by a budget a minute; time without calls is saved for a while. */
  int allowance(int aMinute, Instant now) {
    return allowance.take(aMinute, now);
  }

  /**
   * The items to ask for next, the most urgent first.
   *
   * @param fresh what was read then or later is left out, unless it was sold since
   */
  synchronized List<FoccoCodes.Item> next(int most, Instant now, Instant fresh) {
    record Ranked(FoccoCodes.Item item, double urgency) {}
    double chance = chance(now);
    PriorityQueue<Ranked> best = new PriorityQueue<>(Comparator.comparingDouble(Ranked::urgency));
    entries.forEach(
        (item, entry) -> {
          if (entry.underWay(now) || entry.isFresh(fresh)) {
            return;
          }
          double urgency = entry.urgency(now, chance);
          if (best.size() < most) {
            best.add(new Ranked(item, urgency));
          } else if (most > 0 && best.element().urgency() < urgency) {
            best.remove();
            best.add(new Ranked(item, urgency));
          }
        });
    List<Ranked> ranked = new ArrayList<>(best);
    ranked.sort(Comparator.comparingDouble(Ranked::urgency).reversed());
    List<FoccoCodes.Item> items = ranked.stream().map(Ranked::item).toList();
    items.forEach(it -> entry(it).given(now));
    return items;
  }

  /** Each item's part in the sales that may be chance, and in one that nobody has seen yet. */
  private double chance(Instant now) {
    double all = entries.values().stream().mapToDouble(it -> it.sales.chance(now)).sum();
    return (all + 1) / Math.max(1, entries.size());
  }

  /** The age of the oldest reading; of items that were never read, as old as it gets. */
  synchronized Duration oldest(Instant now) {
    return entries.values().stream()
        .map(it -> it.age(now))
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  private Entry known(FoccoCodes.Item item) {
    return entries.getOrDefault(item, new Entry());
  }

  private Entry entry(FoccoCodes.Item item) {
    return entries.computeIfAbsent(item, any -> new Entry());
  }
}
