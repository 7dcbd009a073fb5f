package dev.ponte.ledger;

import java.util.Map;
import java.util.function.Supplier;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/** Answers of the actuator's endpoints: the sentence of a refusal reaches who asked. */
final class Responses {

  private static final int BAD_REQUEST = 400;
  private static final int CONFLICT = 409;

  private Responses() {}

  /** 400 when it was asked for in a wrong way. */
  static WebEndpointResponse<Object> of(Supplier<Object> work) {
    try {
      return new WebEndpointResponse<>(work.get());
    } catch (IllegalArgumentException e) {
      return new WebEndpointResponse<>(Map.of("error", e.getMessage()), BAD_REQUEST);
    }
  }

  /** 409 when nothing was done. */
  static WebEndpointResponse<Object> act(Supplier<Repairs.Answer> work) {
    try {
      Repairs.Answer answer = work.get();
      return answer.done()
          ? new WebEndpointResponse<>(Map.of("result", answer.words()))
          : new WebEndpointResponse<>(Map.of("error", answer.words()), CONFLICT);
    } catch (IllegalArgumentException e) {
      return new WebEndpointResponse<>(Map.of("error", e.getMessage()), BAD_REQUEST);
    }
  }

  /** A verb that an endpoint does not know. */
  static IllegalArgumentException unknown(String verb, String known) {
    return new IllegalArgumentException("%s is no verb here; there are %s".formatted(verb, known));
  }
}
