package dev.ponte.connection;

import dev.ponte.metrics.Metric;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Calls, their latency and their failure class, per connection and operation. */
@Component
final class ApiMetrics {

  private static final String OK = "ok";

  private final MeterRegistry meters;

  ApiMetrics(MeterRegistry meters) {
    this.meters = meters;
  }

  void called(Connection connection, ApiCall call, ApiFailure failure, long nanos) {
    Metric.API_CALLS
        .timer(
            meters,
            connection.name(),
            call.operation(),
            failure == null ? OK : failure.failureClass().name().toLowerCase(Locale.ROOT))
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  /** An answer with a good status that was no JSON; it was already counted as a call. */
  void failed(Connection connection, ApiCall call, ApiFailure failure) {
    Metric.API_UNREADABLE.counter(meters, connection.name(), call.operation()).increment();
  }
}
