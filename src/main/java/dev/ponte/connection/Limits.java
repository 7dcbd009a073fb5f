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
 * @param quotaReserve calls of a window kept for priority 1, that is orders and their updates; all
 *     of them when it begins, none when it ends
 * @param quotaInvoiceReserve further calls that states leave to priority 2, that is invoices and
 *     shipments; likewise
 * @param monthlyCalls calls in a calendar month of the connection's zone; 0 for no such limit
 * @param pollShare share of the quota that polls may use, above 0 and at most 1
 * @param maxAnswerBytes a longer answer is refused while it streams
 */
public record Limits(
    int concurrency,
    Duration connectTimeout,
    Duration readTimeout,
    int quotaCalls,
    Duration quotaWindow,
    int quotaReserve,
    int quotaInvoiceReserve,
    int monthlyCalls,
    double pollShare,
    long maxAnswerBytes) {

  private static final double POLL_SHARE = 0.3;

  /** With the usual share for polls and no quota for the month. */
  public Limits(
      int concurrency,
      Duration connectTimeout,
      Duration readTimeout,
      int quotaCalls,
      Duration quotaWindow,
      int quotaReserve,
      long maxAnswerBytes) {
    this(
        concurrency,
        connectTimeout,
        readTimeout,
        quotaCalls,
        quotaWindow,
        quotaReserve,
        0,
        0,
        POLL_SHARE,
        maxAnswerBytes);
  }

  /** Limits of a system whose document names none. */
  public static final Limits UNDOCUMENTED =
      new Limits(
          8, Duration.ofSeconds(5), Duration.ofSeconds(60), 0, Duration.ofMinutes(1), 0, 16L << 20);

  /** The same limits with a quota for the calendar month beside the shorter one. */
  public Limits monthly(int calls) {
    return new Limits(
        concurrency,
        connectTimeout,
        readTimeout,
        quotaCalls,
        quotaWindow,
        quotaReserve,
        quotaInvoiceReserve,
        calls,
        pollShare,
        maxAnswerBytes);
  }

  /**
   * Calls of a whole window that a call of the priority leaves to those before it; what of it must
   * be left at an instant shrinks with the window. Among states the earlier ones keep a little
   * more, and what is only spared keeps all: such calls fall behind the even pace of the window.
   */
  int kept(int priority) {
    int states = quotaReserve + quotaInvoiceReserve;
    int kept =
        switch (Math.max(priority, 1)) {
          case 1 -> 0;
          case 2 -> quotaReserve;
          case 3 -> states;
          case 4 -> states + quotaCalls / 20;
          case 5 -> states + quotaCalls / 10;
          default -> quotaCalls;
        };
    return Math.min(kept, quotaCalls);
  }

  /**
   * How long one call of a poll keeps the next poll away, so that polls stay within their share.
   */
  Duration pollPace() {
    return quotaCalls == 0
        ? Duration.ZERO
        : Duration.ofNanos((long) (quotaWindow.toNanos() / (quotaCalls * pollShare)));
  }
}
