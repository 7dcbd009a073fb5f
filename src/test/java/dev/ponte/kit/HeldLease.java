package dev.ponte.kit;

import dev.ponte.delivery.Polls;

/** A poll's lease that nobody else wants. */
public final class HeldLease implements Polls.Lease {
  @Override
  public boolean held() {
    return true;
  }

  @Override
  public void close() {
    // Nobody else wants it.
  }
}
