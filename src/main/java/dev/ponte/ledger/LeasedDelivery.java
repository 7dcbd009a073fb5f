package dev.ponte.ledger;

import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.LeaseLost;
import dev.ponte.delivery.Outcome;
import dev.ponte.delivery.Reference;
import dev.ponte.delivery.References;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A claimed delivery, as a sink sees it. */
final class LeasedDelivery implements Delivery {

  private final Claim claim;
  private final String subscriber;
  private final Claims claims;
  private final References references;
  private final List<Call> calls = new ArrayList<>();
  private String progress;
  private Outcome settled;
  private RuntimeException failed;
  private boolean checkpointed;

  LeasedDelivery(Claim claim, String subscriber, Claims claims, References references) {
    this.claim = claim;
    this.subscriber = subscriber;
    this.claims = claims;
    this.references = references;
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
    if (!claims.checkpoint(claim, json)) {
      throw new LeaseLost(
          "%s → %s was taken over by another process".formatted(claim.name(), subscriber));
    }
    progress = json;
    checkpointed = true;
  }

  @Override
  public void reference(Reference reference) {
    checkpoint(progress);
    references.save(List.of(reference));
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
    return checkpointed || !calls.isEmpty();
  }

  Outcome settled() {
    return settled;
  }

  RuntimeException failed() {
    return failed;
  }

  List<Call> calls() {
    return calls;
  }
}
