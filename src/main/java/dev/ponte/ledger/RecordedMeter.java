package dev.ponte.ledger;

import dev.ponte.canonical.Message;
import dev.ponte.metrics.Metric;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Counts versions that were recorded, once their transaction is committed. */
@Component
class RecordedMeter {

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
            Metric.RECORDED.counter(meters, message.type(), message.source()).increment();
          }
        });
  }
}
