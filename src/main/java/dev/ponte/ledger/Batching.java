package dev.ponte.ledger;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How many deliveries one exchange may carry.
 *
 * @param size deliveries at the most; 1 for exchanges without a batch
 * @param bytes of all bodies together at the most, in UTF-8; 0 for no limit
 * @param patience how long the oldest waits for the batch to fill
 */
record Batching(int size, long bytes, Duration patience) {

  static final Batching NONE = new Batching(1, 0, Duration.ZERO);

  /**
   * How many of those that are due may go now: full batches only; less than one when the longest
   * has waited long enough for it to fill.
   */
  int ready(int due, double longestSeconds) {
    boolean filled = due >= size || longestSeconds * 1000 < patience.toMillis();
    return filled ? due - due % size : due;
  }

  /**
   * How many of those that are free at this moment go, when so many are ready: no broken batch
   * while others, that a recorder holds just now, would fill it.
   */
  int whole(int free, int ready) {
    return free < ready ? free - free % size : free;
  }

  boolean active() {
    return size > 1;
  }

  /** As many batches as the limits need, of claims in their order; what goes alone goes first. */
  List<List<Claim>> split(List<Claim> claims) {
    List<List<Claim>> batches = new ArrayList<>();
    claims.stream().filter(Claim::alone).map(List::of).forEach(batches::add);
    List<Claim> batch = new ArrayList<>();
    long filled = 0;
    for (Claim claim : claims.stream().filter(it -> !it.alone()).toList()) {
      long length = claim.body() == null ? 0 : claim.body().getBytes(StandardCharsets.UTF_8).length;
      boolean full = batch.size() == size || bytes > 0 && filled + length > bytes;
      if (full && !batch.isEmpty()) {
        batches.add(batch);
        batch = new ArrayList<>();
        filled = 0;
      }
      batch.add(claim);
      filled += length;
    }
    if (!batch.isEmpty()) {
      batches.add(batch);
    }
    return batches;
  }
}
