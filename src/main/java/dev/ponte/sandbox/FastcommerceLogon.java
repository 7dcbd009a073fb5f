package dev.ponte.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Who may call: the store's names and a user that is suspended after bad logons. */
final class FastcommerceLogon {

  static final String STORE = "Loja São João";
  static final String ID = "99999";
  static final String USER = "Integração";
  static final String PASSWORD = "senha & ção";

  private static final Duration SUSPENSION = Duration.ofMinutes(3);

  private final Clock clock;
  private int bad;
  private Instant suspendedUntil = Instant.MIN;

  FastcommerceLogon(Clock clock) {
    this.clock = clock;
  }

  /** The error code of these fields, 0 for a good logon. */
  synchronized int check(Map<String, String> form) {
    if (!STORE.equals(form.get("storename"))) {
      return 1;
    }
    if (form.getOrDefault("storeid", "").isEmpty()) {
      return 13;
    }
    if (!ID.equals(form.get("storeid"))) {
      return 12;
    }
    if (!USER.equals(form.get("username"))) {
      return 2;
    }
    if (form.getOrDefault("password", "").isEmpty()) {
      return 3;
    }
    return password(form.get("password"));
  }

  synchronized boolean isSuspended() {
    return clock.instant().isBefore(suspendedUntil);
  }

  private int password(String given) {
    if (isSuspended()) {
      return 6;
    }
    if (PASSWORD.equals(given)) {
      bad = 0;
      return 0;
    }
    bad++;
    if (bad < 3) {
      return bad == 1 ? 4 : 7;
    }
    bad = 0;
    suspendedUntil = clock.instant().plus(SUSPENSION);
    return 6;
  }
}
