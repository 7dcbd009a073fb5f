package dev.ponte.connection;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Calls, their latency and their failure class, per connection and operation. */
@Component
final class ApiMetrics {

  private static final String CALLS = "ponte.api.calls";
  private static final String UNREADABLE = "ponte.api.unreadable";
  private static final String OK = "ok";

  private final MeterRegistry meters;

  ApiMetrics(MeterRegistry meters) {
    this.meters = meters;
  }

  void called(Connection connection, ApiCall call, ApiFailure failure, long nanos) {
    meters
        .timer(
            CALLS,
            "connection",
            connection.name(),
            "operation",
            call.operation(),
            "class",
            failure == null ? OK : failure.failureClass().name().toLowerCase())
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  /** An answer with a good status that was no JSON; it was already counted as a call. */
  void failed(Connection connection, ApiCall call, ApiFailure failure) {
    meters
        .counter(UNREADABLE, "connection", connection.name(), "operation", call.operation())
        .increment();
  }
}
