package dev.ponte.console.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Wrong passwords of a name from an address: after five of them that pair waits, a minute at first
 * and twice as long each time, up to a quarter of an hour.
 */
@Component
final class Lockouts {

  static final int FREE = 5;

  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofMinutes(15);

  /** Whoever tries more pairs than these loses the oldest first. */
  private static final int MOST = 10_000;

  private record Pair(String name, String address) {}

  private record Tries(int wrong, Instant last, Instant until) {}

  private final Clock clock;
  private final Map<Pair, Tries> tries =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Pair, Tries> eldest) {
          return size() > MOST;
        }
      };

  Lockouts(Clock clock) {
    this.clock = clock;
  }

  /** Until when no password of this pair is looked at; empty when one is. */
  synchronized Optional<Instant> until(String name, String address) {
    Tries known = tries.get(new Pair(name, address));
    return known == null || !known.until().isAfter(clock.instant())
        ? Optional.empty()
        : Optional.of(known.until());
  }

  /**
   * A password was wrong.
   *
   * @return until when the pair waits, when this failure made it wait
   */
  synchronized Optional<Instant> failed(String name, String address) {
    Pair pair = new Pair(name, address);
    Instant now = clock.instant();
    Tries known = tries.remove(pair);
    boolean quiet = known == null || known.last().plus(LONGEST.multipliedBy(2)).isBefore(now);
    int wrong = quiet ? 1 : known.wrong() + 1;
    Instant until = wrong < FREE ? Instant.MIN : now.plus(wait(wrong));
    tries.put(pair, new Tries(wrong, now, until));
    return wrong < FREE ? Optional.empty() : Optional.of(until);
  }

  /** The right password was given. */
  synchronized void passed(String name, String address) {
    tries.remove(new Pair(name, address));
  }

  private static Duration wait(int wrong) {
    Duration doubled = SHORTEST.multipliedBy(1L << Math.min(wrong - FREE, 10));
    return doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
  }
}
