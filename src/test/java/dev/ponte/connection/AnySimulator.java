package dev.ponte.connection;

import dev.ponte.sandbox.Simulator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Answers every request with what it got. */
final class AnySimulator extends Simulator {

  final List<Request> requests = new CopyOnWriteArrayList<>();

  /** What is answered instead; null for the usual. */
  volatile byte[] body;

  /** What answers wait for; null for nothing. */
  volatile CountDownLatch held;

  AnySimulator() {
    super(0);
  }

  @Override
  protected String operation(Request request) {
    return request.path();
  }

  @Override
  protected Answer handle(Request request) {
    requests.add(request);
    await();
    if (body != null) {
      return new Answer(200, "text/xml", body, Map.of());
    }
    return Answer.json(
        200,
        "{\"path\":\"%s\",\"query\":\"%s\",\"token\":\"%s\",\"price\":10.10}"
            .formatted(request.path(), request.query(), request.headers().get("X-Token")));
  }

  private void await() {
    CountDownLatch latch = held;
    try {
      if (latch != null) {
        latch.await();
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  protected Answer refusal() {
    return Answer.json(400, "{\"error\":\"no such thing, token=abc123 card 4111 1111 1111 1111\"}");
  }
}
