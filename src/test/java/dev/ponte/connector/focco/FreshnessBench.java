package dev.ponte.connector.focco;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * How old the reading of an item's stock is at the moment it is sold, by the plan that ships, with
 * one call an item and a budget of calls a minute. Beside it the best that anybody could reach who
 * knows all sales rates, and plain rotation. Time is simulated; the same seed gives the same
 * figures. Ends with 1 when the plan reaches less than {@value #LEAST_RATIO} of the best over all
 * days, or on the first, which begins without any sales known.
 */
public final class FreshnessBench {

  private static final int ITEMS = 10_000;
  private static final int CALLS_A_MINUTE = 300;
  private static final double SALES_A_MINUTE = 10;
  private static final int DAYS = 10;
  private static final double LEAST_RATIO = 0.80;
  private static final long SEED = 20_260_301;
  private static final int MINUTES_A_DAY = 24 * 60;
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final BigDecimal PLENTY = BigDecimal.valueOf(1_000);

  private final Random random = new Random(SEED);
  private final double[] shares = zipf();
  private final double[] upTo = sums(shares);
  private final List<FoccoCodes.Item> items = items();
  private final Known known = new Known(shares, random);
  private final Rotation rotation = new Rotation();
  private final Ponte ponte = new Ponte(items);

  public static void main(String[] arguments) {
    System.exit(new FreshnessBench().run() < LEAST_RATIO ? 1 : 0);
  }

  /** How fresh one way of reading is. Times are minutes since the start. */
  private interface Readings {

    /** When the item was last read; below zero when it never was. */
    double lastRead(int item, double now);

    default void tick(double now) {}

    default void sold(int item, double now) {}
  }

  private static final class Mean {
    private double sum;
    private long count;

    void add(double value) {
      sum += value;
      count++;
    }

    void add(Mean other) {
      sum += other.sum;
      count += other.count;
    }

    double value() {
      return sum / count;
    }
  }

  private double run() {
    print(
        "%,d items, %d calls a minute, %.0f sales a minute by Zipf's law (exponent 1), %d days",
        ITEMS, CALLS_A_MINUTE, SALES_A_MINUTE, DAYS);
    print("Mean age in minutes of the reading of an item at the moment it is sold");
    double best = closedForm();
    Map<Integer, Map<Readings, Mean>> days = simulated();
    for (int day = 0; day < DAYS; day++) {
      print("  day %2d: %s", day + 1, line(days.get(day), best));
    }
    Map<Readings, Mean> all = new HashMap<>();
    days.values()
        .forEach(
            day ->
                day.forEach((way, mean) -> all.computeIfAbsent(way, any -> new Mean()).add(mean)));
    double ratio = best / all.get(ponte).value();
    double first = best / days.get(0).get(ponte).value();
    print("All days: %s", line(all, best));
    print(
        "Optimum/Ponte: %.3f over all days, %.3f on the first, which begins without any sales known; at least %.2f is asked of both",
        ratio, first, LEAST_RATIO);
    return Math.min(ratio, first);
  }

  private String line(Map<Readings, Mean> means, double best) {
    return String.format(
        Locale.ROOT,
        "Ponte %5.2f | optimum with known rates %5.2f (closed form %.2f) | rotation %5.2f | optimum/Ponte %.3f",
        means.get(ponte).value(),
        means.get(known).value(),
        best,
        means.get(rotation).value(),
        best / means.get(ponte).value());
  }

  /** The sales come one after the other, each item's by itself; a tick is at each full minute. */
  private Map<Integer, Map<Readings, Mean>> simulated() {
    Map<Integer, Map<Readings, Mean>> days = new HashMap<>();
    List<Readings> ways = List.of(ponte, known, rotation);
    double sale = next(0);
    for (int minute = 0; minute < DAYS * MINUTES_A_DAY; minute++) {
      double tick = minute;
      ways.forEach(it -> it.tick(tick));
      for (; sale < minute + 1; sale = next(sale)) {
        int item = drawn();
        double at = sale;
        Map<Readings, Mean> day =
            days.computeIfAbsent(minute / MINUTES_A_DAY, any -> new HashMap<>());
        for (Readings way : ways) {
          double read = way.lastRead(item, at);
          if (read >= 0) {
            day.computeIfAbsent(way, any -> new Mean()).add(at - read);
          }
          way.sold(item, at);
        }
      }
    }
    return days;
  }

  /**
   * With rates r in proportion to the roots of the shares p, an item is read each 1/r minutes, and
   * its reading is half of that old on average: the sum of p/(2r).
   */
  private double closedForm() {
    double roots = Arrays.stream(shares).map(Math::sqrt).sum();
    return roots * roots / (2 * CALLS_A_MINUTE);
  }

  private double next(double now) {
    return now - Math.log(1 - random.nextDouble()) / SALES_A_MINUTE;
  }

  private int drawn() {
    int place = Arrays.binarySearch(upTo, random.nextDouble());
    return Math.min(ITEMS - 1, place < 0 ? -place - 1 : place);
  }

  /** Each item at even distances, at the best rate for its sales. */
  private static final class Known implements Readings {
    private final double[] every;
    private final double[] phase;

    Known(double[] shares, Random random) {
      double roots = Arrays.stream(shares).map(Math::sqrt).sum();
      every = Arrays.stream(shares).map(it -> roots / Math.sqrt(it) / CALLS_A_MINUTE).toArray();
      phase = Arrays.stream(every).map(it -> it * random.nextDouble()).toArray();
    }

    @Override
    public double lastRead(int item, double now) {
      return now - (now + phase[item]) % every[item];
    }
  }

  /** One after the other. */
  private static final class Rotation implements Readings {
    private final double[] read = never();
    private int next;

    @Override
    public void tick(double now) {
      for (int i = 0; i < CALLS_A_MINUTE; i++) {
        read[next] = now;
        next = (next + 1) % ITEMS;
      }
    }

    @Override
    public double lastRead(int item, double now) {
      return read[item];
    }
  }

  /** The plan that ships, which learns the rates from the sales it is told. */
  private static final class Ponte implements Readings {
    private final FoccoStockPlan plan = new FoccoStockPlan();
    private final Map<FoccoCodes.Item, Integer> places = new HashMap<>();
    private final List<FoccoCodes.Item> items;
    private final double[] read = never();

    Ponte(List<FoccoCodes.Item> items) {
      this.items = items;
      for (int i = 0; i < ITEMS; i++) {
        places.put(items.get(i), i);
      }
      plan.list(items, START);
    }

    @Override
    public void tick(double now) {
      Instant at = instant(now);
      for (FoccoCodes.Item item : plan.next(plan.allowance(CALLS_A_MINUTE, at), at, at)) {
        plan.read(item, PLENTY, at);
        read[places.get(item)] = now;
      }
    }

    @Override
    public void sold(int item, double now) {
      plan.sold(items.get(item), instant(now));
    }

    @Override
    public double lastRead(int item, double now) {
      return read[item];
    }
  }

  private static double[] zipf() {
    double[] shares = new double[ITEMS];
    Arrays.setAll(shares, rank -> 1.0 / (rank + 1));
    double all = Arrays.stream(shares).sum();
    return Arrays.stream(shares).map(it -> it / all).toArray();
  }

  private static double[] sums(double[] shares) {
    double[] sums = shares.clone();
    Arrays.parallelPrefix(sums, Double::sum);
    return sums;
  }

  /** Codes tell nothing of the sales. */
  private List<FoccoCodes.Item> items() {
    List<FoccoCodes.Item> items = new ArrayList<>();
    for (int i = 0; i < ITEMS; i++) {
      items.add(new FoccoCodes.Item("I%05d".formatted(i), null));
    }
    Collections.shuffle(items, random);
    return items;
  }

  private static double[] never() {
    double[] read = new double[ITEMS];
    Arrays.fill(read, -1);
    return read;
  }

  private static Instant instant(double minutes) {
    return START.plus(Duration.ofMillis(Math.round(minutes * 60_000)));
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
