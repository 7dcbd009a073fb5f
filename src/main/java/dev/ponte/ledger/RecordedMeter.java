package dev.ponte.ledger;

import dev.ponte.canonical.Message;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Counts versions that were recorded, once their transaction is committed. */
@Component
class RecordedMeter {

  static final String NAME = "ponte.recorded";

  private final MeterRegistry meters;

  RecordedMeter(MeterRegistry meters) {
    this.meters = meters;
  }

  /** A version was written in the caller's transaction. */
  void recorded(Message message) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            meters.counter(NAME, "type", message.type(), "source", message.source()).increment();
          }
        });
  }
}
