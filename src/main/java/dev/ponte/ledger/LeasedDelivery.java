package dev.ponte.ledger;

import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.LeaseLost;
import dev.ponte.delivery.Outcome;
import dev.ponte.delivery.Reference;
import dev.ponte.delivery.References;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A claimed delivery, as a sink sees it. */
final class LeasedDelivery implements Delivery {

  private final Claim claim;
  private final String subscriber;
  private final Claims claims;
  private final References references;
  private final BooleanSupplier ending;
  private final List<Call> calls = new ArrayList<>();
  private final List<Runnable> together = new ArrayList<>();
  private String progress;
  private boolean unwritten;
  private boolean ended;
  private Outcome settled;
  private RuntimeException failed;
  private boolean touched;

  /**
   * @param ending whether the route is being stopped, so that nothing may wait for the database
   */
  LeasedDelivery(
      Claim claim,
      String subscriber,
      Claims claims,
      References references,
      BooleanSupplier ending) {
    this.claim = claim;
    this.subscriber = subscriber;
    this.claims = claims;
    this.references = references;
    this.ending = ending;
    this.progress = claim.progress();
  }

  @Override
  public long id() {
    return claim.id();
  }

  @Override
  public String type() {
    return claim.type();
  }

  @Override
  public String key() {
    return claim.messageKey();
  }

  @Override
  public String source() {
    return claim.source();
  }

  @Override
  public Optional<String> origin() {
    return Optional.of(claim.origin()).filter(it -> !it.isEmpty());
  }

  @Override
  public String subscriber() {
    return subscriber;
  }

  @Override
  public long version() {
    return claim.version();
  }

  @Override
  public int attempt() {
    return claim.attempts();
  }

  @Override
  public Optional<String> progress() {
    return Optional.ofNullable(progress);
  }

  @Override
  public void checkpoint(String json) {
    if (!claims.checkpoint(claim, json, ending)) {
      throw new LeaseLost(
          "%s → %s was taken over by another process".formatted(claim.name(), subscriber));
    }
    progress = json;
    unwritten = false;
    touched = true;
  }

  @Override
  public void answered(String json) {
    progress = json;
    unwritten = true;
    touched = true;
  }

  @Override
  public void reference(Reference reference) {
    together(() -> references.save(List.of(reference)));
  }

  @Override
  public synchronized void together(Runnable write) {
    touched = true;
    if (ended) {
      write.run();
    } else {
      together.add(write);
    }
  }

  @Override
  public void settle(Outcome outcome) {
    settled = outcome;
    failed = null;
  }

  /** The sink of a batch says that this one failed. */
  void fail(RuntimeException failure) {
    failed = failure;
    settled = null;
  }

  @Override
  public void trace(Call call) {
    calls.add(call);
  }

  Claim claim() {
    return claim;
  }

  /** Whether the sink did anything with it that the target or the ledger would remember. */
  boolean touched() {
    return touched || !calls.isEmpty();
  }

  Outcome settled() {
    return settled;
  }

  RuntimeException failed() {
    return failed;
  }

  /** The attempt is over: what is to be written with its end. */
  synchronized Work work() {
    ended = true;
    return new Work(List.copyOf(calls), unwritten, progress, List.copyOf(together));
  }

  /**
   * What an attempt did.
   *
   * @param calls what was sent and came back
   * @param unwritten whether the progress is newer than what the ledger has
   * @param together what is written in the transaction of the end
   */
  record Work(List<Call> calls, boolean unwritten, String progress, List<Runnable> together) {
    static final Work NONE = new Work(List.of(), false, null, List.of());
  }
}
