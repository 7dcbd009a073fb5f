package dev.ponte.connection;

import java.time.Duration;

/**
 * What a system allows.
 *
 * @param concurrency calls at once for the whole connection
 * @param connectTimeout how long to wait for a connection
 * @param readTimeout how long to wait for the answer
 * @param quotaCalls calls in a window; 0 for no quota
 * @param quotaWindow length of the fixed window, aligned to the clock
 * @param quotaReserve calls of a window kept for priority 1
 * @param maxAnswerBytes a longer answer is refused while it streams
 */
public record Limits(
    int concurrency,
    Duration connectTimeout,
    Duration readTimeout,
    int quotaCalls,
    Duration quotaWindow,
    int quotaReserve,
    long maxAnswerBytes) {

  /** Limits of a system whose document names none. */
  public static final Limits UNDOCUMENTED =
      new Limits(
          8, Duration.ofSeconds(5), Duration.ofSeconds(60), 0, Duration.ofMinutes(1), 0, 16L << 20);
}
