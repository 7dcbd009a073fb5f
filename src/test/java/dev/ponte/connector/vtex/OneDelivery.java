package dev.ponte.connector.vtex;

import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.Outcome;
import dev.ponte.delivery.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A delivery without a ledger: keeps what a sink stores. */
final class OneDelivery implements Delivery {

  final List<String> checkpoints = new ArrayList<>();
  final List<Call> calls = new ArrayList<>();
  Outcome outcome;

  @Override
  public long id() {
    return 1;
  }

  @Override
  public String type() {
    return "order-status";
  }

  @Override
  public String key() {
    return "1";
  }

  @Override
  public String source() {
    return "focco";
  }

  @Override
  public Optional<String> origin() {
    return Optional.of("vtex");
  }

  @Override
  public String subscriber() {
    return "vtex";
  }

  @Override
  public long version() {
    return 1;
  }

  @Override
  public int attempt() {
    return 1;
  }

  @Override
  public Optional<String> progress() {
    return checkpoints.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(checkpoints.get(checkpoints.size() - 1));
  }

  @Override
  public void checkpoint(String json) {
    checkpoints.add(json);
  }

  @Override
  public void reference(Reference reference) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void settle(Outcome outcome) {
    this.outcome = outcome;
  }

  @Override
  public void trace(Call call) {
    calls.add(call);
  }
}
