package dev.ponte.sandbox;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Who may ask the Presence simulator, and how often. */
final class PresenceGuard {

  private static final long MINUTE = 60_000;

  private final Clock clock;
  private final String basic;
  private final Map<String, String> tokens = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> issued = new ConcurrentHashMap<>();
  private final AtomicInteger overLimit = new AtomicInteger();
  private int limit = 15;
  private long minute;
  private int used;

  PresenceGuard(Clock clock, String user, String password) {
    this.clock = clock;
    byte[] login = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    basic = "Basic " + Base64.getEncoder().encodeToString(login);
  }

  synchronized void allow(int callsPerMinute) {
    limit = callsPerMinute;
  }

  /** Counts a call in the fixed minute of the clock; false when that is used up. */
  synchronized boolean admits() {
    long now = Math.floorDiv(clock.millis(), MINUTE);
    used = now == minute ? used + 1 : 1;
    minute = now;
    if (used > limit) {
      overLimit.incrementAndGet();
      return false;
    }
    return true;
  }

  int overLimit() {
    return overLimit.get();
  }

  boolean isBasic(String header) {
    return basic.equals(header);
  }

  String issue(String method) {
    int number = issued.computeIfAbsent(method, it -> new AtomicInteger()).incrementAndGet();
    String token = "token-%s-%d".formatted(method, number);
    tokens.put(method, token);
    return token;
  }

  boolean isBearer(String method, String header) {
    String token = tokens.get(method);
    return token != null && ("Bearer " + token).equals(header);
  }

  int issued(String method) {
    AtomicInteger count = issued.get(method);
    return count == null ? 0 : count.get();
  }

  void expireAll() {
    tokens.clear();
  }
}
