package dev.ponte.connector.focco;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.connection.Api;
import dev.ponte.connection.ApiAnswer;
import dev.ponte.connection.ApiFailure;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.Priority;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Calls of Focco's commands, with their results in plain form. */
@Component
class FoccoApi {

  private final Api api;

  FoccoApi(Api api) {
    this.api = api;
  }

  /**
   * Calls a command.
   *
   * @param delivery whose attempt it belongs to; null for none
   * @return the answer, which has succeeded
   * @throws ApiFailure rejected, with Focco's words, when it has not
   */
  FoccoEnvelope call(Connection connection, String command, JsonNode arguments, Delivery delivery) {
    return envelope(
        api.send(
            connection,
            FoccoSystem.command(connection, command)
                .json(arguments.toString())
                .delivery(delivery)));
  }

  /**
   * Reads something that no order waits for, and gives the result.
   *
   * @param priority of stock or of the catalogue
   */
  JsonNode read(Connection connection, String command, JsonNode arguments, Priority priority) {
    return envelope(
            api.send(
                connection,
                FoccoSystem.command(connection, command)
                    .json(arguments.toString())
                    .priority(priority)))
        .value();
  }

  private static FoccoEnvelope envelope(ApiAnswer answer) {
    return FoccoEnvelope.of(answer)
        .orElseThrow(() -> new IllegalStateException("judged as JSON, but is none"));
  }

  /** As {@link #call}; empty when Focco says that what was asked for does not exist. */
  Optional<FoccoEnvelope> find(
      Connection connection, String command, JsonNode arguments, Delivery delivery) {
    try {
      return Optional.of(call(connection, command, arguments, delivery));
    } catch (ApiFailure failure) {
      if (isNotFound(failure, command.endsWith("Orcamento") ? "orçamento" : "pedido")) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  private static boolean isNotFound(ApiFailure failure, String thing) {
    return failure.failureClass() == FailureClass.REJECTED
        && failure
            .answer()
            .flatMap(FoccoEnvelope::of)
            .map(envelope -> envelope.saysNotFound(thing))
            .orElse(false);
  }
}
