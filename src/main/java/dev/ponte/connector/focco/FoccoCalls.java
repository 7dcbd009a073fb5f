package dev.ponte.connector.focco;

import java.util.concurrent.atomic.AtomicInteger;

/** The calls that one poll may make. */
final class FoccoCalls {

  /** Name of the exchange property. */
  static final String PROPERTY = "PonteFoccoCalls";

  private final AtomicInteger left;

  FoccoCalls(int calls) {
    left = new AtomicInteger(calls);
  }

  /** Whether one more may be made, which counts it. */
  boolean take() {
    return left.getAndDecrement() > 0;
  }
}
